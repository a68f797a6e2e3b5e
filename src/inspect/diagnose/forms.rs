//! The texts and bytes that a public key is written as: what a careless verifier may have taken for a secret.

use std::ops::ControlFlow;

use super::readings::hex;
use crate::encoding::{base64url, json};
use crate::jose::key::{Key, Material};
use crate::jose::write::{certificate_pem, openssh_public, pkcs1_public_der, public_pem, spki_der};

/// What a public key was written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PublicForm {
    /// `BEGIN PUBLIC KEY`.
    Pem,
    /// `BEGIN RSA PUBLIC KEY`.
    Pkcs1,
    /// `BEGIN CERTIFICATE`.
    Certificate,
    /// The bytes that PEM wraps.
    Der,
    /// The base64 inside a PEM.
    Base64,
    /// One line as in `authorized_keys`.
    OpenSsh,
    /// A JWK.
    Jwk,
    /// The modulus or the point.
    Numbers,
}

/// What is asked of each form; the first [`ControlFlow::Break`] ends it.
type Visit<'a> = dyn FnMut(PublicForm, &[u8]) -> ControlFlow<()> + 'a;

/// Shows every form of the public half of `key` and of its certificate to `visit`, the usual ones first.
pub(super) fn forms(key: &Key, visit: &mut Visit<'_>) -> ControlFlow<()> {
    let Ok(pem) = public_pem(key) else { return ControlFlow::Continue(()) };
    armoured(PublicForm::Pem, &pem, visit)?;
    if let Some(der) = pkcs1_public_der(key) {
        armoured(PublicForm::Pkcs1, &crate::encoding::pem::encode("RSA PUBLIC KEY", &der), visit)?;
        visit(PublicForm::Der, &der)?;
    }
    if let Ok(chain) = certificate_pem(key) {
        armoured(PublicForm::Certificate, &chain, visit)?;
        if let (Some(own), true) = (key.certificates.first(), key.certificates.len() > 1) {
            armoured(PublicForm::Certificate, &crate::encoding::pem::encode("CERTIFICATE", own), visit)?;
        }
    }
    if let Some(own) = key.certificates.first() {
        visit(PublicForm::Der, own)?;
    }
    if let Ok(der) = spki_der(key) {
        visit(PublicForm::Der, &der)?;
    }
    if let Ok(line) = openssh_public(key) {
        let bare = line.split_ascii_whitespace().take(2).collect::<Vec<_>>().join(" ");
        let comments = [Some(key.name.as_str()), key.kid.as_deref()].into_iter().flatten();
        let lines = comments.map(|comment| format!("{bare} {comment}"));
        for line in [bare.clone(), line.trim_end().to_owned(), format!("{bare} ")].into_iter().chain(lines) {
            ended(PublicForm::OpenSsh, &line, visit)?;
        }
        if let Some((_, body)) = bare.split_once(' ') {
            ended(PublicForm::Base64, body, visit)?;
        }
    }
    numbers(key, visit)?;
    jwks(key, visit)
}

/// A text with the line breaks that may stand after it.
fn ended(form: PublicForm, text: &str, visit: &mut Visit<'_>) -> ControlFlow<()> {
    for end in ["", "\n", "\r\n", "\0"] {
        visit(form, format!("{text}{end}").as_bytes())?;
    }
    ControlFlow::Continue(())
}

/// A PEM, as files, environment variables and JSON have it.
fn armoured(form: PublicForm, pem: &str, visit: &mut Visit<'_>) -> ControlFlow<()> {
    let pem = pem.trim_end();
    ended(form, pem, visit)?;
    visit(form, format!("{pem}\n\n").as_bytes())?;
    let crlf = pem.replace('\n', "\r\n");
    ended(form, &crlf, visit)?;
    ended(form, &pem.replace('\n', "\\n"), visit)?;
    visit(form, format!("{}\\n", pem.replace('\n', "\\n")).as_bytes())?;
    ended(form, &pem.replace('\n', " "), visit)?;
    let lines = || pem.lines();
    let is_armour = |line: &&str| line.starts_with("-----");
    let body: Vec<&str> = lines().filter(|line| !is_armour(line)).collect();
    let mut armour = lines().filter(is_armour);
    let whole = body.concat();
    if let (Some(begin), Some(end)) = (armour.next(), armour.next()) {
        ended(form, &format!("{begin}\n{whole}\n{end}"), visit)?;
        ended(form, &format!("{begin}{whole}{end}"), visit)?;
        let wide = whole.as_bytes().chunks(76).map(String::from_utf8_lossy).collect::<Vec<_>>().join("\n");
        ended(form, &format!("{begin}\n{wide}\n{end}"), visit)?;
    }
    ended(PublicForm::Base64, &whole, visit)?;
    ended(PublicForm::Base64, &body.join("\n"), visit)?;
    let url = whole.replace('+', "-").replace('/', "_");
    ended(PublicForm::Base64, url.trim_end_matches('='), visit)
}

