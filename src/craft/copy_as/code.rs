//! Programs that verify a token: whole, to be pasted into a file and run.
//!
//! Each takes one algorithm, and the audience and issuer that the token names, since whoever checks neither takes the
//! tokens of others.

use std::fmt::Write as _;

use super::WhyNot;
use super::facts::{Facts, Verifier};
use super::literal::{Language, literal};
use crate::jose::algorithm::{Curve, Family, JwsAlgorithm};
use JwsAlgorithm as A;

/// The algorithms that all of them have.
const COMMON: [A; 11] = [
    A::Hs256,
    A::Hs384,
    A::Hs512,
    A::Rs256,
    A::Rs384,
    A::Rs512,
    A::Ps256,
    A::Ps384,
    A::Ps512,
    A::Es256,
    A::Es384,
];

/// Ed448, which some of them do not have, says `EdDSA` too.
pub(super) fn not_ed448(facts: &Facts<'_>) -> Result<(), WhyNot> {
    let is_ed448 =
        facts.algorithm == A::EdDsa && facts.signature_bytes.len() != 2 * Curve::Ed25519.part_len();
    if is_ed448 { Err(WhyNot::Unsupported(A::Ed448)) } else { Ok(()) }
}

pub(super) fn with_common(more: &[A]) -> Vec<A> {
    [&COMMON, more].concat()
}

/// `jsonwebtoken` 10 and later.
pub(super) fn rust(facts: &Facts<'_>) -> Result<String, WhyNot> {
    facts.for_claims(&with_common(&[A::EdDsa]))?;
    not_ed448(facts)?;
    let alg = facts.algorithm.name();
    let string = |text: &str| literal(text, Language::Rust);
    let (constant, key) = match &facts.key {
        Verifier::Pem(pem) => {
            let reader = match facts.algorithm.family() {
                Family::Ecdsa => "from_ec_pem",
                Family::EdDsa => "from_ed_pem",
                _ => "from_rsa_pem",
            };
            (format!("const KEY: &str = \"\\\n{pem}\";\n"), format!("DecodingKey::{reader}(KEY.as_bytes())?"))
        }
        Verifier::Text => {
            (String::new(), "DecodingKey::from_secret(std::env::var(\"JWT_SECRET\")?.as_bytes())".to_owned())
        }
        Verifier::Base64url => {
            (String::new(), "DecodingKey::from_base64_secret(&standard_base64)?".to_owned())
        }
    };
    // The library reads standard base64 only.
    let before = if matches!(facts.key, Verifier::Base64url) {
        "    let mut standard_base64 = std::env::var(\"JWT_SECRET\")?.replace('-', \"+\").replace('_', \"/\");\n    \
         while standard_base64.len() % 4 != 0 {\n        standard_base64.push('=');\n    }\n"
    } else {
        ""
    };
    let mut checks = String::new();
    match &facts.audience {
        Some(audience) => {
            let _ = writeln!(checks, "    validation.set_audience(&[{}]);", string(audience));
        }
        None => checks += "    validation.validate_aud = false;\n",
    }
    if let Some(issuer) = &facts.issuer {
        let _ = writeln!(checks, "    validation.set_issuer(&[{}]);", string(issuer));
    }
    // Audience and issuer are only looked at where they are, unless they are required.
    let there = [("exp", facts.has_exp), ("aud", facts.audience.is_some()), ("iss", facts.issuer.is_some())];
    let there = there.iter().filter(|(_, there)| *there);
    let required: Vec<String> = there.map(|(name, _)| format!("\"{name}\"")).collect();
    if required.is_empty() {
        checks += "    validation.required_spec_claims.clear();\n";
    } else if required.len() > 1 || !facts.has_exp {
        let _ = writeln!(checks, "    validation.set_required_spec_claims(&[{}]);", required.join(", "));
    }
    Ok(format!(
        "// cargo add jsonwebtoken --features rust_crypto && cargo add serde_json\n\
         use jsonwebtoken::{{Algorithm, DecodingKey, Validation, decode}};\n\n\
         const TOKEN: &str = {token};\n{constant}\n\
         fn main() -> Result<(), Box<dyn std::error::Error>> {{\n{before}    let key = {key};\n    \
         let mut validation = Validation::new(Algorithm::{alg});\n    validation.validate_nbf = true;\n{checks}    \
         let verified = decode::<serde_json::Value>(TOKEN, &key, &validation)?;\n    \
         println!(\"{{}}\", verified.claims);\n    Ok(())\n}}\n",
        token = string(facts.token)
    ))
}

