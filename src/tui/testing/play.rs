//! The screen driven by keys, without a terminal.

use super::FakeDesk;
use crate::config;
use crate::desk::Desk;
use crate::model::Details;
use crate::tui::events::Message;
use crate::tui::fit::columns;
use crate::tui::key::Key;
use crate::tui::panes;
use crate::tui::requests::{Reply, Request};
use crate::tui::state::{Effect, State};
use crate::tui::theme::{Signs, Theme};
use crate::tui::update::{begin, update};
use crate::tui::worker::answer;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use std::collections::VecDeque;

/// The screen with its desk, driven by keys.
pub struct Play {
    /// The screen.
    pub state: State,
    /// The desk.
    pub desk: FakeDesk,
    /// A desk with a store, which answers in place of the one in memory.
    pub real: Option<(tempfile::TempDir, Desk)>,
    /// What was asked and not answered.
    pub waiting: VecDeque<Request>,
    /// Effects other than questions.
    pub effects: Vec<Effect>,
    /// Every step sent to the desk.
    pub steps: Vec<Request>,
}

/// A screen of a size that has seen nothing yet, in colour.
fn state(size: (u16, u16)) -> State {
    let theme = Theme::choose(config::Theme::Dark, |name| (name == "TERM").then(|| "xterm-256color".into()));
    State::new(size, theme, Signs::new(false), "amina")
}

/// Answers as the worker does.
fn answer_on(desk: &mut Desk, request: Request) -> Reply {
    let step = request.step();
    answer(desk, request).unwrap_or_else(|error| Reply::Failed { step, words: error.to_string() })
}

impl Play {
    /// A screen of a size over a desk with a store, into which this text was imported.
    pub fn on_report(size: (u16, u16), text: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let report = folder.path().join("report.txt");
        std::fs::write(&report, text).expect("a file");
        let mut desk = Desk::open(&folder.path().join("s.db"), "amina").expect("a store");
        desk.import(&report, &Details::default(), None).expect("a report");
        drop(desk);
        Play::on_store(folder, size)
    }

    /// A screen of a size over the store of a folder.
    pub fn on_store(folder: tempfile::TempDir, size: (u16, u16)) -> Self {
        let desk = Desk::open(&folder.path().join("s.db"), "amina").expect("a store");
        Play::begun(state(size), FakeDesk::new(0), Some((folder, desk)))
    }

    /// A screen of a size over so many recommendations, everything answered.
    pub fn new(size: (u16, u16), count: usize) -> Self {
        Play::with(state(size), FakeDesk::new(count))
    }

    /// A screen over a desk, everything answered.
    pub fn with(state: State, desk: FakeDesk) -> Self {
        Play::begun(state, desk, None)
    }

    fn begun(state: State, desk: FakeDesk, real: Option<(tempfile::TempDir, Desk)>) -> Self {
        let mut play = Play::asking(state, desk);
        play.real = real;
        play.answer();
        play
    }

    /// A screen over a desk that has answered nothing yet.
    pub fn asking(mut state: State, desk: FakeDesk) -> Self {
        let effects = begin(&mut state);
        let (waiting, others, steps) = (VecDeque::new(), Vec::new(), Vec::new());
        let mut play = Play { state, desk, real: None, waiting, effects: others, steps };
        play.take(effects);
        play
    }

    /// Gives a message to the screen; what it asks waits.
    pub fn send(&mut self, message: Message) {
        let effects = update(&mut self.state, message);
        self.take(effects);
    }

    fn take(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Ask(request) => {
                    if request.step().is_some() {
                        self.steps.push(request.clone());
                    }
                    self.waiting.push_back(request);
                }
                other => self.effects.push(other),
            }
        }
    }

    /// Lets the desk answer until nothing waits.
    pub fn answer(&mut self) {
        while self.answer_one() {}
    }

    /// Lets the desk answer what was asked first; false where nothing waits.
    pub fn answer_one(&mut self) -> bool {
        let Some(request) = self.waiting.pop_front() else { return false };
        let reply = self.reply(request);
        self.send(Message::Reply(reply));
        true
    }

    /// Lets the desk answer all that waits in one message.
    pub fn answer_together(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        let replies = waiting.into_iter().map(|request| self.reply(request)).collect();
        self.send(Message::Replies(replies));
    }

    fn reply(&mut self, request: Request) -> Reply {
        match &mut self.real {
            Some((_, desk)) => answer_on(desk, request),
            None => self.desk.answer(request),
        }
    }

    /// Presses keys one after the other, faster than the desk answers.
    pub fn press_fast(&mut self, keys: &str) {
        for key in Key::parse_sequence(keys).unwrap_or_else(|| panic!("{keys}")) {
            self.send(Message::Key(key));
        }
    }

    /// Presses keys; the desk answers after each.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for key in Key::parse_sequence(keys).unwrap_or_else(|| panic!("{keys}")) {
            self.send(Message::Key(key));
            self.answer();
        }
        self
    }

    /// The row under the cursor.
    pub fn row(&self) -> i64 {
        self.state.row().map_or(0, |r| r.0)
    }

    /// The rows shown.
    pub fn rows(&self) -> Vec<i64> {
        self.state.found.rows.iter().map(|r| r.0).collect()
    }

    /// One frame.
    pub fn frame(&self) -> Buffer {
        let (width, height) = self.state.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a test terminal");
        terminal.draw(|frame| panes::draw(&self.state, frame)).expect("a test terminal");
        terminal.backend().buffer().clone()
    }

    /// One frame as text.
    pub fn text(&self) -> String {
        rows(&self.frame()).join("\n")
    }
}

/// The rows of a frame as text.
pub fn rows(frame: &Buffer) -> Vec<String> {
    let row = |y| {
        let mut line = String::new();
        let mut x = 0;
        while x < frame.area.width {
            let symbol = frame[(x, y)].symbol();
            line.push_str(symbol);
            x += (columns(symbol) as u16).max(1);
        }
        line.trim_end().to_string()
    };
    (0..frame.area.height).map(row).collect()
}
