//! What mends a token, and the buttons that offer it: one on the verdict card, one on the finding that says the cause.

use super::cx::{Cx, Shown};
use crate::app::command::Command;
use crate::inspect::diagnose::{Diagnosis, Mend, Step};
use crate::inspect::finding::{Detail, Finding};
use crate::inspect::mend::mend;
use crate::inspect::rules::signature::Signature;

/// Something that mends the token, and the step of the diagnosis that found it.
#[derive(Clone, Debug)]
pub(super) struct Offered {
    mend: Mend,
    step: Option<Step>,
}

impl Offered {
    fn of(diagnosis: &Diagnosis) -> Option<Self> {
        Some(Self { mend: diagnosis.mend.clone()?, step: diagnosis.proof })
    }

    /// What the button says.
    pub(super) fn label(&self, cx: &Cx<'_>) -> String {
        let key = match self.mend {
            Mend::Key(index) => cx.state.keys.get(index).map(|key| key.id.name.as_str()),
            _ => None,
        };
        cx.text.mend(&self.mend, self.step, key)
    }

    /// Does it.
    pub(super) fn send(&self, cx: &mut Cx<'_>) {
        cx.send(Command::Mend(self.mend.clone()));
    }
}

/// What mends the outermost layer that a mend was found for: what the diagnosis proved, else what mends the finding
/// that explains the failure.
pub(super) fn of_token(cx: &Cx<'_>, shown: &Shown<'_>) -> Option<Offered> {
    let proved = shown.report.layers().find_map(|layer| Offered::of(layer.diagnosis.as_deref()?));
    proved.or_else(|| {
        let mut failing = shown.layers().into_iter().filter(|layer| !layer.report.signature.verdict.holds());
        failing.find_map(|layer| of_finding(&layer, cx.text.explaining(layer.report)?))
    })
}

/// What makes the finding go, or the signature hold that it is about; `layer`: the one that it is of.
pub(super) fn of_finding(layer: &Shown<'_>, finding: &Finding) -> Option<Offered> {
    let proved = layer.report.diagnosis.as_deref().filter(|diagnosis| {
        let first = diagnosis.findings.first();
        first == Some(finding) || first.is_none() && is_of_form(finding)
    });
    // Seconds go by in these: they are not among those that were worked out beforehand.
    if matches!(finding.detail, Detail::Time(_)) {
        let mend = mend(layer.report, finding).filter(|_| layer.layer == 0)?;
        return Some(Offered { mend, step: None });
    }
    proved.and_then(Offered::of).or_else(|| {
        let (_, mend) = layer.rows?.mends.iter().find(|(other, _)| other == finding)?;
        // What is there already mends nothing.
        let is_new = !matches!(mend, Mend::Text(text) if **text == *layer.document.text);
        let step = is_of_form(finding).then_some(Step::SignatureForms);
        is_new.then(|| Offered { mend: mend.clone(), step })
    })
}

/// Whether the finding says that the signature stands in another form.
const fn is_of_form(finding: &Finding) -> bool {
    matches!(finding.detail, Detail::Signature(Signature::Der { .. }))
}
