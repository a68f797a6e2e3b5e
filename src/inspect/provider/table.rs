//! The table: providers first, by `iss` and what else tells them, then the standards, by `typ` and claims. The first row
//! that fits counts, so the narrower stands before the wider.

use super::TokenKind::{
    self, Access, AccessV1, AccessV2, AcmeRequest, AnonKey, ApiToken, AppJwt, BoundServiceAccount,
    ClientAssertion, ClientCredentials, ClientSecret, Credential, CredentialPresentation, Custom, DpopProof,
    EntityStatement, GraphAccess, Id, Introspection, JwtSvid, KeyBinding, KeyProof, LegacyServiceAccount,
    Logout, Offline, Oidc, OidcPullRequest, OpaqueAccess, Refresh, RequestObject, SecurityEvent, Selective,
    ServiceAccountAssertion, ServiceRoleKey, Session, StatusList, StoreNotification, StoreTransaction, Vapid,
};
use super::pattern::Host::{Any, Between, Is as HostIs, Under};
use super::pattern::Path::{Any as AnyPath, Bare, Empty, Is as PathIs, OneBelow, Under as Below};
use super::pattern::Row;
use super::pattern::Test::{
    self, Bound, Claim, Encrypted, Has, Header, HeaderHas, HeaderLacks, HeaderNamesKey, Inside, LivesAtMost,
    Object, Only, Same, SdJwt, Typ,
};
use super::pattern::Text::{self, Capitals, Digits, Ends, Filled, Is, OneOf, Starts, Url};

const fn row(name: &'static str, kind: TokenKind, tests: &'static [Test]) -> Row {
    Row { name, kind, tests }
}

const KEYCLOAK: Text = Url(Any, OneBelow("/realms/"));
const AUTH0: Text = Url(Under("auth0.com"), PathIs("/"));
const ENTRA_V1: Text = Url(HostIs("sts.windows.net"), AnyPath);
const ENTRA_V2: Text = Url(HostIs("login.microsoftonline.com"), AnyPath);
const ENTRA_US: Text = Url(HostIs("login.microsoftonline.us"), AnyPath);
const ENTRA_B2C: Text = Url(Under("b2clogin.com"), AnyPath);
/// The audiences of Microsoft Graph.
pub(in crate::inspect) const GRAPH_AUDIENCES: &[&str] =
    &["00000003-0000-0000-c000-000000000000", "https://graph.microsoft.com", "https://graph.microsoft.com/"];
const GRAPH: Text = OneOf(GRAPH_AUDIENCES);
const GOOGLE: Text = OneOf(&["https://accounts.google.com", "accounts.google.com"]);
const GOOGLE_TOKEN: Text =
    OneOf(&["https://oauth2.googleapis.com/token", "https://www.googleapis.com/oauth2/v4/token"]);
const SERVICE_ACCOUNT: Text = Ends(".iam.gserviceaccount.com");
const OKTA: Text = Url(Under("okta.com"), AnyPath);
const OKTA_PREVIEW: Text = Url(Under("oktapreview.com"), AnyPath);
const COGNITO: Text = Url(Between("cognito-idp.", "amazonaws.com"), Below("/"));
const ACTIONS: Text = Url(HostIs("token.actions.githubusercontent.com"), AnyPath);
const FIREBASE: Text = Url(HostIs("securetoken.google.com"), Below("/"));
const FIREBASE_SESSION: Text = Url(HostIs("session.firebase.google.com"), Below("/"));
const IDENTITY_TOOLKIT: Text =
    Is("https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit");
const APPLE: Text = Is("https://appleid.apple.com");
const SUPABASE: Text = OneOf(&["supabase", "supabase-demo"]);
/// The event of a logout token (OIDC Back-Channel Logout §2.4).
pub(in crate::inspect) const LOGOUT_EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// Of an app, as GitHub numbers it, and of its client.
const APP_CLAIMS: &[&str] = &["iat", "exp", "iss"];

