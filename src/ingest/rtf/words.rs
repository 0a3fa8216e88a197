//! Words of rich text that stand for signs, and those whose groups hold no words of the text.

use crate::ingest::flow::labels::bullet;
use crate::ingest::flow::one_line;

/// The label before an item as a reader sees it.
pub(super) fn label_of(written: &str) -> Option<String> {
    let label = one_line(written);
    let mut chars = label.chars();
    match (chars.next(), chars.next()) {
        (None, _) => None,
        (Some(c), None) if !c.is_ascii_digit() => Some(bullet(&label)),
        _ => Some(label),
    }
}

/// Words that stand for a sign.
pub(super) fn sign_of(word: &str) -> Option<&'static str> {
    Some(match word {
        "tab" => "\t",
        "line" => "\n",
        "emdash" => "—",
        "endash" => "–",
        "emspace" | "enspace" | "qmspace" => " ",
        "bullet" => "•",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        _ => return None,
    })
}

/// Destinations that hold no words of the text.
pub(super) const LEFT_OUT: &[&str] = &[
    "annotation",
    "atnauthor",
    "atndate",
    "atnicn",
    "atnid",
    "atnparent",
    "atnref",
    "atntime",
    "atrfend",
    "atrfstart",
    "bkmkend",
    "bkmkstart",
    "colortbl",
    "datafield",
    "do",
    "filetbl",
    "footer",
    "footerf",
    "footerl",
    "footerr",
    "ftncn",
    "ftnsep",
    "ftnsepc",
    "aftncn",
    "aftnsep",
    "aftnsepc",
    "header",
    "headerf",
    "headerl",
    "headerr",
    "info",
    "listoverridetable",
    "listtable",
    "nonesttables",
    "nonshppict",
    "objdata",
    "pict",
    "pnseclvl",
    "pntxta",
    "pntxtb",
    "private",
    "revtbl",
    "rsidtbl",
    "rxe",
    "shprslt",
    "tc",
    "tcn",
    "template",
    "txe",
    "upr",
    "userprops",
    "xe",
];
