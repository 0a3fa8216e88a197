//! The table of contents of a transcription: it tells where the titles end that stand glued to their sentences.

use super::Page;
use crate::model::text::fold;

/// The words of a table of contents, folded.
#[derive(Debug, Default)]
pub(super) struct Contents {
    words: Vec<String>,
    /// Which of them begin with a capital.
    capitals: Vec<bool>,
    /// Whether numbers stand between its titles.
    is_divided: bool,
}

/// No title has more words.
const LONGEST: usize = 40;

impl Contents {
    /// Takes the pages of a table of contents off the first pages; answers it and their words, page by page.
    pub fn take(pages: &mut [Page]) -> (Self, Vec<(u32, String)>) {
        const EARLY: usize = 12;
        const MOST: usize = 4;
        let is_first = |p: &Page| {
            p.words.iter().take(8).any(|w| {
                matches!(
                    fold(w).as_str(),
                    "contents" | "sommaire" | "contenido" | "indice" | "matieres" | "sumario"
                )
            })
        };
        let mut contents = Contents::default();
        let mut taken = Vec::new();
        let Some(first) = pages.iter().take(EARLY).position(is_first) else { return (contents, taken) };
        for (n, page) in pages.iter_mut().enumerate().skip(first).take(MOST) {
            if n > first && !is_entries(&page.words) || page.words.len() < 4 {
                break;
            }
            contents.words.extend(page.words.iter().map(|w| bare(w)));
            contents.capitals.extend(page.words.iter().map(|w| w.starts_with(char::is_uppercase)));
            taken.push((page.number, page.words.join(" ")));
            page.words.clear();
        }
        let numbers = contents.words.iter().filter(|w| is_number(w)).count();
        contents.is_divided = numbers * 8 >= contents.words.len();
        (contents, taken)
    }

    /// How many of the words that begin there are a title of the table; 0 where they are none.
    pub fn title(&self, words: &[(&str, u32)]) -> usize {
        let Some(first) = words.first().filter(|w| w.0.starts_with(char::is_uppercase)) else { return 0 };
        let first = bare(first.0);
        let run = |at: usize| {
            let both = self.words[at..].iter().zip(words).take(LONGEST);
            let len = both.take_while(|(entry, word)| !entry.is_empty() && **entry == bare(word.0)).count();
            // One word is a title only where it is the whole entry.
            let begins = at.checked_sub(1).is_none_or(|n| n == 0 || is_number(&self.words[n]));
            let whole = begins && self.words.get(at + len).is_none_or(|w| is_number(w));
            // Where no numbers divide the titles the next begins with a capital.
            let next = self.capitals.get(at + len).is_none_or(|capital| *capital);
            if whole || len >= 2 && !self.is_divided && next { len } else { 0 }
        };
        let starts = (0..self.words.len()).filter(|at| self.words[*at] == first);
        let len = starts.map(run).max().unwrap_or(0);
        // What follows a title begins anew.
        let anew = words.get(len).is_none_or(|w| !w.0.starts_with(char::is_lowercase));
        if anew { len } else { 0 }
    }

    /// The same where no number stands before the title: only a table whose titles are divided tells, but of annexes.
    pub fn bare_title(&self, words: &[(&str, u32)]) -> usize {
        const ANNEX: usize = 4;
        let annex = words.first().is_some_and(|w| {
            matches!(bare(w.0).as_str(), "annex" | "annexe" | "anexo" | "appendix" | "appendice" | "apendice")
        });
        let len = if self.is_divided || annex { self.title(words) } else { 0 };
        if self.is_divided || len >= ANNEX { len } else { 0 }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// Whether a page goes on with a table of contents: every few words a page number, and hardly a full stop.
fn is_entries(words: &[&str]) -> bool {
    let numbers = words.iter().filter(|w| is_number(&bare(w))).count();
    let ends = words.iter().filter(|w| w.ends_with('.') && w.chars().any(char::is_alphabetic)).count();
    numbers * 12 >= words.len() && ends * 30 <= words.len()
}

/// A word without the dots that lead to its page number, folded.
fn bare(word: &str) -> String {
    fold(word.trim_matches(['.', '…', ',', ':']))
}

fn is_number(word: &str) -> bool {
    word.is_empty() || word.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(contents: &str, words: &str, title: &str) {
        let first = format!("Contents {contents}");
        let mut pages = [Page { number: 2, words: first.split(' ').collect() }];
        let (contents, taken) = Contents::take(&mut pages);
        assert_eq!(taken.len(), 1);
        let words: Vec<(&str, u32)> = words.split(' ').map(|w| (w, 3)).collect();
        let found: Vec<&str> = words[..contents.title(&words)].iter().map(|w| w.0).collect();
        assert_eq!(found.join(" "), title);
    }

    #[test]
    fn a_title_ends_where_the_table_says() {
        check(
            "Foreword... 4 1. How it began 5 2. What was said 6",
            "What was said The table met",
            "What was said",
        );
        check("How it began What was said The end", "How it began Rivers rose", "How it began");
        check("Foreword... 4 Closing 9", "Foreword When the river", "Foreword");
        check("Early Foreword Closing words", "Foreword When the river", "");
        check("1. The Forum and its friends 5 2. The end 7", "The Forum Office opened", "");
        check("How it began 5", "How it began to rain", "");
    }
}
