//! The list: names, references, and which of them are controls. Names are for scripts and never change.

/// Declares the list; `true` marks a control.
macro_rules! list {
    ($( $(#[$doc:meta])* $variant:ident = $name:literal, $accept:literal, $reference:literal; )*) => {
        /// One way to spoil a good token; or, of the controls, to change it without spoiling it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Negative { $( $(#[$doc])* $variant ),* }

        impl Negative {
            /// All, the controls first.
            pub const ALL: &'static [Self] = &[ $( Self::$variant ),* ];

            /// Its name, the same in every language.
            pub const fn name(self) -> &'static str {
                match self { $( Self::$variant => $name ),* }
            }

            /// Where it is written that it must be refused, or accepted.
            pub const fn reference(self) -> &'static str {
                match self { $( Self::$variant => $reference ),* }
            }

            /// Whether it is a control, which must be accepted.
            pub const fn is_control(self) -> bool {
                match self { $( Self::$variant => $accept ),* }
            }
        }
    };
}

list! {
    /// The token as it was given, or with its times renewed.
    Control = "control", true, "RFC 7519 §7.2";
    /// The same bytes signed again.
    ControlResigned = "control-resigned", true, "RFC 7515 §5.1";
    /// A claim that nobody knows.
    ControlUnknownClaim = "control-unknown-claim", true, "RFC 7519 §4";
    /// A header parameter that nobody knows and that is not critical.
    ControlUnknownHeader = "control-unknown-header", true, "RFC 7515 §4";
    /// The audience as a list of one.
    ControlAudienceList = "control-audience-list", true, "RFC 7519 §4.1.3";
    /// White space in the claims.
    ControlWhiteSpace = "control-white-space", true, "RFC 8259 §2";
    /// The claims in another order.
    ControlOrder = "control-order", true, "RFC 8259 §4";
    /// The name of a claim written with an escape.
    ControlEscaped = "control-escaped", true, "RFC 7515 §5.3";
    /// An `exp` with a fraction.
    ControlFraction = "control-fraction", true, "RFC 7519 §2";

    /// `exp` was a day ago.
    Expired = "expired", false, "RFC 7519 §4.1.4";
    /// `nbf` is far away.
    NotYetValid = "not-yet-valid", false, "RFC 7519 §4.1.5";
    /// No `exp`.
    ExpMissing = "exp-missing", false, "RFC 9068 §2.2";
    /// `exp` as text.
    ExpText = "exp-text", false, "RFC 7519 §4.1.4";
    /// `exp` in milliseconds.
    ExpMilliseconds = "exp-milliseconds", false, "RFC 7519 §2";
    /// `exp` larger than any integer of 64 bits.
    ExpHuge = "exp-huge", false, "RFC 7493 §2.2";
    /// `exp` beyond the range of a floating-point number.
    ExpInfinite = "exp-infinite", false, "RFC 8259 §6";
    /// `exp` before 1970.
    ExpNegative = "exp-negative", false, "RFC 7519 §4.1.4";
    /// `exp` is 0.
    ExpZero = "exp-zero", false, "RFC 7519 §4.1.4";
    /// `exp` is null.
    ExpNull = "exp-null", false, "RFC 7519 §4.1.4";
    /// `nbf` as text, far away.
    NbfText = "nbf-text", false, "RFC 7519 §4.1.5";

    /// Another audience.
    AudWrong = "aud-wrong", false, "RFC 7519 §4.1.3";
    /// No audience.
    AudMissing = "aud-missing", false, "RFC 8725 §3.9";
    /// A list of no audiences.
    AudEmptyList = "aud-empty-list", false, "CVE-2020-26160";
    /// An audience that begins like the right one.
    AudLookAlike = "aud-look-alike", false, "RFC 7519 §4.1.3";
    /// Another issuer.
    IssWrong = "iss-wrong", false, "RFC 7519 §4.1.1";
    /// No issuer.
    IssMissing = "iss-missing", false, "RFC 9068 §2.2";
    /// An issuer that begins like the right one.
    IssLookAlike = "iss-look-alike", false, "RFC 8725 §3.8";
    /// The right issuer without its last character.
    IssCut = "iss-cut", false, "CVE-2024-53861";
    /// A list with the right issuer.
    IssList = "iss-list", false, "CVE-2025-30144";
    /// `sub` as a number.
    SubNumber = "sub-number", false, "RFC 7519 §4.1.2";
    /// `exp` twice, the second one past.
    DuplicateClaim = "duplicate-claim", false, "RFC 7519 §4";

    /// A `kid` that nobody has.
    KidUnknown = "kid-unknown", false, "RFC 7515 §4.1.4";
    /// A `kid` that is a path.
    KidTraversal = "kid-traversal", false, "RFC 8725 §3.10";
    /// A `kid` that is a part of a query.
    KidInjection = "kid-injection", false, "RFC 8725 §3.10";
    /// A `kid` that is a number.
    KidNumber = "kid-number", false, "RFC 7515 §4.1.4";
    /// `alg` none.
    AlgNone = "alg-none", false, "RFC 8725 §3.2";
    /// `alg` None.
    AlgNoneCapital = "alg-none-capital", false, "RFC 7515 §4.1.1";
    /// `alg` NONE.
    AlgNoneUpper = "alg-none-upper", false, "RFC 7515 §4.1.1";
    /// `alg` nOnE.
    AlgNoneMixed = "alg-none-mixed", false, "RFC 7515 §4.1.1";
    /// `alg` none, with the signature that was there.
    AlgNoneSigned = "alg-none-signed", false, "RFC 7518 §3.6";
    /// No `alg`.
    AlgMissing = "alg-missing", false, "RFC 7515 §4.1.1";
    /// An empty `alg`.
    AlgEmpty = "alg-empty", false, "RFC 7515 §4.1.1";
    /// `alg` is null.
    AlgNull = "alg-null", false, "RFC 7515 §4.1.1";
    /// `alg` in small letters.
    AlgCase = "alg-case", false, "RFC 7515 §4.1.1";
    /// An `alg` that nobody knows.
    AlgUnknown = "alg-unknown", false, "RFC 7515 §4.1.1";
    /// Another algorithm of the same family, rightly signed.
    AlgOther = "alg-other", false, "RFC 8725 §3.1";
    /// `alg` twice, the second one none.
    DuplicateHeader = "duplicate-header", false, "RFC 7515 §4";
    /// A critical extension that nobody knows.
    CritUnknown = "crit-unknown", false, "RFC 7515 §4.1.11";
    /// An empty `crit`.
    CritEmpty = "crit-empty", false, "RFC 7515 §4.1.11";
    /// `crit` names what is not there.
    CritAbsent = "crit-absent", false, "RFC 7515 §4.1.11";
    /// The `typ` of another kind of token.
    TypOther = "typ-other", false, "RFC 8725 §3.11";

    /// No signature, its dot kept.
    SignatureEmpty = "signature-empty", false, "CVE-2020-28042";
    /// Neither signature nor its dot.
    SignatureMissing = "signature-missing", false, "RFC 7515 §7.1";
    /// The word null as signature.
    SignatureNull = "signature-null", false, "RFC 7515 §5.2";
    /// Zeros as signature; of ECDSA the psychic signature.
    SignatureZero = "signature-zero", false, "CVE-2022-21449";
    /// An ECDSA signature that is twice the order of the curve.
    SignatureOrder = "signature-order", false, "CVE-2022-21449";
    /// An ECDSA signature in ASN.1 DER.
    SignatureDer = "signature-der", false, "RFC 7518 §3.4";
    /// The signature without its last byte.
    SignatureTruncated = "signature-truncated", false, "RFC 7515 §5.2";
    /// The signature with one byte more.
    SignatureExtended = "signature-extended", false, "RFC 7515 §5.2";
    /// The signature with padding.
    SignaturePadded = "signature-padded", false, "RFC 7515 §2";
    /// The signature in the alphabet of standard base64.
    SignatureAlphabet = "signature-alphabet", false, "RFC 7515 §2";
    /// One bit of the header flipped.
    HeaderFlipped = "header-flipped", false, "RFC 7515 §5.2";
    /// One bit of the payload flipped.
    PayloadFlipped = "payload-flipped", false, "RFC 7515 §5.2";
    /// One bit of the signature flipped.
    SignatureFlipped = "signature-flipped", false, "RFC 7515 §5.2";
    /// The payload of another token.
    PayloadSwapped = "payload-swapped", false, "RFC 7515 §5.2";

    /// Another key of the same kind, with the same `kid`.
    WrongKey = "wrong-key", false, "RFC 7515 §5.2";
    /// An attacker's key in the header, and its signature.
    JwkEmbedded = "jwk-embedded", false, "CVE-2018-0114";
    /// The address of an attacker's keys, and their signature.
    JkuForeign = "jku-foreign", false, "RFC 8725 §3.10";
    /// The address of an attacker's certificate, and its signature.
    X5uForeign = "x5u-foreign", false, "RFC 8725 §3.10";
    /// The public key in PEM as the secret of an HMAC.
    ConfusionPem = "confusion-pem", false, "CVE-2015-9235";
    /// The same without the last line break.
    ConfusionPemTrimmed = "confusion-pem-trimmed", false, "CVE-2015-9235";
    /// The same with the line breaks of Windows.
    ConfusionPemCrlf = "confusion-pem-crlf", false, "CVE-2015-9235";
    /// An RSA key in PKCS#1 PEM as the secret.
    ConfusionPkcs1 = "confusion-pkcs1", false, "CVE-2015-9235";
    /// The public key in DER as the secret.
    ConfusionDer = "confusion-der", false, "CVE-2015-9235";
    /// The public JWK as the secret.
    ConfusionJwk = "confusion-jwk", false, "CVE-2015-9235";
    /// HS256 with an empty secret.
    SecretEmpty = "secret-empty", false, "RFC 7518 §3.2";
    /// HS256 with a secret that everybody tries.
    SecretWeak = "secret-weak", false, "RFC 8725 §3.5";

    /// An encrypted token in place of a signed one.
    JweInPlace = "jwe-in-place", false, "RFC 8725 §2.3";
    /// The same token as flattened JSON.
    JsonFlattened = "json-flattened", false, "RFC 7519 §1";
    /// One segment more.
    SegmentExtra = "segment-extra", false, "RFC 7515 §7.1";
    /// A blank inside.
    BlankInside = "blank-inside", false, "RFC 7515 §2";
    /// The payload with padding, signed as it stands.
    PayloadPadded = "payload-padded", false, "RFC 7515 §2";
    /// No payload, rightly signed.
    PayloadEmpty = "payload-empty", false, "RFC 7519 §7.2";
    /// The claims inside a list, rightly signed.
    PayloadList = "payload-list", false, "RFC 7519 §7.2";
    /// The claims with something after them, rightly signed.
    PayloadTrailing = "payload-trailing", false, "RFC 8259 §2";
    /// The claims in UTF-16, rightly signed.
    PayloadUtf16 = "payload-utf16", false, "RFC 7519 §7.2";
    /// A header that is a list, rightly signed.
    HeaderList = "header-list", false, "RFC 7515 §4";
}
