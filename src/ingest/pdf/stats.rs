//! What is usual in a document: the size of its running text and the distance of its lines.

use super::lines::Line;
use std::collections::HashMap;

/// The document's usual measures.
#[derive(Debug, Clone)]
pub(super) struct Usual {
    /// Size of the running text.
    pub body: f32,
    /// Distance of lines within a paragraph, in sizes of the letters: of most lines, and of most lines of a size.
    leading: f32,
    by_size: HashMap<i32, f32>,
    /// Whether the elements of the tagged file are its paragraphs.
    pub tagged: bool,
}

fn step(size: f32) -> i32 {
    (size * 2.0).round().clamp(0.0, 10_000.0) as i32
}

impl Usual {
    /// Measures lines in the order of reading.
    pub fn of(lines: &[Line], body: f32) -> Self {
        let mut all: HashMap<i32, usize> = HashMap::new();
        let mut sizes: HashMap<i32, HashMap<i32, usize>> = HashMap::new();
        for pair in lines.windows(2) {
            let [a, b] = pair else { continue };
            let same = a.column == b.column && step(a.size) == step(b.size) && a.part == b.part;
            let ratio = (b.y - a.y) / a.size.max(0.1);
            if same && (0.8..3.0).contains(&ratio) {
                let bin = (ratio * 20.0).round() as i32;
                *all.entry(bin).or_default() += 1;
                *sizes.entry(step(a.size)).or_default().entry(bin).or_default() += 1;
            }
        }
        let most = |bins: &HashMap<i32, usize>| {
            let best = bins.iter().max_by_key(|(bin, n)| (**n, -**bin))?;
            Some((*best.0 as f32 / 20.0, *best.1))
        };
        let leading = most(&all).map_or(1.2, |(l, _)| l);
        let by_size =
            sizes.iter().filter_map(|(s, bins)| most(bins).filter(|m| m.1 >= 4).map(|m| (*s, m.0))).collect();
        Usual { body, leading, by_size, tagged: trusted(lines) }
    }

    /// The usual distance of lines of a size, in points.
    pub fn distance(&self, size: f32) -> f32 {
        size * self.by_size.get(&step(size)).copied().unwrap_or(self.leading)
    }
}

/// The size of most letters.
pub(super) fn body_size<'a>(sizes: impl Iterator<Item = (f32, usize)> + 'a) -> f32 {
    let mut letters: HashMap<i32, usize> = HashMap::new();
    for (size, n) in sizes {
        *letters.entry(step(size)).or_default() += n;
    }
    letters.into_iter().max_by_key(|(size, n)| (*n, -*size)).map_or(10.0, |(size, _)| size as f32 / 2.0)
}

/// Whether the elements of a tagged file can be trusted to be its paragraphs: most lines have one, and where a
/// line plainly goes on in the next, both are of one element.
fn trusted(lines: &[Line]) -> bool {
    let tagged = lines.iter().filter(|l| l.tag.is_some()).count();
    if tagged * 10 < lines.len() * 8 || lines.is_empty() {
        return false;
    }
    let (mut one, mut two) = (0usize, 0usize);
    for pair in lines.windows(2) {
        let [a, b] = pair else { continue };
        let runs_on = a.column == b.column
            && a.text.ends_with(|c: char| c.is_alphabetic() || c == ',')
            && b.text.starts_with(char::is_lowercase)
            && a.end_x > a.right - 0.15 * (a.right - a.left)
            && step(a.size) == step(b.size);
        if let (true, Some(x), Some(y)) = (runs_on, a.tag, b.tag) {
            *(if x.element == y.element { &mut one } else { &mut two }) += 1;
        }
    }
    one >= 9 * two
}
