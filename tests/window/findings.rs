//! The list of findings: how much of each severity, only one of them, what is told of the chosen one, and where it can
//! be read about.

use egui::OutputCommand;
use egui::accesskit::{Role, Toggled};
use egui_kittest::kittest::Queryable as _;
use jotlens::app::command::{Command, Example};
use jotlens::app::settings::{Language, Settings};

use super::*;

/// Two critical findings or more, and several of other severities.
pub(crate) const WRONG: &str = concat!(
    "eyJhbGciOiJub25lIiwia2lkIjoiLi4vLi4vZXRjL3Bhc3N3ZCIsImprdSI6Imh0dHA6Ly9ldmlsLmV4YW1wbGUifQ.",
    "eyJzdWIiOiJhIiwiZXhwIjoxNTAwMDAwMDAwLCJpYXQiOiIxNSIsIm5iZiI6OTk5OTk5OTk5OTk5OSwidGVuYW50Ijo5MDA3MTk5MjU0NzQwOTkzMTIzfQ.",
);

/// Chooses the first finding.
pub(crate) fn choose_first(harness: &mut Harness<'static, Window>) {
    harness.query_all_by_role(Role::ListBoxOption).next().unwrap().click();
    harness.run();
}

fn options(harness: &Harness<'static, Window>) -> usize {
    harness.query_all_by_role(Role::ListBoxOption).count()
}

fn findings(harness: &mut Harness<'static, Window>) -> Vec<jotlens::inspect::finding::Severity> {
    let core = harness.state_mut().core();
    let findings = core.state.token().unwrap().findings.iter();
    findings.chain(&core.state.view().unwrap().report.input_findings).map(|one| one.meta().severity).collect()
}

#[test]
fn severities_are_counted_and_one_of_them_can_be_shown_alone() {
    for language in Language::ALL {
        let mut harness = window([1360.0, 1600.0], Settings { language, ..Settings::default() });
        paste(&mut harness, WRONG);
        let all = findings(&mut harness);
        assert_eq!(options(&harness), all.len(), "{:?}", said(&harness));
        let most = *all.iter().min().unwrap();
        let count = all.iter().filter(|one| **one == most).count();
        assert!(count < all.len());
        let chip = format!("{} {count}", language.text().severity(most));
        harness.get_by_role_and_label(Role::CheckBox, &chip).click();
        harness.run();
        assert_eq!(options(&harness), count);
        let node = harness.get_by_role_and_label(Role::CheckBox, &chip);
        assert_eq!(node.accesskit_node().toggled(), Some(Toggled::True));
        harness.get_by_role_and_label(Role::CheckBox, &chip).click();
        harness.run();
        assert_eq!(options(&harness), all.len());
        // Another text has a list of its own.
        harness.get_by_role_and_label(Role::CheckBox, &chip).click();
        harness.run();
        tell(&mut harness, Command::ShowExample(Example::Failing));
        let all = findings(&mut harness);
        assert_eq!(options(&harness), all.len());
    }
}

#[test]
fn of_many_findings_the_chosen_one_is_told_in_full() {
    let mut harness = window([1360.0, 1600.0], Settings::default());
    paste(&mut harness, WRONG);
    assert!(findings(&mut harness).len() > 6);
    let links = |harness: &Harness<'static, Window>| harness.query_all_by_role(Role::Link).count();
    assert_eq!(links(&harness), 0);
    harness.query_all_by_role(Role::ListBoxOption).next().unwrap().click();
    harness.run();
    assert_eq!(links(&harness), 1);
    assert!(harness.query_by_role_and_label(Role::Button, english().encoded.copy_finding).is_some());
    harness.query_all_by_role(Role::ListBoxOption).next().unwrap().focus();
    harness.run();
    harness.key_press(egui::Key::Enter);
    harness.run();
    assert_eq!(links(&harness), 0);
}

#[test]
fn a_reference_is_opened_by_a_click_and_by_nothing_else() {
    let mut harness = usual();
    tell(&mut harness, Command::ShowExample(Example::Failing));
    let opened = |harness: &Harness<'static, Window>| {
        let commands = &harness.output().platform_output.commands;
        commands.iter().find_map(|command| match command {
            OutputCommand::OpenUrl(open) => Some(open.url.clone()),
            _ => None,
        })
    };
    assert_eq!(opened(&harness), None);
    let link = harness.query_all_by_role(Role::Link).next().unwrap();
    link.click();
    let mut address = None;
    for _ in 0..4 {
        harness.step();
        address = address.or_else(|| opened(&harness));
    }
    assert!(address.unwrap().starts_with("https://www.rfc-editor.org/rfc/"));
}

#[test]
fn findings_are_copied_one_by_one_and_all_together() {
    for language in Language::ALL {
        let mut harness = window([1360.0, 1600.0], Settings { language, ..Settings::default() });
        let words = &words(language).encoded;
        tell(&mut harness, Command::ShowExample(Example::Failing));
        harness.query_all_by_role(Role::ListBoxOption).next().unwrap().click();
        harness.run();
        click(&mut harness, words.copy_finding);
        for entry in [words.as_text, words.as_markdown] {
            assert!(harness.query_by_role_and_label(Role::Button, entry).is_some(), "{entry}");
        }
        click(&mut harness, words.as_markdown);
        let core = harness.state_mut().core();
        assert!(!core.state.notices.is_empty(), "copied");
        click(&mut harness, words.copy);
        for entry in [words.copy_findings, words.copy_findings_markdown] {
            assert!(harness.query_by_role_and_label(Role::Button, entry).is_some(), "{entry}");
        }
    }
}
