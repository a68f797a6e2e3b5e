//! Two tokens side by side: the shown one and another, or two of one paste. Compared in a job, and again whenever one of
//! them is looked at anew.

use std::sync::Arc;

use super::Core;
use super::jobs::JobId;
use super::state::{CompareSheet, Compared, DocumentId, Sheet, Side};
use crate::craft::compare::Comparison;

impl Core {
    /// Opens the sheet with the shown token and another one, if there is one: of the same text, else the next tab's.
    pub(super) fn open_compare(&mut self) {
        let Some(first) = self.state.tab().map(|tab| (tab.document, tab.token)) else { return };
        if self.state.token().is_none() {
            return;
        }
        let is_other = |side: &Side| *side != first && self.report_at(*side).is_some();
        let after = self.state.tabs.iter().skip(self.state.active + 1);
        let around = after.chain(self.state.tabs.iter().take(self.state.active));
        let others: Vec<Side> = around.map(|tab| (tab.document, tab.token)).filter(is_other).collect();
        let of_one_text = others.iter().find(|(document, _)| *document == first.0);
        let second = of_one_text.or(others.first()).copied();
        self.beneath = None;
        self.compare(first, second);
    }

    /// Compares these two.
    pub(super) fn compare(&mut self, first: Side, second: Option<Side>) {
        let sides = second.and_then(|second| Some((self.view_at(first)?, self.view_at(second)?, second)));
        let state = match sides {
            None => Compared::Nothing,
            Some((one, other, second)) => {
                Compared::Working(self.jobs.compare((one, first.1), (other, second.1)))
            }
        };
        self.state.sheet = Some(Sheet::Compare(CompareSheet { first, second, state }));
    }

    /// Two tokens were compared: it is shown if it is still wanted.
    pub(super) fn compared(&mut self, job: JobId, compared: Option<Comparison>) {
        if let Some(Sheet::Compare(sheet)) = &mut self.state.sheet
            && sheet.state == Compared::Working(job)
        {
            sheet.state = compared.map_or(Compared::Nothing, |done| Compared::Done(Arc::new(done)));
        }
    }

    /// A document was looked at anew: what was compared with it is.
    pub(super) fn compare_again(&mut self, id: DocumentId) {
        if let Some(Sheet::Compare(sheet)) = &self.state.sheet
            && (sheet.first.0 == id || sheet.second.is_some_and(|second| second.0 == id))
        {
            let (first, second) = (sheet.first, sheet.second);
            self.compare(first, second);
        }
    }

    fn view_at(&self, side: Side) -> Option<Arc<super::analysis::View>> {
        self.report_at(side)?;
        self.state.document(side.0)?.analysis.view().cloned()
    }

    fn report_at(&self, (document, token): Side) -> Option<()> {
        self.state.report(document, token).map(|_| ())
    }
}
