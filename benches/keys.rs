//! Making RSA keys against `openssl genrsa` and trying a token with 1,000 keys against bare verifications, in turns,
//! since the machine's speed drifts: read the ratios. And what reading key files, an export and a look at a large key
//! set cost.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a benchmark may stop, and says what it measured"
)]

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{fs, thread};

use jotlens::encoding::base64url::encode;
use jotlens::inspect;
use jotlens::inspect::keys::report;
use jotlens::inspect::report::{Policy, SignatureVerdict};
use jotlens::jose::algorithm::JwsAlgorithm;
use jotlens::jose::generate::{KeySpec, RsaSize, generate};
use jotlens::jose::jws::{sign, verify};
use jotlens::jose::key::Key;
use jotlens::jose::read::read_keys;
use jotlens::jose::write::{Form, Lock, jwks, write};
use serde_json::Value;

const NOW: i64 = 1_795_219_200;
/// Generation varies with luck: fewer rounds say little.
const ROUNDS: usize = 20;

fn main() {
    // `cargo test` runs benchmarks too: once is enough then.
    let rounds = if std::env::args().any(|argument| argument == "--bench") { ROUNDS } else { 1 };
    for size in [RsaSize::Bits2048, RsaSize::Bits3072, RsaSize::Bits4096] {
        pairs(size, rounds);
    }
    trial(rounds);
    collection(rounds);
    forms(rounds);
    large_set(rounds);
}

fn random(bytes: &mut [u8]) -> bool {
    getrandom::fill(bytes).is_ok()
}

fn made(spec: KeySpec) -> Key {
    generate(spec, random, &|| false).expect("a key")
}

fn pairs(size: RsaSize, rounds: usize) {
    let bits = size.bits().to_string();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        ours.push(time(|| made(KeySpec::Rsa(size))));
        let openssl = || {
            let mut command = Command::new("openssl");
            command.args(["genrsa", "-out", "/dev/null", &bits]).stderr(Stdio::null()).status().is_ok()
        };
        let mut found = true;
        theirs.push(time(|| found = openssl()));
        if !found {
            println!("skipped: openssl is not installed");
            return;
        }
    }
    let (ours, theirs) = (median(ours), median(theirs));
    println!(
        "rsa-{bits}: {ours:?}, openssl {theirs:?}, ratio {:.2}",
        ours.as_secs_f64() / theirs.as_secs_f64()
    );
}

/// A token without kid is tried with 1,000 ES256 keys, none of which made it.
fn trial(rounds: usize) {
    let keys: Vec<Key> = (0..1_000).map(|_| made(KeySpec::P256)).collect();
    let input = format!("{}.{}", encode(br#"{"alg":"ES256"}"#), encode(br#"{"sub":"user_481"}"#));
    let signature = sign(JwsAlgorithm::Es256, &made(KeySpec::P256), input.as_bytes()).expect("signs");
    let token: Arc<str> = format!("{input}.{}", encode(&signature)).into();
    let tried = || {
        let report = inspect::report(&token, &keys, NOW, &Policy::default());
        assert_eq!(report.tokens.first().expect("a token").signature.verdict, SignatureVerdict::Invalid);
    };
    let bare = || {
        let holds = |key: &Key| verify(JwsAlgorithm::Es256, key, input.as_bytes(), &signature).is_ok();
        assert!(!keys.iter().any(holds));
    };
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        ours.push(time(tried));
        theirs.push(time(bare));
    }
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let (ours, theirs) = (median(ours), median(theirs) / cores as u32);
    println!(
        "tried with 1,000 ES256 keys: {ours:?}, bare on {cores} cores {theirs:?}, ratio {:.2}",
        ours.as_secs_f64() / theirs.as_secs_f64()
    );
}

/// Every key file of the collection; those with a password apart, since theirs is meant to cost.
fn collection(rounds: usize) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/keys");
    let manifest = fs::read(root.join("manifest.json")).expect("a manifest");
    let manifest: Value = serde_json::from_slice(&manifest).expect("JSON");
    let entries = manifest["entries"].as_array().expect("entries");
    let files: Vec<(Vec<u8>, Option<&str>)> = entries
        .iter()
        .map(|entry| {
            let file = root.join(entry["file"].as_str().expect("a file"));
            (fs::read(file).expect("its bytes"), entry["password"].as_str())
        })
        .collect();
    for has_password in [false, true] {
        let files: Vec<_> = files.iter().filter(|(_, password)| password.is_some() == has_password).collect();
        let all = || {
            for (bytes, password) in &files {
                let _ = black_box(read_keys(bytes, "key", *password));
            }
        };
        let with = if has_password { "with" } else { "without" };
        let cost = median((0..rounds).map(|_| time(all)).collect());
        println!("{} key files {with} a password: {cost:?}", files.len());
    }
}

fn forms(rounds: usize) {
    let key = made(KeySpec::Rsa(RsaSize::Bits2048));
    let lock = Lock::new("correct horse battery staple", random);
    for form in Form::available(&key) {
        let one = || time(|| write(&key, form, Some(&lock)).expect("written"));
        println!("{form:?} of rsa-2048: {:?}", median((0..rounds).map(|_| one()).collect()));
    }
}

/// A set of 1,000 EC keys, and one of 60 RSA keys that are all compared with each other.
fn large_set(rounds: usize) {
    let ec: Vec<Key> = (0..1_000).map(|_| made(KeySpec::P256)).collect();
    look("a set of 1,000 P-256 keys", &jwks(&ec).json, rounds);
    let mut set = String::from(r#"{"keys":["#);
    for index in 0_u32..60 {
        // No keys, but numbers of the size of moduli: every pair is looked at.
        let n: Vec<u8> = (0..256_u32).map(|byte| (byte * 31 + index * 7) as u8 | 1).collect();
        let n = encode(&n);
        let _ = write!(set, r#"{}{{"kty":"RSA","e":"AQAB","n":"{n}"}}"#, if index == 0 { "" } else { "," });
    }
    look("a set of 60 RSA keys", &(set + "]}"), rounds);
}

fn look(what: &str, set: &str, rounds: usize) {
    let read = read_keys(set.as_bytes(), "set", None);
    let one = || time(|| report(black_box(&read), &[], NOW));
    println!("findings on {what}: {:?}", median((0..rounds).map(|_| one()).collect()));
}

fn time<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    let _ = black_box(work());
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