/// npm's `jose` 5 and later.
pub(super) fn node(facts: &Facts<'_>) -> Result<String, WhyNot> {
    facts.for_claims(&with_common(&[A::Es512, A::EdDsa, A::Ed25519]))?;
    not_ed448(facts)?;
    let alg = facts.algorithm.name();
    let string = |text: &str| literal(text, Language::JavaScript);
    let (import, key) = match &facts.key {
        Verifier::Pem(pem) => ("importSPKI, jwtVerify", format!("await importSPKI(`{pem}`, \"{alg}\")")),
        Verifier::Text => ("jwtVerify", "new TextEncoder().encode(process.env.JWT_SECRET)".to_owned()),
        Verifier::Base64url => {
            ("jwtVerify", "new Uint8Array(Buffer.from(process.env.JWT_SECRET, \"base64url\"))".to_owned())
        }
    };
    let mut checks = format!("  algorithms: [\"{alg}\"],\n");
    if let Some(audience) = &facts.audience {
        let _ = writeln!(checks, "  audience: {},", string(audience));
    }
    if let Some(issuer) = &facts.issuer {
        let _ = writeln!(checks, "  issuer: {},", string(issuer));
    }
    if facts.has_exp {
        checks += "  requiredClaims: [\"exp\"],\n";
    }
    Ok(format!(
        "// npm install jose; save as verify.mjs\nimport {{ {import} }} from \"jose\";\n\n\
         const token = {token};\nconst key = {key};\n\n\
         const {{ payload }} = await jwtVerify(token, key, {{\n{checks}}});\nconsole.log(payload);\n",
        token = string(facts.token)
    ))
}

/// `PyJWT` 2.
pub(super) fn python(facts: &Facts<'_>) -> Result<String, WhyNot> {
    facts.for_claims(&with_common(&[A::Es512, A::Es256k, A::EdDsa]))?;
    let alg = facts.algorithm.name();
    let string = |text: &str| literal(text, Language::Python);
    let (imports, key) = match &facts.key {
        Verifier::Pem(pem) => ("import jwt\n", format!("\"\"\"{pem}\"\"\"")),
        Verifier::Text => ("import os\n\nimport jwt\n", "os.environ[\"JWT_SECRET\"]".to_owned()),
        Verifier::Base64url => (
            "import base64\nimport os\n\nimport jwt\n",
            "base64.urlsafe_b64decode(os.environ[\"JWT_SECRET\"] + \"==\")".to_owned(),
        ),
    };
    let mut checks = format!("    algorithms=[\"{alg}\"],\n");
    if let Some(audience) = &facts.audience {
        let _ = writeln!(checks, "    audience={},", string(audience));
    }
    if let Some(issuer) = &facts.issuer {
        let _ = writeln!(checks, "    issuer={},", string(issuer));
    }
    if facts.has_exp {
        checks += "    options={\"require\": [\"exp\"]},\n";
    }
    Ok(format!(
        "# pip install \"pyjwt[crypto]\"\n{imports}\nTOKEN = {token}\nKEY = {key}\n\n\
         claims = jwt.decode(\n    TOKEN,\n    KEY,\n{checks})\nprint(claims)\n",
        token = string(facts.token)
    ))
}
