//! The code of "Copy as", run for real where the language is here: it takes good tokens and refuses spoiled ones.
//!
//! `openssl` is looked for in the path. For Python and Node, `JOTLENS_INTEROP` names a folder with a virtual environment
//! (`venv`, with PyJWT) and with `node_modules` below `node` (with `jose`), as `scripts/test.sh` makes them. What is not
//! here is skipped aloud.

#![expect(clippy::expect_used, clippy::print_stderr, reason = "a test may stop, and says what it skips")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use jotlens::craft::copy_as::{As, Order, WhyNot, Words};
use jotlens::craft::sign::{self, Form, Signer};
use jotlens::inspect::report::Policy;
use jotlens::jose::algorithm::JwsAlgorithm;
use jotlens::jose::algorithm::JwsAlgorithm as A;
use jotlens::jose::generate::{KeySpec, generate};
use jotlens::jose::key::{Key, Material};
use jotlens::jose::secret::SecretBytes;

const CLAIMS: &str = r#"{"iss":"https://auth.example.com/\"quoted\" 'it' $HOME `x` \\ 가","aud":["https://api.example.com"],"sub":"user_481","exp":4000000000}"#;
const NO_EXPECTATIONS: &str = r#"{"sub":"user_481"}"#;
const WORDS: Words = Words { header: "Header", payload: "Payload", no_signature: "Signature left out" };

fn random(buffer: &mut [u8]) -> bool {
    getrandom::fill(buffer).is_ok()
}

/// A language: how its code is run in a folder.
struct Runner {
    form: As,
    file: &'static str,
    program: PathBuf,
}

fn runners() -> Vec<Runner> {
    let mut runners = Vec::new();
    if Command::new("openssl").arg("version").output().is_ok_and(|output| output.status.success()) {
        runners.push(Runner { form: As::OpenSsl, file: "verify.sh", program: "sh".into() });
    } else {
        eprintln!("skipped: openssl is not here");
    }
    let place = std::env::var_os("JOTLENS_INTEROP").map(PathBuf::from);
    let python = place.as_ref().map(|place| place.join("venv/bin/python"));
    match python.filter(|python| python.exists()) {
        Some(program) => runners.push(Runner { form: As::Python, file: "verify.py", program }),
        None => eprintln!("skipped: Python with PyJWT is not here (JOTLENS_INTEROP)"),
    }
    let has_jose = place.is_some_and(|place| place.join("node/node_modules/jose").exists());
    if has_jose && Command::new("node").arg("--version").output().is_ok() {
        runners.push(Runner { form: As::Node, file: "verify.mjs", program: "node".into() });
    } else {
        eprintln!("skipped: node with jose is not here (JOTLENS_INTEROP)");
    }
    runners
}

