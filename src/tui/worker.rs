//! The one thread that owns the desk: requests in, replies out, in order.

use super::afterwards::Afterwards;
use super::catching_up::{AT_WORK, CatchingUp, LISTEN};
use super::events::Message;
use super::exporting::{Order as ExportOrder, place_of};
use super::requests::{Mending, Reply, Request, Step};
use super::waiting::Waiting;
use crate::desk::{Desk, Done};
use crate::error::Result;
use crate::facets::{Facet, Pick};
use crate::model::Verdict;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How long the worker waits for work before it looks whether another program changed the store.
const IDLE: Duration = Duration::from_secs(1);

/// After so many such looks without a request the moment is quiet.
const QUIET: u32 = 2;

/// An answer goes out after so long, whatever could go out with it.
const HELD: Duration = Duration::from_millis(4);

/// How many recommendations are shown before anything is counted.
const FIRST: usize = 60;

/// What the worker does with the desk.
enum Task {
    /// See whether another program changed the store.
    Look,
    /// Do what could wait until nobody asked for anything.
    Rest,
    /// Do a piece of what an import left to be done.
    CatchUp {
        /// Whether somebody asked for something a moment ago.
        at_work: bool,
    },
    /// Answer the screen.
    Answer(Request),
}

/// Starts the worker. It ends when the sender of requests is dropped, after the last step is on disk.
pub fn start(desk: Desk, requests: Receiver<Request>, replies: Sender<Message>) -> Result<JoinHandle<()>> {
    let mut desk = desk.unhurried()?;
    let mut catching_up = CatchingUp::default();
    let work = move |task| match task {
        Task::CatchUp { at_work } => catching_up.some(&mut desk, at_work).map(Some),
        Task::Look => Ok(desk.changed_elsewhere()?.then_some(Reply::ChangedElsewhere)),
        Task::Rest => desk.rest().map(|()| None),
        Task::Answer(request) => answer(&mut desk, request).map(Some),
    };
    std::thread::Builder::new()
        .name("desk".into())
        .spawn(move || serve(work, &requests, &replies))
        .map_err(|e| crate::error::Error::failed("the screen's worker cannot be started").because(e))
}

fn serve(
    work: impl FnMut(Task) -> Result<Option<Reply>>,
    requests: &Receiver<Request>,
    replies: &Sender<Message>,
) {
    serve_every(IDLE, work, requests, replies);
}

/// Serves, and looks after the store where nobody asked for anything for so long.
fn serve_every(
    idle: Duration,
    mut work: impl FnMut(Task) -> Result<Option<Reply>>,
    requests: &Receiver<Request>,
    replies: &Sender<Message>,
) {
    let (mut waiting, mut told) = (Waiting::default(), false);
    // How often nobody asked for anything since somebody did.
    let mut quiet = 0;
    let mut behind = true;
    let mut asked: Option<Instant> = None;
    // Whether what is left to be done could not be; it is tried again in every idle moment.
    let mut stalled = false;
    let tell = |reply: Option<Reply>| reply.is_none_or(|reply| replies.send(Message::Reply(reply)).is_ok());
    loop {
        let at_work = asked.is_some_and(|asked| asked.elapsed() < AT_WORK);
        let wait = match (behind, at_work) {
            (true, true) => LISTEN,
            (true, false) => Duration::ZERO,
            (false, _) => idle,
        };
        match requests.recv_timeout(wait) {
            Ok(request) => {
                waiting.push(request);
                asked = Some(Instant::now());
                quiet = 0;
            }
            Err(RecvTimeoutError::Timeout) if behind => {
                let done = guarded(None, || work(Task::CatchUp { at_work }));
                behind = matches!(&done, Some(Reply::Behind(left)) if !left.is_nothing());
                let trouble = matches!(done, Some(Reply::Failed { .. }));
                let news = done.filter(|_| !(trouble && stalled));
                stalled = trouble;
                if !tell(news) {
                    return;
                }
            }
            Err(RecvTimeoutError::Timeout) => {
                quiet += 1;
                let seen = guarded(None, || work(Task::Look));
                // A trouble that stays is told once, not every second.
                let trouble = matches!(seen, Some(Reply::Failed { .. }));
                let news = match told && !trouble {
                    true => Some(Reply::WorksAgain),
                    false => seen.filter(|_| !(trouble && told)),
                };
                told = trouble;
                // Another program may have imported something.
                behind |= matches!(news, Some(Reply::ChangedElsewhere | Reply::WorksAgain));
                behind |= stalled && !trouble;
                if !tell(news) {
                    return;
                }
                if quiet == QUIET {
                    // Nobody waits for it, and nothing is lost where it fails.
                    guarded(None, || work(Task::Rest));
                }
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
        let mut held: Vec<Reply> = Vec::new();
        let mut since = Instant::now();
        loop {
            requests.try_iter().for_each(|request| waiting.push(request));
            if !waiting.is_brief() || since.elapsed() > HELD {
                // Whether or not anybody listens still, what was decided goes to disk.
                tell_all(std::mem::take(&mut held), replies);
            }
            let Some(request) = waiting.next() else { break };
            let (step, first) = (request.step(), held.is_empty());
            held.extend(guarded(step, || work(Task::Answer(request))));
            if first {
                since = Instant::now();
            }
        }
    }
}

/// Sends answers that belong together: one frame shows them all.
fn tell_all(mut held: Vec<Reply>, replies: &Sender<Message>) {
    let message = match held.len() {
        0 => return,
        1 => held.pop().map(Message::Reply),
        _ => Some(Message::Replies(held)),
    };
    let _ = message.is_some_and(|message| replies.send(message).is_ok());
}

/// Runs one piece of work. An error and a panic alike become a reply: the screen goes on and says what happened.
fn guarded(step: Option<Step>, work: impl FnOnce() -> Result<Option<Reply>>) -> Option<Reply> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(reply)) => reply,
        Ok(Err(error)) => Some(Reply::Failed { step, words: error.to_string() }),
        Err(panic) => Some(Reply::Failed { step, words: panic_in_words(panic.as_ref()) }),
    }
}

