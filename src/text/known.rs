//! The names that standards register, each with the standard behind it: claims, header parameters,
//! algorithms, media types. Each language explains all of them, or it does not compile.

use super::Text;
use crate::jose::token::Role;

/// What a registered name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explained {
    /// A few words: "Issuer".
    pub title: &'static str,
    /// One plain sentence, without a full stop.
    pub sentence: &'static str,
    /// The standard and its section: "RFC 7519 §4.1.1".
    pub reference: &'static str,
}

/// How a language explains: title and sentence.
#[derive(Debug)]
pub(super) struct Tables {
    pub(super) claim: fn(Claim) -> (&'static str, &'static str),
    pub(super) parameter: fn(Parameter) -> (&'static str, &'static str),
    pub(super) algorithm: fn(Algorithm) -> (&'static str, &'static str),
    pub(super) media_type: fn(MediaType) -> (&'static str, &'static str),
    pub(super) private_claim: &'static str,
    pub(super) scopes: fn(usize) -> String,
    pub(super) audiences: fn(usize) -> String,
}

impl Text {
    /// What a registered claim means; `None` for a private one.
    pub fn claim(&self, name: &str) -> Option<Explained> {
        let claim = Claim::from_name(name)?;
        Some(explained((self.tables.known.claim)(claim), claim.reference()))
    }

    /// The words for a claim that no standard registers.
    pub fn private_claim(&self) -> &'static str {
        self.tables.known.private_claim
    }

    /// What a header parameter means, or a member of a key inside a header.
    pub fn header_param(&self, name: &str) -> Option<Explained> {
        let parameter = Parameter::from_name(name)?;
        Some(explained((self.tables.known.parameter)(parameter), parameter.reference()))
    }

    /// What a value of `alg` or `enc` means. Case matters.
    pub fn algorithm(&self, name: &str) -> Option<Explained> {
        let algorithm = Algorithm::from_name(name)?;
        Some(explained((self.tables.known.algorithm)(algorithm), algorithm.reference()))
    }

    /// What a value of `typ` or `cty` means, with or without `application/`; case does not matter.
    pub fn media_type(&self, name: &str) -> Option<Explained> {
        // The longest that we know has 42 characters: longer ones need not be copied.
        let name = name.get(..64).unwrap_or(name).to_ascii_lowercase();
        let media_type = MediaType::from_name(name.strip_prefix("application/").unwrap_or(&name))?;
        Some(explained((self.tables.known.media_type)(media_type), media_type.reference()))
    }

    /// What a part of a token is for.
    pub fn role(&self, role: Role) -> Explained {
        let reference = match role {
            Role::Header => "RFC 7515 §4",
            Role::Payload => "RFC 7519 §3",
            Role::Signature => "RFC 7515 §5.1",
            Role::EncryptedKey | Role::Iv | Role::Ciphertext | Role::Tag => "RFC 7516 §2",
            Role::Extra => "RFC 9901 §4",
        };
        explained((self.tables.role)(role), reference)
    }

    /// How many permissions a `scope` has: "2 scopes".
    pub fn scopes(&self, count: usize) -> String {
        (self.tables.known.scopes)(count)
    }

    /// How many services an `aud` names: "3 audiences".
    pub fn audiences(&self, count: usize) -> String {
        (self.tables.known.audiences)(count)
    }
}

const fn explained((title, sentence): (&'static str, &'static str), reference: &'static str) -> Explained {
    Explained { title, sentence, reference }
}

/// Declares registered names: variant, name, reference.
macro_rules! known {
    ($(#[$doc:meta])* $name:ident { $( $variant:ident = $id:literal, $reference:literal; )* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum $name { $( $variant ),* }

        impl $name {
            #[cfg(test)]
            pub(super) const ALL: &'static [(Self, &'static str)] = &[ $( (Self::$variant, $id) ),* ];

            fn from_name(name: &str) -> Option<Self> {
                match name {
                    $( $id => Some(Self::$variant), )*
                    _ => None,
                }
            }

            const fn reference(self) -> &'static str {
                match self {
                    $( Self::$variant => $reference, )*
                }
            }
        }
    };
}

