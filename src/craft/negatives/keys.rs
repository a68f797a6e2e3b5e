//! Signatures that hold, by keys that nobody should trust.

use super::Negative::{
    self, ConfusionDer, ConfusionJwk, ConfusionPem, ConfusionPemCrlf, ConfusionPemTrimmed, ConfusionPkcs1,
    JkuForeign, JwkEmbedded, SecretEmpty, SecretWeak, WrongKey, X5uForeign,
};
use super::base::Base;
use super::{LeftOut, Maker};
use crate::craft::jwk;
use crate::encoding::pem;
use crate::jose::key::{Key, Material};
use crate::jose::write::{pkcs1_public_der, public_pem, spki_der};

pub(super) const MAKERS: &[(Negative, Maker)] = &[
    (WrongKey, |base| base.by_stranger(&base.header)),
    (JwkEmbedded, |base| {
        let jwk = jwk::any(&base.stranger).ok_or(LeftOut::Failed)?;
        base.by_stranger(&base.header_with("jwk", &jwk)?)
    }),
    (JkuForeign, |base| {
        base.by_stranger(&base.header_with("jku", "\"https://attacker.example/jwks.json\"")?)
    }),
    (X5uForeign, |base| base.by_stranger(&base.header_with("x5u", "\"https://attacker.example/cert.pem\"")?)),
    (ConfusionPem, |base| base.hmac(pem_of(base)?.as_bytes())),
    (ConfusionPemTrimmed, |base| base.hmac(pem_of(base)?.trim_end().as_bytes())),
    (ConfusionPemCrlf, |base| base.hmac(pem_of(base)?.replace('\n', "\r\n").as_bytes())),
    (ConfusionPkcs1, |base| {
        let der = pkcs1_public_der(base.key).ok_or_else(|| no_such_half(base.key))?;
        base.hmac(pem::encode("RSA PUBLIC KEY", &der).as_bytes())
    }),
    (ConfusionDer, |base| base.hmac(&spki_der(base.key).map_err(|_| LeftOut::NoPublicKey)?)),
    (ConfusionJwk, |base| base.hmac(jwk::public(base.key).ok_or(LeftOut::NoPublicKey)?.as_bytes())),
    (SecretEmpty, |base| base.hmac(b"")),
    (SecretWeak, |base| match &base.key.material {
        Material::Secret(secret) if secret.as_bytes() == b"secret" => Err(LeftOut::Already),
        _ => base.hmac(b"secret"),
    }),
];

fn pem_of(base: &Base<'_>) -> Result<String, LeftOut> {
    public_pem(base.key).map_err(|_| LeftOut::NoPublicKey)
}

fn no_such_half(key: &Key) -> LeftOut {
    if matches!(key.material, Material::Secret(_)) { LeftOut::NoPublicKey } else { LeftOut::OnlyRsa }
}
