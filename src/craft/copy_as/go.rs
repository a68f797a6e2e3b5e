//! A Go program that verifies a token, with nothing but the standard library: whole, to be pasted into a file and run.

use std::fmt::Write as _;

use super::WhyNot;
use super::code::{not_ed448, with_common};
use super::facts::{Facts, Verifier};
use super::literal::{Language, literal};
use crate::jose::algorithm::{Family, JwsAlgorithm as A};
use crate::jose::digest::Hash;

/// What every program imports.
const ALWAYS: [&str; 7] = ["encoding/base64", "encoding/json", "errors", "fmt", "log", "strings", "time"];

/// What is looked at before the signature is. The header does not choose the algorithm: it may only say the one that is
/// expected.
const READ: &str = r#"	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return nil, errors.New("not three segments")
	}
	var header, claims map[string]any
	for i, into := range []*map[string]any{&header, &claims} {
		text, err := base64.RawURLEncoding.DecodeString(parts[i])
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(text, into); err != nil {
			return nil, err
		}
	}
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	if err != nil {
		return nil, err
	}
"#;

/// What stands after the checks where an audience is asked for.
const NAMES: &str = r"
// The audience is a text or a list of them.
func names(aud any, wanted string) bool {
	list, isList := aud.([]any)
	if !isList {
		return aud == wanted
	}
	for _, one := range list {
		if one == wanted {
			return true
		}
	}
	return false
}
";

/// The key as a program gets it, and how it is used.
struct Check {
    imports: Vec<&'static str>,
    /// The key's declaration, at the top.
    constant: String,
    /// Gets `key`, as it stands in the function.
    key: String,
    /// What must stand before the next.
    before: String,
    /// Whether the signature holds: an expression.
    holds: String,
}

/// For Go 1.18 and later.
pub(super) fn go(facts: &Facts<'_>) -> Result<String, WhyNot> {
    facts.for_claims(&with_common(&[A::Es512, A::EdDsa, A::Ed25519]))?;
    not_ed448(facts)?;
    let alg = facts.algorithm.name();
    let string = |text: &str| literal(text, Language::Go);
    let check = check(facts)?;
    let mut imports: Vec<&str> = ALWAYS.iter().chain(&check.imports).copied().collect();
    imports.sort_unstable();
    imports.dedup();
    let imports = imports.join("\"\n\t\"");
    // A claim that is null is there, and no time.
    let (ends, exp) = if facts.has_exp {
        ("", "!isNumber || now >= exp")
    } else {
        ("\t_, ends := claims[\"exp\"]\n", "ends && (!isNumber || now >= exp)")
    };
    let mut checks = format!(
        "\tnow := float64(time.Now().Unix())\n{ends}\
         \tif exp, isNumber := claims[\"exp\"].(float64); {exp} {{\n\
         \t\treturn nil, errors.New(\"expired, or without a time\")\n\t}}\n\
         \t_, begins := claims[\"nbf\"]\n\
         \tif nbf, isNumber := claims[\"nbf\"].(float64); begins && (!isNumber || now < nbf) {{\n\
         \t\treturn nil, errors.New(\"not valid yet\")\n\t}}\n"
    );
    if let Some(issuer) = &facts.issuer {
        let _ = write!(
            checks,
            "\tif claims[\"iss\"] != {} {{\n\t\treturn nil, errors.New(\"another issuer\")\n\t}}\n",
            string(issuer)
        );
    }
    if let Some(audience) = &facts.audience {
        let _ = write!(
            checks,
            "\tif !names(claims[\"aud\"], {}) {{\n\t\treturn nil, errors.New(\"another audience\")\n\t}}\n",
            string(audience)
        );
    }
    let names = if facts.audience.is_some() { NAMES } else { "" };
    let Check { constant, key, before, holds, .. } = check;
    Ok(format!(
        "// Save as verify.go, then: go run verify.go\npackage main\n\nimport (\n\t\"{imports}\"\n)\n\n\
         const token = {token}\n{constant}\n\
         func main() {{\n\tclaims, err := verify(token)\n\tif err != nil {{\n\t\tlog.Fatal(err)\n\t}}\n\
         \tfmt.Println(claims)\n}}\n\n\
         func verify(token string) (map[string]any, error) {{\n{READ}\
         \t// The header does not choose: this algorithm and no other.\n\
         \t_, critical := header[\"crit\"]\n\
         \tif header[\"alg\"] != \"{alg}\" || critical {{\n\
         \t\treturn nil, errors.New(\"another algorithm\")\n\t}}\n\
         {key}\tsigned := []byte(parts[0] + \".\" + parts[1])\n{before}\
         \tif !({holds}) {{\n\t\treturn nil, errors.New(\"the signature does not hold\")\n\t}}\n\
         {checks}\treturn claims, nil\n}}\n{names}",
        token = string(facts.token)
    ))
}

