//! What tokens are for.

/// Declares the kinds with the words that the contract (`REPORT.md`) has for them.
macro_rules! kinds {
    ($( $(#[$doc:meta])* $variant:ident = $name:literal; )*) => {
        /// What a token is for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum TokenKind { $( $(#[$doc])* $variant ),* }

        impl TokenKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[ $( Self::$variant ),* ];

            /// The word of the contract: the same in every language.
            pub const fn name(self) -> &'static str {
                match self { $( Self::$variant => $name ),* }
            }
        }
    };
}

kinds! {
    /// For an API (RFC 9068, or a provider's own).
    Access = "access token";
    /// For a service itself, without a person (RFC 6749 §4.4).
    ClientCredentials = "access token (client credentials)";
    /// Microsoft Entra's first form.
    AccessV1 = "access token v1.0";
    /// Microsoft Entra's second form.
    AccessV2 = "access token v2.0";
    /// For Microsoft Graph: nobody else can verify it.
    GraphAccess = "Graph access token";
    /// Encrypted for its issuer: nobody else can read it.
    OpaqueAccess = "opaque access token (JWE)";
    /// Says who signed in, to the client (OIDC Core §2).
    Id = "ID token";
    /// Gets new access tokens.
    Refresh = "refresh token";
    /// A refresh token that outlives the session.
    Offline = "offline token";
    /// Ends sessions (OIDC Back-Channel Logout §2.4).
    Logout = "logout token";
    /// Says that a session is alive.
    Session = "session token";
    /// Says which workload runs.
    Oidc = "OIDC token";
    /// Says that the workload runs for a pull request.
    OidcPullRequest = "OIDC token (pull_request)";
    /// Bound to a pod, and short-lived.
    BoundServiceAccount = "bound service account token";
    /// Without an end.
    LegacyServiceAccount = "legacy service account token";
    /// A service account asks for an access token with it (RFC 7523).
    ServiceAccountAssertion = "service account assertion";
    /// A server of one's own makes it, for a client to sign in with.
    Custom = "custom token";
    /// Apple's client authentication.
    ClientSecret = "client secret (private_key_jwt)";
    /// Apple tells of a purchase.
    StoreNotification = "App Store Server Notification (JWS, x5c)";
    /// Apple describes a purchase.
    StoreTransaction = "App Store transaction (JWS, x5c)";
    /// For App Store Connect.
    ApiToken = "API token";
    /// A workload's identity.
    JwtSvid = "JWT-SVID";
    /// Public: row level security decides.
    AnonKey = "anon API key";
    /// Goes past row level security.
    ServiceRoleKey = "service_role API key";
    /// An app authenticates as itself.
    AppJwt = "app JWT";
    /// Proves the possession of a key with one request (RFC 9449).
    DpopProof = "DPoP proof";
    /// Proves the possession of a key to an issuer of credentials.
    KeyProof = "key proof";
    /// A request to a certificate authority (RFC 8555).
    AcmeRequest = "ACME request";
    /// A server authenticates to a push service (RFC 8292).
    Vapid = "VAPID JWT";
    /// A client authenticates to an authorisation server (RFC 7523).
    ClientAssertion = "private_key_jwt client assertion";
    /// An authorisation request (RFC 9101).
    RequestObject = "JAR request object";
    /// What an authorisation server says of a token (RFC 9701).
    Introspection = "JWT introspection response (RFC 9701)";
    /// A member of a federation about itself or another.
    EntityStatement = "entity statement";
    /// Something happened (RFC 8417).
    SecurityEvent = "SET (RFC 8417)";
    /// Which tokens are revoked.
    StatusList = "status list token";
    /// A verifiable credential.
    Credential = "SD-JWT VC";
    /// A credential with the proof of its holder.
    CredentialPresentation = "SD-JWT+KB";
    /// Claims that its holder may hold back (RFC 9901).
    Selective = "SD-JWT";
    /// The holder's proof (RFC 9901 §4.3).
    KeyBinding = "key-binding token";
}
