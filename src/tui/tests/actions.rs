//! Every action of the table does what it says.

use super::Play;
use crate::facets::Facet;
use crate::model::{RowId, Verdict};
use crate::taxonomy::{CLUSTER, OBJECTIVE};
use crate::tui::action::{Action, Context};
use crate::tui::key::{Key, sequence_in_words};
use crate::tui::layers::{Layer, Written};
use crate::tui::reader::{Mode, Over, Reader};
use crate::tui::state::{Effect, Focus, Outside};
use crate::tui::table::table;

/// The screen after the keys of an action; the keys before it bring it where the action means something.
type Check = fn(&Play) -> bool;

const CASES: &[(&str, &str, &str, Check)] = &[
    ("keep-suggested", "", "space", |p| {
        let card = p.desk.card(1);
        card.verdict == Verdict::Keep
            && card.tags_in(CLUSTER) == ["3"]
            && card.tags_in(OBJECTIVE) == ["3"]
            && p.row() == 2
    }),
    ("keep", "", "y", |p| {
        p.desk.card(1).verdict == Verdict::Keep && p.desk.card(1).tags.is_empty() && p.row() == 2
    }),
    ("drop", "", "d", |p| p.desk.card(1).verdict == Verdict::Drop && p.row() == 2),
    ("later", "", "l", |p| p.desk.card(1).verdict == Verdict::Later && p.row() == 2),
    ("unreview", "y k", "-", |p| p.desk.card(1).verdict == Verdict::Unreviewed && p.row() == 1),
    ("tag-cluster-1", "", "1", |p| tagged(p, "1")),
    ("tag-cluster-2", "", "2", |p| tagged(p, "2")),
    ("tag-cluster-3", "", "3", |p| tagged(p, "3")),
    ("tag-cluster-4", "", "4", |p| tagged(p, "4")),
    ("tag-cluster-5", "", "5", |p| tagged(p, "5")),
    ("tag-cluster-6", "", "6", |p| tagged(p, "6")),
    ("suggestion-a", "", "A", |p| p.desk.card(1).tags.is_empty() && !p.text().contains("A+")),
    ("suggestion-b", "", "B", |p| p.text().contains("space takes  A+ 3") && !p.text().contains("B+")),
    ("suggestion-c", "", "C", |p| p.desk.card(1).tags_in(OBJECTIVE) == ["3", "23"] && p.row() == 1),
    ("suggestion-d", "", "D", |p| p.state.status.words == "no suggestion has this letter here"),
    ("suggestion-e", "", "E", |p| p.steps.is_empty()),
    ("repeat", "5 y", ".", |p| {
        p.desk.card(2).verdict == Verdict::Keep && p.desk.card(2).tags_in(CLUSTER) == ["5"] && p.row() == 3
    }),
    ("mark", "", "m", |p| p.state.marks.len() == 1 && p.row() == 2),
    ("mark-range", "m j j", "M", |p| p.state.marks.len() == 4),
    ("mark-section", "j", "S", |p| p.state.marks.len() == 3),
    ("mark-all", "f 3", "ctrl-a", |p| p.state.marks.len() == 4),
    ("objectives", "", "o", |p| matches!(p.state.layer, Some(Layer::Picker(_)))),
    ("concepts", "", "O", |p| matches!(&p.state.layer, Some(Layer::Picker(picker)) if picker.is_of_all())),
    ("note", "", "n", |p| matches!(p.state.layer, Some(Layer::Note(_)))),
    ("reader", "", "r", |p| reader(p).is_some_and(|r| !r.page.lines.is_empty() && r.passages.len() == 10)),
    ("next-recommendation", "r", "tab", |p| reader(p).is_some_and(|r| r.row.0 == 2)),
    ("previous-recommendation", "r tab tab", "[", |p| reader(p).is_some_and(|r| r.row.0 == 2)),
    ("outline", "r", "t", |p| p.state.status.words == "this document has no headings"),
    ("find", "r", "/", |p| reader(p).is_some_and(|r| matches!(r.over, Some(Over::Find(_))))),
    ("next-hit", "r / s a i d enter", "n", |p| p.state.status.words == "‘said’ 2 of 10"),
    ("previous-hit", "r / s a i d enter n n", "N", |p| p.state.status.words == "‘said’ 2 of 10"),
    ("choose", "r", "v", |p| p.state.context() == Context::Marking && chosen(p).ends_with("said before.")),
    ("next-word", "r v", "w", |p| chosen(p) == "Background"),
    ("previous-word", "r v w w w", "b", |p| chosen(p) == "paragraph"),
    ("next-sentence", "r v", "j", |p| chosen(p).starts_with("Open a seasonal")),
    ("previous-sentence", "r v j", "k", |p| chosen(p).ends_with("2 on what was said before.")),
    ("next-item", "r v } }", "}", |p| chosen(p).contains("paragraph 3")),
    ("previous-item", "r v } }", "{", |p| chosen(p).contains("paragraph 2")),
    ("other-end", "r v w v w", "v", |p| {
        chosen(p) == "Background paragraph"
            && reader(p).is_some_and(|r| matches!(r.mode, Mode::Selecting { at_end: false, .. }))
    }),
    ("edit-text", "", "e e", |p| matches!(&p.state.layer, Some(Layer::Note(n)) if n.what == Written::Text)),
    ("edit-outside", "", "e x", |p| {
        let text = p.desk.card(1).text.clone();
        p.effects == [Effect::Edit(Outside { row: RowId(1), what: Written::Text, text })]
    }),
    ("move-bounds", "", "e b", |p| chosen(p) == p.desk.card(1).text),
    ("split", "", "e s", |p| chosen(p) == "information desks at the three main crossing points."),
    ("join", "", "e j", |p| p.rows().len() == 9 && !p.rows().contains(&1)),
    ("edit-names", "", "e n", |p| matches!(&p.state.layer, Some(Layer::Form(f)) if f.fields.len() == 3)),
    ("edit-document", "r", "e d", |p| matches!(&p.state.layer, Some(Layer::Form(f)) if f.fields.len() == 6)),
    ("decide-alike", "y k", "=", |p| p.desk.card(9).verdict == Verdict::Keep && p.row() == 1),
    ("next-alike", "", "~", |p| p.row() == 9),
    ("details-down", "", "J", |p| p.state.details.top == 1),
    ("details-up", "J J", "K", |p| p.state.details.top == 1),
    ("undo", "y", "u", |p| p.desk.card(1).verdict == Verdict::Unreviewed && p.row() == 1),
    ("redo", "y u", "U", |p| p.desk.card(1).verdict == Verdict::Keep && p.row() == 1),
    ("search", "", "/", |p| matches!(p.state.layer, Some(Layer::Search(_)))),
    ("filter-cluster-1", "", "f 1", |p| p.rows() == [5]),
    ("filter-cluster-2", "", "f 2", |p| p.rows() == [3, 10]),
    ("filter-cluster-3", "", "f 3", |p| p.rows() == [1, 2, 8, 9]),
    ("filter-cluster-4", "", "alt-4", |p| p.rows() == [6]),
    ("filter-cluster-5", "", "f 5", |p| p.rows() == [7]),
    ("filter-cluster-6", "", "f 6", |p| p.rows() == [4]),
    ("filter-unreviewed", "y", "f u", |p| p.rows()[0] == 2 && p.rows().len() == 9),
    ("filter-keep", "y", "f y", |p| p.rows() == [1]),
    ("filter-drop", "d", "f d", |p| p.rows() == [1]),
    ("filter-later", "l", "f l", |p| p.rows() == [1]),
    ("filter-untagged", "1 j y f y", "f t", |p| p.rows() == [2]),
    ("filter-document", "", "f f", |p| {
        p.state.filter.picks.contains_key(&Facet::Document) && p.rows().len() == 10
    }),
    (
        "save-filter",
        "f 3",
        "f w",
        |p| matches!(&p.state.layer, Some(Layer::Naming(naming)) if naming.line.text().is_empty()),
    ),
    (
        "saved-filters",
        "f 3 f w x enter c",
        "f p",
        |p| matches!(&p.state.layer, Some(Layer::Chooser(c)) if c.targets.len() == 1 && c.targets[0].aside == "4"),
    ),
    ("remove-filter", "f 3 f w x enter c f p", "delete", |p| p.state.saved.is_empty()),
    ("like-this", "j", "f m", |p| p.rows() == [2, 9] && p.row() == 2),
    ("jump", "", "'", |p| matches!(&p.state.layer, Some(Layer::Chooser(c)) if c.targets.len() > 30)),
    ("order-document", "s c", "s d", |p| {
        p.rows() == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] && p.state.order.is_reading()
    }),
    ("order-certainty", "", "s c", |p| p.text().contains("● most certain first")),
    ("order-title", "", "s t", |p| p.state.order.to_string() == "title"),
    ("order-date", "", "s w", |p| p.state.order.to_string() == "date"),
    ("order-page", "s p", "s p", |p| p.rows()[0] == 10 && p.row() == 1),
    ("order-kind", "", "s k", |p| p.rows()[7..] == [3, 6, 9]),
    ("order-verdict", "j d g g", "s v", |p| p.rows()[9] == 2),
    ("order-cluster", "", "s g", |p| p.rows()[0] == 5),
    ("order-decided", "", "s l", |p| p.state.order.to_string() == "decided"),
    ("order-region", "", "s r", |p| p.state.order.to_string() == "region"),
    ("filter-said-twice", "", "f s", |p| p.rows() == [1, 9]),
    ("filter-alike", "j j f s", "f =", |p| p.rows() == [1, 9]),
    ("clear-filters", "f 3 f u", "c", |p| p.state.filter.is_empty() && p.rows().len() == 10),
    ("down", "", "j", |p| p.row() == 2),
    ("up", "j j", "k", |p| p.row() == 2),
    ("page-down", "", "ctrl-d", |p| p.row() == 8),
    ("page-up", "G", "ctrl-u", |p| p.row() == 3),
    ("top", "j j", "g g", |p| p.row() == 1),
    ("bottom", "", "G", |p| p.row() == 10),
    ("next-unreviewed", "j y g g y", "N", |p| p.row() == 3),
    ("next-pane", "", "tab", |p| p.state.focus == Focus::Details),
    ("previous-pane", "", "shift-tab", |p| p.state.focus == Focus::Facets),
    ("toggle-facets", "", "F", |p| p.state.areas().facets.is_empty()),
    ("pick", "tab tab j j", "space", |p| p.state.filter.has(&Facet::Concept(CLUSTER.into()), "3")),
    ("next-facet", "tab tab", "right", |p| {
        p.state.facets.under_cursor().is_some_and(|v| v.facet == Facet::Verdict)
    }),
    ("previous-facet", "tab tab right j", "left", |p| {
        p.state.facets.under_cursor().is_some_and(|v| v.value == "unreviewed")
    }),
    ("accept", "o", "enter", |p| p.desk.card(1).tags_in(OBJECTIVE) == ["3"] && p.state.layer.is_none()),
    ("toggle", "o", "tab", |p| p.desk.card(1).tags_in(OBJECTIVE) == ["3"] && p.state.layer.is_some()),
    (
        "new-line",
        "n a",
        "ctrl-j",
        |p| matches!(&p.state.layer, Some(Layer::Note(n)) if n.area.lines().len() == 2),
    ),
    ("overview", "", "v", |p| overview(p) == (0, 0)),
    ("next-table", "v", "tab", |p| overview(p) == (1, 0)),
    ("previous-table", "v tab", "shift-tab", |p| overview(p) == (0, 0)),
    ("left", "v l l", "h", |p| overview(p) == (0, 1)),
    ("right", "v", "l", |p| overview(p) == (0, 1)),
    ("cancel", "tab", "esc", |p| p.state.focus == Focus::List && !p.state.over),
    ("palette", "", ":", |p| matches!(p.state.layer, Some(Layer::Palette(_)))),
    ("help", "", "?", |p| matches!(p.state.layer, Some(Layer::Help(_)))),
    ("progress", "y", "p", |p| {
        matches!(p.state.layer, Some(Layer::Progress(0))) && p.text().contains("1 decided today")
    }),
    ("export", "", "X", |p| matches!(&p.state.layer, Some(Layer::Form(f)) if f.fields.len() == 2)),
    (
        "copy",
        "",
        "Y",
        |p| matches!(p.effects.as_slice(), [Effect::Copy(text)] if text.starts_with("“Set up joint") && text.contains("p. 1")),
    ),
    ("mouse", "", "ctrl-t", |p| p.state.mouse && p.effects == [Effect::Mouse(true)]),
    ("suspend", "", "ctrl-z", |p| p.effects == [Effect::Suspend]),
    ("read-config", "", "f5", |p| p.effects == [Effect::ReadSettings]),
    ("repaint", "", "ctrl-l", |p| p.effects == [Effect::Repaint]),
    ("quit", "", "q", |p| p.state.over),
];

