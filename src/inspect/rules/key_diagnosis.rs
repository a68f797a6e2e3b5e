//! DX: what was proved about keys, secrets and algorithms of a signature that does not hold, and what the look of a
//! token and its keys tells of them.

use crate::inspect::diagnose::forms::PublicForm;
use crate::inspect::diagnose::made::Made;
use crate::inspect::diagnose::readings::Reading;
use crate::inspect::finding::findings;
use crate::jose::algorithm::{Curve, Family};
use crate::jose::jws::probe::Hash;
use crate::jose::key::KeyKind;

findings! {
    /// DX: which key, which reading of it, which algorithm.
    KeyDiagnosis {
        /// Another key than the one that the token names.
        OtherKey { key: String } = "dx.other-key", High, Info, "RFC 7515 §6";
        /// No key has that name; `key` is the one that verifies all the same.
        KidNotFound { kid: String, key: Option<String> } = "dx.kid-not-found", Medium, Info, "RFC 7515 §4.1.4";
        /// The key is of another kind than the algorithm needs.
        WrongKty { alg: String, needs: Family, key: String, has: KeyKind } = "dx.wrong-kty", High, Info, "RFC 7518 §3.1";
        /// The key is on another curve than the algorithm needs; `fits` is the algorithm of the key's curve, where the
        /// signature has its length.
        WrongCurve { alg: String, needs: Curve, has: Curve, fits: Option<&'static str> } = "dx.wrong-curve", High, Info, "RFC 7518 §3.4";
        /// The key that verified has its private half.
        PrivateGiven { key: String } = "dx.private-given", Info, Info, "RFC 7517 §9.2";
        /// Signed over the hash of its nonce; `key` is the one with which that holds.
        MsGraphNonce { key: Option<String> } = "dx.msgraph-nonce", Medium, Info, "Microsoft identity platform: access tokens";
        /// Another algorithm.
        OtherAlg { alg: String, made: Made } = "dx.other-alg", High, Info, "RFC 7518 §3.1";
        /// The other padding of RSA; `is_pss` is what the signature has.
        PssPkcs1 { alg: String, is_pss: bool, made: Made } = "dx.pss-pkcs1", High, Info, "RFC 7518 §3.5";
        /// RSA-PSS with another salt or mask; lengths in bytes.
        PssSalt { salt: usize, needed: usize, hash: Hash, mask: Hash } = "dx.pss-salt", High, Info, "RFC 7518 §3.5";
        /// The secret, decoded from base64.
        SecretBase64 { key: String, how: Reading, also: Option<Reading> } = "dx.secret-base64", High, Info, "RFC 7518 §3.2";
        /// The secret, decoded from hexadecimal.
        SecretHex { key: String, how: Reading, also: Option<Reading> } = "dx.secret-hex", High, Info, "RFC 7518 §3.2";
        /// The text of the secret, not decoded.
        SecretText { key: String, how: Reading, also: Option<Reading> } = "dx.secret-text", High, Info, "RFC 7518 §3.2";
        /// The secret with or without a line break.
        SecretNewline { key: String, how: Reading, also: Option<Reading> } = "dx.secret-newline", High, Info, "RFC 7518 §3.2";
        /// The secret with or without what is around it.
        SecretWhitespace { key: String, how: Reading, also: Option<Reading> } = "dx.secret-whitespace", Medium, Info, "RFC 7518 §3.2";
        /// The secret in another encoding.
        SecretEncoding { key: String, how: Reading, also: Option<Reading> } = "dx.secret-encoding", Medium, Info, "RFC 8265 §4";
        /// A public key taken for a secret.
        HsIsPublicKey { key: String, form: PublicForm } = "key.hs-is-public-key", Critical, Reject, "RFC 8725 §2.1";
        /// The secret is in a list of words; the line counts from 1.
        WordList { line: usize } = "key.hs-dictionary", Critical, Warn, "RFC 8725 §3.5";
        /// The signature holds with the key that the header carries, in that parameter.
        SelfConsistent { thumbprint: String } = "hdr.jwk-embedded", High, Warn, "RFC 8725 §3.10";
        /// The same with the certificate that the header carries.
        SelfCertified { thumbprint: String } = "hdr.x5c-embedded", Medium, Warn, "RFC 7515 §4.1.6";
        /// The signature holds with a key that everybody has.
        TestKey { source: &'static str } = "dx.test-key", Info, Info, "RFC 7515 App. A";
    }
}
