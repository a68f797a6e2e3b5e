//! What a signature was made with, where that is not what the header says.

use crate::jose::algorithm::{Curve, JwsAlgorithm};
use crate::jose::jws::probe::{Hash, Pss};

/// What a signature was made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// An algorithm of JOSE.
    Registered(JwsAlgorithm),
    /// RSA with PKCS#1 v1.5, and a hash that JOSE has no name for.
    Pkcs1(Hash),
    /// RSA-PSS with what JOSE has no name for.
    Pss(Pss),
    /// ECDSA on that curve, with another hash than the curve's.
    Ecdsa(Curve, Hash),
    /// HMAC with a hash that JOSE has no name for.
    Hmac(Hash),
}

impl Made {
    /// Whether that is an algorithm of JOSE.
    pub(super) const fn is_registered(self) -> bool {
        use Hash::{Sha256, Sha384, Sha512};
        match self {
            Self::Registered(_) => true,
            Self::Pkcs1(hash) | Self::Hmac(hash) => matches!(hash, Sha256 | Sha384 | Sha512),
            Self::Pss(Pss { hash, mask, salt }) => {
                matches!((hash, mask), (Sha256, Sha256) | (Sha384, Sha384) | (Sha512, Sha512))
                    && salt == hash.size()
            }
            Self::Ecdsa(curve, hash) => matches!(
                (curve, hash),
                (Curve::P256 | Curve::Secp256k1, Sha256) | (Curve::P384, Sha384) | (Curve::P521, Sha512)
            ),
        }
    }

    /// A name that is the same in every language.
    pub fn name(self) -> String {
        match self {
            Self::Registered(algorithm) => algorithm.name().to_owned(),
            Self::Pkcs1(hash) => format!("RSA PKCS#1 v1.5, {}", hash.name()),
            Self::Pss(pss) => format!("RSA-PSS, {}", pss.hash.name()),
            Self::Ecdsa(curve, hash) => format!("ECDSA {}, {}", curve.name(), hash.name()),
            Self::Hmac(hash) => format!("HMAC, {}", hash.name()),
        }
    }
}