known! {
    /// Claims of the IANA registry that people meet, and the members of `cnf`.
    Claim {
        Iss = "iss", "RFC 7519 §4.1.1";
        Sub = "sub", "RFC 7519 §4.1.2";
        Aud = "aud", "RFC 7519 §4.1.3";
        Exp = "exp", "RFC 7519 §4.1.4";
        Nbf = "nbf", "RFC 7519 §4.1.5";
        Iat = "iat", "RFC 7519 §4.1.6";
        Jti = "jti", "RFC 7519 §4.1.7";
        Name = "name", "OIDC Core §5.1";
        GivenName = "given_name", "OIDC Core §5.1";
        FamilyName = "family_name", "OIDC Core §5.1";
        MiddleName = "middle_name", "OIDC Core §5.1";
        Nickname = "nickname", "OIDC Core §5.1";
        PreferredUsername = "preferred_username", "OIDC Core §5.1";
        Profile = "profile", "OIDC Core §5.1";
        Picture = "picture", "OIDC Core §5.1";
        Website = "website", "OIDC Core §5.1";
        Email = "email", "OIDC Core §5.1";
        EmailVerified = "email_verified", "OIDC Core §5.1";
        Gender = "gender", "OIDC Core §5.1";
        Birthdate = "birthdate", "OIDC Core §5.1";
        Zoneinfo = "zoneinfo", "OIDC Core §5.1";
        Locale = "locale", "OIDC Core §5.1";
        PhoneNumber = "phone_number", "OIDC Core §5.1";
        PhoneNumberVerified = "phone_number_verified", "OIDC Core §5.1";
        Address = "address", "OIDC Core §5.1.1";
        UpdatedAt = "updated_at", "OIDC Core §5.1";
        Azp = "azp", "OIDC Core §2";
        Nonce = "nonce", "OIDC Core §2";
        AuthTime = "auth_time", "OIDC Core §2";
        Acr = "acr", "OIDC Core §2";
        Amr = "amr", "RFC 8176 §2";
        AtHash = "at_hash", "OIDC Core §3.1.3.6";
        CHash = "c_hash", "OIDC Core §3.3.2.11";
        SHash = "s_hash", "FAPI 1.0 Advanced §5.1";
        SubJwk = "sub_jwk", "OIDC Core §7.4";
        Sid = "sid", "OIDC Front-Channel Logout §3";
        NamesElsewhere = "_claim_names", "OIDC Core §5.6.2";
        Sources = "_claim_sources", "OIDC Core §5.6.2";
        Cnf = "cnf", "RFC 7800 §3.1";
        Jkt = "jkt", "RFC 9449 §6.1";
        CertificateHash = "x5t#S256", "RFC 8705 §3.1";
        Act = "act", "RFC 8693 §4.1";
        Scope = "scope", "RFC 8693 §4.2";
        ClientId = "client_id", "RFC 8693 §4.3";
        MayAct = "may_act", "RFC 8693 §4.4";
        Events = "events", "RFC 8417 §2.2";
        Toe = "toe", "RFC 8417 §2.2";
        Txn = "txn", "RFC 8417 §2.2";
        SubId = "sub_id", "RFC 9493 §4.1";
        Htm = "htm", "RFC 9449 §4.2";
        Htu = "htu", "RFC 9449 §4.2";
        Ath = "ath", "RFC 9449 §4.2";
        Roles = "roles", "RFC 9068 §2.2.3.1";
        Groups = "groups", "RFC 9068 §2.2.3.1";
        Entitlements = "entitlements", "RFC 9068 §2.2.3.1";
        AuthorizationDetails = "authorization_details", "RFC 9396 §2";
        TokenIntrospection = "token_introspection", "RFC 9701 §5";
        Vot = "vot", "RFC 8485";
        Vtm = "vtm", "RFC 8485";
        Sd = "_sd", "RFC 9901 §4.2.4.1";
        SdElement = "...", "RFC 9901 §4.2.4.2";
        SdAlg = "_sd_alg", "RFC 9901 §4.1.1";
        SdHash = "sd_hash", "RFC 9901 §4.3";
        Vct = "vct", "SD-JWT VC";
        Status = "status", "Token Status List";
        Vc = "vc", "W3C VC Data Model 1.1 §6.3.1";
        Vp = "vp", "W3C VC Data Model 1.1 §6.3.1";
        VerifiedClaims = "verified_claims", "OIDC Identity Assurance §5";
        PlaceOfBirth = "place_of_birth", "OIDC Identity Assurance Claims §4";
        Nationalities = "nationalities", "OIDC Identity Assurance Claims §4";
        EatNonce = "eat_nonce", "RFC 9711";
        Ueid = "ueid", "RFC 9711";
        Orig = "orig", "RFC 8225 §5.2.1";
        Dest = "dest", "RFC 8225 §5.2.1";
        Attest = "attest", "RFC 8588";
        Origid = "origid", "RFC 8588";
    }
}

