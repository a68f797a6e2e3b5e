//! Registered names explained in English: a short title, and one plain sentence.

use super::plural;
use crate::text::known::{Algorithm, Claim, MediaType, Parameter, Tables};

pub(super) const TABLES: Tables = Tables {
    claim,
    parameter,
    algorithm,
    media_type,
    private_claim: "private claim",
    scopes: |count| plural(count, "scope", "scopes"),
    audiences: |count| plural(count, "audience", "audiences"),
};

#[expect(clippy::too_many_lines, reason = "one arm for each claim, and nothing else")]
fn claim(claim: Claim) -> (&'static str, &'static str) {
    match claim {
        Claim::Iss => ("Issuer", "Who issued the token; the address under which its keys are found"),
        Claim::Sub => ("Subject", "Whom or what the token is about, by a name that only the issuer gives"),
        Claim::Aud => ("Audience", "Whom the token is for; every other service must refuse it"),
        Claim::Exp => ("Expires", "From this moment on the token must be refused"),
        Claim::Nbf => ("Not before", "Until this moment the token must be refused"),
        Claim::Iat => ("Issued", "When the token was issued"),
        Claim::Jti => ("Token ID", "The token's own name, to revoke it or to notice that it comes twice"),
        Claim::Name => ("Full name", "The person's whole name, as it is shown"),
        Claim::GivenName => ("Given name", "The person's first names"),
        Claim::FamilyName => ("Family name", "The person's last names"),
        Claim::MiddleName => ("Middle name", "The person's middle names"),
        Claim::Nickname => ("Nickname", "What the person is casually called"),
        Claim::PreferredUsername => {
            ("User name", "The name the person likes to use; it may change and is not unique")
        }
        Claim::Profile => ("Profile page", "The address of the person's profile page"),
        Claim::Picture => ("Picture", "The address of the person's picture"),
        Claim::Website => ("Website", "The address of the person's website"),
        Claim::Email => ("E-mail", "The person's e-mail address; not a safe name for an account"),
        Claim::EmailVerified => {
            ("E-mail verified", "Whether the issuer made sure that the address is the person's")
        }
        Claim::Gender => ("Gender", "The person's gender"),
        Claim::Birthdate => ("Date of birth", "The person's date of birth, or the year alone"),
        Claim::Zoneinfo => ("Time zone", "The person's time zone, such as Asia/Seoul"),
        Claim::Locale => ("Locale", "The person's language and region, such as ko-KR"),
        Claim::PhoneNumber => ("Phone number", "The person's phone number"),
        Claim::PhoneNumberVerified => {
            ("Phone verified", "Whether the issuer made sure that the number is the person's")
        }
        Claim::Address => ("Address", "The person's postal address"),
        Claim::UpdatedAt => ("Updated", "When the person's data last changed"),
        Claim::Azp => ("Authorized party", "The client that asked for the token"),
        Claim::Nonce => ("Nonce", "A value from the request that ties the token to it and stops replays"),
        Claim::AuthTime => ("Signed in", "When the person last proved who they are"),
        Claim::Acr => {
            ("Assurance level", "How strong the sign-in was, by a name that issuer and client agreed on")
        }
        Claim::Amr => {
            ("Sign-in methods", "How the person signed in, such as pwd for a password or otp for a code")
        }
        Claim::AtHash => {
            ("Access token hash", "Half a hash of the access token that came along, to notice a swap")
        }
        Claim::CHash => {
            ("Code hash", "Half a hash of the authorization code that came along, to notice a swap")
        }
        Claim::SHash => ("State hash", "Half a hash of the state value of the request, to notice a swap"),
        Claim::SubJwk => ("Subject key", "The public key of a self-issued ID token"),
        Claim::Sid => ("Session ID", "The session at the issuer, so that it can be ended everywhere"),
        Claim::NamesElsewhere => ("Claim names", "Which claims are to be had from elsewhere"),
        Claim::Sources => ("Claim sources", "Where those other claims are to be had"),
        Claim::Cnf => {
            ("Confirmation", "The key that the sender must prove to hold; a thief of the token cannot")
        }
        Claim::Jkt => ("Key thumbprint", "The fingerprint of the DPoP key that the token is bound to"),
        Claim::CertificateHash => {
            ("Certificate thumbprint", "The TLS client certificate that the token is bound to")
        }
        Claim::Act => ("Actor", "Who acts on behalf of the subject"),
        Claim::Scope => ("Scope", "What the token allows, as names with spaces between"),
        Claim::ClientId => ("Client ID", "The application that the token was issued to"),
        Claim::MayAct => ("May act", "Who may become the actor on behalf of the subject"),
        Claim::Events => ("Events", "What happened, each under an address that names its kind"),
        Claim::Toe => ("Time of event", "When the event happened"),
        Claim::Txn => ("Transaction ID", "What ties this event to others"),
        Claim::SubId => ("Subject identifier", "Whom or what the token is about, in a structured form"),
        Claim::Htm => ("HTTP method", "The method of the request that this proof is for"),
        Claim::Htu => ("HTTP address", "The address of the request that this proof is for"),
        Claim::Ath => ("Access token hash", "The hash of the access token that is sent with this proof"),
        Claim::Roles => ("Roles", "The roles that the person has"),
        Claim::Groups => ("Groups", "The groups that the person belongs to"),
        Claim::Entitlements => ("Entitlements", "What the person is entitled to"),
        Claim::AuthorizationDetails => {
            ("Authorization details", "What the token allows, in more detail than a scope")
        }
        Claim::TokenIntrospection => ("Introspection", "What the server answered when asked about a token"),
        Claim::Vot => ("Vector of trust", "How far identity, credential and sign-in can be trusted"),
        Claim::Vtm => ("Trust marks", "The address of the rules behind the vector of trust"),
        Claim::Sd => ("Hidden claims", "Hashes of claims that the holder may disclose or keep back"),
        Claim::SdElement => {
            ("Hidden element", "The hash of a list element that the holder may disclose or keep back")
        }
        Claim::SdAlg => ("Hash of disclosures", "The hash function that hides the claims"),
        Claim::SdHash => ("SD-JWT hash", "The hash of the SD-JWT that this key-binding token was made for"),
        Claim::Vct => ("Credential type", "What kind of credential this is"),
        Claim::Status => ("Status", "Where to ask whether the token was revoked"),
        Claim::Vc => ("Credential", "A W3C verifiable credential"),
        Claim::Vp => ("Presentation", "A W3C presentation of credentials"),
        Claim::VerifiedClaims => ("Verified claims", "Claims that were checked, and by whom and how"),
        Claim::PlaceOfBirth => ("Place of birth", "Where the person was born"),
        Claim::Nationalities => ("Nationalities", "The person's nationalities"),
        Claim::EatNonce => {
            ("Attestation nonce", "A value from the asker that shows that the attestation is fresh")
        }
        Claim::Ueid => ("Device ID", "The lasting, worldwide name of the device"),
        Claim::Orig => ("Caller", "Who makes the telephone call"),
        Claim::Dest => ("Called", "Who is called"),
        Claim::Attest => ("Attestation level", "How sure the telephone company is of the caller: A, B or C"),
        Claim::Origid => ("Origin ID", "Where in the telephone company's network the call began"),
    }
}

