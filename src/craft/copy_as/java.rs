//! A Java program that verifies a token with what the JDK has; Jackson, which nearly every project has, reads the JSON.
//! Whole, to be pasted into a file and run.

use std::fmt::Write as _;

use super::WhyNot;
use super::code::with_common;
use super::facts::{Facts, Verifier};
use super::literal::{Language, literal};
use crate::jose::algorithm::{Family, JwsAlgorithm as A};
use crate::jose::digest::Hash;

/// How the signature is checked.
struct Check {
    imports: &'static [&'static str],
    /// The key's declaration, at the top.
    constant: String,
    /// Ends in `boolean holds = …`.
    lines: String,
}

/// What a public key is imported with.
const KEY: [&str; 3] =
    ["java.security.KeyFactory", "java.security.Signature", "java.security.spec.X509EncodedKeySpec"];
/// The same for ECDSA.
const ECDSA: [&str; 7] = [
    "java.math.BigInteger",
    "java.security.KeyFactory",
    "java.security.Signature",
    "java.security.interfaces.ECPublicKey",
    "java.security.PublicKey",
    "java.security.spec.X509EncodedKeySpec",
    "java.util.Arrays",
];
/// The same for RSASSA-PSS.
const PSS: [&str; 5] = [
    "java.security.KeyFactory",
    "java.security.Signature",
    "java.security.spec.MGF1ParameterSpec",
    "java.security.spec.PSSParameterSpec",
    "java.security.spec.X509EncodedKeySpec",
];

/// For Java 15 and later.
pub(super) fn java(facts: &Facts<'_>) -> Result<String, WhyNot> {
    facts.for_claims(&with_common(&[A::Es512, A::EdDsa, A::Ed25519, A::Ed448]))?;
    let alg = facts.algorithm.name();
    let string = |text: &str| literal(text, Language::Java);
    let check = check(facts)?;
    let mut imports = vec![
        "com.fasterxml.jackson.core.StreamReadFeature",
        "com.fasterxml.jackson.databind.DeserializationFeature",
        "com.fasterxml.jackson.databind.JsonNode",
        "com.fasterxml.jackson.databind.json.JsonMapper",
        "java.nio.charset.StandardCharsets",
        "java.util.Base64",
    ];
    imports.extend(check.imports);
    let mut checks = format!(
        "        double now = System.currentTimeMillis() / 1000.0;\n        \
         check({}claims.path(\"exp\").isNumber() && now < claims.path(\"exp\").asDouble(), \"expired, or without a time\");\n        \
         check(!claims.has(\"nbf\") || claims.path(\"nbf\").isNumber() && now >= claims.path(\"nbf\").asDouble(), \"not valid yet\");\n",
        if facts.has_exp { "" } else { "!claims.has(\"exp\") || " }
    );
    if facts.issuer.is_some() || facts.audience.is_some() {
        imports.push("com.fasterxml.jackson.databind.node.TextNode");
    }
    if let Some(issuer) = &facts.issuer {
        let _ = writeln!(
            checks,
            "        check(claims.path(\"iss\").equals(TextNode.valueOf({})), \"another issuer\");",
            string(issuer)
        );
    }
    if let Some(audience) = &facts.audience {
        let _ = write!(
            checks,
            "        // The audience is a text or a list of them.\n        \
             JsonNode aud = claims.path(\"aud\"), wanted = TextNode.valueOf({});\n        \
             boolean named = aud.equals(wanted);\n        \
             for (int i = 0; aud.isArray() && i < aud.size(); i++) {{\n            \
             named |= aud.get(i).equals(wanted);\n        }}\n        \
             check(named, \"another audience\");\n",
            string(audience)
        );
    }
    imports.sort_unstable();
    let imports = imports.join(";\nimport ");
    let Check { constant, lines, .. } = check;
    Ok(format!(
        "// com.fasterxml.jackson.core:jackson-databind; save as Verify.java\nimport {imports};\n\n\
         public class Verify {{\n    static final String TOKEN = {token};\n{constant}\n    \
         public static void main(String[] args) throws Exception {{\n        \
         String[] parts = TOKEN.split(\"\\\\.\", -1);\n        \
         check(parts.length == 3, \"not three segments\");\n        \
         JsonMapper json = JsonMapper.builder()\n            \
         .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)\n            \
         .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)\n            .build();\n        \
         JsonNode header = json.readTree(Base64.getUrlDecoder().decode(parts[0]));\n        \
         JsonNode claims = json.readTree(Base64.getUrlDecoder().decode(parts[1]));\n        \
         // The header does not choose: this algorithm and no other.\n        \
         check(header.path(\"alg\").asText().equals(\"{alg}\") && !header.has(\"crit\"), \"another algorithm\");\n        \
         byte[] signed = (parts[0] + \".\" + parts[1]).getBytes(StandardCharsets.US_ASCII);\n        \
         byte[] signature = Base64.getUrlDecoder().decode(parts[2]);\n{lines}        \
         check(holds, \"the signature does not hold\");\n{checks}        \
         System.out.println(claims);\n    }}\n\n    \
         static void check(boolean holds, String otherwise) {{\n        \
         if (!holds) {{\n            throw new SecurityException(otherwise);\n        }}\n    }}\n}}\n",
        token = string(facts.token)
    ))
}

