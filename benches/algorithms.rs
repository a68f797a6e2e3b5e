//! Signing and verifying with every algorithm beside `openssl speed`, in turns and in one run, since the machine's speed
//! drifts: read the ratios. Signing counts reading the key in, from PEM: one click, one signature. OpenSSL has no name
//! for PSS in `speed`, so PS* stand beside its RSA of the same size; an HMAC stands beside one over as many bytes.
//!
//! The aims: verify within 1.5 ×, sign within 4 × of OpenSSL, for HS, RS, PS, ES256, ES384 and EdDSA.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark may stop, and says what it measured"
)]

use std::collections::HashMap;
use std::hint::black_box;
use std::process::Command;
use std::time::{Duration, Instant};

use jotlens::jose::algorithm::{Family, JwsAlgorithm};
use jotlens::jose::generate::{KeySpec, generate};
use jotlens::jose::jws::{sign, verify};
use jotlens::jose::key::{Key, Material};
use jotlens::jose::read::read_keys;
use jotlens::jose::secret::SecretBytes;
use jotlens::jose::write::{Form, write};

/// A signing input as usual access tokens have it, in bytes; one of the lengths that `openssl speed` takes.
const INPUT: usize = 512;

/// The algorithms, the key that signs, and what `openssl speed` calls the nearest thing that it has.
const CASES: &[(&str, &str, &str)] = &[
    ("HS256", "hs256", "hmac(sha256)"),
    ("HS384", "hs384", "hmac(sha384)"),
    ("HS512", "hs512", "hmac(sha512)"),
    ("RS256", "rsa-2048", "rsa2048"),
    ("RS384", "rsa-2048", "rsa2048"),
    ("RS512", "rsa-4096", "rsa4096"),
    ("PS256", "rsa-2048", "rsa2048"),
    ("PS384", "rsa-2048", "rsa2048"),
    ("PS512", "rsa-4096", "rsa4096"),
    ("ES256", "p-256", "ecdsap256"),
    ("ES384", "p-384", "ecdsap384"),
    ("ES512", "p-521", "ecdsap521"),
    ("ES256K", "secp256k1", ""),
    ("Ed25519", "ed25519", "ed25519"),
    ("Ed448", "ed448", "ed448"),
    ("ML-DSA-44", "ml-dsa-44", ""),
    ("ML-DSA-65", "ml-dsa-65", ""),
    ("ML-DSA-87", "ml-dsa-87", ""),
];