fn parameter(parameter: Parameter) -> (&'static str, &'static str) {
    match parameter {
        Parameter::Alg => ("Algorithm", "How the token is signed, or how its content key is encrypted"),
        Parameter::Jku => {
            ("Key set URL", "Where the keys are said to be; fetch it only if you know it already")
        }
        Parameter::Jwk => {
            ("Public key", "The key that is said to verify the token; by itself it proves nothing")
        }
        Parameter::Kid => ("Key ID", "The name of the key, for the reader to find it among its own"),
        Parameter::X5u => {
            ("Certificate URL", "Where the certificate is said to be; fetch it only if you know it already")
        }
        Parameter::X5c => {
            ("Certificate chain", "The certificate of the key; worth as much as the root you trust")
        }
        Parameter::X5t => ("Certificate thumbprint", "The SHA-1 fingerprint of the certificate"),
        Parameter::X5tS256 => ("Certificate thumbprint", "The SHA-256 fingerprint of the certificate"),
        Parameter::Typ => ("Type", "What kind of token this is, so that one is not taken for another"),
        Parameter::Cty => ("Content type", "What the payload is; JWT where it is a token itself"),
        Parameter::Crit => {
            ("Critical", "Extensions that the reader must understand or else refuse the token")
        }
        Parameter::B64 => {
            ("Encoded payload", "Whether the payload is base64url-encoded; false where it is signed as it is")
        }
        Parameter::Enc => ("Content encryption", "How the content is encrypted"),
        Parameter::Zip => ("Compression", "How the content was compressed before encryption"),
        Parameter::Epk => ("Ephemeral key", "The sender's public key, made for this token alone"),
        Parameter::Apu => ("Producer info", "What is known of the sender, mixed into the key"),
        Parameter::Apv => ("Recipient info", "What is known of the recipient, mixed into the key"),
        Parameter::Iv => ("Initialisation vector", "Random bytes for encrypting the content key"),
        Parameter::Tag => ("Authentication tag", "Shows whether the encrypted content key was changed"),
        Parameter::P2s => ("Salt", "Random bytes mixed into the password"),
        Parameter::P2c => ("Iterations", "How often the password is hashed; more makes guessing slower"),
        Parameter::Iss => ("Issuer", "A copy of the claim, readable although the payload is encrypted"),
        Parameter::Sub => ("Subject", "A copy of the claim, readable although the payload is encrypted"),
        Parameter::Aud => ("Audience", "A copy of the claim, readable although the payload is encrypted"),
        Parameter::Url => ("Request URL", "The address of the ACME request that this token is"),
        Parameter::Nonce => ("Nonce", "A value from the server that stops replays"),
        Parameter::Ppt => ("PASSporT extension", "Which extension of the telephone token is used"),
        Parameter::Svt => ("Signature validation", "Tokens that confirm the check of another signature"),
        Parameter::TrustChain => ("Trust chain", "Statements from the sender up to an anchor of trust"),
        Parameter::Kty => ("Key type", "RSA, EC, OKP, or oct for a shared secret"),
        Parameter::Use => ("Key use", "What the key is for: sig for signing, enc for encrypting"),
        Parameter::KeyOps => ("Key operations", "What the key may be used for"),
        Parameter::Crv => ("Curve", "The elliptic curve of the key"),
        Parameter::X => ("x", "The public point of the key, or its first coordinate"),
        Parameter::Y => ("y", "The second coordinate of the public point"),
        Parameter::N => ("Modulus", "The public number of an RSA key"),
        Parameter::E => ("Exponent", "The public exponent of an RSA key, nearly always AQAB (65537)"),
        Parameter::D => ("Private part", "The private half of the key; it must never stand in a token"),
        Parameter::K => ("Secret", "The bytes of a shared secret; they must never stand in a token"),
    }
}

