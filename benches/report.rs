//! `report()` against the least that must be done: decode the base64url, validate the JSON, indent it as text, check
//! the signature. Both in one run, since the machine's speed drifts; read the ratio.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a benchmark may stop")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::Arc;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use jotlens::encoding::base64url;
use jotlens::inspect::report;
use jotlens::inspect::report::{Policy, SignatureVerdict};
use jotlens::jose::algorithm::JwsAlgorithm;
use jotlens::jose::jws::{sign, verify};
use jotlens::jose::key::{Key, Material};
use jotlens::jose::secret::SecretBytes;
use serde::de::IgnoredAny;

const NOW: i64 = 1_790_000_000;

fn key() -> Key {
    Key::new("bench", Material::Secret(SecretBytes::new(vec![7; 32])))
}

/// A signed token whose payload has about `bytes` bytes of claims as they occur: permissions with a few members each.
fn token(bytes: usize) -> String {
    let mut claims = format!(
        r#"{{"iss":"https://auth.example.com","sub":"user_481","aud":"api","iat":{NOW},"exp":{},"jti":"1","permissions":["#,
        NOW + 300
    );
    let mut number = 0;
    while claims.len() < bytes.saturating_sub(100) {
        number += 1;
        let _ = write!(
            claims,
            r#"{{"id":{number},"resource":"orders/{number}","actions":["read","write"],"note":"Région {number} \"north\""}},"#
        );
    }
    claims.push_str(r#"{"id":0}]}"#);
    let header = base64url::encode(br#"{"alg":"HS256","typ":"at+jwt"}"#);
    let input = format!("{header}.{}", base64url::encode(claims.as_bytes()));
    let signature = sign(JwsAlgorithm::Hs256, &key(), input.as_bytes()).expect("signs");
    format!("{input}.{}", base64url::encode(&signature))
}

/// The least that must be done.
fn limit(token: &str, key: &Key) -> String {
    let (input, signature) = token.rsplit_once('.').expect("a signature");
    let payload = input.split('.').nth(1).expect("a payload");
    let bytes = base64_simd::URL_SAFE_NO_PAD.decode_to_vec(payload).expect("decodes");
    let text = String::from_utf8(bytes).expect("UTF-8");
    let _: IgnoredAny = serde_json::from_str(&text).expect("JSON");
    let signature = base64_simd::URL_SAFE_NO_PAD.decode_to_vec(signature).expect("decodes");
    verify(JwsAlgorithm::Hs256, key, input.as_bytes(), &signature).expect("holds");
    indent(&text)
}

/// JSON indented from its text, without a tree.
fn indent(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len() * 2);
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    let newline = |out: &mut Vec<u8>, depth: usize| {
        out.push(b'\n');
        out.resize(out.len() + depth * 2, b' ');
    };
    for &byte in text.as_bytes() {
        if quoted {
            out.push(byte);
            quoted = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
            continue;
        }
        match byte {
            b'{' | b'[' => {
                depth += 1;
                out.push(byte);
                newline(&mut out, depth);
            }
            b'}' | b']' => {
                depth -= 1;
                newline(&mut out, depth);
                out.push(byte);
            }
            b',' => {
                out.push(byte);
                newline(&mut out, depth);
            }
            b':' => out.extend(b": "),
            byte => {
                quoted = byte == b'"';
                out.push(byte);
            }
        }
    }
    String::from_utf8(out).expect("UTF-8")
}

fn reports(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("report");
    let _ = group.sample_size(20);
    let keys = [key()];
    for (name, bytes) in [("1 kB", 1_000), ("100 kB", 100_000), ("1 MB", 1_000_000), ("10 MB", 10_000_000)] {
        let token: Arc<str> = token(bytes).into();
        let looked = report(&token, &keys, NOW, &Policy::default());
        assert_eq!(looked.tokens[0].signature.verdict, SignatureVerdict::Valid);
        let _ = group.throughput(Throughput::Bytes(token.len() as u64));
        let _ = group.bench_function(BenchmarkId::new("limit", name), |bencher| {
            bencher.iter(|| limit(black_box(&token), &keys[0]));
        });
        let _ = group.bench_function(BenchmarkId::new("report", name), |bencher| {
            bencher.iter(|| report(black_box(&token), &keys, NOW, &Policy::default()));
        });
    }
    group.finish();
}

criterion_group!(benches, reports);
criterion_main!(benches);
