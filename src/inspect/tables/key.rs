//! KEY: the key that decided.

use std::sync::Arc;

use super::{CLAIMS, Table, p256, plain, secret, signed};
use crate::inspect::report::Policy;
use crate::jose::algorithm::JwsAlgorithm as A;
use crate::jose::key::Key;
use crate::jose::read::read_keys;

/// The first key of a file of our collection.
fn read(text: &str) -> Key {
    read_keys(text.as_bytes(), "k", None).unwrap().keys.remove(0)
}

pub(super) fn rows() -> Table {
    let mut table = Table::default();
    secrets(&mut table);
    rsa(&mut table);
    meant_for_something_else(&mut table);
    published(&mut table);
    table
}

fn hs(algorithm: A, key: &Key, claims: &str) -> String {
    signed(algorithm, key, &format!(r#"{{"alg":"{}","typ":"JWT"}}"#, algorithm.name()), claims)
}

fn secrets(table: &mut Table) {
    let t = plain();
    let (empty, long) = (secret(b""), secret(&[0x5A; 64]));
    let by_empty = hs(A::Hs256, &empty, CLAIMS);
    let good = hs(A::Hs256, &long, CLAIMS);
    table.of("key.hs-empty", &[&by_empty, &hs(A::Hs512, &empty, "{}")], &[&good, &t]);
    table.keyed(
        "key.hs-empty",
        std::slice::from_ref(&secret(&[0; 32])),
        &[],
        &[&hs(A::Hs256, &secret(&[0; 32]), "{}")],
    );

    let short = secret(&[0xA7; 31]);
    let bound = Key { alg: Some("HS256".to_owned()), ..short.clone() };
    for key in [short.clone(), bound] {
        let keys = std::slice::from_ref(&key);
        table.keyed("key.hs-short", keys, &[&hs(A::Hs256, &short, CLAIMS)], &[&t, &good]);
    }
    table.keyed("key.hs-short", std::slice::from_ref(&long), &[], &[&good, &hs(A::Hs512, &long, CLAIMS)]);
    table.keyed(
        "key.hs-short",
        std::slice::from_ref(&secret(&[0xA7; 32])),
        &[&hs(A::Hs384, &secret(&[0xA7; 32]), CLAIMS)],
        &[&hs(A::Hs256, &secret(&[0xA7; 32]), CLAIMS)],
    );

    let weak = secret(b"secret");
    let odd = secret(b"correct horse battery staple, twice over");
    let by_odd = hs(A::Hs256, &odd, CLAIMS);
    table.of(
        "key.hs-dictionary",
        &[&hs(A::Hs256, &weak, CLAIMS), &hs(A::Hs512, &secret(b"changeme"), "{}")],
        &[&by_odd, &good, &t],
    );
    table.keyed(
        "key.hs-dictionary",
        std::slice::from_ref(&weak),
        &[&hs(A::Hs256, &weak, CLAIMS)],
        &[&by_odd],
    );
    table.keyed("key.hs-dictionary", std::slice::from_ref(&odd), &[], &[&by_odd]);
}

fn rsa(table: &mut Table) {
    let small = read(include_str!("../../../tests/data/keys/weak/rsa1024.pkcs8.pem"));
    let good = read(include_str!("../../../tests/data/keys/rsa2048/pkcs8.pem"));
    let roca = read(include_str!("../../../tests/data/roca2048.jwk.json"));
    let exponent = read(include_str!("../../../tests/data/keys/weak/rsa2048-e3.pkcs8.pem"));
    let by = |algorithm: A, key: &Key| hs(algorithm, key, CLAIMS);
    let by_good = by(A::Rs256, &good);
    let keyed = |table: &mut Table, id, key: &Key, fires: &[&str], quiet: &[&str]| {
        table.keyed(id, std::slice::from_ref(key), fires, quiet);
    };
    keyed(table, "key.rsa-small", &small, &[&by(A::Rs256, &small), &by(A::Ps256, &small)], &[&by_good]);
    keyed(table, "key.rsa-small", &good, &[], &[&by_good, &by(A::Ps512, &good)]);
    keyed(table, "key.rsa-roca", &roca, &[&by(A::Rs256, &roca), &by(A::Ps384, &roca)], &[&by_good]);
    keyed(table, "key.rsa-roca", &good, &[], &[&by_good]);
    keyed(table, "key.rsa-exponent", &exponent, &[&by(A::Rs256, &exponent), &by(A::Rs512, &exponent)], &[]);
    keyed(table, "key.rsa-exponent", &good, &[], &[&by_good, &by(A::Ps256, &good)]);
}

fn meant_for_something_else(table: &mut Table) {
    let key = secret(&[0x5A; 64]);
    let token = hs(A::Hs256, &key, CLAIMS);
    let other = hs(A::Hs256, &key, r#"{"sub":"a"}"#);
    let pair = p256(3);
    let es = signed(A::Es256, &pair, r#"{"alg":"ES256","typ":"JWT"}"#, CLAIMS);
    let with = |table: &mut Table, id, key: Key, fires: bool| {
        let texts: &[&str] = &[&token, &other];
        let keys = std::slice::from_ref(&key);
        table.keyed(id, keys, if fires { texts } else { &[] }, if fires { &[] } else { texts });
    };
    let words = |words: &[&str]| Some(words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
    with(table, "key.alg-mismatch", Key { alg: Some("HS512".to_owned()), ..key.clone() }, true);
    with(table, "key.alg-mismatch", Key { alg: Some("HS256".to_owned()), ..key.clone() }, false);
    with(table, "key.use-mismatch", Key { key_use: Some("enc".to_owned()), ..key.clone() }, true);
    with(table, "key.use-mismatch", Key { key_use: Some("sig".to_owned()), ..key.clone() }, false);
    with(table, "key.ops-mismatch", Key { key_ops: words(&["encrypt"]), ..key.clone() }, true);
    with(table, "key.ops-mismatch", Key { key_ops: words(&["sign", "verify"]), ..key.clone() }, false);

    let kid = |name: &str, byte: u8| Key {
        kid: Some("a".to_owned()),
        name: name.to_owned(),
        ..secret(&[byte; 64])
    };
    let named = |kid: &str| {
        signed(A::Hs256, &secret(&[1; 64]), &format!(r#"{{"alg":"HS256","kid":"{kid}"}}"#), CLAIMS)
    };
    let twice = [kid("one", 1), kid("two", 2)];
    table.keyed("key.dup-kid", &twice, &[&named("a")], &[&named("b"), &token, &es]);
    table.keyed("key.dup-kid", &[kid("one", 1), kid("two", 2), kid("three", 3)], &[&named("a")], &[&token]);
    table.keyed("key.dup-kid", std::slice::from_ref(&twice[0]), &[], &[&named("a")]);
}

/// A secret that came in a set of keys that are meant to be published.
fn published(table: &mut Table) {
    let keys = [secret(&[0x5A; 64]), p256(3)];
    let policy = Policy { published: vec![0], stored: Arc::default(), ..Policy::default() };
    let (one, two) = (hs(A::Hs256, &keys[0], CLAIMS), hs(A::Hs512, &keys[0], "{}"));
    let es = signed(A::Es256, &keys[1], r#"{"alg":"ES256","typ":"JWT"}"#, CLAIMS);
    table.judged("key.set-mixed", (&keys, &policy), &[&one, &two], &[&es, &plain()]);
    table.keyed("key.set-mixed", &keys, &[], &[&one]);
}