known! {
    /// Header parameters, and the members of a JSON Web Key that a header may hold.
    Parameter {
        Alg = "alg", "RFC 7515 §4.1.1";
        Jku = "jku", "RFC 7515 §4.1.2";
        Jwk = "jwk", "RFC 7515 §4.1.3";
        Kid = "kid", "RFC 7515 §4.1.4";
        X5u = "x5u", "RFC 7515 §4.1.5";
        X5c = "x5c", "RFC 7515 §4.1.6";
        X5t = "x5t", "RFC 7515 §4.1.7";
        X5tS256 = "x5t#S256", "RFC 7515 §4.1.8";
        Typ = "typ", "RFC 7515 §4.1.9";
        Cty = "cty", "RFC 7515 §4.1.10";
        Crit = "crit", "RFC 7515 §4.1.11";
        B64 = "b64", "RFC 7797 §3";
        Enc = "enc", "RFC 7516 §4.1.2";
        Zip = "zip", "RFC 7516 §4.1.3";
        Epk = "epk", "RFC 7518 §4.6.1.1";
        Apu = "apu", "RFC 7518 §4.6.1.2";
        Apv = "apv", "RFC 7518 §4.6.1.3";
        Iv = "iv", "RFC 7518 §4.7.1.1";
        Tag = "tag", "RFC 7518 §4.7.1.2";
        P2s = "p2s", "RFC 7518 §4.8.1.1";
        P2c = "p2c", "RFC 7518 §4.8.1.2";
        Iss = "iss", "RFC 7519 §5.3";
        Sub = "sub", "RFC 7519 §5.3";
        Aud = "aud", "RFC 7519 §5.3";
        Url = "url", "RFC 8555 §6.4.1";
        Nonce = "nonce", "RFC 8555 §6.5.2";
        Ppt = "ppt", "RFC 8225 §8.1";
        Svt = "svt", "RFC 9321";
        TrustChain = "trust_chain", "OpenID Federation §4.3";
        Kty = "kty", "RFC 7517 §4.1";
        Use = "use", "RFC 7517 §4.2";
        KeyOps = "key_ops", "RFC 7517 §4.3";
        Crv = "crv", "RFC 7518 §6.2.1.1";
        X = "x", "RFC 7518 §6.2.1.2";
        Y = "y", "RFC 7518 §6.2.1.3";
        N = "n", "RFC 7518 §6.3.1.1";
        E = "e", "RFC 7518 §6.3.1.2";
        D = "d", "RFC 7518 §6.2.2.1";
        K = "k", "RFC 7518 §6.4.1";
    }
}

