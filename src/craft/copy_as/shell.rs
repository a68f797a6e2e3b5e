//! Commands that verify a token: POSIX shell, everything in one paste.

use super::WhyNot;
use super::facts::{Facts, Verifier};
use crate::craft::negatives::der;
use crate::jose::algorithm::{Family, JwsAlgorithm};
use crate::jose::digest::Hash;

/// A folder of its own, gone at the end.
const FOLDER: &str = "set -e\nwork=$(mktemp -d)\ntrap 'rm -rf \"$work\"' EXIT\n";

/// With `openssl`: from 1.1.1 on, for EdDSA from 3.0 on.
pub(super) fn openssl(facts: &Facts<'_>) -> Result<String, WhyNot> {
    let unsupported = Err(WhyNot::Unsupported(facts.algorithm));
    let hash = match Hash::of(facts.algorithm) {
        Some(hash) => hash.name().replace('-', ""),
        None => String::new(),
    };
    let (family, input) = (facts.algorithm.family(), facts.input);
    let Verifier::Pem(pem) = &facts.key else {
        return Ok(hmac(facts, &hash));
    };
    // Where OpenSSL wants it, the signature as ASN.1 DER.
    let (comment, signature) = match family {
        Family::Ecdsa => {
            ("# R and S as ASN.1 DER, the one form that OpenSSL takes\n", der(facts.signature_bytes))
        }
        _ => ("", facts.signature_bytes.to_vec()),
    };
    let signature = standard_base64(&signature);
    let command = match family {
        Family::Ecdsa | Family::RsaPkcs1 => {
            format!("openssl dgst -{hash} -verify \"$work/key.pem\" -signature \"$work/signature\" \"$work/input\"")
        }
        Family::RsaPss => format!(
            "openssl dgst -{hash} -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:digest -sigopt rsa_mgf1_md:{hash} \
             -verify \"$work/key.pem\" -signature \"$work/signature\" \"$work/input\""
        ),
        Family::EdDsa => {
            "openssl pkeyutl -verify -pubin -inkey \"$work/key.pem\" -rawin -in \"$work/input\" -sigfile \"$work/signature\""
                .to_owned()
        }
        Family::Hmac | Family::MlDsa => return unsupported,
    };
    Ok(format!(
        "{FOLDER}cat > \"$work/key.pem\" <<'KEY'\n{pem}KEY\nprintf %s '{input}' > \"$work/input\"\n{comment}\
         printf %s '{signature}' | openssl base64 -d -A > \"$work/signature\"\n{command}\n"
    ))
}

/// The MAC is made again and compared. The secret is looked for in `JWT_SECRET`.
fn hmac(facts: &Facts<'_>, hash: &str) -> String {
    let (input, signature) = (facts.input, facts.signature);
    let hex = match facts.key {
        Verifier::Base64url => {
            "# JWT_SECRET: the secret in base64url\npadded=$(printf %s \"$JWT_SECRET\" | tr -d '=' | tr -- '-_' '+/')\n\
             while [ $((${#padded} % 4)) -ne 0 ]; do padded=\"$padded=\"; done\n\
             hex=$(printf %s \"$padded\" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n')\n"
        }
        Verifier::Text | Verifier::Pem(_) => {
            "# JWT_SECRET: the secret as text\nhex=$(printf %s \"$JWT_SECRET\" | od -An -v -tx1 | tr -d ' \\n')\n"
        }
    };
    format!(
        "set -e\n: \"${{JWT_SECRET:?}}\"\n{hex}made=$(printf %s '{input}' | openssl dgst -{hash} -mac HMAC -macopt \"hexkey:$hex\" -binary |\n    \
         openssl base64 -A | tr -- '+/' '-_' | tr -d '=')\n\
         if [ \"$made\" = '{signature}' ]; then echo 'Verified OK'; else echo 'Verification failure'; exit 1; fi\n"
    )
}

/// What `step` knows (go-jose).
const STEP: [JwsAlgorithm; 10] = [
    JwsAlgorithm::Rs256,
    JwsAlgorithm::Rs384,
    JwsAlgorithm::Rs512,
    JwsAlgorithm::Ps256,
    JwsAlgorithm::Ps384,
    JwsAlgorithm::Ps512,
    JwsAlgorithm::Es256,
    JwsAlgorithm::Es384,
    JwsAlgorithm::Es512,
    JwsAlgorithm::EdDsa,
];

/// With `step`: the signature alone. Its `jwt verify` wants audience and issuer, and an expiry that is not past.
pub(super) fn step(facts: &Facts<'_>) -> Result<String, WhyNot> {
    let (alg, token) = (facts.algorithm.name(), facts.token);
    let verify = |file: &str| {
        format!("printf %s '{token}' | step crypto jws verify --alg {alg} --key \"$work/{file}\"\n")
    };
    match &facts.key {
        Verifier::Pem(pem) if STEP.contains(&facts.algorithm) => {
            Ok(format!("{FOLDER}cat > \"$work/key.pem\" <<'KEY'\n{pem}KEY\n{}", verify("key.pem")))
        }
        Verifier::Pem(_) => Err(WhyNot::Unsupported(facts.algorithm)),
        Verifier::Base64url => Ok(format!(
            "{FOLDER}# JWT_SECRET: the secret in base64url\n: \"${{JWT_SECRET:?}}\"\n\
             printf '{{\"kty\":\"oct\",\"k\":\"%s\"}}' \"$JWT_SECRET\" > \"$work/key.json\"\n{}",
            verify("key.json")
        )),
        Verifier::Text => Ok(format!(
            "{FOLDER}# JWT_SECRET: the secret as text\n: \"${{JWT_SECRET:?}}\"\n\
             k=$(printf %s \"$JWT_SECRET\" | openssl base64 -A | tr -- '+/' '-_' | tr -d '=')\n\
             printf '{{\"kty\":\"oct\",\"k\":\"%s\"}}' \"$k\" > \"$work/key.json\"\n{}",
            verify("key.json")
        )),
    }
}

/// Of base64url without padding, which is what we have.
fn standard_base64(bytes: &[u8]) -> String {
    let mut text = crate::encoding::base64url::encode(bytes).replace('-', "+").replace('_', "/");
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}