/// Which table of the overview is shown, and which column is under the cursor.
fn overview(play: &Play) -> (usize, usize) {
    match &play.state.layer {
        Some(Layer::Overview(page)) => (page.place.table, page.place.column),
        _ => panic!("no overview"),
    }
}

fn reader(play: &Play) -> Option<&Reader> {
    play.state.reader()
}

/// The words that are chosen in the reader.
fn chosen(play: &Play) -> String {
    let chosen = reader(play).and_then(|r| Some(r.source.as_ref()?.text[r.chosen()?].to_string()));
    chosen.unwrap_or_default()
}

fn tagged(play: &Play, notation: &str) -> bool {
    play.desk.card(1).tags_in(CLUSTER) == [notation] && play.row() == 1
}

#[test]
fn every_action_is_tried() {
    for entry in table() {
        let case = CASES.iter().find(|(name, ..)| *name == entry.name);
        let (name, before, keys, check) = case.unwrap_or_else(|| panic!("{} is tried nowhere", entry.name));
        let sequence = Key::parse_sequence(keys).unwrap();
        assert!(entry.keys.iter().any(|(_, own)| own.contains(&sequence)), "{name} is not on {keys}");
        let mut play = Play::where_alike((80, 24), &[1, 9]);
        if !before.is_empty() {
            play.press(before);
        }
        play.press(keys);
        assert!(check(&play), "{name} after {before} {keys}:\n{}", play.text());
    }
    assert_eq!(CASES.len(), table().len());
}

