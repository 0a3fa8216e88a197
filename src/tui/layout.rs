//! Where everything stands for a size of the terminal; pure, so that scrolling and drawing agree.

pub mod reading;

use ratatui::layout::Rect;

/// Below this the screen only says that it is too small.
pub const SMALLEST: (u16, u16) = (20, 5);

/// Columns before what is said: room for a sign.
pub const STATUS_INDENT: u16 = 3;

/// Columns that the details need at most.
const DETAILS: u16 = 74;

/// Areas of the screen; empty ones are not drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Areas {
    /// Chips and progress.
    pub header: Rect,
    /// The line under the header that carries the panes' titles.
    pub titles: Rect,
    /// Facets.
    pub facets: Rect,
    /// The line between facets and what is right of them.
    pub facets_rule: Rect,
    /// The list.
    pub list: Rect,
    /// The line between list and details.
    pub rule: Rect,
    /// The details.
    pub details: Rect,
    /// What was done and saved, or the search line.
    pub status: Rect,
    /// What the keys do here.
    pub hints: Rect,
}

/// Where the edges between panes were put; none where they are as the size has it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Splits {
    /// Columns of the facets.
    pub facets: Option<u16>,
    /// Columns of the details beside the list.
    pub details: Option<u16>,
    /// Rows of the list over the details.
    pub list: Option<u16>,
}

/// No pane beside another is narrower.
const NARROWEST: u16 = 14;

impl Areas {
    /// Areas for a size. `facets` says whether they are wanted, `in_facets` whether they have the keyboard.
    #[cfg(test)]
    pub fn new(size: (u16, u16), facets: bool, in_facets: bool) -> Areas {
        Areas::split(size, facets, in_facets, Splits::default(), 1)
    }

    /// Areas for a size with edges where somebody put them, as far as every pane keeps some room, and so many rows for what is
    /// said, at most as many as [`said_at_most`] allows.
    pub fn split(size: (u16, u16), facets: bool, in_facets: bool, splits: Splits, said: u16) -> Areas {
        let (width, height) = size;
        if width < SMALLEST.0 || height < SMALLEST.1 {
            return Areas::default();
        }
        let row = |y, height| Rect::new(0, y, width, height);
        let hints = u16::from(height >= 8);
        let titles = u16::from(height >= 16);
        let top = 1 + titles;
        let said = said.clamp(1, said_at_most(height));
        let body = row(top, height.saturating_sub(top + said + hints));
        let mut areas = Areas {
            header: row(0, 1),
            titles: row(1, titles),
            status: row(height - said - hints, said),
            hints: row(height - hints, hints),
            ..Default::default()
        };
        if width < 80 {
            if in_facets {
                areas.facets = body;
            } else {
                areas.stack(body, splits.list);
            }
            return areas;
        }
        let mut right = body;
        if facets || in_facets {
            let columns = splits
                .facets
                .map_or_else(|| facets_columns(width), |columns| columns.clamp(NARROWEST, width / 2));
            areas.facets = Rect { width: columns, ..body };
            areas.facets_rule = Rect { x: columns, width: 1, ..body };
            right = Rect { x: columns + 1, width: width - columns - 1, ..body };
        }
        if width >= 120 {
            // Words are read best in lines that are not too long: what the details do not need is the list's.
            let details = splits.details.map_or_else(
                || (right.width * 11 / 20).min(DETAILS),
                |columns| columns.clamp(NARROWEST, right.width - 1 - NARROWEST),
            );
            let list = right.width - details - 1;
            areas.list = Rect { width: list, ..right };
            areas.rule = Rect { x: right.x + list, width: 1, ..right };
            areas.details = Rect { x: right.x + list + 1, width: right.width - list - 1, ..right };
        } else {
            areas.stack(right, splits.list);
        }
        areas
    }

    /// The list over the details, where both find room.
    fn stack(&mut self, body: Rect, wanted: Option<u16>) {
        if body.height < 7 {
            self.list = body;
            return;
        }
        let list = wanted.map_or((body.height * 2 / 5).max(3), |rows| rows.clamp(2, body.height - 3));
        self.list = Rect { height: list, ..body };
        self.rule = Rect { y: body.y + list, height: 1, ..body };
        self.details = Rect { y: body.y + list + 1, height: body.height - list - 1, ..body };
    }

    /// Rows that one recommendation takes in the list: two where the list is high, and narrow or very high.
    pub fn rows_each(&self) -> u16 {
        let height = if self.list.width < 64 { 18 } else { 36 };
        if self.list.height >= height { 2 } else { 1 }
    }

    /// How many recommendations the list shows at once.
    pub fn listed(&self) -> usize {
        usize::from(self.list.height / self.rows_each())
    }

    /// Whether list and details stand side by side.
    pub fn is_wide(&self) -> bool {
        self.rule.width == 1 && self.rule.height > 0
    }
}

/// How many rows what is said may take on a screen of so many.
pub fn said_at_most(height: u16) -> u16 {
    match height {
        0..12 => 1,
        12..24 => 2,
        _ => 3,
    }
}

fn facets_columns(width: u16) -> u16 {
    match width {
        0..100 => 22,
        100..160 => 33,
        _ => 40,
    }
}

/// A box in the middle of the screen, at most so large.
pub fn centred(within: Rect, columns: u16, rows: u16) -> Rect {
    let (width, height) = (columns.min(within.width), rows.min(within.height));
    Rect::new(within.x + (within.width - width) / 2, within.y + (within.height - height) / 3, width, height)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn shapes() {
        let check = |size, wide: bool, facets: bool, details: bool| {
            let areas = Areas::new(size, true, false);
            let is = |r: Rect| !r.is_empty();
            assert_eq!(
                (areas.is_wide(), is(areas.facets), is(areas.details)),
                (wide, facets, details),
                "{size:?}"
            );
        };
        check((40, 12), false, false, true);
        check((30, 6), false, false, false);
        check((80, 24), false, true, true);
        check((120, 40), true, true, true);
        check((200, 60), true, true, true);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn areas_lie_on_the_screen_and_apart(
            width in 1u16..300, height in 1u16..100, facets: bool, in_facets: bool,
            splits in proptest::option::of((any::<u16>(), any::<u16>(), any::<u16>())), said in 0u16..9,
        ) {
            let splits = splits.map_or(Splits::default(), |(facets, details, list)| {
                Splits { facets: Some(facets), details: Some(details), list: Some(list) }
            });
            let areas = Areas::split((width, height), facets, in_facets, splits, said);
            let all = [areas.header, areas.titles, areas.facets, areas.facets_rule, areas.list, areas.rule,
                areas.details, areas.status, areas.hints];
            let screen = Rect::new(0, 0, width, height);
            let shown: Vec<Rect> = all.into_iter().filter(|r| !r.is_empty()).collect();
            for (at, area) in shown.iter().enumerate() {
                prop_assert_eq!(area.intersection(screen), *area);
                for other in &shown[at + 1..] {
                    prop_assert!(area.intersection(*other).is_empty(), "{:?} {:?}", area, other);
                }
            }
            let covered: u32 = shown.iter().map(|r| r.area()).sum();
            prop_assert!(shown.is_empty() || covered == screen.area());
        }
    }
}