fn check(facts: &Facts<'_>) -> Result<Check, WhyNot> {
    let hash = match Hash::of(facts.algorithm) {
        Some(Hash::Sha384) => "384",
        Some(Hash::Sha512) => "512",
        _ => "256",
    };
    let pem = match &facts.key {
        Verifier::Pem(pem) => pem,
        secret => {
            let bytes = match secret {
                Verifier::Base64url => "Base64.getUrlDecoder().decode(System.getenv(\"JWT_SECRET\"))",
                _ => "System.getenv(\"JWT_SECRET\").getBytes(StandardCharsets.UTF_8)",
            };
            let lines = format!(
                "        Mac mac = Mac.getInstance(\"HmacSHA{hash}\");\n        \
                 mac.init(new SecretKeySpec({bytes}, \"HmacSHA{hash}\"));\n        \
                 boolean holds = MessageDigest.isEqual(mac.doFinal(signed), signature);\n"
            );
            let imports =
                &["java.security.MessageDigest", "javax.crypto.Mac", "javax.crypto.spec.SecretKeySpec"];
            return Ok(Check { imports, constant: String::new(), lines });
        }
    };
    let (kind, name, imports): (_, _, &[&str]) = match facts.algorithm.family() {
        Family::RsaPkcs1 => ("RSA", format!("SHA{hash}withRSA"), &KEY),
        Family::RsaPss => ("RSA", "RSASSA-PSS".to_owned(), &PSS),
        // R and S, as JOSE has them; without the second half of the name it would be ASN.1.
        Family::Ecdsa => ("EC", format!("SHA{hash}withECDSAinP1363Format"), &ECDSA),
        Family::EdDsa => ("EdDSA", "EdDSA".to_owned(), &KEY),
        Family::Hmac | Family::MlDsa => return Err(WhyNot::Unsupported(facts.algorithm)),
    };
    let before = match facts.algorithm.family() {
        Family::RsaPss => {
            let salt = hash.parse::<u32>().unwrap_or_default() / 8;
            format!(
                "        verifier.setParameter(new PSSParameterSpec(\"SHA-{hash}\", \"MGF1\", MGF1ParameterSpec.SHA{hash}, {salt}, 1));\n"
            )
        }
        Family::Ecdsa => {
            let len = facts.algorithm.signature_len().ok_or(WhyNot::Unsupported(facts.algorithm))?;
            let half = len / 2;
            format!(
                "        // Java 15 to 18 took zeros for a signature until April 2022 (CVE-2022-21449).\n        \
                 check(signature.length == {len}, \"the signature has another length\");\n        \
                 BigInteger order = ((ECPublicKey) key).getParams().getOrder();\n        \
                 BigInteger r = new BigInteger(1, Arrays.copyOfRange(signature, 0, {half}));\n        \
                 BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, {half}, {len}));\n        \
                 check(r.signum() > 0 && r.compareTo(order) < 0 && s.signum() > 0 && s.compareTo(order) < 0, \"the signature does not hold\");\n"
            )
        }
        _ => String::new(),
    };
    let read = format!("KeyFactory.getInstance(\"{kind}\").generatePublic(new X509EncodedKeySpec(der))");
    let (declared, key) = match facts.algorithm.family() {
        Family::Ecdsa => (format!("        PublicKey key = {read};\n"), "key"),
        _ => (String::new(), read.as_str()),
    };
    let indented = pem.trim_end().replace('\n', "\n        ");
    Ok(Check {
        imports,
        constant: format!("    static final String KEY = \"\"\"\n        {indented}\n        \"\"\";\n"),
        lines: format!(
            "        byte[] der = Base64.getMimeDecoder().decode(KEY.replaceAll(\"-----[A-Z ]+-----\", \"\"));\n{declared}        \
             Signature verifier = Signature.getInstance(\"{name}\");\n        \
             verifier.initVerify({key});\n{before}        \
             verifier.update(signed);\n        boolean holds = verifier.verify(signature);\n"
        ),
    })
}
