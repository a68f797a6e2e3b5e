//! Where the standard or the advisory behind a finding can be read. Nothing is fetched: an address is only opened when
//! a person clicks it.

/// The address of a finding's reference, such as "RFC 7515 §5.2" or "CVE-2022-21449".
pub fn address(reference: &str) -> Option<String> {
    let found = NAMED.iter().find(|(name, _)| reference == *name);
    if let Some((_, address)) = found {
        return Some((*address).to_owned());
    }
    if reference.starts_with("CVE-") {
        return Some(format!("https://www.cve.org/CVERecord?id={reference}"));
    }
    if let Some(number) = reference.strip_prefix("CWE-") {
        return Some(format!("https://cwe.mitre.org/data/definitions/{number}.html"));
    }
    let (document, place) = match reference.split_once(" §") {
        Some((document, section)) => (document, format!("#section-{section}")),
        None => match reference.split_once(" App. ") {
            Some((document, appendix)) => (document, format!("#appendix-{appendix}")),
            None => (reference, String::new()),
        },
    };
    match document.strip_prefix("RFC ") {
        Some("8725bis") => {
            Some(format!("https://datatracker.ietf.org/doc/html/draft-ietf-oauth-rfc8725bis{place}"))
        }
        Some(number) if number.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(format!("https://www.rfc-editor.org/rfc/rfc{number}.html{place}"))
        }
        _ => DOCUMENTS.iter().find(|(name, _)| document == *name).map(|(_, address)| (*address).to_owned()),
    }
}

/// Documents whose sections have no address that can be told from their number.
const DOCUMENTS: [(&str, &str); 5] = [
    ("OIDC Core", "https://openid.net/specs/openid-connect-core-1_0.html"),
    ("OIDC Back-Channel Logout", "https://openid.net/specs/openid-connect-backchannel-1_0.html"),
    ("NIST SP 800-56A", "https://csrc.nist.gov/pubs/sp/800/56/a/r3/final"),
    ("NIST SP 800-56B", "https://csrc.nist.gov/pubs/sp/800/56/b/r2/final"),
    ("HTML", "https://html.spec.whatwg.org/multipage/named-characters.html"),
];

/// What is called by its name.
const NAMED: [(&str, &str); 7] = [
    (
        "Microsoft identity platform: access tokens",
        "https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens",
    ),
    (
        "Kubernetes, service accounts",
        "https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/",
    ),
    (
        "Microsoft Entra, access token claims",
        "https://learn.microsoft.com/en-us/entra/identity-platform/access-token-claims-reference",
    ),
    ("Keycloak, audience mapper", "https://www.keycloak.org/docs/latest/server_admin/#audience-support"),
    (
        "GitHub Apps, JWT",
        "https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app",
    ),
    ("GitHub Actions, OpenID Connect", "https://docs.github.com/en/actions/concepts/security/openid-connect"),
    (
        "Amazon Cognito, access token",
        "https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html",
    ),
];

#[cfg(test)]
mod tests {
    use super::address;
    use crate::text::tests::every_reference;

    #[test]
    fn references_lead_to_their_sections() {
        for (reference, want) in [
            ("RFC 7515 §5.2", Some("https://www.rfc-editor.org/rfc/rfc7515.html#section-5.2")),
            ("RFC 7515 App. F", Some("https://www.rfc-editor.org/rfc/rfc7515.html#appendix-F")),
            ("RFC 9964", Some("https://www.rfc-editor.org/rfc/rfc9964.html")),
            (
                "RFC 8725bis §2.3",
                Some("https://datatracker.ietf.org/doc/html/draft-ietf-oauth-rfc8725bis#section-2.3"),
            ),
            ("CVE-2022-21449", Some("https://www.cve.org/CVERecord?id=CVE-2022-21449")),
            ("CWE-1321", Some("https://cwe.mitre.org/data/definitions/1321.html")),
            ("OIDC Core §2", Some("https://openid.net/specs/openid-connect-core-1_0.html")),
            ("RFC seven", None),
            ("somewhere", None),
            ("", None),
        ] {
            assert_eq!(address(reference).as_deref(), want, "{reference}");
        }
    }

    #[test]
    fn every_reference_of_the_catalogue_has_an_address() {
        for reference in every_reference() {
            let address = address(reference).unwrap_or_default();
            assert!(address.starts_with("https://"), "{reference}");
            assert!(!address.contains(' '), "{address}");
        }
    }
}