fn check(facts: &Facts<'_>) -> Result<Check, WhyNot> {
    // What hashes, as Go names it: the package, the function of one call, the constructor.
    let (package, sum, new, id) = match Hash::of(facts.algorithm) {
        Some(Hash::Sha384) => ("crypto/sha512", "sha512.Sum384", "sha512.New384", "crypto.SHA384"),
        Some(Hash::Sha512) => ("crypto/sha512", "sha512.Sum512", "sha512.New", "crypto.SHA512"),
        _ => ("crypto/sha256", "sha256.Sum256", "sha256.New", "crypto.SHA256"),
    };
    let digest = format!("\tdigest := {sum}(signed)\n");
    let pem = match &facts.key {
        Verifier::Pem(pem) => pem,
        secret => {
            let key = match secret {
                Verifier::Base64url => {
                    "\tkey, err := base64.RawURLEncoding.DecodeString(os.Getenv(\"JWT_SECRET\"))\n\
                     \tif err != nil {\n\t\treturn nil, err\n\t}\n"
                }
                _ => "\tkey := []byte(os.Getenv(\"JWT_SECRET\"))\n",
            };
            return Ok(Check {
                imports: vec!["crypto/hmac", package, "os"],
                constant: String::new(),
                key: key.to_owned(),
                before: format!("\tmac := hmac.New({new}, key)\n\tmac.Write(signed)\n"),
                holds: "len(key) > 0 && hmac.Equal(mac.Sum(nil), signature)".to_owned(),
            });
        }
    };
    let (kind, before, holds, imports) = match facts.algorithm.family() {
        Family::RsaPkcs1 => (
            "*rsa.PublicKey",
            digest,
            format!("rsa.VerifyPKCS1v15(key, {id}, digest[:], signature) == nil"),
            vec!["crypto", "crypto/rsa", package],
        ),
        Family::RsaPss => (
            "*rsa.PublicKey",
            format!("{digest}\toptions := &rsa.PSSOptions{{SaltLength: rsa.PSSSaltLengthEqualsHash}}\n"),
            format!("rsa.VerifyPSS(key, {id}, digest[:], signature, options) == nil"),
            vec!["crypto", "crypto/rsa", package],
        ),
        Family::Ecdsa => {
            let len = facts.algorithm.signature_len().ok_or(WhyNot::Unsupported(facts.algorithm))?;
            let half = len / 2;
            (
                "*ecdsa.PublicKey",
                format!(
                    "{digest}\tif len(signature) != {len} {{\n\
                     \t\treturn nil, errors.New(\"the signature has another length\")\n\t}}\n\
                     \tr, s := new(big.Int).SetBytes(signature[:{half}]), new(big.Int).SetBytes(signature[{half}:])\n"
                ),
                "ecdsa.Verify(key, digest[:], r, s)".to_owned(),
                vec!["crypto/ecdsa", package, "math/big"],
            )
        }
        Family::EdDsa => (
            "ed25519.PublicKey",
            String::new(),
            "ed25519.Verify(key, signed, signature)".to_owned(),
            vec!["crypto/ed25519"],
        ),
        Family::Hmac | Family::MlDsa => return Err(WhyNot::Unsupported(facts.algorithm)),
    };
    Ok(Check {
        imports: imports.into_iter().chain(["crypto/x509", "encoding/pem"]).collect(),
        constant: format!("\nconst publicKey = `{pem}`\n"),
        key: format!(
            "\tblock, _ := pem.Decode([]byte(publicKey))\n\
             \tread, err := x509.ParsePKIXPublicKey(block.Bytes)\n\
             \tif err != nil {{\n\t\treturn nil, err\n\t}}\n\tkey := read.({kind})\n"
        ),
        before,
        holds,
    })
}
