//! Tables of Markdown: rows between strokes, and tables drawn with lines, as converters write them.

use super::inline;
use crate::ingest::text::lines::Line;
use crate::ingest::text::marks::mark;

/// No cell holds more lines than this.
const MOST_LINES: usize = 400;

/// The cells of a line between strokes, as they stand.
pub(super) fn cells(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = line.strip_suffix('|').filter(|l| !l.ends_with('\\')).unwrap_or(line);
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in line.chars() {
        match c {
            '|' if !escaped => cells.push(String::new()),
            _ => {
                if let Some(cell) = cells.last_mut() {
                    cell.push(c);
                }
            }
        }
        escaped = c == '\\' && !escaped;
    }
    cells
}

/// The rows that cells make, without their marks: one, or one for each item where a cell holds a list.
pub(super) fn rows_of(cells: Vec<String>) -> Vec<Vec<String>> {
    let columns: Vec<Vec<String>> = cells.iter().map(|cell| items(cell.trim())).collect();
    let most = columns.iter().map(Vec::len).max().unwrap_or(0);
    let row = |n: usize| -> Vec<String> {
        columns.iter().map(|column| column.get(n).cloned().unwrap_or_default()).collect()
    };
    (0..most).map(row).filter(|row| row.iter().any(|cell| !cell.is_empty())).collect()
}

/// The lines that a cell says it has.
fn lines_of(cell: &str) -> impl Iterator<Item = &str> {
    let (first, rest) = cell.split_once("<br").map_or((cell, None), |(first, rest)| (first, Some(rest)));
    let after = |line: &'_ str| line.find('>').map_or(0, |at| at + 1);
    let rest = rest.into_iter().flat_map(|rest| rest.split("<br"));
    std::iter::once(first).chain(rest.map(move |line| &line[after(line)..]))
}

/// The items of a list that a cell holds line by line; all its words where it holds none.
fn items(cell: &str) -> Vec<String> {
    let said: Vec<&str> = lines_of(cell).map(str::trim).filter(|l| !l.is_empty()).collect();
    let marked: Vec<_> = said.iter().map(|l| mark(l).filter(|m| !m.rest.is_empty())).collect();
    let begins = |n: usize| marked.get(n).is_some_and(Option::is_some);
    if !begins(0) || marked.iter().flatten().count() < 2 {
        return vec![inline(&said.join(" ")).trim().to_owned()];
    }
    let mut out: Vec<String> = Vec::new();
    for (line, found) in said.iter().zip(&marked) {
        match (found, out.last_mut()) {
            (Some(found), _) => out.push(inline(found.rest)),
            (None, Some(last)) => {
                last.push(' ');
                last.push_str(&inline(line));
            }
            (None, None) => out.push(inline(line)),
        }
    }
    out
}

/// The line under the heads of columns.
pub(super) fn is_rule(line: &str) -> bool {
    line.contains('-') && line.contains('|') && line.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' '))
}

/// The rows of a table drawn with lines that begins at a line, and the line after it: `+---+---+` around cells of
/// several lines, or columns under strokes between two long strokes.
pub(super) fn drawn(lines: &[Line], at: usize) -> Option<(Vec<Vec<String>>, usize)> {
    boxed(lines, at).or_else(|| ruled(lines, at))
}

fn is_box_line(line: &str) -> bool {
    line.len() > 4
        && line.starts_with('+')
        && line.ends_with('+')
        && line.bytes().all(|b| matches!(b, b'+' | b'-' | b'=' | b':'))
}

fn boxed(lines: &[Line], at: usize) -> Option<(Vec<Vec<String>>, usize)> {
    if !is_box_line(lines.get(at)?.text) {
        return None;
    }
    let mut rows = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut end = at + 1;
    while let Some(line) = lines.get(end).map(|l| l.text) {
        if line.starts_with('|') {
            let found = cells(line);
            open.resize(open.len().max(found.len()), String::new());
            for (cell, words) in open.iter_mut().zip(found) {
                join(cell, &words);
            }
        } else if line.starts_with('+') {
            rows.extend((!open.is_empty()).then(|| std::mem::take(&mut open)));
        } else {
            break;
        }
        end += 1;
    }
    rows.extend((!open.is_empty()).then_some(open));
    (!rows.is_empty()).then_some((rows, end))
}