/// Where the code lies: for Node, beside its modules.
fn folder() -> PathBuf {
    let place = std::env::var_os("JOTLENS_INTEROP").map(|place| PathBuf::from(place).join("node"));
    let folder = place.unwrap_or_else(std::env::temp_dir).join(format!("copied-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn keys() -> Vec<(Key, JwsAlgorithm, Option<String>)> {
    let made =
        |name: &str| generate(KeySpec::from_name(name).expect("a kind"), random, &|| false).expect("a key");
    let bare = |key: Key| Key { alg: None, ..key };
    let rsa = bare(made("rsa-2048"));
    let text = "correct horse battery staple, and more than that: sixty-four bytes of it";
    let secret = Key::new("text", Material::Secret(SecretBytes::new(text.as_bytes().to_vec())));
    let bytes = bare(made("hs512"));
    let encoded = match &bytes.material {
        Material::Secret(secret) => jotlens::encoding::base64url::encode(secret.as_bytes()),
        _ => String::new(),
    };
    let mut keys = Vec::new();
    for algorithm in [A::Rs256, A::Rs512, A::Ps256, A::Ps384] {
        keys.push((rsa.clone(), algorithm, None));
    }
    for algorithm in [A::Hs256, A::Hs384, A::Hs512] {
        keys.push((secret.clone(), algorithm, Some(text.to_owned())));
        keys.push((bytes.clone(), algorithm, Some(encoded.clone())));
    }
    for (name, algorithm) in [
        ("p-256", A::Es256),
        ("p-384", A::Es384),
        ("p-521", A::Es512),
        ("secp256k1", A::Es256k),
        ("ed25519", A::EdDsa),
        ("ed448", A::EdDsa),
    ] {
        keys.push((made(name), algorithm, None));
    }
    keys
}

fn token(key: &Key, algorithm: JwsAlgorithm, claims: &str) -> String {
    sign::sign(&sign::Order {
        content: claims.as_bytes(),
        signers: &[Signer::Key { key, algorithm: Some(algorithm) }],
        form: Form::Compact,
        header: None,
        unprotected: None,
        detached: false,
        unencoded: false,
    })
    .expect("signed")
}

fn code(form: As, token: &str, key: &Key) -> Result<String, WhyNot> {
    let keys = std::slice::from_ref(key);
    let report = jotlens::inspect::report(&Arc::from(token), keys, 0, &Policy::default());
    let report = report.tokens.first().expect("a token");
    form.write(&Order { report, key: Some(key), url: "https://api.example.com", words: WORDS })
}

/// Whether the code accepts the token; what it says otherwise.
fn runs(runner: &Runner, folder: &Path, code: &str, secret: Option<&str>) -> Result<(), String> {
    let file = folder.join(runner.file);
    std::fs::write(&file, code).expect("written");
    let mut command = Command::new(&runner.program);
    command.arg(&file).current_dir(folder);
    if let Some(secret) = secret {
        command.env("JWT_SECRET", secret);
    }
    let output = command.output().expect("it runs");
    let said =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if output.status.success() { Ok(()) } else { Err(said) }
}

#[test]
fn the_code_takes_what_is_good_and_nothing_else() {
    let folder = folder();
    let mut run = 0;
    for runner in runners() {
        let before = run;
        for (key, algorithm, secret) in keys() {
            for claims in [CLAIMS, NO_EXPECTATIONS] {
                let good = token(&key, algorithm, claims);
                let what = format!("{:?} {} {:?}", runner.form, algorithm.name(), key.kind());
                let written = match code(runner.form, &good, &key) {
                    Ok(written) => written,
                    Err(WhyNot::Unsupported(_)) => {
                        eprintln!("{what}: not known there");
                        continue;
                    }
                    Err(why) => panic!("{what}: {why}"),
                };
                let answer = runs(&runner, &folder, &written, secret.as_deref());
                assert!(answer.is_ok(), "{what}: {answer:?}\n{written}");
                // A signature by the same key over other claims.
                let other = token(&key, algorithm, r#"{"sub":"admin"}"#);
                let (input, _) = good.rsplit_once('.').expect("dots");
                let (_, signature) = other.rsplit_once('.').expect("dots");
                let spoiled = code(runner.form, &format!("{input}.{signature}"), &key).expect("code");
                let answer = runs(&runner, &folder, &spoiled, secret.as_deref());
                assert!(answer.is_err(), "{what}: accepted\n{spoiled}");
                run += 1;
            }
        }
        assert!(run > before, "{:?}: no code was run", runner.form);
        if runner.form != As::OpenSsl {
            let (key, algorithm, _) = keys().swap_remove(10);
            let expired = token(&key, algorithm, r#"{"exp":1000000000}"#);
            let written = code(runner.form, &expired, &key).expect("code");
            let answer = runs(&runner, &folder, &written, None);
            assert!(answer.is_err(), "{:?}: an expired token was accepted\n{written}", runner.form);
        }
    }
    let _ = std::fs::remove_dir_all(&folder);
    eprintln!("{run} programs took their token and refused a spoiled one");
}
