//! Where everything stands in the reader.

use super::{DETAILS, SMALLEST, said_at_most};
use ratatui::layout::Rect;

/// From so many columns on, the details of what is read stand beside the page.
const WIDE: u16 = 120;
/// Columns for a page with its margin; what is left of a wide screen is for the details.
const PAGE: u16 = 100;
/// Columns that the details have at least.
const PANEL: u16 = 44;

/// Areas of the reader; empty ones are not drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Areas {
    /// The title of the document and how far it is read.
    pub header: Rect,
    /// The page.
    pub page: Rect,
    /// The line between the page and the details, or over the foot.
    pub rule: Rect,
    /// The details of the recommendation that is read.
    pub details: Rect,
    /// Where there is no room for those: its verdict, tags, suggestions and note in a few lines.
    pub foot: Rect,
    /// What was done and saved, or what is looked for.
    pub status: Rect,
    /// What the keys do here.
    pub hints: Rect,
}

impl Areas {
    /// Areas for a size, with so many rows for what is said, at most as many as [`said_at_most`] allows.
    pub fn new(size: (u16, u16), said: u16) -> Areas {
        let (width, height) = size;
        if width < SMALLEST.0 || height < SMALLEST.1 {
            return Areas::default();
        }
        let row = |y, height| Rect::new(0, y, width, height);
        let said = said.clamp(1, said_at_most(height));
        let body = row(1, height.saturating_sub(2 + said));
        let areas = Areas {
            header: row(0, 1),
            page: body,
            status: row(height - 1 - said, said),
            hints: row(height - 1, 1),
            ..Areas::default()
        };
        if width >= WIDE {
            let details = width.saturating_sub(PAGE).clamp(PANEL, DETAILS);
            let page = Rect { width: width - details - 1, ..body };
            let rule = Rect { x: page.right(), width: 1, ..body };
            return Areas { page, rule, details: Rect { x: rule.right(), width: details, ..body }, ..areas };
        }
        let (rule, foot) = match height {
            0..11 => (0, 0),
            11..20 => (0, 1),
            _ => (1, 3),
        };
        let page = Rect { height: body.height - rule - foot, ..body };
        Areas { page, rule: row(page.bottom(), rule), foot: row(page.bottom() + rule, foot), ..areas }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn areas_cover_the_screen_and_lie_apart(width in 20u16..300, height in 5u16..100, said in 0u16..9) {
            let areas = Areas::new((width, height), said);
            let all = [areas.header, areas.page, areas.rule, areas.details, areas.foot, areas.status, areas.hints];
            for (at, area) in all.iter().enumerate() {
                for other in &all[at + 1..] {
                    prop_assert!(area.intersection(*other).is_empty(), "{:?} {:?}", area, other);
                }
            }
            let covered: u32 = all.iter().map(|area| area.area()).sum();
            prop_assert_eq!(covered, u32::from(width) * u32::from(height));
            prop_assert!(!areas.page.is_empty());
        }
    }
}
