//! JWK thumbprints (RFC 7638): SHA-256 over the required members of the JWK, in order of their names.

use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::key::Material;
use crate::encoding::base64url;

/// The thumbprint in base64url; `None` for a sealed secret.
pub(super) fn sha256(material: &Material) -> Option<String> {
    let json = match material {
        Material::Secret(secret) => {
            let k = Zeroizing::new(base64url::encode(secret.as_bytes()));
            Zeroizing::new(format!(r#"{{"k":"{}","kty":"oct"}}"#, *k))
        }
        Material::Rsa(key) => {
            let (n, e) = (base64url::encode(key.n()), base64url::encode(key.e()));
            Zeroizing::new(format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#))
        }
        Material::Ec(key) => {
            let (crv, x, y) = (key.curve().name(), base64url::encode(key.x()), base64url::encode(key.y()));
            Zeroizing::new(format!(r#"{{"crv":"{crv}","kty":"EC","x":"{x}","y":"{y}"}}"#))
        }
        Material::Okp(key) => {
            let (crv, x) = (key.curve().name(), base64url::encode(key.x()));
            Zeroizing::new(format!(r#"{{"crv":"{crv}","kty":"OKP","x":"{x}"}}"#))
        }
        Material::Akp(key) => {
            let (alg, public) = (key.algorithm().name(), base64url::encode(key.public_bytes()));
            Zeroizing::new(format!(r#"{{"alg":"{alg}","kty":"AKP","pub":"{public}"}}"#))
        }
        Material::Sealed { .. } => return None,
    };
    Some(base64url::encode(&Sha256::digest(json.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jose::{Curve, OkpKey, RsaKey};

    #[test]
    fn those_printed_in_the_standards() {
        let n = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJE\
                 CPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2Qv\
                 zqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6We\
                 Zu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
        let rsa = RsaKey::public(&base64url::decode_strict(n).unwrap(), &[1, 0, 1]).unwrap();
        // RFC 7638, section 3.1.
        assert_eq!(sha256(&Material::Rsa(rsa)).unwrap(), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");

        let x = base64url::decode_strict("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo").unwrap();
        let okp = OkpKey::public(Curve::Ed25519, &x).unwrap();
        // RFC 8037, appendix A.3.
        assert_eq!(sha256(&Material::Okp(okp)).unwrap(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }
}
