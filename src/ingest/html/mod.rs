//! Web pages: the readability library says which text is the document's; the words, lists, tables and notes are
//! then read from the page's own tree, so that what the library rewrites or passes over inside the document is not lost.

mod head;
mod label;
mod names;
mod spans;
mod traps;
mod walk;

use super::Canonical;
use super::dates;
use super::details::Stated;
use crate::error::{Error, Result};
use crate::model::BlockKind;
use crate::model::text::fold;
use dom_query::Document;
use dom_smoothie::{Config, Readability};
use std::collections::HashSet;
use walk::Piece;

/// Above so many elements the readability library is not asked: its time is no longer bounded well.
const MOST_ELEMENTS: usize = 400_000;
/// Stack of the thread that builds and walks the tree: both go as deep as the page nests.
const STACK: usize = 64 * 1024 * 1024;
/// Share of the main part's words that the library must have kept to be trusted at the edges, in percent.
const TRUSTED: usize = 75;

/// Reads a decoded page into blocks, and what it states of itself in its head.
pub(super) fn read(name: &str, html: &str, canonical: &mut Canonical) -> Result<Stated> {
    let way_out = "open it in a browser, save its text and import that";
    if let Some(trap) = traps::trap(html) {
        return Err(Error::failed(format!("{name} {trap}")).hint(way_out));
    }
    let failed = || Error::failed(format!("{name} could not be read as a web page")).hint(way_out);
    let (stated, pieces) = std::thread::scope(|scope| {
        let reader = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || parse(html));
        reader.map_err(|e| failed().because(e))?.join().map_err(|_| failed())
    })?;
    if let Some(title) = &stated.title {
        canonical.push(BlockKind::Heading { level: 1 }, None, 0, None, title);
    }
    for piece in &pieces {
        canonical.push(piece.kind, piece.label.as_deref(), piece.depth, None, &piece.words);
    }
    Ok(stated)
}

fn parse(html: &str) -> (Stated, Vec<Piece>) {
    let page = Document::from(html);
    let mut stated = head::read(&page);
    let mut pieces = walk::pieces(page.root());
    if stated.published.is_none() {
        stated.published = pieces.iter().filter(|p| p.byline && !p.suspect).find_map(|p| day_in(&p.words));
    }
    pieces.retain(|p| !p.byline && !is_picture_credit(p));
    let pieces = choose(pieces, readable(page).as_deref());
    let pieces = without_chrome_sections(without_title(pieces, stated.title.as_deref()));
    (stated, pieces)
}

/// The first day that a by-line names, as it is written there.
fn day_in(byline: &str) -> Option<String> {
    let found = dates::find(byline).into_iter().find(|f| f.has_day() && f.has_year())?;
    Some(byline[found.place].to_string())
}

/// Words under a picture that say who took it.
fn is_picture_credit(piece: &Piece) -> bool {
    let words = fold(&piece.words);
    let mut words = words.split(|c: char| !c.is_alphanumeric() && c != '©');
    piece.kind == BlockKind::Caption
        && words.any(|w| {
            matches!(w, "photo" | "photos" | "foto" | "fotos" | "photograph" | "credit" | "©" | "image")
        })
}

/// The words of what the readability library takes for the document, one entry a piece; none where it finds nothing.
fn readable(page: Document) -> Option<Vec<String>> {
    let config = Config { max_elements_to_parse: MOST_ELEMENTS, ..Config::default() };
    let article = Readability::with_document(page, None, Some(config)).ok()?.parse().ok()?;
    let pieces = walk::pieces(Document::from(article.content).root());
    Some(pieces.iter().map(|p| squeeze(&p.words)).collect())
}

/// Letters and digits only: the same words however they are spaced and marked up.
fn squeeze(words: &str) -> String {
    fold(words).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Which pieces are the document's. Between the first and the last that the library takes, all that is not plainly
/// something else; before and after, what the library takes too, unless it took so little of the page's main part
/// that it must have been misled.
fn choose(pieces: Vec<Piece>, readable: Option<&[String]>) -> Vec<Piece> {
    let has_main = pieces.iter().any(|p| p.main);
    let in_scope = |p: &Piece| (p.main || !has_main) && !p.suspect && !p.is_links();
    let Some(readable) = readable else {
        return pieces.into_iter().filter(in_scope).collect();
    };
    let known: HashSet<&str> = readable.iter().map(String::as_str).collect();
    let whole = readable.concat();
    let is_taken = |p: &Piece| {
        let words = squeeze(&p.words);
        // The long way round is for paragraphs that the library has joined or parted.
        known.contains(words.as_str()) || words.len() > 40 && whole.len() < 500_000 && whole.contains(&words)
    };
    let taken: Vec<bool> = pieces.iter().map(is_taken).collect();
    let size = |keep: &dyn Fn(usize) -> bool| -> usize {
        pieces.iter().enumerate().filter(|(i, p)| in_scope(p) && keep(*i)).map(|(_, p)| p.words.len()).sum()
    };
    let trusted = size(&|i| taken[i]) * 100 >= size(&|_| true) * TRUSTED;
    let first = taken.iter().position(|t| *t).unwrap_or(0);
    // The rows and headings right above belong to what stands below them.
    let leads = |p: &&Piece| matches!(p.kind, BlockKind::Heading { .. } | BlockKind::TableRow) && in_scope(p);
    let first = first - pieces[..first].iter().rev().take_while(leads).count();
    let last = taken.iter().rposition(|t| *t).unwrap_or(0);
    let mut place = 0..;
    pieces
        .into_iter()
        .filter(|p| {
            let i = place.next().unwrap_or_default();
            taken[i] || in_scope(p) && (!trusted || (first..=last).contains(&i))
        })
        .collect()
}

/// The title stands once, before everything else.
fn without_title(mut pieces: Vec<Piece>, title: Option<&str>) -> Vec<Piece> {
    let title = squeeze(title.unwrap_or_default());
    pieces.retain(|p| !matches!(p.kind, BlockKind::Heading { .. }) || squeeze(&p.words) != title);
    pieces
}

/// Headings over what follows a news text without belonging to it, folded.
const CHROME_HEADINGS: &[&str] = &[
    "related news",
    "related articles",
    "related stories",
    "related content",
    "related posts",
    "related links",
    "latest news",
    "more news",
    "recent news",
    "other news",
    "read more",
    "read also",
    "you may also like",
    "recommended for you",
    "share",
    "share this",
    "share this page",
    "share this article",
    "follow us",
    "tags",
    "topics",
    "newsletter",
    "subscribe",
    "comments",
    "leave a comment",
    "a lire aussi",
    "articles lies",
    "articles similaires",
    "actualites liees",
    "sur le meme sujet",
    "partager",
    "suivez-nous",
    "noticias relacionadas",
    "articulos relacionados",
    "te puede interesar",
    "compartir",
    "siguenos",
    "etiquetas",
    "ultimas noticias",
    "noticias relacionadas",
    "leia tambem",
    "compartilhar",
];

/// Drops sections whose heading says that they are not the document's, up to the next heading as high.
fn without_chrome_sections(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut dropping: Option<u8> = None;
    pieces
        .into_iter()
        .filter(|piece| {
            if let BlockKind::Heading { level } = piece.kind {
                let heading = fold(piece.words.trim().trim_end_matches(':'));
                if CHROME_HEADINGS.contains(&heading.trim()) {
                    dropping = Some(dropping.map_or(level, |d| d.min(level)));
                } else if dropping.is_some_and(|d| level <= d) {
                    dropping = None;
                }
            }
            dropping.is_none()
        })
        .collect()
}

#[cfg(test)]
mod tests;