fn panic_in_words(panic: &(dyn Any + Send)) -> String {
    let message = panic.downcast_ref::<&str>().copied();
    let message = message.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    format!("a fault of the program ({}); what was shown as saved is safe", message.unwrap_or("no words"))
}

/// Answers one request of the screen.
pub(super) fn answer(desk: &mut Desk, request: Request) -> Result<Reply> {
    Ok(match request {
        Request::First => Reply::First(desk.first(FIRST)?),
        Request::Documents => Reply::Documents(desk.documents()?),
        Request::Find { generation, filter, order } => {
            Reply::Found(generation, desk.find_ordered(&filter, order)?)
        }
        Request::Unreviewed(mut filter, order) => {
            let unreviewed = Pick::Is(Verdict::Unreviewed.word().into());
            filter.picks.insert(Facet::Verdict, [unreviewed].into());
            Reply::Unreviewed(desk.find_ordered(&filter, order)?.rows)
        }
        Request::Overview(filter) => Reply::Overview(Box::new(desk.overview(&filter)?)),
        Request::Rows(rows) | Request::Ahead(rows) => {
            desk.suggest_first(&rows)?;
            Reply::Rows(desk.cards(&rows)?)
        }
        Request::Source(document) => {
            let source = Arc::new(desk.source(&document)?);
            Reply::Source(document, source)
        }
        Request::Progress { parts: true } => Reply::Progress(desk.progress()?),
        Request::Progress { parts: false } => Reply::Progress(desk.today()?),
        Request::History(row) => Reply::History(row, desk.history(row)?),
        Request::Alike(row) => {
            let (first, all) = desk.alike(row, super::update::ALIKE_SHOWN)?;
            Reply::Alike(row, first, all)
        }
        Request::Spread(row) => {
            let done = desk.spread(&[row])?;
            stepped(desk, Step::Decide, done)?
        }
        Request::Headings(document) => Reply::Headings(desk.headings(document.as_ref())?),
        Request::Searches => Reply::Searches(desk.searches()?),
        Request::Searched(query) => {
            // A convenience: where it cannot be kept, a store that is only read for one, nothing is lost by it.
            let _ = desk.remember_search(&query);
            Reply::Searches(desk.searches()?)
        }
        Request::Others => Reply::Others(desk.others()?),
        Request::Section(row) => Reply::Section(desk.section(row)?),
        Request::Drafts => Reply::Drafts(desk.drafts()?),
        Request::KeepDrafts(drafts) => {
            // As with searches; and they are in memory still.
            let _ = desk.keep_drafts(&drafts);
            Reply::Drafts(Vec::new())
        }
        Request::SavedFilters => Reply::SavedFilters(desk.saved_filters()?, None),
        Request::SaveFilter(name, filter) => {
            let anew = desk.save_filter(&name, &filter)?;
            let said = format!("saved{} as “{name}”", if anew { " anew" } else { "" });
            Reply::SavedFilters(desk.saved_filters()?, Some(said))
        }
        Request::RemoveFilter(name) => {
            desk.remove_filter(&name)?;
            Reply::SavedFilters(desk.saved_filters()?, Some(format!("removed “{name}”")))
        }
        Request::Decide { rows, edits } => {
            let done = desk.decide(&rows, &edits)?;
            stepped(desk, Step::Decide, done)?
        }
        Request::Afterwards(view) => Reply::Afterwards(Box::new(Afterwards::seen(desk, &view)?)),
        Request::Places(document) => {
            let places = desk.places(&document)?;
            Reply::Places(document, places)
        }
        Request::Splits(row) => Reply::Splits(row, desk.splits(row)?),
        Request::Mend(mending) => {
            let done = match mending {
                Mending::Mark(document, span) => desk.mark(&document, span)?,
                Mending::Mend(row, mends) => desk.mend(row, &mends)?,
                Mending::Split(row, at) => desk.split(row, Some(at))?,
                Mending::Join(row) => desk.join_next(row)?,
                Mending::Correct(document, from, to) => desk.correct_document(&document, &from, &to)?,
            };
            stepped(desk, Step::Mend, done)?
        }
        Request::Export(order) => export(desk, order)?,
        Request::Undo => {
            let done = desk.undo()?;
            stepped(desk, Step::Undo, done)?
        }
        Request::Redo => {
            let done = desk.redo()?;
            stepped(desk, Step::Redo, done)?
        }
    })
}