/// Columns under strokes: "-----  -----" below the heads; rows are lines, or stretches between blank lines.
fn ruled(lines: &[Line], at: usize) -> Option<(Vec<Vec<String>>, usize)> {
    let dashes = |n: usize| lines.get(n).is_some_and(|l| is_dashes(l.text));
    let long = dashes(at) && !lines[at].text.contains(' ');
    let head = at + usize::from(long);
    let rule = (head..lines.len().min(head + 12)).find(|n| dashes(*n) && lines[*n].text.contains(' '))?;
    if rule == at && !long || rule == head && long || lines[head..rule].iter().any(|l| l.is_blank()) {
        return None;
    }
    let columns = columns(&lines[rule]);
    let last = (rule + 1..lines.len().min(rule + MOST_LINES))
        .find(|n| dashes(*n) && (!long || !lines[*n].text.contains(' ')) || !long && lines[*n].is_blank())?;
    let spaced = lines[rule + 1..last].iter().any(|l| l.is_blank());
    let mut rows = vec![Vec::new()];
    fold_in(&mut rows, &columns, &lines[head..rule]);
    rows.push(Vec::new());
    for line in &lines[rule + 1..last] {
        if line.is_blank() || !spaced {
            rows.push(Vec::new());
        }
        fold_in(&mut rows, &columns, std::slice::from_ref(line));
    }
    rows.retain(|row| !row.is_empty());
    Some((rows, last + usize::from(dashes(last))))
}

fn is_dashes(line: &str) -> bool {
    line.len() > 3 && line.starts_with("--") && line.bytes().all(|b| matches!(b, b'-' | b' '))
}

/// Where columns begin, in characters.
fn columns(rule: &Line) -> Vec<usize> {
    let bytes = rule.text.as_bytes();
    (0..bytes.len())
        .filter(|n| bytes[*n] == b'-' && (*n == 0 || bytes[n - 1] == b' '))
        .map(|n| n + rule.indent)
        .collect()
}

fn fold_in(rows: &mut [Vec<String>], columns: &[usize], lines: &[Line]) {
    let Some(row) = rows.last_mut() else { return };
    for line in lines.iter().filter(|l| !l.is_blank()) {
        row.resize(columns.len(), String::new());
        for (at, c) in line.text.chars().enumerate() {
            let column = columns.partition_point(|from| *from <= at + line.indent).saturating_sub(1);
            if let Some(cell) = row.get_mut(column) {
                cell.push(c);
            }
        }
        for cell in row.iter_mut() {
            let words = cell.split_whitespace().collect::<Vec<_>>().join(" ");
            *cell = words + " ";
        }
    }
}

fn join(cell: &mut String, words: &str) {
    let words = words.trim();
    if words.is_empty() {
        return;
    }
    if !cell.is_empty() {
        // A list in a cell keeps its lines.
        cell.push_str(if mark(words).is_some_and(|m| !m.rest.is_empty()) { "<br>" } else { " " });
    }
    cell.push_str(words);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::text::lines::lines;

    fn check(text: &str, want: &[&[&str]]) {
        let found = lines(text.trim_end());
        let (rows, end) = drawn(&found, 0).unwrap_or_else(|| panic!("no table in {text}"));
        let rows: Vec<Vec<String>> = rows.into_iter().flat_map(rows_of).collect();
        assert_eq!(rows, want, "{text}");
        assert_eq!(end, found.len(), "{text}");
    }

    #[test]
    fn strokes_divide_cells_and_escaped_ones_do_not() {
        assert_eq!(cells("| a | b \\| c | |"), [" a ", " b \\| c ", " "]);
        assert_eq!(cells("||b|"), ["", "b"]);
    }

    #[test]
    fn a_list_in_a_cell_is_a_row_an_item() {
        let rows = rows_of(cells("| 1 | - open *schools*<br>- train<br/>guards | high |"));
        assert_eq!(rows, [["1", "open schools", "high"], ["", "train guards", ""]]);
        assert_eq!(rows_of(cells("| open<br>schools | - |")), [["open schools", "-"]]);
    }

    #[test]
    fn tables_drawn_with_lines_are_read() {
        let want: &[&[&str]] = &[&["No", "What"], &["1", "open schools"], &["2", "train guards"]];
        check(
            "+----+---------+\n| No | What    |\n+====+=========+\n| 1  | open    |\n|    | schools |\n+----+---------+\n| 2  | train guards |\n+----+---------+\n",
            want,
        );
        check(
            "------------------\n No  What\n---- -------------\n 1   open\n     schools\n\n 2   train guards\n------------------\n",
            want,
        );
        check(
            "No   What\n---- -------------\n1    open schools\n2    train guards\n---- -------------\n",
            want,
        );
    }
}