fn algorithm(algorithm: Algorithm) -> (&'static str, &'static str) {
    (algorithm_title(algorithm), algorithm_sentence(algorithm))
}

fn algorithm_title(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::None => "No signature",
        Algorithm::Hs256 => "HMAC with SHA-256",
        Algorithm::Hs384 => "HMAC with SHA-384",
        Algorithm::Hs512 => "HMAC with SHA-512",
        Algorithm::Rs256 => "RSA PKCS#1 v1.5 with SHA-256",
        Algorithm::Rs384 => "RSA PKCS#1 v1.5 with SHA-384",
        Algorithm::Rs512 => "RSA PKCS#1 v1.5 with SHA-512",
        Algorithm::Es256 => "ECDSA on P-256 with SHA-256",
        Algorithm::Es384 => "ECDSA on P-384 with SHA-384",
        Algorithm::Es512 => "ECDSA on P-521 with SHA-512",
        Algorithm::Es256k => "ECDSA on secp256k1 with SHA-256",
        Algorithm::Ps256 => "RSA-PSS with SHA-256",
        Algorithm::Ps384 => "RSA-PSS with SHA-384",
        Algorithm::Ps512 => "RSA-PSS with SHA-512",
        Algorithm::EdDsa => "EdDSA on the curve of the key",
        Algorithm::Ed25519 => "EdDSA on Ed25519",
        Algorithm::Ed448 => "EdDSA on Ed448",
        Algorithm::MlDsa44 => "ML-DSA-44, post-quantum",
        Algorithm::MlDsa65 => "ML-DSA-65, post-quantum",
        Algorithm::MlDsa87 => "ML-DSA-87, post-quantum",
        Algorithm::Rsa15 => "RSA PKCS#1 v1.5 encryption",
        Algorithm::RsaOaep => "RSA-OAEP with SHA-1",
        Algorithm::RsaOaep256 => "RSA-OAEP with SHA-256",
        Algorithm::RsaOaep384 => "RSA-OAEP with SHA-384",
        Algorithm::RsaOaep512 => "RSA-OAEP with SHA-512",
        Algorithm::A128Kw => "AES-128 key wrap",
        Algorithm::A192Kw => "AES-192 key wrap",
        Algorithm::A256Kw => "AES-256 key wrap",
        Algorithm::Dir => "Direct use of a shared key",
        Algorithm::EcdhEs => "ECDH-ES, direct",
        Algorithm::EcdhEsA128Kw => "ECDH-ES with AES-128 key wrap",
        Algorithm::EcdhEsA192Kw => "ECDH-ES with AES-192 key wrap",
        Algorithm::EcdhEsA256Kw => "ECDH-ES with AES-256 key wrap",
        Algorithm::A128GcmKw => "AES-128-GCM key encryption",
        Algorithm::A192GcmKw => "AES-192-GCM key encryption",
        Algorithm::A256GcmKw => "AES-256-GCM key encryption",
        Algorithm::Pbes2Hs256 => "Password, PBES2 with SHA-256, AES-128 key wrap",
        Algorithm::Pbes2Hs384 => "Password, PBES2 with SHA-384, AES-192 key wrap",
        Algorithm::Pbes2Hs512 => "Password, PBES2 with SHA-512, AES-256 key wrap",
        Algorithm::A128CbcHs256 => "AES-128-CBC with HMAC SHA-256",
        Algorithm::A192CbcHs384 => "AES-192-CBC with HMAC SHA-384",
        Algorithm::A256CbcHs512 => "AES-256-CBC with HMAC SHA-512",
        Algorithm::A128Gcm => "AES-128-GCM",
        Algorithm::A192Gcm => "AES-192-GCM",
        Algorithm::A256Gcm => "AES-256-GCM",
    }
}