/// Writes a file; one that is there is asked about first.
fn export(desk: &mut Desk, order: Box<ExportOrder>) -> Result<Reply> {
    let path = place_of(&order.path);
    if path.exists() && !order.over {
        return Ok(Reply::IsThere(order));
    }
    let mut done = desk.hand_over(&order.filter, order.format, &order.page, &path, order.over)?;
    done.path = std::path::absolute(&path).unwrap_or(path);
    Ok(Reply::Exported(done))
}

fn stepped(desk: &Desk, step: Step, done: Option<Done>) -> Result<Reply> {
    /// Of more recommendations than this, those in sight are asked for again instead.
    const FEW: usize = 200;
    let rows = done.as_ref().map_or(&[][..], |d| &d.rows);
    let rows = if rows.len() > FEW { &[] } else { rows };
    let now = desk.cards(rows)?;
    Ok(Reply::Stepped(step, done, now))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::{Behind, Found};
    use crate::error::Error;
    use crate::facets::{Filter, Order};
    use crate::model::RowId;

    #[test]
    fn the_worker_outlives_a_panic_skips_the_outdated_and_finishes_every_step() {
        let find =
            |generation| Request::Find { generation, filter: Filter::default(), order: Order::default() };
        let decide = |row| Request::Decide { rows: vec![RowId(row)], edits: Vec::new() };
        let (ask, requests) = std::sync::mpsc::channel();
        let (replies, answers) = std::sync::mpsc::channel();
        let sent = [find(1), decide(7), find(2), decide(8), Request::Undo, find(3)];
        sent.into_iter().for_each(|request| ask.send(request).unwrap());
        drop(ask);
        let mut done = Vec::new();
        let work = |task| match task {
            Task::Look | Task::Rest | Task::CatchUp { .. } => Ok(None),
            Task::Answer(Request::Decide { rows, .. }) if rows == [RowId(7)] => panic!("a fault"),
            Task::Answer(Request::Find { generation, .. }) => {
                done.push(format!("find {generation}"));
                Ok(Some(Reply::Found(generation, Found::default())))
            }
            Task::Answer(request) => {
                done.push(format!("{:?}", request.step()));
                Ok(Some(Reply::Stepped(Step::Decide, None, Vec::new())))
            }
        };
        serve(work, &requests, &replies);
        assert_eq!(done, ["Some(Decide)", "Some(Undo)", "find 3"]);
        let first = answers.recv().unwrap();
        assert!(matches!(first, Message::Reply(Reply::Failed { step: Some(Step::Decide), .. })), "{first:?}");
    }

    #[test]
    fn a_trouble_is_told_once_and_its_end_too() {
        let (ask, requests) = std::sync::mpsc::channel();
        let (replies, answers) = std::sync::mpsc::channel();
        let failed = || Err(Error::store("the store was moved"));
        let (mut looks, mut pieces) = (0, 0);
        let mut asking = Some(ask);
        let work = |task| match task {
            Task::CatchUp { .. } => {
                pieces += 1;
                if looks < 3 { failed() } else { Ok(Some(Reply::Behind(Behind::default()))) }
            }
            Task::Look => {
                looks += 1;
                // Nobody asks any more: it ends at the next moment.
                if looks == 4 {
                    asking.take();
                }
                if looks < 3 { failed() } else { Ok(None) }
            }
            Task::Rest | Task::Answer(_) => Ok(None),
        };
        serve_every(Duration::ZERO, work, &requests, &replies);
        let told: Vec<&str> = answers
            .try_iter()
            .map(|message| match message {
                Message::Reply(Reply::Failed { .. }) => "failed",
                Message::Reply(Reply::WorksAgain) => "works",
                Message::Reply(Reply::Behind(_)) => "caught up",
                other => panic!("{other:?}"),
            })
            .collect();
        // Once when it cannot catch up, once when it cannot look.
        assert_eq!((told, pieces), (vec!["failed", "failed", "works", "caught up"], 2));
    }

    #[test]
    fn errors_and_panics_become_words() {
        let words = |reply: Option<Reply>| match reply {
            Some(Reply::Failed { step, words }) => (step, words),
            other => panic!("{other:?}"),
        };
        let failed = guarded(Some(Step::Undo), || Err(Error::store("the store is locked").hint("try again")));
        assert_eq!(words(failed), (Some(Step::Undo), "the store is locked (try again)".to_string()));
        let (step, broken) = words(guarded(Some(Step::Decide), || panic!("index out of range")));
        assert_eq!(step, Some(Step::Decide));
        assert!(broken.contains("index out of range"), "{broken}");
    }
}
