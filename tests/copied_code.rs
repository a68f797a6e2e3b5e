//! The code of "Copy as", run for real where the language is here: each program takes its good token and refuses what is
//! tampered with, expired, or for others.
//!
//! `openssl` and `step` are looked for in the path. For the rest, `JOTLENS_INTEROP` names a folder with a virtual
//! environment (`venv`, with PyJWT) and with `node_modules` below `node` (with `jose`), as `scripts/test.sh` makes them;
//! Jackson and JUnit are looked for where Debian puts them. What is not here is skipped aloud.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test may stop, and says what it skips"
)]

#[path = "copied_code/languages.rs"]
mod languages;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use jotlens::craft::copy_as::{As, Order, WhyNot, Words};
use jotlens::craft::negatives::export::{Format, Row, export};
use jotlens::craft::sign::{self, Form, Signer};
use jotlens::encoding::base64url;
use jotlens::inspect::report::Policy;
use jotlens::jose::algorithm::JwsAlgorithm;
use jotlens::jose::algorithm::JwsAlgorithm as A;
use jotlens::jose::generate::{KeySpec, generate};
use jotlens::jose::jws;
use jotlens::jose::key::{Key, Material};
use jotlens::jose::secret::SecretBytes;
use languages::languages;

const ISSUER: &str = r#""iss":"https://auth.example.com/\"quoted\" 'it' $HOME `x` \\ 가""#;
const AUDIENCE: &str = r#""aud":["https://other.example.com","https://api.example.com"]"#;
const NO_EXPECTATIONS: &str = r#"{"sub":"user_481"}"#;
const WORDS: Words = Words { header: "Header", payload: "Payload", no_signature: "Signature left out" };

/// One program, and whether it must end well.
struct Case {
    what: String,
    code: String,
    secret: Option<String>,
    accept: bool,
}

