//! Pages in formats that are laid out anew whenever they are opened: where they ended when the file was saved.

use super::Piece;

/// How many ends of pages were met.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::ingest) struct Breaks {
    /// As the text was last laid out.
    pub laid_out: u32,
    /// As the author asked for.
    pub asked_for: u32,
}

/// A piece with the ends of pages before it.
pub(in crate::ingest) type Placed = (Piece, Breaks);

/// Gives the pieces their pages where the file tells where pages end: as last laid out, with the breaks that the
/// author asked for where the program that saved it leaves those out. A wrong page is worse than none: they are given
/// only where their number agrees with the one that the word processor counted. Returns how many there are.
pub(in crate::ingest) fn tell(pieces: &mut [Placed], all: Breaks, counted: Option<u32>) -> Option<u32> {
    let ways: [fn(Breaks) -> u32; 2] = [|b| b.laid_out, |b| b.laid_out + b.asked_for];
    let agrees = |way: &fn(Breaks) -> u32| counted.is_none_or(|n| n.abs_diff(way(all) + 1) <= n / 50);
    let way = ways.into_iter().find(agrees).filter(|_| all.laid_out > 0)?;
    for (piece, breaks) in pieces {
        let page = Some(way(*breaks) + 1);
        match piece {
            Piece::Paragraph(p) => p.page = page,
            Piece::Table(rows) => rows.iter_mut().flatten().flatten().for_each(|p| p.page = page),
        }
    }
    Some(way(all) + 1)
}
