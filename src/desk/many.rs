//! Deciding on many at once, and deciding the same again.

use super::{Desk, Edit};
use crate::error::Result;
use crate::model::{RowId, TagEdit, Verdict};

impl Desk {
    /// The edits in terms of what they set. A toggle on many makes them alike: it takes the tags off where all of them
    /// have them, else it puts them on. The same as another becomes that one's verdict and tags.
    pub(super) fn meant(&self, rows: &[RowId], edits: &[Edit]) -> Result<Vec<Edit>> {
        let mut meant = Vec::new();
        for edit in edits {
            match edit {
                Edit::Tags { scheme, edit: TagEdit::Toggle, notations } if rows.len() > 1 => {
                    let mut all = true;
                    for notation in notations {
                        all = all && self.store.all_tagged(&self.reviewer, rows, scheme, notation)?;
                    }
                    let edit = if all { TagEdit::Remove } else { TagEdit::Add };
                    meant.push(Edit::Tags { scheme: scheme.clone(), edit, notations: notations.clone() });
                }
                Edit::Same(row) => meant.extend(self.same_as(*row)?),
                edit => meant.push(edit.clone()),
            }
        }
        Ok(meant)
    }

    /// What makes a recommendation like this one: its verdict, where it has one, and its tags of every scheme it has some of.
    fn same_as(&self, row: RowId) -> Result<Vec<Edit>> {
        let Some(model) = self.recommendations_of(&self.reviewer, &[row])?.pop() else {
            return Ok(Vec::new());
        };
        let verdict = (model.verdict != Verdict::Unreviewed).then_some(Edit::Verdict(model.verdict));
        let tags = model.tags.into_iter().filter(|(_, notations)| !notations.is_empty());
        let tags = tags.map(|(scheme, notations)| Edit::Tags { scheme, edit: TagEdit::Replace, notations });
        Ok(verdict.into_iter().chain(tags).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facets::Filter;
    use crate::model::Details;
    use crate::taxonomy::CLUSTER;

    const REPORT: &str = "Report of the Brook Dialogue\n\nRecommendations\n\n- Share figures on arrivals every quarter.\n\
        - Open a hotline for seasonal workers.\n- Map the villages that floods will empty first.\n";

    fn desk() -> (tempfile::TempDir, Desk, Vec<RowId>) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("report.txt");
        std::fs::write(&file, REPORT).unwrap();
        let mut desk = Desk::open(&folder.path().join("s.db"), "amina").unwrap();
        desk.import(&file, &Details::default(), None).unwrap();
        let rows = desk.find(&Filter::default()).unwrap().rows.to_vec();
        assert_eq!(rows.len(), 3);
        (folder, desk, rows)
    }

    fn clusters(desk: &Desk, rows: &[RowId]) -> Vec<String> {
        let found = desk.recommendations(rows).unwrap();
        found.iter().map(|r| r.tags_in(CLUSTER).join(",")).collect()
    }

    fn toggle(notation: &str) -> Edit {
        Edit::Tags { scheme: CLUSTER.into(), edit: TagEdit::Toggle, notations: vec![notation.into()] }
    }

    #[test]
    fn a_toggle_on_many_makes_them_alike_in_one_step() {
        let (_folder, mut desk, rows) = desk();
        desk.decide(&rows[..1], &[toggle("3")]).unwrap();
        let done = desk.decide(&rows, &[toggle("3")]).unwrap().unwrap();
        assert_eq!((clusters(&desk, &rows), done.rows.len()), (vec!["3".to_string(); 3], 2));
        desk.decide(&rows, &[toggle("3")]).unwrap();
        assert_eq!(clusters(&desk, &rows), ["", "", ""]);
        desk.undo().unwrap();
        desk.undo().unwrap();
        assert_eq!(clusters(&desk, &rows), ["3", "", ""]);
    }

    #[test]
    fn the_same_again_takes_verdict_and_tags_but_not_the_note() {
        let (_folder, mut desk, rows) = desk();
        desk.decide(&rows[..1], &[toggle("5"), Edit::Verdict(Verdict::Keep), Edit::Note(Some("ask".into()))])
            .unwrap();
        desk.decide(&rows[1..], &[Edit::Same(rows[0])]).unwrap();
        let found = desk.recommendations(&rows[1..]).unwrap();
        assert!(
            found
                .iter()
                .all(|r| r.verdict == Verdict::Keep && r.tags_in(CLUSTER) == ["5"] && r.note.is_none())
        );
        desk.undo().unwrap();
        assert_eq!(clusters(&desk, &rows), ["5", "", ""]);
    }

    #[test]
    fn a_letter_counts_from_what_stood_ready() {
        let (_folder, mut desk, rows) = desk();
        let mut check = |shown: &[&str], notation: &str, after: &str| {
            let shown = shown.iter().map(|n| n.to_string()).collect();
            let edit = Edit::ToggleShown { scheme: CLUSTER.into(), shown, notation: notation.into() };
            desk.decide(&rows[..1], &[edit]).unwrap();
            assert_eq!(clusters(&desk, &rows[..1]), [after]);
        };
        check(&["2"], "2", "");
        check(&["2"], "3", "2,3");
        check(&["2"], "2", "3");
        check(&["5"], "3", "");
    }
}
