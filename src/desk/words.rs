//! The vocabulary of a great store: read when first searched, gathered by a thread of its own where none is kept.

use super::Desk;
use crate::error::Result;
use crate::store::{Access, NewWords, Store, WordColumns};
use std::sync::mpsc::{Receiver, TryRecvError, channel};

/// What the desk knows of the words of its store.
#[derive(Debug, Default)]
pub(super) enum Vocabulary {
    /// Nothing was asked yet.
    #[default]
    Unknown,
    /// None is kept: full-text search answers.
    Missing,
    /// A thread gathers it.
    Gathering(Receiver<WordColumns>),
    /// It answers.
    Ready(Box<WordColumns>),
}

impl Desk {
    /// Brings the vocabulary up to the store, where there is one.
    pub(super) fn follow_words(&mut self) -> Result<()> {
        match &mut self.vocabulary {
            Vocabulary::Unknown => {
                self.vocabulary = match self.store.words()? {
                    Some(words) => Vocabulary::Ready(Box::new(words)),
                    None => Vocabulary::Missing,
                };
            }
            Vocabulary::Ready(words) => {
                if !self.store.follow_words(words)? {
                    self.vocabulary = Vocabulary::Missing;
                }
            }
            Vocabulary::Missing | Vocabulary::Gathering(_) => {}
        }
        Ok(())
    }

    /// Takes the words of a large document that just came in, where the vocabulary was brought up to the store before it.
    pub(super) fn join_words(&mut self, new: NewWords) {
        match &mut self.vocabulary {
            Vocabulary::Ready(words) => words.join(&new),
            Vocabulary::Unknown | Vocabulary::Missing => {
                let words = WordColumns::of(new);
                self.vocabulary =
                    words.map_or(Vocabulary::Missing, |words| Vocabulary::Ready(Box::new(words)));
            }
            Vocabulary::Gathering(_) => {}
        }
    }

    /// The vocabulary, where it is ready.
    pub(super) fn words(&self) -> Option<&WordColumns> {
        match &self.vocabulary {
            Vocabulary::Ready(words) => Some(words),
            _ => None,
        }
    }

    /// In a quiet moment: has a missing or old vocabulary gathered by a thread, and keeps it when that has ended.
    pub(super) fn rest_words(&mut self) -> Result<()> {
        self.follow_words()?;
        match &mut self.vocabulary {
            Vocabulary::Missing if self.store.is_great()? => self.vocabulary = gather(&self.store),
            Vocabulary::Ready(words) if words.worth_keeping() => self.store.keep_words(words)?,
            Vocabulary::Ready(words) if words.is_old() => self.vocabulary = gather(&self.store),
            Vocabulary::Gathering(answer) => match answer.try_recv() {
                Ok(mut words) => {
                    self.store.keep_words(&mut words)?;
                    self.vocabulary = Vocabulary::Ready(Box::new(words));
                }
                Err(TryRecvError::Disconnected) => self.vocabulary = Vocabulary::Missing,
                Err(TryRecvError::Empty) => {}
            },
            _ => {}
        }
        Ok(())
    }

    /// Has a thread begin to gather the vocabulary, where the store is great and none is kept.
    pub(super) fn begin_gathering(&mut self) -> Result<()> {
        self.follow_words()?;
        if matches!(self.vocabulary, Vocabulary::Missing) && self.store.is_great()? {
            self.vocabulary = gather(&self.store);
        }
        Ok(())
    }

    /// Waits for the thread that gathers the vocabulary, where there is one, and keeps what it gathered.
    pub(super) fn end_gathering(&mut self) -> Result<()> {
        if let Vocabulary::Gathering(answer) = &self.vocabulary {
            self.vocabulary = match answer.recv() {
                Ok(mut words) => {
                    self.store.keep_words(&mut words)?;
                    Vocabulary::Ready(Box::new(words))
                }
                Err(_) => Vocabulary::Missing,
            };
        }
        Ok(())
    }
}

/// Has a thread gather on a connection of its own: nobody waits for it, and nothing is lost where it fails.
fn gather(store: &Store) -> Vocabulary {
    let (path, (tell, answer)) = (store.path().to_path_buf(), channel());
    let work = move || {
        if let Ok(words) = Store::open(&path, Access::Read).and_then(|store| store.gather_words()) {
            // Whoever asked may have gone.
            let _ = tell.send(words);
        }
    };
    match std::thread::Builder::new().name("words".into()).spawn(work) {
        Ok(_) => Vocabulary::Gathering(answer),
        Err(_) => Vocabulary::Missing,
    }
}