fn random(buffer: &mut [u8]) -> bool {
    getrandom::fill(buffer).is_ok()
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
        Material::Secret(secret) => base64url::encode(secret.as_bytes()),
        _ => String::new(),
    };
    let mut keys = Vec::new();
    for algorithm in [A::Rs256, A::Rs384, A::Rs512, A::Ps256, A::Ps384, A::Ps512] {
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

/// What a program must refuse that was written for a token with `ISSUER`, `AUDIENCE` and `exp`.
fn refused(form: As, key: &Key, algorithm: JwsAlgorithm) -> Vec<(&'static str, String)> {
    let mut list = vec![("expired", format!("{{{ISSUER},{AUDIENCE},\"exp\":1000000000}}"))];
    // The first audience is what each program asks for.
    let claims = [
        ("no exp", format!("{{{ISSUER},{AUDIENCE}}}")),
        ("exp is null", format!("{{{ISSUER},{AUDIENCE},\"exp\":null}}")),
        ("not yet valid", format!("{{{ISSUER},{AUDIENCE},\"exp\":4000000000,\"nbf\":3900000000}}")),
        ("another issuer", format!("{{\"iss\":\"https://auth.example.com\",{AUDIENCE},\"exp\":4000000000}}")),
        ("no issuer", format!("{{{AUDIENCE},\"exp\":4000000000}}")),
        ("another audience", format!("{{{ISSUER},\"aud\":\"https://api.example.com\",\"exp\":4000000000}}")),
        ("other audiences", format!("{{{ISSUER},\"aud\":[\"x\",1],\"exp\":4000000000}}")),
        ("no audience", format!("{{{ISSUER},\"exp\":4000000000}}")),
    ];
    if is_our_own(form) {
        list.push(("nbf is null", format!("{{{ISSUER},{AUDIENCE},\"exp\":4000000000,\"nbf\":null}}")));
        list.push(("exp as text", format!("{{{ISSUER},{AUDIENCE},\"exp\":\"4000000000\"}}")));
        list.push(("nbf as text", format!("{{{ISSUER},{AUDIENCE},\"exp\":4000000000,\"nbf\":\"1\"}}")));
        list.push(("no object", "[]".to_owned()));
    }
    list.extend(claims);
    list.into_iter().map(|(what, claims)| (what, token(key, algorithm, &claims))).collect()
}

/// Whether no library stands between: then what is checked is in the code itself.
const fn is_our_own(form: As) -> bool {
    matches!(form, As::Go | As::Java)
}

/// Headers by which a token must not choose how it is verified.
fn other_headers(form: As, good: &str, key: &Key, algorithm: JwsAlgorithm) -> Vec<(&'static str, String)> {
    let payload = good.split('.').nth(1).expect("dots");
    let with = |header: &str, signature: &str| {
        format!("{}.{payload}.{signature}", base64url::encode(header.as_bytes()))
    };
    let mut list = vec![
        ("alg none", with(r#"{"alg":"none"}"#, "")),
        ("two segments", good.rsplit_once('.').expect("dots").0.to_owned()),
    ];
    if is_our_own(form) {
        let header = base64url::encode(format!(r#"{{"alg":"{}","crit":null}}"#, algorithm.name()).as_bytes());
        let input = format!("{header}.{payload}");
        let signature = jws::sign(algorithm, key, input.as_bytes()).expect("signed");
        list.push(("crit is null", format!("{input}.{}", base64url::encode(&signature))));
    }
    if matches!(key.material, Material::Secret(_)) {
        let other = token(key, A::Hs384, &format!("{{{ISSUER},{AUDIENCE},\"exp\":4000000000}}"));
        list.push(("another algorithm", other));
    }
    list
}

/// Signatures whose R and S no verifier may take (FIPS 186-5 §6.4.2); some took the first (CVE-2022-21449).
fn out_of_range(algorithm: JwsAlgorithm) -> Vec<(&'static str, Vec<u8>)> {
    let order = match algorithm {
        A::Es256 => "_____wAAAAD__________7zm-q2nF56E87nKwvxjJVE",
        A::Es384 => "________________________________x2NNgfQ3Ld9YGg2ySLCneuzsGWrMxSlz",
        _ => return Vec::new(),
    };
    let order = base64url::decode(order).bytes;
    let zeros = vec![0; order.len() * 2];
    let (mut s_of_order, mut above) = (zeros.clone(), order.repeat(2));
    s_of_order.splice(order.len().., order.iter().copied());
    for byte in &mut above {
        *byte |= 1;
    }
    vec![("zeros", zeros), ("order", order.repeat(2)), ("s of the order", s_of_order), ("above", above)]
}

fn cases(form: As) -> Vec<Case> {
    let mut cases = Vec::new();
    for (key, algorithm, secret) in keys() {
        let good = token(&key, algorithm, &format!("{{{ISSUER},{AUDIENCE},\"exp\":4000000000}}"));
        let what = format!("{form:?} {} {:?}", algorithm.name(), key.kind());
        let written = match code(form, &good, &key) {
            Ok(written) => written,
            Err(WhyNot::Unsupported(_)) => {
                eprintln!("{what}: not known there");
                continue;
            }
            Err(why) => panic!("{what}: {why}"),
        };
        let mut add = |why: &str, code: String, accept| {
            let what = format!("{what} {why}");
            cases.push(Case { what, code, secret: secret.clone(), accept });
        };
        // A signature by the same key over other claims.
        let other = token(&key, algorithm, r#"{"sub":"admin"}"#);
        let spoil = |good: &str| {
            let (input, _) = good.rsplit_once('.').expect("dots");
            let (_, signature) = other.rsplit_once('.').expect("dots");
            code(form, &format!("{input}.{signature}"), &key).expect("code")
        };
        add("good", written.clone(), true);
        add("tampered", spoil(&good), false);
        for (why, signature) in out_of_range(algorithm) {
            let (input, _) = good.rsplit_once('.').expect("dots");
            let forged = format!("{input}.{}", base64url::encode(&signature));
            add(why, code(form, &forged, &key).expect("code"), false);
        }
        let is_shell = matches!(form, As::OpenSsl | As::Step);
        if !is_shell {
            let expired = token(&key, algorithm, r#"{"exp":1000000000}"#);
            add("expired", code(form, &expired, &key).expect("code"), false);
        }
        // The rest does not depend on the key: one of each sort will do.
        if !matches!(algorithm, A::Es256 | A::Hs256) {
            continue;
        }
        let bare = token(&key, algorithm, NO_EXPECTATIONS);
        add("without expectations, good", code(form, &bare, &key).expect("code"), true);
        add("without expectations, tampered", spoil(&bare), false);
        if is_our_own(form) {
            let written = code(form, &bare, &key).expect("code");
            let null = token(&key, algorithm, r#"{"sub":"user_481","exp":null}"#);
            add("without expectations, exp is null", written.replace(&bare, &null), false);
        }
        // The shell's commands look at the signature alone.
        if is_shell {
            continue;
        }
        let claims = if algorithm == A::Es256 { refused(form, &key, algorithm) } else { Vec::new() };
        for (why, bad) in other_headers(form, &good, &key, algorithm).into_iter().chain(claims) {
            assert_eq!(written.matches(&good).count(), 1, "{what}");
            add(why, written.replace(&good, &bad), false);
        }
    }
    cases
}

#[test]
fn the_code_takes_what_is_good_and_nothing_else() {
    let mut run = 0;
    for language in languages() {
        let cases = cases(language.form);
        let codes: Vec<&str> = cases.iter().map(|case| case.code.as_str()).collect();
        let folder = language.folder();
        let started = Instant::now();
        let Some(programs) = language.prepare(&folder, &codes) else { continue };
        let next = AtomicUsize::new(0);
        let workers = std::thread::available_parallelism().map_or(1, usize::from);
        std::thread::scope(|scope| {
            for _ in 0..workers {
                let _ = scope.spawn(|| {
                    while let Some((case, program)) = Some(next.fetch_add(1, Ordering::Relaxed))
                        .and_then(|at| cases.get(at).zip(programs.get(at)))
                    {
                        let (ended_well, said) = run_one(program, case.secret.as_deref());
                        assert_eq!(ended_well, case.accept, "{}\n{said}\n{}", case.what, case.code);
                    }
                });
            }
        });
        let good = cases.iter().filter(|case| case.accept).count();
        let (refused, secs) = (cases.len() - good, started.elapsed().as_secs());
        eprintln!(
            "{:?}: {good} programs took their token, {refused} refused theirs, {secs} s",
            language.form
        );
        assert!(good > 0, "{:?}: no code was run", language.form);
        run += cases.len();
        let _ = std::fs::remove_dir_all(&folder);
    }
    eprintln!("{run} programs");
}

/// Runs a program: whether it ended well, and what it said.
fn run_one((program, arguments): &(PathBuf, Vec<String>), secret: Option<&str>) -> (bool, String) {
    let mut command = Command::new(program);
    command.args(arguments);
    if let Some(secret) = secret {
        command.env("JWT_SECRET", secret);
    }
    let output = command.output().expect("it runs");
    let said =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (output.status.success(), said)
}

/// The data of the negative tests for JUnit: compiled, and every token comes out as it went in.
#[test]
fn the_data_for_junit_is_java() {
    let jars = ["junit-jupiter-params.jar", "junit-jupiter-api.jar"]
        .map(|jar| Path::new("/usr/share/java").join(jar));
    if !languages::is_here("javac", "-version") || !jars.iter().all(|jar| jar.exists()) {
        return eprintln!("skipped: javac with JUnit 5 is not here");
    }
    let texts = ["eyJ.e30.", "a\"b\\c\\u0022\\\\u000a", "line\nbreak\r\u{2028}", "가\u{202e}\u{1f600}*/", ""];
    let rows: Vec<Row<'_>> = texts
        .iter()
        .map(|text| Row { name: text, token: text, why: text, reference: text, accept: text.is_empty() })
        .collect();
    let folder = std::env::temp_dir().join(format!("copied-junit-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let main = "public class Main { public static void main(String[] a) { NegativeTokens.all().forEach(one -> {\n\
        for (Object part : one.get()) { for (char c : part.toString().toCharArray()) System.out.print((int) c + \" \"); System.out.println(); } }); } }";
    let data = export(&rows, Format::Junit, "", "one\n/* line \\u000a");
    for (name, text) in [("Main.java", main), (Format::Junit.file_name(), &data)] {
        std::fs::write(folder.join(name), text).expect("written");
    }
    let path = jars.iter().map(|jar| jar.display().to_string()).chain([folder.display().to_string()]);
    let path = path.collect::<Vec<_>>().join(":");
    let files = ["Main.java", Format::Junit.file_name()].map(|name| folder.join(name).display().to_string());
    let compile = [
        &["-encoding", "UTF-8", "-cp", &path, "-d"].map(str::to_owned)[..],
        &[folder.display().to_string()],
        &files,
    ]
    .concat();
    let (ended_well, said) = run_one(&("javac".into(), compile), None);
    assert!(ended_well, "{said}\n{data}");
    let (_, said) = run_one(&("java".into(), vec!["-cp".to_owned(), path, "Main".to_owned()]), None);
    let units = |text: &str| {
        let units: Vec<String> = text.encode_utf16().map(|unit| unit.to_string()).collect();
        if units.is_empty() { String::new() } else { format!("{} ", units.join(" ")) }
    };
    let mut lines = said.lines();
    for text in texts {
        for wanted in
            [text, text, if text.is_empty() { "true" } else { "false" }, &format!("{text} ({text})")]
        {
            assert_eq!(lines.next(), Some(units(wanted).as_str()), "{text:?}");
        }
    }
    let _ = std::fs::remove_dir_all(&folder);
}
