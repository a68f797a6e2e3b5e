//! PROF: what the standards and the providers ask of one kind of token.

use std::borrow::Cow;

use super::time::{ago, ahead, utc};
use crate::inspect::rules::profile::{
    ActionsFault, AssertionFault, AzpFault, DpopFault, LogoutFault, Profile,
};
use crate::text::Told;

#[expect(clippy::too_many_lines, reason = "a table of sentences")]
pub(super) fn told(detail: &Profile) -> Told {
    match detail {
        Profile::AtTyp => Told::new(
            "An access token whose typ does not say so",
            "A service can take it for an ID token, or an ID token for it",
            "Have the issuer write at+jwt into typ",
        ),
        Profile::AtRequired { missing } => Told::new(
            format!("An access token without {}", missing.join(", ")),
            "RFC 9068 requires these claims of every at+jwt",
            "Have the issuer add them",
        ),
        Profile::IdRequired { missing } => Told::new(
            format!("An ID token without {}", missing.join(", ")),
            "OpenID Connect requires these claims of every ID token",
            "Have the issuer add them",
        ),
        Profile::IdAsAccess => Told::new(
            "An ID token sent as an access token",
            "An ID token tells the client who signed in and opens no API",
            "Send the access token instead",
        ),
        Profile::NonceMissing => Told::new(
            "An ID token of the hybrid flow without nonce",
            "Without it a stolen reply can be played to another session",
            "Send a nonce with the request and compare it",
        ),
        Profile::Azp { fault } => Told::new(
            match fault {
                AzpFault::Missing => "Several audiences and no azp",
                AzpFault::NotAudience => "azp is none of the audiences",
            },
            "It stays open which client the token was made for",
            "Have the issuer name the client in azp and in aud",
        ),
        Profile::HashMismatch { claim } => Told::new(
            format!("{claim} does not belong to the {} beside it", beside(claim)),
            "One of the two was exchanged for another",
            "Refuse both and sign in anew",
        ),
        Profile::HashMatch { claim } => Told::new(
            format!("{claim} belongs to the {} beside it", beside(claim)),
            "The two were issued together",
            "",
        ),
        Profile::Logout { fault } => Told::new(
            logout(*fault),
            "A client must refuse such a logout token",
            "Have the issuer follow OpenID Connect Back-Channel Logout",
        ),
        Profile::Dpop { fault } => {
            Told::new(dpop(*fault), "A server will refuse the proof", "Have the client make another proof")
        }
        Profile::DpopAge { ago_secs } => Told::new(
            if *ago_secs < 0 {
                format!("The DPoP proof is of the future: {}", ahead(ago_secs.saturating_neg()))
            } else {
                format!("The DPoP proof was made {}", ago(*ago_secs))
            },
            "A proof is good for minutes at the most",
            "Have the client make a proof for each request",
        ),
        Profile::ClientAssertion { fault } => Told::new(
            assertion(*fault),
            "An authorisation server may refuse it, and a stolen copy can be replayed",
            "Have the client write itself into iss and sub, and add a jti and a short exp",
        ),
        Profile::RefreshToken => Told::new(
            "This is a refresh token",
            "Whoever has it gets new access tokens",
            "Send it to the authorisation server only, never to an API",
        ),
        Profile::KeycloakAudience => Told::new(
            "The audience is Keycloak's default, account",
            "An API that checks aud refuses it",
            "Add an audience mapper to the client in Keycloak",
        ),
        Profile::EntraV1 => Told::new(
            "A token of Microsoft Entra's first form, v1.0",
            "Its issuer and audience are written differently from v2.0",
            "Set requestedAccessTokenVersion to 2 in the manifest of the API",
        ),
        Profile::CognitoAudience => Told::new(
            "Cognito's access tokens have no aud",
            "A library that requires aud refuses them",
            "Check client_id and token_use instead",
        ),
        Profile::KubernetesLegacy => Told::new(
            "A service account token that never expires",
            "Whoever copied it once has access until the secret is deleted",
            "Use bound tokens, and delete the secret",
        ),
        Profile::KubernetesWarnAfter { at } => Told::new(
            format!("The pod should have a new token by {}", utc(*at)),
            "The later exp is there for clients that never read the token again",
            "",
        ),
        Profile::Actions { fault } => match fault {
            ActionsFault::PullRequest => Told::new(
                "A workflow of a pull request",
                "Whoever can open a pull request may get such a token",
                "Trust a branch or an environment in the cloud, not pull_request",
            ),
            ActionsFault::SelfHosted => Told::new(
                "A workflow on a self-hosted runner",
                "Earlier jobs may have changed the machine",
                "Trust runner_environment github-hosted only",
            ),
        },
        Profile::Vapid => Told::new(
            "The push sender's token lives for more than a day",
            "A push service refuses it",
            "Set exp to 24 hours ahead at the most",
        ),
        Profile::AppLifetime { .. } => Told::new(
            "The app's token lives for more than ten minutes",
            "GitHub refuses it",
            "Set exp to ten minutes after iat at the most",
        ),
        Profile::JwkEmbedded { thumbprint } => Told::new(
            match thumbprint {
                Some(thumbprint) => format!("The token carries its own key, {thumbprint}").into(),
                None => Cow::from("The token carries its own key"),
            },
            "A verifier that uses it accepts what anyone signs",
            "Use keys of your own configuration only",
        ),
        Profile::JwkOfProof { thumbprint, holds: true } => Told::new(
            format!("Self-consistent: signed with its own key, {thumbprint}"),
            "Such a proof carries its key, and the access token must be bound to it",
            "",
        ),
        Profile::JwkOfProof { thumbprint, holds: false } => Told::new(
            format!("Not signed with its own key, {thumbprint}"),
            "Such a proof must be signed with the key that it carries",
            "Have the client sign with the key whose public half it sends",
        ),
        Profile::JwkPrivate => Told::new(
            "The key in the header is a private key",
            "Everyone who sees the token can sign with it",
            "Replace the key pair, and send the public half only",
        ),
        Profile::JwkSymmetric => Told::new(
            "The key in the header is a secret",
            "Everyone who sees the token can sign with it",
            "Replace the secret, and never send it",
        ),
    }
}

