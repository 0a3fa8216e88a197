//! Numbers that run on through headings: the articles of a declaration, the items of an annex under themes.

use super::*;

/// Numbers that run on through headings.
pub(super) struct Run {
    pub blocks: Range<usize>,
    /// The share of its members that ask.
    pub asking: f32,
    /// Whether most of them say what "we" do or begin with a verb.
    pub declares: bool,
}

impl Finder<'_> {
    /// What the members of a run of numbers are like.
    pub(super) fn run(&self, blocks: Range<usize>) -> Option<Run> {
        let (mut members, mut asking, mut declaring) = (0usize, 0usize, 0usize);
        for n in blocks.clone() {
            let block = self.block(n);
            if block.depth > 0 || !block.label.as_deref().is_some_and(is_decimal) || !self.is_item(n) {
                continue;
            }
            let words = Words::beginning(self.words(n));
            let language = &CUES.languages[self.outline.language(n)];
            members += 1;
            asking += usize::from(self.asks(n));
            declaring += usize::from(language.first_person(&words) || language.begins_with_verb(&words));
        }
        (members > 0).then(|| Run {
            blocks,
            asking: asking as f32 / members as f32,
            declares: declaring * 2 > members,
        })
    }

    /// The run of numbers that a block belongs to.
    pub(super) fn run_of(&self, n: usize) -> Option<&Run> {
        let after = self.runs.partition_point(|r| r.blocks.start <= n);
        self.runs[..after].last().filter(|r| r.blocks.contains(&n))
    }
}

/// Stretches of blocks whose numbers run on (1., 2., 3., …) through two headings or more: the articles of a declaration,
/// the items of an annex under themes.
pub(super) fn runs(reading: &Reading) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let (mut from, mut last, mut end) = (0, 0, 0);
    let (mut heading, mut crossed, mut count) = (false, 0, 0);
    for (n, block) in reading.blocks.iter().enumerate() {
        if block.heading_level().is_some() {
            heading = true;
        }
        let number = block.label.as_deref().filter(|l| is_decimal(l)).and_then(number_of);
        let Some(number) = number.filter(|_| block.depth == 0 && block.heading_level().is_none()) else {
            continue;
        };
        if number == last + 1 && last > 0 {
            crossed += u32::from(heading);
            count += 1;
        } else {
            if crossed >= 2 && count >= 4 {
                runs.push(from..end);
            }
            (from, crossed, count) = (n, 0, 1);
        }
        (heading, last, end) = (false, number, n + 1);
    }
    if crossed >= 2 && count >= 4 {
        runs.push(from..end);
    }
    runs
}

/// "12." or "12)", not "1.2." or "(a)".
fn is_decimal(label: &str) -> bool {
    let digits = label.trim_end_matches(['.', ')']);
    !digits.is_empty() && digits.len() < label.len() && digits.bytes().all(|b| b.is_ascii_digit())
}
