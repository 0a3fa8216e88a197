//! The suggestions learn from the reviewer's decisions, and undo unlearns.

use rapporteur::desk::{Desk, Edit};
use rapporteur::facets::Filter;
use rapporteur::model::{Details, RowId, Suggestions, TagEdit};
use rapporteur::taxonomy::{CLUSTER, OBJECTIVE};

/// A store with a report of these recommendations, and their places in it.
fn desk_with(items: impl Iterator<Item = String>) -> (tempfile::TempDir, Desk, Vec<RowId>) {
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("report.txt");
    let list: String = items.map(|item| format!("- {item}\n")).collect();
    std::fs::write(&report, format!("Report of the Ferry Dialogue\n\nRecommendations\n\n{list}")).unwrap();
    let mut desk = Desk::open(&folder.path().join("store.db"), "Ana").unwrap();
    desk.import(&report, &Details::default(), None).unwrap();
    let rows = desk.find(&Filter::default()).unwrap().rows.to_vec();
    (folder, desk, rows)
}

fn tag(scheme: &str, notation: &str) -> Edit {
    Edit::Tags { scheme: scheme.into(), edit: TagEdit::Replace, notations: vec![notation.into()] }
}

fn first_objective(desk: &Desk, row: RowId) -> Option<String> {
    let found = desk.recommendations(&[row]).unwrap();
    found[0].suggested.objectives.first().map(|s| s.notation.clone())
}

#[test]
fn decisions_teach_and_undo_unlearns() {
    let items = [
        "Give every lanternist a whistle.",
        "Give every lanternist a mat.",
        "Give every lanternist a lamp.",
        "Count the looms.",
    ];
    let (folder, mut desk, rows) = desk_with(items.iter().map(|s| s.to_string()));
    let suggested = |desk: &Desk| desk.recommendations(&rows[2..]).unwrap();
    let before = suggested(&desk);
    for row in &rows[..2] {
        desk.decide(&[*row], &[tag(OBJECTIVE, "8"), tag(CLUSTER, "3")]).unwrap();
    }
    assert_eq!(first_objective(&desk, rows[2]).as_deref(), Some("8"));
    // Whoever opens the store later sees the same, and another reviewer learns from her own decisions only.
    let again = Desk::open_to_read(&folder.path().join("store.db"), "Ana").unwrap();
    assert_eq!(suggested(&again), suggested(&desk));
    let other = Desk::open_to_read(&folder.path().join("store.db"), "Bea").unwrap();
    assert_eq!(suggested(&other)[0].suggested, before[0].suggested);
    for _ in 0..2 {
        desk.undo().unwrap();
    }
    assert_eq!(suggested(&desk), before);
}

#[test]
fn what_was_shown_is_kept_though_more_was_learned_since() {
    let items = ["Agree on search and rescue at sea.", "Agree on search and rescue in the desert."];
    let (_folder, mut desk, rows) = desk_with(items.iter().map(|s| s.to_string()));
    let shown = desk.recommendations(&rows[1..]).unwrap().remove(0);
    desk.decide(&rows[..1], &[tag(OBJECTIVE, "23"), tag(CLUSTER, "5")]).unwrap();
    desk.decide(&rows[1..], &[tag(CLUSTER, "4")]).unwrap();
    desk.decide(&rows[1..], &[Edit::keep_shown(&shown, Suggestions::THRESHOLD)]).unwrap();
    let kept = desk.recommendations(&rows[1..]).unwrap().remove(0);
    assert_eq!(kept.tags_in(OBJECTIVE), ["8"]);
    assert_eq!(kept.tags_in(CLUSTER), ["4"], "what she tagged herself stays");
}

#[test]
fn suggestions_taken_are_counted() {
    let items =
        ["Strengthen search and rescue at sea.", "Lower the cost of remittances.", "Count the looms."];
    let (_folder, mut desk, rows) = desk_with(items.iter().map(|s| s.to_string()));
    desk.decide(&rows[..1], &[tag(OBJECTIVE, "8")]).unwrap();
    desk.decide(&rows[1..2], &[tag(OBJECTIVE, "22")]).unwrap();
    let taken = desk.suggestions_taken().unwrap();
    let objective = taken.all[OBJECTIVE];
    assert_eq!((objective.tagged, objective.taken), (2, 1));
    assert_eq!((taken.objectives["8"].taken, taken.objectives["20"].taken), (1, 0));
}
