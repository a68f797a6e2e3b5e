//! Guessing the secret of an HMAC: one signature and one text, many secrets, as fast as the hash goes. For diagnosis.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Sha256, Sha384, Sha512};

use crate::jose::algorithm::JwsAlgorithm;

/// A MAC whose secret is looked for.
#[derive(Clone, Copy, Debug)]
pub struct HmacGuess<'a> {
    algorithm: JwsAlgorithm,
    input: &'a [u8],
    mac: &'a [u8],
}

impl<'a> HmacGuess<'a> {
    /// The MAC `mac` over `input`. `None` where it cannot be one of `algorithm`: that is no HMAC, or its MACs have
    /// another length.
    pub fn new(algorithm: JwsAlgorithm, input: &'a [u8], mac: &'a [u8]) -> Option<Self> {
        use JwsAlgorithm::{Hs256, Hs384, Hs512};
        let is_hmac = matches!(algorithm, Hs256 | Hs384 | Hs512);
        (is_hmac && algorithm.signature_len() == Some(mac.len())).then_some(Self { algorithm, input, mac })
    }

    /// The same with the one algorithm whose MACs are as long as `mac`.
    pub fn by_length(input: &'a [u8], mac: &'a [u8]) -> Option<Self> {
        use JwsAlgorithm::{Hs256, Hs384, Hs512};
        [Hs256, Hs384, Hs512].into_iter().find_map(|algorithm| Self::new(algorithm, input, mac))
    }

    /// The algorithm.
    pub const fn algorithm(&self) -> JwsAlgorithm {
        self.algorithm
    }

    /// Whether `secret` made the MAC.
    pub fn holds(&self, secret: &[u8]) -> bool {
        match self.algorithm {
            JwsAlgorithm::Hs256 => self.is_by::<Hmac<Sha256>>(secret),
            JwsAlgorithm::Hs384 => self.is_by::<Hmac<Sha384>>(secret),
            _ => self.is_by::<Hmac<Sha512>>(secret),
        }
    }

    fn is_by<M: Mac + KeyInit>(&self, secret: &[u8]) -> bool {
        <M as KeyInit>::new_from_slice(secret)
            .is_ok_and(|hmac| hmac.chain_update(self.input).finalize().into_bytes().as_slice() == self.mac)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jose::jws::sign;
    use crate::jose::key::{Key, Material};
    use crate::jose::secret::SecretBytes;

    #[test]
    fn only_the_secret_itself_holds() {
        use JwsAlgorithm::{Hs256, Hs384, Hs512};
        for algorithm in [Hs256, Hs384, Hs512] {
            for secret in [&b""[..], b"secret", &[7; 64], &[7; 200]] {
                let key = Key::new("", Material::Secret(SecretBytes::new(secret.to_vec())));
                let mac = sign(algorithm, &key, b"header.payload").unwrap();
                let guess = HmacGuess::by_length(b"header.payload", &mac).unwrap();
                assert_eq!(guess.algorithm(), algorithm);
                assert!(guess.holds(secret));
                assert!(!guess.holds(b"Secret") && !guess.holds(&[8; 64]));
                assert!(!HmacGuess::by_length(b"header.Payload", &mac).unwrap().holds(secret));
            }
        }
        assert!(HmacGuess::by_length(b"", &[0; 31]).is_none());
        assert!(HmacGuess::new(Hs256, b"", &[0; 64]).is_none());
        assert!(HmacGuess::new(JwsAlgorithm::Es256, b"", &[0; 64]).is_none());
    }
}
