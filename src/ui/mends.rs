//! What mends a token, and the buttons that offer it: one on the verdict card, one on the finding that says the cause.

use super::cx::Cx;
use crate::app::command::Command;
use crate::inspect::diagnose::{Diagnosis, Mend, Step};
use crate::inspect::finding::Finding;
use crate::inspect::report::TokenReport;

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

/// What mends the outermost layer that a mend was found for.
pub(super) fn of_token(report: &TokenReport) -> Option<Offered> {
    report.layers().find_map(|layer| Offered::of(layer.diagnosis.as_deref()?))
}

/// What makes the finding go, or the signature hold that it is about; `report`: the layer that it is of.
pub(super) fn of_finding(report: &TokenReport, finding: &Finding) -> Option<Offered> {
    let diagnosis = report.diagnosis.as_deref()?;
    diagnosis.findings.first().filter(|first| *first == finding).and_then(|_| Offered::of(diagnosis))
}