/// What a hash is of.
fn beside(claim: &str) -> &'static str {
    if claim == "c_hash" { "code" } else { "access token" }
}

fn logout(fault: LogoutFault) -> Cow<'static, str> {
    match fault {
        LogoutFault::Nonce => "A logout token must not have a nonce".into(),
        LogoutFault::Events => "events does not say that this is a logout token".into(),
        LogoutFault::NoSubject => "A logout token with neither sub nor sid".into(),
        LogoutFault::Missing(name) => format!("A logout token without {name}").into(),
    }
}

fn dpop(fault: DpopFault) -> Cow<'static, str> {
    match fault {
        DpopFault::Missing(name) => format!("A DPoP proof without a usable {name}").into(),
        DpopFault::HtuQuery => "htu of the DPoP proof has a query or a fragment".into(),
        DpopFault::HtuRelative => "htu of the DPoP proof is no absolute URL".into(),
        DpopFault::Algorithm => "The DPoP proof is not signed with a private key".into(),
        DpopFault::Key => "jwk of the DPoP proof is no public key".into(),
        DpopFault::Signature => "The DPoP proof is not signed with the key that it carries".into(),
        DpopFault::Ath => "ath of the DPoP proof is of another access token".into(),
        DpopFault::AthMissing => "The DPoP proof has no ath for the access token beside it".into(),
        DpopFault::OtherKey => "The access token beside it is bound to another key".into(),
    }
}

fn assertion(fault: AssertionFault) -> Cow<'static, str> {
    match fault {
        AssertionFault::NotItself => "A client assertion whose iss and sub differ".into(),
        AssertionFault::Missing(name) => format!("A client assertion without {name}").into(),
        AssertionFault::Long => "A client assertion that lives for more than an hour".into(),
    }
}