fn main() {
    // `cargo test` runs benchmarks too: a glance is enough then.
    let is_bench = std::env::args().any(|argument| argument == "--bench");
    let rounds: usize = std::env::var("ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(5);
    let (rounds, slice) = if is_bench { (rounds, 200) } else { (1, 1) };
    let slice = Duration::from_millis(slice);
    let mut keys: HashMap<&str, (Key, Option<String>)> = HashMap::new();
    println!(
        "{:10} {:>12} {:>12} {:>7}   {:>12} {:>12} {:>7}",
        "", "sign", "openssl", "ratio", "verify", "openssl", "ratio"
    );
    for (alg, spec, theirs) in CASES {
        if !is_bench && spec.starts_with("rsa") {
            // Without optimisation, making one takes minutes.
            continue;
        }
        let (key, pem) = keys.entry(spec).or_insert_with(|| made(spec));
        let algorithm = JwsAlgorithm::from_name(alg).expect("a known name");
        let (mut signing, mut verifying) = (Vec::new(), Vec::new());
        let (mut their_signing, mut their_verifying) = (Vec::new(), Vec::new());
        let input = vec![b'a'; INPUT];
        let signature = sign(algorithm, key, &input).expect("signs");
        for _ in 0..rounds {
            let signs = || {
                if let Some(pem) = pem {
                    let read = read_keys(pem.as_bytes(), "key", None).expect("a key");
                    let key = read.keys.first().expect("one");
                    let _ = black_box(sign(algorithm, key, black_box(&input)).expect("signs"));
                } else if let Material::Secret(secret) = &key.material {
                    let secret = SecretBytes::new(secret.as_bytes().to_vec());
                    let key = Key::new("", Material::Secret(secret));
                    let _ = black_box(sign(algorithm, &key, black_box(&input)).expect("signs"));
                }
            };
            signing.push(Some(per_call(slice, signs)));
            verifying.push(Some(per_call(slice, || {
                verify(algorithm, key, black_box(&input), black_box(&signature)).expect("holds");
            })));
            if let Some((sign, verify)) = is_bench.then(|| openssl(theirs)).flatten() {
                their_signing.push(sign);
                // What checks an HMAC is what makes it.
                their_verifying.push(if algorithm.family() == Family::Hmac { sign } else { verify });
            }
        }
        let [sign, verify] = [median(&mut signing), median(&mut verifying)];
        let [their_sign, their_verify] = [median(&mut their_signing), median(&mut their_verifying)];
        println!(
            "{alg:10} {} {} {}   {} {} {}",
            shown(sign),
            shown(their_sign),
            ratio(sign, their_sign),
            shown(verify),
            shown(their_verify),
            ratio(verify, their_verify)
        );
    }
}

/// A key, and its private half in PEM; a secret has none.
fn made(spec: &str) -> (Key, Option<String>) {
    let spec = KeySpec::from_name(spec).expect("a known name");
    let random: fn(&mut [u8]) -> bool = |bytes| getrandom::fill(bytes).is_ok();
    let key = generate(spec, random, &|| false).expect("a key");
    let pem = write(&key, Form::PrivatePem, None).ok().map(|text| text.to_string());
    (key, pem)
}

/// Seconds for one call, measured for about `slice`.
fn per_call(slice: Duration, mut work: impl FnMut()) -> f64 {
    work();
    let (started, mut calls) = (Instant::now(), 0_u32);
    while started.elapsed() < slice {
        work();
        calls += 1;
    }
    started.elapsed().as_secs_f64() / f64::from(calls.max(1))
}

/// Seconds for one signature and one check by OpenSSL, in its form for machines; `None` where it does not have that.
fn openssl(name: &str) -> Option<(Option<f64>, Option<f64>)> {
    if name.is_empty() {
        return None;
    }
    let mut command = Command::new("openssl");
    let _ = command.args(["speed", "-mr", "-elapsed", "-seconds", "1"]);
    let hash = name.strip_prefix("hmac(").and_then(|rest| rest.strip_suffix(')'));
    let _ = match hash {
        Some(hash) => command.args(["-bytes", &INPUT.to_string(), "-hmac", hash]),
        None => command.arg(name),
    };
    let output = command.output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    if hash.is_some() {
        // +F:22:hmac(sha256):BYTES_PER_SECOND
        let line = text.lines().find(|line| line.starts_with("+F:"))?;
        let speed: f64 = line.rsplit(':').next()?.parse().ok()?;
        let seconds = Some(INPUT as f64 / speed);
        return Some((seconds, seconds));
    }
    // +F2:2:2048:SIGN:VERIFY, each how many in a second; ECDSA has another number, and the EdDSA curves a name more.
    let line = text.lines().find(|line| line.starts_with("+F"))?;
    let mut fields = line.rsplit(':');
    let mut seconds = || fields.next()?.parse::<f64>().ok().map(|per_second| 1.0 / per_second);
    let verify = seconds();
    Some((seconds(), verify))
}

fn median(times: &mut Vec<Option<f64>>) -> Option<f64> {
    let mut known: Vec<f64> = times.drain(..).flatten().collect();
    known.sort_by(f64::total_cmp);
    known.get(known.len() / 2).copied()
}

fn shown(seconds: Option<f64>) -> String {
    seconds.map_or_else(|| format!("{:>12}", "-"), |seconds| format!("{:>9.2} µs", seconds * 1e6))
}

fn ratio(ours: Option<f64>, theirs: Option<f64>) -> String {
    match (ours, theirs) {
        (Some(ours), Some(theirs)) if theirs > 0.0 => format!("{:>6.2}×", ours / theirs),
        _ => format!("{:>7}", "-"),
    }
}