fn algorithm_sentence(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::None => "The token is not protected: anyone can write or change it",
        Algorithm::Hs256 | Algorithm::Hs384 | Algorithm::Hs512 => {
            "One shared secret signs and verifies, so whoever can check a token can also make one"
        }
        Algorithm::Rs256 | Algorithm::Rs384 | Algorithm::Rs512 => {
            "The private RSA key signs, the public one verifies; the most widely understood algorithm"
        }
        Algorithm::Es256 | Algorithm::Es384 | Algorithm::Es512 | Algorithm::Es256k => {
            "The private EC key signs, the public one verifies; keys and signatures are short"
        }
        Algorithm::Ps256 | Algorithm::Ps384 | Algorithm::Ps512 => {
            "The private RSA key signs, the public one verifies; a safer padding than that of RS256"
        }
        Algorithm::EdDsa | Algorithm::Ed25519 | Algorithm::Ed448 => {
            "The private Edwards key signs, the public one verifies; short, fast, hard to get wrong"
        }
        Algorithm::MlDsa44 | Algorithm::MlDsa65 | Algorithm::MlDsa87 => {
            "Signs with lattices, which quantum computers are not known to break; signatures are large"
        }
        Algorithm::Rsa15 => {
            "Encrypts the content key with a padding that is attacked to this day; do not use it"
        }
        Algorithm::RsaOaep | Algorithm::RsaOaep256 | Algorithm::RsaOaep384 | Algorithm::RsaOaep512 => {
            "Encrypts the content key for the holder of the private RSA key"
        }
        Algorithm::A128Kw
        | Algorithm::A192Kw
        | Algorithm::A256Kw
        | Algorithm::A128GcmKw
        | Algorithm::A192GcmKw
        | Algorithm::A256GcmKw => "Encrypts the content key with a key that both sides share",
        Algorithm::Dir => "The shared key encrypts the content itself",
        Algorithm::EcdhEs => "Both sides compute the content key from a key pair made for this token",
        Algorithm::EcdhEsA128Kw | Algorithm::EcdhEsA192Kw | Algorithm::EcdhEsA256Kw => {
            "Both sides compute a key from a key pair made for this token; it encrypts the content key"
        }
        Algorithm::Pbes2Hs256 | Algorithm::Pbes2Hs384 | Algorithm::Pbes2Hs512 => {
            "A password, hashed many times, encrypts the content key"
        }
        Algorithm::A128CbcHs256 | Algorithm::A192CbcHs384 | Algorithm::A256CbcHs512 => {
            "Encrypts the content and guards it against changes, with two keys in one"
        }
        Algorithm::A128Gcm | Algorithm::A192Gcm | Algorithm::A256Gcm => {
            "Encrypts the content and guards it against changes"
        }
    }
}