#[test]
fn every_key_of_an_action_reaches_it_where_the_table_says() {
    for entry in table() {
        for (context, sequences) in &entry.keys {
            for keys in sequences {
                let play = Play::new((80, 24), 1);
                let meaning = play.state.keymap.meaning(*context, keys);
                let wanted = crate::tui::keymap::Meaning::Action(entry.action);
                assert_eq!(meaning, wanted, "{} in {}", sequence_in_words(keys), context.word());
            }
        }
    }
}

#[test]
fn the_palette_does_what_the_key_does() {
    let mut play = Play::new((80, 24), 10);
    play.press(": d r o p enter");
    assert_eq!((play.desk.card(1).verdict, play.row()), (Verdict::Drop, 2));
    assert!(play.state.layer.is_none());
    play.press(": q u i t esc");
    assert!(!play.state.over && play.state.layer.is_none());
    let mut palette = Play::new((80, 24), 10);
    palette.press(":");
    let Some(Layer::Palette(palette)) = &palette.state.layer else { panic!() };
    let offers = |action| palette.offers.iter().any(|offer| offer.entry.action == action);
    assert!(!offers(Action::Pick), "only what has keys here is offered");
}

#[test]
fn the_palette_finds_actions_by_the_names_that_are_printed() {
    for entry in table() {
        let mut play = Play::new((80, 24), 3);
        play.press(":");
        let Some(Layer::Palette(palette)) = &mut play.state.layer else { panic!() };
        if palette.offers.iter().any(|offer| offer.entry.action == entry.action) {
            palette.menu.line.paste(&entry.name);
            palette.menu.refine();
            assert_eq!(palette.chosen(), Some(entry.action), "{}", entry.name);
        }
    }
}