known! {
    /// Values of `alg` and `enc`.
    Algorithm {
        None = "none", "RFC 7518 §3.6";
        Hs256 = "HS256", "RFC 7518 §3.2";
        Hs384 = "HS384", "RFC 7518 §3.2";
        Hs512 = "HS512", "RFC 7518 §3.2";
        Rs256 = "RS256", "RFC 7518 §3.3";
        Rs384 = "RS384", "RFC 7518 §3.3";
        Rs512 = "RS512", "RFC 7518 §3.3";
        Es256 = "ES256", "RFC 7518 §3.4";
        Es384 = "ES384", "RFC 7518 §3.4";
        Es512 = "ES512", "RFC 7518 §3.4";
        Es256k = "ES256K", "RFC 8812 §3.2";
        Ps256 = "PS256", "RFC 7518 §3.5";
        Ps384 = "PS384", "RFC 7518 §3.5";
        Ps512 = "PS512", "RFC 7518 §3.5";
        EdDsa = "EdDSA", "RFC 8037 §3.1";
        Ed25519 = "Ed25519", "RFC 9864 §2.2";
        Ed448 = "Ed448", "RFC 9864 §2.2";
        MlDsa44 = "ML-DSA-44", "RFC 9964";
        MlDsa65 = "ML-DSA-65", "RFC 9964";
        MlDsa87 = "ML-DSA-87", "RFC 9964";
        Rsa15 = "RSA1_5", "RFC 7518 §4.2";
        RsaOaep = "RSA-OAEP", "RFC 7518 §4.3";
        RsaOaep256 = "RSA-OAEP-256", "RFC 7518 §4.3";
        RsaOaep384 = "RSA-OAEP-384", "W3C Web Cryptography";
        RsaOaep512 = "RSA-OAEP-512", "W3C Web Cryptography";
        A128Kw = "A128KW", "RFC 7518 §4.4";
        A192Kw = "A192KW", "RFC 7518 §4.4";
        A256Kw = "A256KW", "RFC 7518 §4.4";
        Dir = "dir", "RFC 7518 §4.5";
        EcdhEs = "ECDH-ES", "RFC 7518 §4.6";
        EcdhEsA128Kw = "ECDH-ES+A128KW", "RFC 7518 §4.6";
        EcdhEsA192Kw = "ECDH-ES+A192KW", "RFC 7518 §4.6";
        EcdhEsA256Kw = "ECDH-ES+A256KW", "RFC 7518 §4.6";
        A128GcmKw = "A128GCMKW", "RFC 7518 §4.7";
        A192GcmKw = "A192GCMKW", "RFC 7518 §4.7";
        A256GcmKw = "A256GCMKW", "RFC 7518 §4.7";
        Pbes2Hs256 = "PBES2-HS256+A128KW", "RFC 7518 §4.8";
        Pbes2Hs384 = "PBES2-HS384+A192KW", "RFC 7518 §4.8";
        Pbes2Hs512 = "PBES2-HS512+A256KW", "RFC 7518 §4.8";
        A128CbcHs256 = "A128CBC-HS256", "RFC 7518 §5.2.3";
        A192CbcHs384 = "A192CBC-HS384", "RFC 7518 §5.2.4";
        A256CbcHs512 = "A256CBC-HS512", "RFC 7518 §5.2.5";
        A128Gcm = "A128GCM", "RFC 7518 §5.3";
        A192Gcm = "A192GCM", "RFC 7518 §5.3";
        A256Gcm = "A256GCM", "RFC 7518 §5.3";
    }
}

known! {
    /// Values of `typ` and `cty`, in lower case and without `application/`.
    MediaType {
        Jwt = "jwt", "RFC 7519 §5.1";
        AccessToken = "at+jwt", "RFC 9068 §2.1";
        Dpop = "dpop+jwt", "RFC 9449 §4.2";
        Logout = "logout+jwt", "OIDC Back-Channel Logout §2.4";
        SecurityEvent = "secevent+jwt", "RFC 8417 §2.3";
        AuthorizationRequest = "oauth-authz-req+jwt", "RFC 9101 §4";
        Introspection = "token-introspection+jwt", "RFC 9701 §5";
        ClientAuthentication = "client-authentication+jwt", "RFC 7523bis";
        ClientAttestation = "oauth-client-attestation+jwt", "OAuth Client Attestation";
        ClientAttestationProof = "oauth-client-attestation-pop+jwt", "OAuth Client Attestation";
        TransactionToken = "txntoken+jwt", "OAuth Transaction Tokens";
        KeyBinding = "kb+jwt", "RFC 9901 §4.3";
        SdJwt = "sd-jwt", "RFC 9901 §4";
        Credential = "dc+sd-jwt", "SD-JWT VC";
        CredentialSdJwt = "vc+sd-jwt", "W3C VC JOSE COSE";
        CredentialJwt = "vc+jwt", "W3C VC JOSE COSE";
        PresentationJwt = "vp+jwt", "W3C VC JOSE COSE";
        CredentialProof = "openid4vci-proof+jwt", "OpenID4VCI";
        StatusList = "statuslist+jwt", "Token Status List";
        EntityStatement = "entity-statement+jwt", "OpenID Federation §3";
        Passport = "passport", "RFC 8225 §4.1";
        Jose = "jose", "RFC 7515 §4.1.9";
        JoseJson = "jose+json", "RFC 7515 §4.1.9";
        Jwk = "jwk+json", "RFC 7517 §8.5.1";
        JwkSet = "jwk-set+json", "RFC 7517 §8.5.2";
        Json = "json", "RFC 8259 §1";
    }
}
