//! What an import left to be done is done between two keys, in pieces that nobody has to wait for.

use super::requests::Reply;
use crate::desk::{Behind, Desk};
use crate::error::Result;
use std::time::{Duration, Instant};

/// Somebody who asked for something a moment ago will soon ask for more.
pub const AT_WORK: Duration = Duration::from_secs(1);
/// How long to listen between two pieces while somebody is at work.
pub const LISTEN: Duration = Duration::from_millis(4);
/// What a piece takes, about, while somebody is at work: half a frame of 60 a second.
const SHORT: Duration = Duration::from_millis(8);
/// What it takes while nobody is: as long as nobody notices once.
const LONG: Duration = Duration::from_millis(80);
/// Recommendations of the first piece, and of the smallest.
const FEW: usize = 32;
/// Recommendations of the largest: they are in memory at once.
const MANY: usize = 4096;
/// So many pieces stay in the log of the store: it would grow as long as nothing moves it.
const LOGGED: usize = 16;

/// What is left, and how much of it is done at a time.
#[derive(Debug)]
pub struct CatchingUp {
    /// None until it was counted.
    left: Option<Behind>,
    piece: usize,
    /// Pieces since the log was moved.
    in_log: usize,
}

impl Default for CatchingUp {
    fn default() -> Self {
        CatchingUp { left: None, piece: FEW, in_log: 0 }
    }
}

impl CatchingUp {
    /// Does a piece, and tells what is left. While somebody is at work only suggestions are made, which are seen:
    /// comparing puts what it has in order now and then, which takes longer than a key may.
    pub fn some(&mut self, desk: &mut Desk, at_work: bool) -> Result<Reply> {
        let before = match self.left.take() {
            Some(before) => before,
            None => {
                desk.make_ready()?;
                desk.behind()?
            }
        };
        if at_work && before.suggestions == 0 && before.comparisons > 0 {
            self.left = Some(before);
            return Ok(Reply::Behind(before));
        }
        let began = Instant::now();
        let left = match before.is_nothing() || !desk.catch_up(self.piece)? {
            true => Behind::default(),
            false => before.less(self.piece),
        };
        self.piece = next_piece(self.piece, began.elapsed(), if at_work { SHORT } else { LONG });
        self.left = (!left.is_nothing()).then_some(left);
        self.in_log += 1;
        if !at_work && self.in_log >= LOGGED {
            self.in_log = 0;
            desk.move_log()?;
        }
        Ok(Reply::Behind(left))
    }
}

/// How much is done next, where so much took so long and should take about `aim`.
fn next_piece(piece: usize, took: Duration, aim: Duration) -> usize {
    let next = match took {
        long if long > aim => piece / 2,
        short if short * 2 < aim => piece * 2,
        _ => piece,
    };
    next.clamp(FEW, MANY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_grow_while_they_are_quick() {
        let ms = Duration::from_millis;
        let check =
            |piece, took, next| assert_eq!(next_piece(piece, ms(took), ms(80)), next, "{piece} in {took} ms");
        check(100, 10, 200);
        check(100, 60, 100);
        check(100, 90, 50);
        check(FEW, 500, FEW);
        check(MANY, 1, MANY);
    }
}
