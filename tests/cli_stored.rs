//! `jotlens keys` and stored keys in `inspect`, from outside: over a vault file, without any bus.

#![expect(clippy::expect_used, reason = "a test may stop")]

#[path = "common/program.rs"]
mod program;

use std::fs;
use std::path::PathBuf;
use std::process::Output;

use serde_json::Value;
use tempfile::TempDir;

use program::{program, run};

const PASSPHRASE: &str = "correct horse battery staple";

/// A folder with a vault file that is made by the first command that stores a key.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().expect("a folder") };
        let _ = desk.file("passphrase", &format!("{PASSPHRASE}\nanother line\n"));
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self, name: &str, content: &str) -> String {
        fs::write(self.path(name), content).expect("written");
        self.path(name).to_str().expect("UTF-8").to_owned()
    }

    fn bare(&self, arguments: &[&str], input: &str) -> Output {
        let mut program = program();
        program
            .args(arguments)
            .current_dir(self.folder.path())
            .env("XDG_RUNTIME_DIR", self.folder.path())
            .env("XDG_DATA_HOME", self.path("data"))
            .env("HOME", self.folder.path());
        run(&mut program, input.as_bytes())
    }

    /// With the vault file.
    fn run(&self, arguments: &[&str]) -> Output {
        self.bare(&[arguments, &["--vault", "keys.age", "--passphrase-file", "passphrase"]].concat(), "")
    }

    /// Standard output of what must succeed.
    fn done(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", errors(&output));
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    fn list(&self) -> Vec<Value> {
        serde_json::from_str(&self.done(&["keys", "list", "--json"])).expect("a list")
    }

    fn names(&self) -> Vec<String> {
        self.list().iter().map(|key| key["name"].as_str().expect("a name").to_owned()).collect()
    }
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A code and a piece of what is said.
fn refused(output: &Output, code: i32, said: &str) {
    let errors = errors(output);
    assert_eq!(output.status.code(), Some(code), "{errors}");
    assert!(errors.contains(said), "{errors:?} does not say {said:?}");
    assert!(output.stdout.is_empty(), "{:?}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn keys_are_made_listed_renamed_and_deleted() {
    let desk = Desk::new();
    let _ = desk.done(&["keys", "generate", "p-256", "--name", "auth"]);
    let made: Value =
        serde_json::from_str(&desk.done(&["keys", "generate", "hs256", "--json"])).expect("JSON");
    assert_eq!(made.as_array().map(Vec::len), Some(1));
    let keys = desk.list();
    let members = [
        "id",
        "name",
        "kid",
        "kind",
        "algorithm",
        "bits",
        "curve",
        "private",
        "thumbprint",
        "created",
        "stored_in",
    ];
    for key in &keys {
        for member in members {
            assert!(key.get(member).is_some(), "{member} is missing in {key}");
        }
        assert_eq!(key["private"], true);
    }
    assert_eq!((&keys[0]["kind"], &keys[0]["curve"]), (&"EC".into(), &"P-256".into()));
    assert_eq!(keys[0]["thumbprint"].as_str().map(str::len), Some(43));
    assert_eq!((&keys[1]["kind"], &keys[1]["bits"]), (&"oct".into(), &256.into()));
    assert!(keys[1]["thumbprint"].is_null(), "that of a secret helps to guess it");

    let _ = desk.done(&["keys", "rename", "auth", "auth-prod"]);
    assert_eq!(desk.names()[0], "auth-prod");
    refused(&desk.run(&["keys", "delete", "auth"]), 1, "no stored key is called auth");
    let _ = desk.done(&["keys", "delete", keys[1]["id"].as_str().expect("an id")]);
    assert_eq!(desk.names(), ["auth-prod"]);
    let _ = desk.done(&["keys", "generate", "ed25519", "--name", "auth-prod"]);
    refused(&desk.run(&["keys", "delete", "auth-prod"]), 1, "2 keys are called auth-prod");
    assert_eq!(desk.names().len(), 2);
}

#[test]
fn private_forms_leave_only_when_asked_for() {
    let desk = Desk::new();
    let _ = desk.done(&["keys", "generate", "p-256", "--name", "auth"]);
    let pem = desk.done(&["keys", "export", "auth", "--as", "public-pem"]);
    assert!(pem.starts_with("-----BEGIN PUBLIC KEY-----"));
    let jwk: Value =
        serde_json::from_str(&desk.done(&["keys", "export", "auth", "--as", "public-jwk"])).expect("JSON");
    assert!(jwk.get("d").is_none());
    for form in ["private-pem", "private-jwk", "openssh-private"] {
        refused(&desk.run(&["keys", "export", "auth", "--as", form]), 1, "--reveal");
        refused(&desk.run(&["keys", "export", "auth", "--as", form, "--out", "out"]), 1, "--reveal");
        assert!(!desk.path("out").exists());
    }
    let _ = desk.done(&["keys", "export", "auth", "--as", "private-pem", "--reveal", "--out", "out"]);
    assert!(fs::read_to_string(desk.path("out")).expect("a file").starts_with("-----BEGIN PRIVATE KEY-----"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(desk.path("out")).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    // A file that is there is not written over.
    let encrypted = ["keys", "export", "auth", "--as", "encrypted-pem"];
    refused(&desk.run(&encrypted), 1, "--password-file");
    refused(
        &desk.run(&[&encrypted[..], &["--password-file", &desk.file("empty", "\n")]].concat()),
        1,
        "empty",
    );
    let password = desk.file("password", "한글 and more\nsecond line");
    let sealed = desk.done(&[&encrypted[..], &["--password-file", &password]].concat());
    assert!(sealed.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----"), "{sealed}");
    let sealed = desk.file("sealed.pem", &sealed);
    assert_eq!(desk.run(&["keys", "show", &sealed, "--key-password", "wrong"]).status.code(), Some(1));
    let shown = desk.done(&["keys", "show", "--json", &sealed, "--key-password", "한글 and more"]);
    assert!(shown.contains("\"private\":true"), "{shown}");

    let public: Value = serde_json::from_str(&desk.done(&["keys", "show", "--json", "auth"])).expect("JSON");
    assert_eq!((&public["keys"][0]["private"], &public["keys"][0]["curve"]), (&true.into(), &"P-256".into()));
    assert_eq!(public["keys"][0]["thumbprint"], desk.list()[0]["thumbprint"]);
    refused(&desk.run(&["keys", "show", "nobody"]), 2, "nobody");

    let again = desk.run(&["keys", "export", "auth", "--as", "public-pem", "--out", "out"]);
    assert_ne!(again.status.code(), Some(0));
    assert!(fs::read_to_string(desk.path("out")).expect("a file").contains("PRIVATE"));
    refused(&desk.run(&["keys", "export", "auth", "--as", "secret", "--reveal"]), 1, "it has public-pem");
    refused(&desk.run(&["keys", "export", "auth", "--as", "nonsense"]), 2, "nonsense");
}

#[test]
fn files_are_imported_once_and_nothing_of_a_bad_one() {
    let desk = Desk::new();
    let secret = desk.file("plain.txt", "hunter2hunter2hunter2hunter2hunter2");
    refused(&desk.run(&["keys", "import", &secret]), 2, "--as-secret");
    assert!(!desk.path("keys.age").exists());
    let _ = desk.done(&["keys", "import", &secret, "--as-secret", "--name", "shared"]);
    let _ = desk.done(&["keys", "generate", "p-384", "--name", "pair"]);
    let set = desk.done(&["keys", "export", "pair", "--as", "jwks"]);
    let set = desk.file("set.json", &set);
    // The pair is there, so its public half is nothing new.
    let output = desk.run(&["keys", "import", &set]);
    assert_eq!(output.status.code(), Some(0));
    assert!(errors(&output).contains("stored already, as pair"), "{}", errors(&output));
    // One bad file, and nothing of the good one is stored.
    let bad = desk.file("bad.pem", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    let before = desk.names();
    let other = Desk::new();
    let _ = other.done(&["keys", "generate", "ed25519", "--name", "other"]);
    let jwk =
        desk.file("other.json", &other.done(&["keys", "export", "other", "--as", "private-jwk", "--reveal"]));
    let output = desk.run(&["keys", "import", &jwk, &bad]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(desk.names(), before);
    let _ = desk.done(&["keys", "import", &jwk, "--name", "mine"]);
    assert_eq!(desk.names().last().map(String::as_str), Some("mine"));
}

#[test]
fn the_passphrase_is_right_or_it_is_said() {
    let desk = Desk::new();
    refused(&desk.run(&["keys", "list"]), 1, "keys.age");
    assert!(!desk.path("keys.age").exists(), "listing makes no vault");
    let _ = desk.done(&["keys", "generate", "hs256"]);
    let wrong = desk.file("wrong", "wrong\n");
    let with = |passphrase: &str| {
        desk.bare(&["keys", "list", "--vault", "keys.age", "--passphrase-file", passphrase], "")
    };
    refused(&with(&wrong), 1, "Wrong passphrase");
    refused(&with(&desk.file("empty", "\n")), 1, "empty");
    refused(&with("missing"), 2, "there is no such file");
    let _ = desk.file("keys.age", "no age file");
    refused(&with("passphrase"), 1, "is not a vault");
}

#[test]
fn without_a_bus_the_keychain_is_said_to_be_away_and_inspect_is_as_before() {
    let desk = Desk::new();
    refused(&desk.bare(&["keys", "list"], ""), 1, "No keychain");
    refused(&desk.bare(&["keys", "generate", "hs256"], ""), 1, "vault file");
    let token = "eyJhbGciOiJIUzI1NiJ9.e30.AAAA";
    let plain = desk.bare(&["inspect", "--json", "--now", "0", token], "");
    let without = desk.bare(&["inspect", "--json", "--now", "0", "--no-keychain", token], "");
    assert_eq!(plain.stdout, without.stdout);
    assert!(plain.stderr.is_empty() && without.stderr.is_empty(), "{}", errors(&plain));
    assert_eq!(plain.status.code(), Some(1));
    // An index that cannot be checked against any keychain is not believed.
    fs::create_dir_all(desk.path("data/jotlens")).expect("a folder");
    let _ = desk.file("data/jotlens/keys.json", r#"{"jotlens_index":1,"seal":"","keys":[]}"#);
    let plain = desk.bare(&["inspect", "--json", "--now", "0", token], "");
    assert!(plain.stderr.is_empty() && plain.stdout == without.stdout, "{}", errors(&plain));
    refused(&desk.bare(&["inspect", "--keychain", token], ""), 1, "No keychain");
}

#[test]
fn inspect_verifies_with_stored_keys() {
    let desk = Desk::new();
    let secret = desk.file("secret.txt", "a-secret-of-thirty-two-bytes-or-more");
    let _ = desk.done(&["keys", "import", &secret, "--as-secret", "--name", "shared"]);
    // RFC 7515-like, signed with that secret: {"alg":"HS256"} . {"exp":4102444800}
    let token = signed();
    let report: Value =
        serde_json::from_slice(&desk.run(&["inspect", "--json", &token]).stdout).expect("JSON");
    let signature = &report["tokens"][0]["signature"];
    assert_eq!((&signature["verdict"], &signature["key"]["name"]), (&"valid".into(), &"shared".into()));
    let report = desk.bare(&["inspect", "--json", "--no-keychain", &token], "").stdout;
    let report: Value = serde_json::from_slice(&report).expect("JSON");
    assert_eq!(report["tokens"][0]["signature"]["verdict"], "no-key");
}

#[test]
fn another_stored_secret_may_explain_a_signature_that_does_not_hold() {
    let desk = Desk::new();
    let jwk = |kid: &str, secret: &[u8]| {
        format!(r#"{{"kty":"oct","kid":"{kid}","k":"{}"}}"#, jotlens::encoding::base64url::encode(secret))
    };
    let named = desk.file("named.json", &jwk("a", b"quite another secret, but long enough"));
    let signer = desk.file("signer.json", &jwk("b", b"a-secret-of-thirty-two-bytes-or-more"));
    let _ = desk.done(&["keys", "import", &named, &signer]);
    let token = signed_with(r#"{"alg":"HS256","kid":"a"}"#);
    let report = desk.run(&["inspect", "--json", &token]).stdout;
    let report: Value = serde_json::from_slice(&report).expect("JSON");
    let token = &report["tokens"][0];
    assert_eq!(
        (&token["signature"]["verdict"], &token["diagnosis"]["proof"]),
        (&"invalid".into(), &"other-keys".into())
    );
}

/// RSA-OAEP-256 around ECDH-ES+A256KW around ES256: a layer that was opened asks for the next key.
#[test]
fn inspect_decrypts_with_stored_keys() {
    let desk = Desk::new();
    let keys = desk.file("keys.jwks", include_str!("data/layers/keys.jwks"));
    let token = include_str!("data/layers/nested.jwt");
    let _ = desk.done(&["keys", "import", &keys]);
    let output = desk.run(&["inspect", "--json", token]);
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let outer = &report["tokens"][0];
    let layers = [outer, &outer["nested"], &outer["nested"]["nested"]];
    let verdicts = layers.map(|layer| layer["signature"]["verdict"].as_str().expect("a verdict"));
    assert_eq!(verdicts, ["decrypted", "decrypted", "valid"]);
    assert_eq!((output.status.code(), &outer["accept"]), (Some(0), &true.into()));
    assert_eq!(outer["payload"]["media"], "token");
    assert_eq!(layers[2]["payload"]["json"]["sub"], "user_481");

    let output = desk.bare(&["inspect", "--json", "--no-keychain", token], "");
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(report["tokens"][0]["signature"]["verdict"], "no-key");
    assert_eq!(report["tokens"][0]["payload"]["base64url"], Value::Null);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn inspect_decrypts_with_a_private_key_file() {
    let desk = Desk::new();
    let pair = desk.file("private.pem", include_str!("data/keys/rsa2048/pkcs8.pem"));
    let token = include_str!("data/layers/nested.jwt");
    let output = desk.bare(&["inspect", "--json", "--no-keychain", "--key", &pair, "-"], token);
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let outer = &report["tokens"][0];
    assert_eq!(outer["signature"]["verdict"], "decrypted", "{}", errors(&output));
    assert_eq!(outer["nested"]["signature"]["verdict"], "no-key");
    assert_eq!((&outer["accept"], output.status.code()), (&false.into(), Some(1)));
    let said = desk.bare(&["inspect", "--no-keychain", "--key", &pair, "-"], token).stdout;
    let said = String::from_utf8(said).expect("UTF-8");
    assert!(said.contains("Decrypted, but the token inside is not verified"), "{said}");
}

fn signed() -> String {
    signed_with(r#"{"alg":"HS256"}"#)
}

fn signed_with(header: &str) -> String {
    use jotlens::encoding::base64url::encode;
    use jotlens::jose::algorithm::JwsAlgorithm;
    use jotlens::jose::jws::sign;
    let key = jotlens::jose::read::read_secret_file(b"a-secret-of-thirty-two-bytes-or-more", "k");
    let input = format!("{}.{}", encode(header.as_bytes()), encode(br#"{"exp":4102444800}"#));
    let signature = sign(JwsAlgorithm::Hs256, &key, input.as_bytes()).expect("signs");
    format!("{input}.{}", encode(&signature))
}
