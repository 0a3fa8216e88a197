//! Pictures of counts, drawn as SVG that takes its colours from the page around it.

use std::fmt::Write;

const ROW: usize = 22;
const LABELS: usize = 300;
const WIDTH: usize = 800;
const ROOM: usize = WIDTH - LABELS - 44;

/// Horizontal bars with labels and counts. Readers that do not see it get the same numbers from the table beside it.
pub fn bars(rows: &[(String, usize)]) -> String {
    let most = rows.iter().map(|(_, count)| *count).max().unwrap_or(0).max(1);
    let height = rows.len() * ROW + 4;
    let mut svg = format!(
        "<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"Recommendations by objective; the numbers are in the table below\">"
    );
    for (at, (label, count)) in rows.iter().enumerate() {
        let (y, length) = (at * ROW + 2, count * ROOM / most);
        let (text, end) = (y + 15, LABELS + length + 6);
        let from = LABELS - 8;
        let _ = write!(svg, "<text class=\"label\" x=\"{from}\" y=\"{text}\">{}</text>", escape(label));
        let _ = write!(
            svg,
            "<rect class=\"bar\" x=\"{LABELS}\" y=\"{y}\" width=\"{length}\" height=\"16\" rx=\"2\"/>"
        );
        let _ = write!(svg, "<text class=\"count\" x=\"{end}\" y=\"{text}\">{count}</text>");
    }
    svg + "</svg>"
}

/// How dark a count is shown: 0 for none, then 1 to 5.
pub fn shade(count: usize, most: usize) -> usize {
    if count == 0 { 0 } else { (count * 5).div_ceil(most.max(1)).min(5) }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shades_run_from_nothing_to_the_most() {
        let check = |count, most, shown| assert_eq!(shade(count, most), shown, "{count} of {most}");
        check(0, 0, 0);
        check(0, 9, 0);
        check(1, 1, 5);
        check(1, 100, 1);
        check(50, 100, 3);
        check(100, 100, 5);
    }

    #[test]
    fn the_longest_bar_fills_the_room() {
        let svg = bars(&[("1. Data".into(), 4), ("2. <b>".into(), 0)]);
        assert!(svg.contains(&format!("width=\"{ROOM}\"")) && svg.contains("width=\"0\""), "{svg}");
        assert!(svg.contains("2. &lt;b&gt;"));
    }
}