fn numbers(key: &Key, visit: &mut Visit<'_>) -> ControlFlow<()> {
    let parts: Vec<&[u8]> = match &key.material {
        Material::Rsa(rsa) => vec![rsa.n()],
        Material::Ec(ec) => vec![ec.sec1(), ec.x()],
        Material::Okp(okp) => vec![okp.x()],
        Material::Akp(akp) => vec![akp.public_bytes()],
        Material::Secret(_) | Material::Sealed { .. } => Vec::new(),
    };
    for part in parts {
        let digits = hex(part);
        let url = base64url::encode(part);
        let standard = url.replace('-', "+").replace('_', "/");
        let padded = format!("{standard}{}", "=".repeat(url.len().next_multiple_of(4) - url.len()));
        visit(PublicForm::Numbers, part)?;
        for text in [&*digits, &digits.to_ascii_uppercase(), &url, &standard, &padded] {
            visit(PublicForm::Numbers, text.as_bytes())?;
        }
    }
    ControlFlow::Continue(())
}

/// The members of a JWK in the orders and with the spaces that libraries write.
fn jwks(key: &Key, visit: &mut Visit<'_>) -> ControlFlow<()> {
    let text = |text: &str| {
        let mut json = String::new();
        json::quote(text, &mut json);
        json
    };
    let bytes = |bytes: &[u8]| text(&base64url::encode(bytes));
    let (core, orders): (Vec<(&str, String)>, &[&[usize]]) = match &key.material {
        Material::Rsa(rsa) => (
            vec![("kty", text("RSA")), ("n", bytes(rsa.n())), ("e", bytes(rsa.e()))],
            &[&[0, 1, 2], &[0, 2, 1], &[2, 0, 1], &[1, 2, 0], &[2, 1, 0], &[1, 0, 2]],
        ),
        Material::Ec(ec) => (
            vec![
                ("kty", text("EC")),
                ("crv", text(ec.curve().name())),
                ("x", bytes(ec.x())),
                ("y", bytes(ec.y())),
            ],
            &[&[0, 1, 2, 3], &[1, 0, 2, 3], &[0, 2, 3, 1], &[2, 3, 1, 0], &[1, 2, 3, 0], &[2, 3, 0, 1]],
        ),
        Material::Okp(okp) => (
            vec![("kty", text("OKP")), ("crv", text(okp.curve().name())), ("x", bytes(okp.x()))],
            &[&[0, 1, 2], &[1, 0, 2], &[0, 2, 1], &[2, 1, 0], &[1, 2, 0], &[2, 0, 1]],
        ),
        Material::Akp(akp) => (
            vec![
                ("kty", text("AKP")),
                ("alg", text(akp.algorithm().name())),
                ("pub", bytes(akp.public_bytes())),
            ],
            &[&[0, 1, 2], &[1, 0, 2]],
        ),
        Material::Secret(_) | Material::Sealed { .. } => return ControlFlow::Continue(()),
    };
    let describing = [("kid", &key.kid), ("use", &key.key_use), ("alg", &key.alg)];
    let extras: Vec<(&str, String)> = describing
        .iter()
        .filter_map(|(name, value)| Some((*name, text(value.as_deref()?))))
        .filter(|(name, _)| core.iter().all(|(known, _)| known != name))
        .collect();
    let choices = choices(extras.len());
    for order in orders {
        let core: Vec<_> = order.iter().filter_map(|at| core.get(*at)).collect();
        for choice in &choices {
            let extras: Vec<_> = choice.iter().filter_map(|at| extras.get(*at)).collect();
            let places = if extras.is_empty() { &[0][..] } else { &[0, 1, core.len()] };
            for place in places {
                let (before, after) = core.split_at_checked(*place).unwrap_or_default();
                written(&[before, &extras, after].concat(), visit)?;
            }
        }
    }
    ControlFlow::Continue(())
}

/// Every choice of some of `count` things, in every order.
fn choices(count: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    let mut from = 0;
    while let Some(choice) = all.get(from).cloned() {
        from += 1;
        for next in (0..count).filter(|next| !choice.contains(next)) {
            all.push([choice.as_slice(), &[next]].concat());
        }
    }
    all
}

fn written(members: &[&(&str, String)], visit: &mut Visit<'_>) -> ControlFlow<()> {
    let layouts = [
        ("{", ",", ":", "}"),
        ("{", ", ", ": ", "}"),
        ("{\n  ", ",\n  ", ": ", "\n}"),
        ("{\n    ", ",\n    ", ": ", "\n}"),
    ];
    for (open, comma, colon, close) in layouts {
        let members: Vec<String> =
            members.iter().map(|(name, value)| format!("\"{name}\"{colon}{value}")).collect();
        let text = format!("{open}{}{close}", members.join(comma));
        visit(PublicForm::Jwk, text.as_bytes())?;
        visit(PublicForm::Jwk, format!("{text}\n").as_bytes())?;
    }
    ControlFlow::Continue(())
}
