//! Why a signature does not hold: how fast a list of words is gone through beside a bare HMAC in the same run, how long
//! a diagnosis takes that finds nothing, and what all rules cost on a token of 1 kB.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a benchmark may stop")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use hmac::{Hmac, KeyInit as _, Mac as _};
use jotlens::encoding::base64url;
use jotlens::inspect::diagnose::history::History;
use jotlens::inspect::diagnose::{BUDGET, diagnose, weak};
use jotlens::inspect::report;
use jotlens::inspect::report::{Policy, Report};
use jotlens::jose::algorithm::{Curve, JwsAlgorithm};
use jotlens::jose::jws::sign;
use jotlens::jose::key::{Key, Material};
use jotlens::jose::secret::SecretBytes;
use jotlens::jose::{EcKey, OkpKey};
use sha2::Sha256;

const NOW: i64 = 1_790_000_000;

/// A token of 1 kB.
fn token(alg: &str, algorithm: JwsAlgorithm, key: &Key) -> String {
    let mut claims = format!(r#"{{"iss":"https://auth.example.com","sub":"user_481","exp":{}"#, NOW + 300);
    let mut number = 0;
    while claims.len() < 690 {
        number += 1;
        let _ = write!(claims, r#","claim_{number}":"value {number} of some length""#);
    }
    claims.push('}');
    let header = base64url::encode(format!(r#"{{"alg":"{alg}","typ":"JWT"}}"#).as_bytes());
    let input = format!("{header}.{}", base64url::encode(claims.as_bytes()));
    let signature = sign(algorithm, key, input.as_bytes()).expect("signs");
    format!("{input}.{}", base64url::encode(&signature))
}

fn secret(bytes: &[u8]) -> Key {
    Key::new("secret", Material::Secret(SecretBytes::new(bytes.to_vec())))
}

fn ec(byte: u8) -> Key {
    let key = EcKey::from_private(Curve::P256, SecretBytes::new(vec![byte; 32])).expect("a scalar");
    Key::new("ec", Material::Ec(key))
}

/// Fifty keys of all kinds, with a text that has many readings for a secret.
fn fifty() -> Vec<Key> {
    let mut keys = Vec::new();
    for number in 0..25_u8 {
        keys.push(secret(format!("{number} \"gärtnerei-straße\" bWFydGhhIGlzIGZvbmQ=\n").as_bytes()));
        keys.push(if number % 2 == 0 {
            ec(number + 1)
        } else {
            let seed = SecretBytes::new(vec![number; 32]);
            Key::new("ed", Material::Okp(OkpKey::from_private(Curve::Ed25519, seed).expect("a seed")))
        });
    }
    keys
}

fn look(text: &str, keys: &[Key]) -> Report {
    report(&Arc::from(text), keys, NOW, &Policy::default())
}

/// 20,000 words, none of them the secret, on one core; and a bare HMAC for each of the same words.
fn words(criterion: &mut Criterion) {
    let one_core = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool");
    let text = token("HS256", JwsAlgorithm::Hs256, &secret(&[7; 32]));
    let (input, signature) = text.rsplit_once('.').expect("a signature");
    let mac = base64url::decode(signature).bytes;
    let report = look(&text, &[]);
    let list: Vec<String> = (0..20_000).map(|number| format!("password-{number}")).collect();
    let joined = list.join("\n").into_bytes();
    let mut group = criterion.benchmark_group("words");
    group.throughput(Throughput::Elements(list.len() as u64));
    group.bench_function("bare HMAC", |bencher| {
        bencher.iter(|| {
            list.iter().any(|word| {
                let hmac = Hmac::<Sha256>::new_from_slice(word.as_bytes()).expect("any length");
                hmac.chain_update(input.as_bytes()).finalize().into_bytes()[..] == mac[..]
            })
        });
    });
    group.bench_function("search", |bencher| {
        bencher.iter(|| {
            let progress = AtomicUsize::new(0);
            one_core.install(|| {
                weak::search(&report.tokens[0], &Policy::default(), black_box(&joined), &progress, &|| false)
            })
        });
    });
    group.finish();
}

/// Nothing explains it, and fifty keys are there.
fn unexplained(criterion: &mut Criterion) {
    let keys = fifty();
    let mut group = criterion.benchmark_group("unexplained, 50 keys");
    group.sample_size(10);
    for (alg, algorithm, signer) in
        [("HS256", JwsAlgorithm::Hs256, secret(&[7; 32])), ("ES256", JwsAlgorithm::Es256, ec(99))]
    {
        let report = look(&token(alg, algorithm, &signer), &keys);
        let run = || diagnose(&report, &keys, &Policy::default(), &History::default(), &|| false);
        let began = std::time::Instant::now();
        assert!(run()[0].diagnosis.proof.is_none());
        assert!(began.elapsed() < BUDGET, "over the budget: {:?}", began.elapsed());
        group.bench_function(alg, |bencher| bencher.iter(run));
    }
    group.finish();
}

/// The report on a token of 1 kB: it holds, it does not hold, and there is no key.
fn rules(criterion: &mut Criterion) {
    let own = secret(b"\x8f\x02\xd1\x73\x9a\x44\x0e\xc6\x5b\x21\xf0\x7d\x93\x68\xbe\x15\x4c\xa9\x37\xe2\x60\x1b\x8d\xf4\x52\xc3\x09\x7e\xd6\x41\xab\x30");
    let text: Arc<str> = token("HS256", JwsAlgorithm::Hs256, &own).into();
    let mut group = criterion.benchmark_group("rules, 1 kB");
    for (name, keys) in [("holds", vec![own]), ("does not", vec![secret(&[9; 32])]), ("no key", Vec::new())] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| report(black_box(&text), &keys, NOW, &Policy::default()));
        });
    }
    group.finish();
}

criterion_group!(benches, words, unexplained, rules);
criterion_main!(benches);