#[test]
fn keys_that_mean_nothing_are_told_once() {
    let check = |keys: &str, words: &str| {
        let mut play = Play::new((80, 24), 3);
        play.press(keys);
        assert_eq!(play.state.status.words, words, "{keys}");
        assert_eq!(play.steps, []);
    };
    check("Z", "Z means nothing here; ? shows every key");
    check("f z", "f z means nothing here; ? shows every key");
    check("tab tab d", "d means nothing in the facets; esc goes back to the list");
    check("r z", "z means nothing here; ? shows every key");
    check("r z esc", "");
    check("f12", "");
    check("f esc", "");
}

#[test]
fn facets_hidden_and_shown_again_leave_the_keyboard_to_the_list() {
    let mut play = Play::new((80, 24), 3);
    play.press("F F d");
    assert!(!play.state.areas().facets.is_empty());
    assert_eq!(play.desk.card(1).verdict, Verdict::Drop);
    play.press("tab tab F d");
    assert_eq!(play.desk.card(2).verdict, Verdict::Drop);
    let mut narrow = Play::new((60, 24), 3);
    narrow.press("F");
    assert_eq!(narrow.state.focus, Focus::Facets, "there is no room for both");
    narrow.press("F d");
    assert_eq!(narrow.desk.card(1).verdict, Verdict::Drop);
}
