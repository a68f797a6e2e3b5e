//! One of every finding on well-known shapes.

use crate::inspect::finding::Detail;
use crate::inspect::rules::profile::{
    ActionsFault, AssertionFault, AzpFault, DpopFault, LogoutFault, Profile,
};
use crate::inspect::rules::sd_jwt::{BindingFault, SdJwt};
use crate::jose::sd_jwt::{Fate, Fault};

/// As [`super::samples::details`].
pub(super) fn details(value: &str) -> Vec<Detail> {
    let mut all = vec![
        Profile::AtTyp,
        Profile::AtRequired { missing: vec!["iss", "exp", "aud", "sub", "client_id", "iat", "jti"] },
        Profile::IdRequired { missing: vec!["iss", "sub", "aud", "exp", "iat"] },
        Profile::IdAsAccess,
        Profile::NonceMissing,
        Profile::Azp { fault: AzpFault::Missing },
        Profile::Azp { fault: AzpFault::NotAudience },
        Profile::RefreshToken,
        Profile::KeycloakAudience,
        Profile::EntraV1,
        Profile::CognitoAudience,
        Profile::KubernetesLegacy,
        Profile::KubernetesWarnAfter { at: 1_790_003_487 },
        Profile::KubernetesWarnAfter { at: i64::MAX },
        Profile::Actions { fault: ActionsFault::PullRequest },
        Profile::Actions { fault: ActionsFault::SelfHosted },
        Profile::Vapid,
        Profile::AppLifetime { lifetime_secs: 3_600 },
        // A thumbprint is ours, and always as long.
        Profile::JwkEmbedded { thumbprint: Some("a".repeat(43)) },
        Profile::JwkEmbedded { thumbprint: None },
        Profile::JwkOfProof { thumbprint: "b".repeat(43), holds: true },
        Profile::JwkOfProof { thumbprint: "c".repeat(43), holds: false },
        Profile::JwkPrivate,
        Profile::JwkSymmetric,
    ];
    for claim in ["at_hash", "c_hash"] {
        all.extend([Profile::HashMismatch { claim }, Profile::HashMatch { claim }]);
    }
    all.extend(
        [LogoutFault::Nonce, LogoutFault::Events, LogoutFault::NoSubject, LogoutFault::Missing("iat")]
            .map(|fault| Profile::Logout { fault }),
    );
    all.extend(
        [
            DpopFault::Missing("htm"),
            DpopFault::HtuQuery,
            DpopFault::HtuRelative,
            DpopFault::Algorithm,
            DpopFault::Key,
            DpopFault::Signature,
            DpopFault::Ath,
            DpopFault::AthMissing,
            DpopFault::OtherKey,
        ]
        .map(|fault| Profile::Dpop { fault }),
    );
    all.extend([3_600, -3_600, i64::MAX, i64::MIN].map(|ago_secs| Profile::DpopAge { ago_secs }));
    all.extend(
        [AssertionFault::NotItself, AssertionFault::Missing("jti"), AssertionFault::Long]
            .map(|fault| Profile::ClientAssertion { fault }),
    );
    all.into_iter().map(Detail::from).chain(sd_jwt(value).into_iter().map(Detail::from)).collect()
}

fn sd_jwt(value: &str) -> Vec<SdJwt> {
    let fates = [
        Fate::Placed,
        Fate::Unmatched,
        Fate::Twice,
        Fate::Malformed,
        Fate::WrongKind,
        Fate::ReservedName,
        Fate::NameExists,
    ];
    let faults = [Fault::DigestTwice, Fault::DigestMalformed, Fault::Empty, Fault::TooDeep];
    let bindings = [
        BindingFault::NotAToken,
        BindingFault::Hash,
        BindingFault::Missing("aud"),
        BindingFault::Typ,
        BindingFault::NoKey,
        BindingFault::KeyUnreadable,
        BindingFault::Signature,
        BindingFault::OpenSecret,
        BindingFault::TooDeep,
    ];
    let mut all = vec![SdJwt::Algorithm { name: value.to_owned() }];
    all.extend(fates.map(|fate| SdJwt::Disclosure { number: 12, fate }));
    all.extend(faults.map(|fault| SdJwt::Structure { fault }));
    all.extend(bindings.map(|fault| SdJwt::KeyBinding { fault }));
    all
}
