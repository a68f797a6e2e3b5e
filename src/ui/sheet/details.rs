//! What a key is called and meant for, to be changed in place.

use egui::{Id, Key, Modifiers, Ui};

use super::{label, pair};
use crate::app::command::{Command, KeyDetails};
use crate::app::state::KeyEntry;
use crate::jose::algorithm::{Curve, JwsAlgorithm};
use crate::jose::key::KeyKind;
use crate::ui::cx::Cx;
use crate::ui::visible;
use crate::ui::widgets::{self, Field};

/// The height of a name with a box below it.
pub(super) const FIELD: f32 = 50.0;

/// What is typed while a key is changed.
#[derive(Debug)]
pub(super) struct Draft {
    name: String,
    kid: String,
    alg: Option<String>,
    key_use: Option<String>,
    /// How often the keyboard is still to be sent to the name: see `Sheets::fresh`.
    fresh: u8,
}

impl Draft {
    /// What the key is called and meant for now.
    pub(super) fn of(key: &KeyEntry) -> Self {
        Self {
            name: key.id.name.clone(),
            kid: key.id.kid.clone().unwrap_or_default(),
            alg: key.alg.clone(),
            key_use: key.key_use.clone(),
            fresh: 2,
        }
    }
}

/// The algorithms that a key of this kind can be for: signatures first, then encryption.
pub(super) fn algorithms(kind: KeyKind) -> Vec<&'static str> {
    use JwsAlgorithm as A;
    let ecdh = ["ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A256KW"];
    let names = |all: &[JwsAlgorithm]| all.iter().map(|algorithm| algorithm.name()).collect::<Vec<_>>();
    let mut found = match kind {
        KeyKind::Rsa { .. } => names(&[A::Rs256, A::Rs384, A::Rs512, A::Ps256, A::Ps384, A::Ps512]),
        KeyKind::Secret { .. } => names(&[A::Hs256, A::Hs384, A::Hs512]),
        KeyKind::Akp(algorithm) => vec![algorithm.name()],
        KeyKind::Ec(curve) | KeyKind::Okp(curve) => match curve {
            Curve::P256 => names(&[A::Es256]),
            Curve::P384 => names(&[A::Es384]),
            Curve::P521 => names(&[A::Es512]),
            Curve::Secp256k1 => names(&[A::Es256k]),
            Curve::Ed25519 => names(&[A::EdDsa, A::Ed25519]),
            Curve::Ed448 => names(&[A::EdDsa, A::Ed448]),
            Curve::X25519 | Curve::X448 => Vec::new(),
        },
    };
    match kind {
        KeyKind::Rsa { .. } => found.extend(["RSA-OAEP", "RSA-OAEP-256"]),
        KeyKind::Ec(Curve::P256 | Curve::P384 | Curve::P521) | KeyKind::Okp(Curve::X25519 | Curve::X448) => {
            found.extend(ecdh);
        }
        _ => {}
    }
    found
}

/// Whether keys of this kind sign.
pub(in crate::ui) const fn signs(kind: KeyKind) -> bool {
    !matches!(kind, KeyKind::Okp(Curve::X25519 | Curve::X448))
}

/// Draws the fields; takes the draft away when it is kept or given up.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, slot: &mut Option<Draft>, key: &KeyEntry) {
    let Some(draft) = slot else { return };
    let words = &cx.words().sheet;
    let (name_box, kid_box) = (Id::unique("key name"), Id::unique("key kid"));
    if draft.fresh > 0 {
        draft.fresh -= 1;
        ui.memory_mut(|memory| memory.request_focus(name_box));
    }
    let mut enter = false;
    pair(ui, (0.5, FIELD), "names", |ui, place| {
        let (id, name, hint, text) = match place {
            0 => (name_box, words.key.name, "", &mut draft.name),
            _ => (kid_box, words.key.kid, words.key.none, &mut draft.kid),
        };
        label(ui, cx, name);
        enter |= Field { id, name, hint, secret: false, code: place == 1 }.submitted(ui, text);
    });
    pair(ui, (0.5, FIELD), "uses", |ui, place| {
        if place == 0 {
            label(ui, cx, words.key.algorithm);
            let mut all: Vec<Option<&str>> = vec![None];
            all.extend(algorithms(key.id.kind).into_iter().map(Some));
            let shown =
                |alg: Option<&str>| alg.map_or_else(|| words.any.to_owned(), |alg| visible::plain(alg, 30));
            let now = draft.alg.clone();
            choice(ui, words.key.algorithm, (&all, now.as_deref()), &shown, |chosen| {
                draft.alg = chosen.map(str::to_owned);
            });
        } else {
            label(ui, cx, words.key.usage);
            let shown = |key_use: Option<&str>| (words.usage)(key_use, key.private);
            let all = [None, Some("sig"), Some("enc")];
            let now = draft.key_use.clone();
            choice(ui, words.key.usage, (&all, now.as_deref()), &shown, |chosen| {
                draft.key_use = chosen.map(str::to_owned);
            });
        }
    });
    let (mut keep, mut give_up) = (enter, false);
    ui.horizontal(|ui| {
        keep |= widgets::primary(ui, words.key.keep).clicked();
        give_up = widgets::button(ui, words.cancel).clicked();
    });
    give_up |= ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    if (give_up || keep)
        && let Some(draft) = slot.take().filter(|_| keep)
    {
        let Draft { name, kid, alg, key_use, .. } = draft;
        cx.send(Command::DescribeKey(key.id.index, KeyDetails { name, kid, alg, key_use }));
    }
}

/// A menu of choices of which one holds, and none may; does `chose` with the one that is chosen.
pub(super) fn choice<'a>(
    ui: &mut Ui,
    what: &str,
    (all, now): (&[Option<&'a str>], Option<&str>),
    shown: &dyn Fn(Option<&str>) -> String,
    chose: impl FnOnce(Option<&'a str>),
) {
    let text = shown(now);
    let mut chosen = None;
    let response = widgets::menu(ui, &text, |ui| {
        for one in all {
            if widgets::menu_item(ui, &shown(*one), *one == now) {
                chosen = Some(*one);
            }
        }
    });
    response.response.accessible_name(format!("{what}: {text}"));
    if let Some(chosen) = chosen {
        chose(chosen);
    }
}