fn media_type(media_type: MediaType) -> (&'static str, &'static str) {
    match media_type {
        MediaType::Jwt => ("JSON Web Token", "Says that it is a JWT, but not which kind"),
        MediaType::AccessToken => {
            ("OAuth 2.0 access token", "Lets a client use an API; the API reads it, the client does not")
        }
        MediaType::Dpop => ("DPoP proof", "Proves for one request that the sender holds its key"),
        MediaType::Logout => ("Logout token", "Tells a client that a session has ended"),
        MediaType::SecurityEvent => ("Security event token", "Tells another service that something happened"),
        MediaType::AuthorizationRequest => {
            ("Authorization request", "The parameters of an OAuth request, signed")
        }
        MediaType::Introspection => ("Introspection response", "A server's signed answer about a token"),
        MediaType::ClientAuthentication => {
            ("Client authentication", "With this a client proves who it is to the authorization server")
        }
        MediaType::ClientAttestation => {
            ("Client attestation", "A backend vouches for an instance of its app")
        }
        MediaType::ClientAttestationProof => {
            ("Client attestation proof", "Proves that the app holds the key of its attestation")
        }
        MediaType::TransactionToken => {
            ("Transaction token", "Carries who asked for what through a chain of services")
        }
        MediaType::KeyBinding => ("Key-binding token", "Proves that the sender holds the key of the SD-JWT"),
        MediaType::SdJwt => ("SD-JWT", "A token whose holder chooses which claims to show"),
        MediaType::Credential => ("Digital credential", "An SD-JWT that states facts about its holder"),
        MediaType::CredentialSdJwt => {
            ("W3C credential, SD-JWT", "A W3C credential whose holder chooses what to show")
        }
        MediaType::CredentialJwt => ("W3C credential", "A signed W3C credential"),
        MediaType::PresentationJwt => ("W3C presentation", "W3C credentials, presented by their holder"),
        MediaType::CredentialProof => ("Key proof", "A wallet proves to the issuer that it holds its key"),
        MediaType::StatusList => ("Status list", "Says which of many tokens were revoked"),
        MediaType::EntityStatement => ("Entity statement", "What one member of a federation says of another"),
        MediaType::Passport => ("PASSporT", "Vouches for the caller of a telephone call"),
        MediaType::Jose => ("Compact JWS or JWE", "A token in the compact form"),
        MediaType::JoseJson => ("JSON JWS or JWE", "A token in a JSON form"),
        MediaType::Jwk => ("JSON Web Key", "The content is a key"),
        MediaType::JwkSet => ("JSON Web Key set", "The content is a set of keys"),
        MediaType::Json => ("JSON", "The content is JSON"),
    }
}