/// Every shape that is known, in the order in which they are tried.
pub(super) const ROWS: &[Row] = &[
    // Keycloak: `typ` among the claims. A path alone is not enough, anyone may have realms.
    row("Keycloak", Access, &[Claim("typ", Is("Bearer")), Claim("iss", KEYCLOAK)]),
    row("Keycloak", Id, &[Claim("typ", Is("ID")), Claim("iss", KEYCLOAK)]),
    row("Keycloak", Refresh, &[Claim("typ", Is("Refresh")), Claim("iss", KEYCLOAK)]),
    row("Keycloak", Offline, &[Claim("typ", Is("Offline")), Claim("iss", KEYCLOAK)]),
    row("Keycloak", Logout, &[Claim("typ", Is("Logout")), Claim("iss", KEYCLOAK)]),
    row("Keycloak", Access, &[Object("realm_access"), Has("azp"), Claim("iss", KEYCLOAK)]),
    // Auth0: the slash at the end belongs to the issuer. A domain of one's own shows in `sub` or `gty` only.
    row("Auth0", OpaqueAccess, &[Encrypted, Header("iss", AUTH0), Header("alg", Is("dir"))]),
    row("Auth0", ClientCredentials, &[Claim("iss", AUTH0), Claim("gty", Is("client-credentials"))]),
    row("Auth0", ClientCredentials, &[Claim("iss", AUTH0), Claim("sub", Ends("@clients"))]),
    row("Auth0", Logout, &[Claim("iss", AUTH0), Object("events")]),
    row("Auth0", Access, &[Claim("iss", AUTH0), Has("scope")]),
    row("Auth0", Access, &[Claim("iss", AUTH0), Has("permissions")]),
    row("Auth0", Id, &[Claim("iss", AUTH0), Has("sub"), Has("aud")]),
    row(
        "Auth0",
        Access,
        &[Claim("iss", Url(Any, PathIs("/"))), Claim("sub", Starts("auth0|")), Has("scope")],
    ),
    row("Auth0", Id, &[Claim("iss", Url(Any, PathIs("/"))), Claim("sub", Starts("auth0|")), Has("aud")]),
    // Microsoft Entra ID.
    row(
        "Microsoft Entra ID",
        GraphAccess,
        &[Claim("iss", ENTRA_V1), HeaderHas("nonce"), Claim("aud", GRAPH)],
    ),
    row(
        "Microsoft Entra ID",
        GraphAccess,
        &[Claim("iss", ENTRA_V2), HeaderHas("nonce"), Claim("aud", GRAPH)],
    ),
    row("Microsoft Entra ID", AccessV1, &[Claim("iss", ENTRA_V1), Has("appid")]),
    row("Microsoft Entra ID", Id, &[Claim("iss", ENTRA_V1), Has("tid")]),
    row("Microsoft Entra ID", AccessV2, &[Claim("iss", ENTRA_V2), Has("azp")]),
    row("Microsoft Entra ID", AccessV2, &[Claim("iss", ENTRA_V2), Has("scp")]),
    row("Microsoft Entra ID", Id, &[Claim("iss", ENTRA_V2), Has("tid")]),
    row("Microsoft Entra ID", AccessV2, &[Claim("iss", ENTRA_US), Has("azp")]),
    row("Microsoft Entra ID", Id, &[Claim("iss", ENTRA_US), Has("tid")]),
    row("Microsoft Entra ID", AccessV2, &[Claim("iss", ENTRA_B2C), Has("scp")]),
    row("Microsoft Entra ID", Id, &[Claim("iss", ENTRA_B2C), Has("aud")]),
    // Google.
    row("Google", Id, &[Claim("iss", GOOGLE), Has("aud")]),
    row("Google", ServiceAccountAssertion, &[Claim("iss", SERVICE_ACCOUNT), Claim("aud", GOOGLE_TOKEN)]),
    row("Firebase", Custom, &[Claim("iss", SERVICE_ACCOUNT), Claim("aud", IDENTITY_TOOLKIT)]),
    row(
        "Google",
        ServiceAccountAssertion,
        &[Claim("iss", SERVICE_ACCOUNT), Claim("aud", Url(Under("googleapis.com"), AnyPath))],
    ),
    row("Firebase", Id, &[Claim("iss", FIREBASE), Has("sub")]),
    row("Firebase", Session, &[Claim("iss", FIREBASE_SESSION), Has("sub")]),
    // Okta.
    row("Okta", Access, &[Claim("iss", OKTA), Claim("jti", Starts("AT."))]),
    row("Okta", Access, &[Claim("iss", OKTA), Has("cid")]),
    row("Okta", Id, &[Claim("iss", OKTA), Claim("jti", Starts("ID."))]),
    row("Okta", Logout, &[Claim("iss", OKTA), Object("events")]),
    row("Okta", Access, &[Claim("iss", OKTA_PREVIEW), Has("cid")]),
    row("Okta", Id, &[Claim("iss", OKTA_PREVIEW), Claim("jti", Starts("ID."))]),
    // AWS Cognito.
    row("AWS Cognito", Access, &[Claim("iss", COGNITO), Claim("token_use", Is("access"))]),
    row("AWS Cognito", Id, &[Claim("iss", COGNITO), Claim("token_use", Is("id"))]),
    // Continuous integration.
    row("GitHub Actions", OidcPullRequest, &[Claim("iss", ACTIONS), Claim("sub", Ends(":pull_request"))]),
    row("GitHub Actions", Oidc, &[Claim("iss", ACTIONS), Has("sub")]),
    row(
        "GitLab CI",
        Id,
        &[
            Claim("iss", Url(Any, AnyPath)),
            Has("project_path"),
            Has("job_id"),
            Claim("sub", Starts("project_path:")),
        ],
    ),
    // Kubernetes: any cluster has its own issuer.
    row(
        "Kubernetes",
        LegacyServiceAccount,
        &[Claim("iss", Is("kubernetes/serviceaccount")), Claim("sub", Starts("system:serviceaccount:"))],
    ),
    row(
        "Kubernetes",
        BoundServiceAccount,
        &[Object("kubernetes.io"), Claim("sub", Starts("system:serviceaccount:"))],
    ),
    // Apple.
    row("Apple", Id, &[Claim("iss", APPLE), Has("sub")]),
    row("Apple", ClientSecret, &[Claim("aud", APPLE), Claim("iss", Capitals(10)), Has("sub")]),
    row("Apple", ApiToken, &[Claim("aud", Is("appstoreconnect-v1")), Has("exp")]),
    row("Apple", StoreNotification, &[HeaderHas("x5c"), Has("notificationType"), Has("notificationUUID")]),
    row("Apple", StoreTransaction, &[HeaderHas("x5c"), Has("bundleId"), Has("originalTransactionId")]),
    // Others by their issuer.
    row("SPIFFE", JwtSvid, &[Claim("sub", Starts("spiffe://")), Has("aud"), Has("exp")]),
    row("Supabase", AnonKey, &[Claim("iss", SUPABASE), Claim("role", Is("anon"))]),
    row("Supabase", ServiceRoleKey, &[Claim("iss", SUPABASE), Claim("role", Is("service_role"))]),
    row("Supabase", Access, &[Claim("iss", Url(Under("supabase.co"), PathIs("/auth/v1"))), Has("role")]),
    row("Clerk", Session, &[Claim("sub", Starts("user_")), Claim("sid", Starts("sess_")), Has("azp")]),
    row(
        "GitHub App",
        AppJwt,
        &[Only(APP_CLAIMS), Header("alg", Is("RS256")), Claim("iss", Digits(3)), LivesAtMost(660)],
    ),
    row(
        "GitHub App",
        AppJwt,
        &[Only(APP_CLAIMS), Header("alg", Is("RS256")), Claim("iss", Starts("Iv")), LivesAtMost(86_400)],
    ),
    // The standards that name themselves in `typ`.
    row("OAuth DPoP", DpopProof, &[Typ("dpop+jwt")]),
    row("OpenID4VCI", KeyProof, &[Typ("openid4vci-proof+jwt")]),
    row("OAuth", ClientAssertion, &[Typ("client-authentication+jwt")]),
    row("OAuth", RequestObject, &[Typ("oauth-authz-req+jwt")]),
    row("OAuth", Introspection, &[Typ("token-introspection+jwt")]),
    row("OAuth", Access, &[Typ("at+jwt")]),
    row("OpenID Connect", Logout, &[Typ("logout+jwt")]),
    row("OpenID Federation", EntityStatement, &[Typ("entity-statement+jwt")]),
    row("Security Event", SecurityEvent, &[Typ("secevent+jwt")]),
    row("Token Status List", StatusList, &[Typ("statuslist+jwt")]),
    row("SD-JWT VC", CredentialPresentation, &[Typ("dc+sd-jwt"), Bound]),
    row("SD-JWT VC", Credential, &[Typ("dc+sd-jwt")]),
    row("SD-JWT VC", CredentialPresentation, &[Typ("vc+sd-jwt"), Bound]),
    row("SD-JWT VC", Credential, &[Typ("vc+sd-jwt")]),
    row("SD-JWT", KeyBinding, &[Typ("kb+jwt")]),
    // The standards that only their members tell.
    row(
        "ACME",
        AcmeRequest,
        &[Header("url", Url(Any, Below("/"))), Header("nonce", Filled), HeaderNamesKey, HeaderLacks("typ")],
    ),
    row("OpenID Connect", Logout, &[Inside("events", LOGOUT_EVENT), Has("iss")]),
    row("Security Event", SecurityEvent, &[Object("events"), Has("iss"), Has("jti"), Has("iat")]),
    row(
        "Web Push VAPID",
        Vapid,
        &[
            Only(&["aud", "exp", "sub", "iat"]),
            Header("alg", Is("ES256")),
            Claim("aud", Url(Any, Bare)),
            Claim("sub", Starts("mailto:")),
            Has("exp"),
        ],
    ),
    row(
        "Web Push VAPID",
        Vapid,
        &[
            Only(&["aud", "exp", "sub", "iat"]),
            Header("alg", Is("ES256")),
            Claim("aud", Url(Any, Empty)),
            Claim("sub", Starts("https://")),
            Has("exp"),
        ],
    ),
    row(
        "OAuth",
        ClientAssertion,
        &[
            Same("iss", "sub"),
            Only(&["iss", "sub", "aud", "jti", "iat", "exp", "nbf"]),
            Claim("aud", Url(Any, AnyPath)),
            Has("jti"),
            Has("exp"),
        ],
    ),
    row("OAuth", RequestObject, &[Has("response_type"), Has("client_id"), Has("redirect_uri")]),
    row("OpenID Connect", Id, &[Claim("at_hash", Filled), Has("iss"), Has("sub"), Has("aud")]),
    row("OpenID Connect", Id, &[Claim("c_hash", Filled), Has("iss"), Has("sub"), Has("aud")]),
    row(
        "OpenID Connect",
        Id,
        &[Claim("nonce", Filled), Has("iss"), Has("sub"), Has("aud"), Has("auth_time")],
    ),
    row("SD-JWT", Selective, &[SdJwt]),
];
