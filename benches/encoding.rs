//! Text of ten megabytes through the encoding room, beside what `serde_json` and `base64-simd` need for it.

use std::{fmt::Write as _, hint::black_box, sync::Arc, time::Duration};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jotlens::encoding::{base64url, json};

criterion_group!(benches, json_reading, json_walking, base64url_decoding);
criterion_main!(benches);

const SIZE: usize = 10_000_000;

fn json_reading(c: &mut Criterion) {
    let mut group = c.benchmark_group("json");
    group.sample_size(20).measurement_time(Duration::from_secs(3));
    for (name, text) in texts() {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(format!("{name}/parse"), |b| b.iter(|| json::parse(black_box(text.clone()))));
        group.bench_function(format!("{name}/serde_json"), |b| {
            b.iter(|| {
                let mut deserializer = serde_json::Deserializer::from_slice(black_box(text.as_bytes()));
                <serde::de::IgnoredAny as serde::Deserialize>::deserialize(&mut deserializer)
            });
        });
    }
    group.finish();
}

fn json_walking(c: &mut Criterion) {
    let mut group = c.benchmark_group("json");
    group.sample_size(20).measurement_time(Duration::from_secs(3));
    for (name, text) in texts() {
        let Some(parsed) = json::parse(text.clone()).json else { continue };
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(format!("{name}/duplicates"), |b| {
            b.iter(|| json::duplicates(black_box(&parsed)));
        });
        group.bench_function(format!("{name}/values"), |b| {
            b.iter(|| black_box(&parsed).values().filter(|value| value.flags().inexact).count());
        });
        group.bench_function(format!("{name}/write_safe"), |b| {
            let mut out = String::new();
            b.iter(|| {
                out.clear();
                json::write_safe(black_box(&text), &mut out);
            });
        });
    }
    group.finish();
}

fn base64url_decoding(c: &mut Criterion) {
    let mut group = c.benchmark_group("base64url");
    group.sample_size(20).measurement_time(Duration::from_secs(3));
    let bytes: Vec<u8> = (0..SIZE).map(|i| ((i * 151) >> 3) as u8).collect();
    let clean = base64url::encode(&bytes);
    group.throughput(Throughput::Bytes(clean.len() as u64));
    group.bench_function("encode", |b| b.iter(|| base64url::encode(black_box(&bytes))));
    group.bench_function("clean", |b| b.iter(|| base64url::decode(black_box(&clean))));
    group.bench_function("base64-simd", |b| {
        b.iter(|| base64_simd::URL_SAFE_NO_PAD.decode_to_vec(black_box(&clean)));
    });
    let newline = format!("{clean}\n");
    group.bench_function("line break at the end", |b| b.iter(|| base64url::decode(black_box(&newline))));
    let standard = clean.replace('-', "+").replace('_', "/");
    group.bench_function("standard alphabet", |b| b.iter(|| base64url::decode(black_box(&standard))));
    group.finish();
}

fn texts() -> Vec<(&'static str, Arc<str>)> {
    let fill = |open: &str, close: &str, item: &dyn Fn(usize, &mut String)| -> Arc<str> {
        let mut text = open.to_owned();
        for i in 0.. {
            item(i, &mut text);
            if text.len() >= SIZE {
                break;
            }
            text.push(',');
        }
        (text + close).into()
    };
    let claims = |i: usize, out: &mut String| {
        let _ = write!(
            out,
            r#"{{"sub":"user-{i}","name":"Jane Doe","email":"jane.{i}@example.com","iat":{},"admin":false,"roles":["reader","writer"],"ratio":0.25,"address":{{"street":"1 Main St","zip":"12345"}}}}"#,
            1_700_000_000 + i
        );
    };
    let pretty = |i: usize, out: &mut String| {
        let _ = write!(
            out,
            "\n    {{\n        \"sub\": \"user-{i}\",\n        \"iat\": {},\n        \"roles\": [\n            \"reader\"\n        ]\n    }}",
            1_700_000_000 + i
        );
    };
    vec![
        ("claims", fill("[", "]", &claims)),
        ("pretty", fill("[", "]", &pretty)),
        ("one string", format!("\"{}\"", "a".repeat(SIZE)).into()),
        (
            "korean",
            fill("[", "]", &|i, out| {
                let _ = write!(out, "{{\"이름\":\"홍길동 {i}\",\"주소\":\"서울특별시 종로구 세종대로\"}}");
            }),
        ),
        (
            "escapes",
            fill("[", "]", &|i, out| {
                let _ = write!(out, r#""C:\\dir\\{i}\n\u00e9\ud83d\ude00""#);
            }),
        ),
        (
            "floats",
            fill("[", "]", &|i, out| {
                let _ = write!(out, "{}", (i as f64 + 0.1) / 7.0);
            }),
        ),
        (
            "one object",
            fill("{", "}", &|i, out| {
                let _ = write!(out, "\"member-{i}\":{i}");
            }),
        ),
        ("nested", format!("{}{}", "[".repeat(SIZE / 2), "]".repeat(SIZE / 2)).into()),
    ]
}
