//! Work done by several threads whose results are taken in order.

use crate::error::{Error, Result};
use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Mutex, PoisonError};

/// Most threads that work at once; more would only hold more results in memory.
const MOST: usize = 4;
/// Their stack: files may nest deeply.
const STACK: usize = 16 * 1024 * 1024;

/// Does `work` on 0, 1 … `count` - 1 in several threads and hands the results to `each` in this order, on the calling
/// thread. A failure of `each` ends it. `work` must not panic. Few results wait at any time, however long one of them takes.
pub(super) fn in_order<T: Send>(
    count: usize,
    work: impl Fn(usize) -> T + Sync,
    mut each: impl FnMut(usize, T) -> Result<()>,
) -> Result<()> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(MOST).min(count);
    if threads < 2 {
        return (0..count).try_for_each(|at| each(at, work(at)));
    }
    let (give, jobs) = channel::<usize>();
    let (jobs, work) = (&Mutex::new(jobs), &work);
    std::thread::scope(|scope| {
        // Gone when this closure ends, which ends the threads.
        let give = give;
        let (answer, answers) = channel();
        for _ in 0..threads {
            let answer = answer.clone();
            let run = move || {
                while let Some(at) = next(jobs)
                    && answer.send((at, work(at))).is_ok()
                {}
            };
            let started = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, run);
            started.map_err(|e| Error::failed("cannot start a thread to read files").because(e))?;
        }
        drop(answer);
        // A job is given out only when another is done.
        let mut early = BTreeMap::new();
        let mut given = 0;
        for at in 0..count {
            while given < count.min(at + threads * 2) {
                // The other end is there as long as this function.
                let _ = give.send(given);
                given += 1;
            }
            let result = loop {
                if let Some(result) = early.remove(&at) {
                    break result;
                }
                let (done, result) =
                    answers.recv().map_err(|e| Error::failed("reading stopped").because(e))?;
                early.insert(done, result);
            };
            each(at, result)?;
        }
        Ok(())
    })
}

/// The next job, none where no more will come.
fn next(jobs: &Mutex<Receiver<usize>>) -> Option<usize> {
    // Whoever panicked held no half-done work here.
    jobs.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn results_come_in_order_and_few_wait() {
        for count in [0, 1, 2, 3, 50] {
            let [begun, taken, most] = [0; 3].map(AtomicUsize::new);
            let work = |at: usize| {
                let ahead = begun.fetch_add(1, Ordering::SeqCst) + 1 - taken.load(Ordering::SeqCst);
                most.fetch_max(ahead, Ordering::SeqCst);
                // The first are the slowest.
                (0..(count - at) * 1000).fold(at, |n, i| std::hint::black_box(n ^ i ^ i))
            };
            let mut seen = Vec::new();
            let each = |at: usize, result: usize| {
                taken.fetch_add(1, Ordering::SeqCst);
                seen.push((at, result));
                Ok(())
            };
            in_order(count, work, each).unwrap();
            assert_eq!(seen, (0..count).map(|n| (n, n)).collect::<Vec<_>>());
            assert!(most.into_inner() <= MOST * 2 + 1);
        }
    }

    #[test]
    fn a_failure_ends_it() {
        let begun = AtomicUsize::new(0);
        let each = |at, _: usize| if at < 3 { Ok(()) } else { Err(Error::failed("enough")) };
        let ended = in_order(1000, |_| begun.fetch_add(1, Ordering::SeqCst), each);
        assert_eq!(ended.unwrap_err().message, "enough");
        assert!(begun.load(Ordering::SeqCst) < 50);
    }
}
