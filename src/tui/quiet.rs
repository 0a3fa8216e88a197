//! A backend that writes nothing where nothing changed. Left to itself crossterm's ends every frame with a reset of
//! colours and hides a cursor that is hidden: bytes that a slow line carries for nothing.

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

/// What is known of the cursor on the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cursor {
    /// Anything.
    Unknown,
    /// It is not shown.
    Hidden,
    /// It is shown, and where, if nothing was drawn since it was put there.
    Shown(Option<Position>),
}

/// A backend that leaves out what says nothing new.
#[derive(Debug)]
pub struct Quiet<B> {
    backend: B,
    cursor: Cursor,
}

impl<B> Quiet<B> {
    /// Over a backend of which nothing is known yet.
    pub fn over(backend: B) -> Self {
        Quiet { backend, cursor: Cursor::Unknown }
    }

    /// Takes nothing for known: another program had the terminal.
    pub fn forget(&mut self) {
        self.cursor = Cursor::Unknown;
    }
}

impl<B: Backend> Backend for Quiet<B> {
    type Error = B::Error;

    fn draw<'a, I>(&mut self, content: I) -> Result<(), B::Error>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut content = content.peekable();
        if content.peek().is_none() {
            return Ok(());
        }
        if let Cursor::Shown(place) = &mut self.cursor {
            *place = None;
        }
        self.backend.draw(content)
    }

    fn append_lines(&mut self, n: u16) -> Result<(), B::Error> {
        self.forget();
        self.backend.append_lines(n)
    }

    fn hide_cursor(&mut self) -> Result<(), B::Error> {
        if self.cursor == Cursor::Hidden {
            return Ok(());
        }
        self.backend.hide_cursor()?;
        self.cursor = Cursor::Hidden;
        Ok(())
    }

    fn show_cursor(&mut self) -> Result<(), B::Error> {
        if let Cursor::Shown(_) = self.cursor {
            return Ok(());
        }
        self.backend.show_cursor()?;
        self.cursor = Cursor::Shown(None);
        Ok(())
    }

    fn get_cursor_position(&mut self) -> Result<Position, B::Error> {
        self.backend.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), B::Error> {
        let position = position.into();
        if self.cursor == Cursor::Shown(Some(position)) {
            return Ok(());
        }
        self.backend.set_cursor_position(position)?;
        if let Cursor::Shown(place) = &mut self.cursor {
            *place = Some(position);
        }
        Ok(())
    }

    fn clear(&mut self) -> Result<(), B::Error> {
        self.backend.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> Result<(), B::Error> {
        self.forget();
        self.backend.clear_region(clear_type)
    }

    fn size(&self) -> Result<Size, B::Error> {
        self.backend.size()
    }

    fn window_size(&mut self) -> Result<WindowSize, B::Error> {
        self.backend.window_size()
    }

    fn flush(&mut self) -> Result<(), B::Error> {
        self.backend.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::Quiet;
    use ratatui::backend::CrosstermBackend;
    use ratatui::widgets::Paragraph;
    use ratatui::{Terminal, TerminalOptions, Viewport};
    use std::cell::Cell;
    use std::rc::Rc;

    /// Counts what is written.
    #[derive(Clone, Default)]
    struct Counter(Rc<Cell<usize>>);

    impl std::io::Write for Counter {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.set(self.0.get() + bytes.len());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    /// Bytes of frames drawn one after the other, each with its words and, for an entry, the column of the cursor.
    fn bytes(frames: &[(&str, Option<u16>)]) -> Vec<usize> {
        let viewport = Viewport::Fixed(ratatui::layout::Rect::new(0, 0, 20, 2));
        let counter = Counter::default();
        let backend = Quiet::over(CrosstermBackend::new(counter.clone()));
        let mut terminal = Terminal::with_options(backend, TerminalOptions { viewport }).unwrap();
        let mut sizes = Vec::new();
        for (words, cursor) in frames {
            let before = counter.0.get();
            terminal
                .draw(|frame| {
                    frame.render_widget(Paragraph::new(*words), frame.area());
                    cursor.iter().for_each(|x| frame.set_cursor_position((*x, 1)));
                })
                .unwrap();
            sizes.push(counter.0.get() - before);
        }
        sizes
    }

    #[test]
    fn where_nothing_changed_nothing_is_written() {
        let written = bytes(&[("ferry", None), ("ferry", None), ("ferries", None), ("ferries", None)]);
        assert!(written[0] > 0 && written[2] > 0, "{written:?}");
        assert_eq!((written[1], written[3]), (0, 0));
    }

    #[test]
    fn the_cursor_is_where_it_should_be() {
        let written = bytes(&[("a", Some(1)), ("a", Some(1)), ("a", Some(2)), ("b", Some(2)), ("b", None)]);
        assert_eq!(written[1], 0, "{written:?}");
        assert!(written[2] > 0 && written[3] > 0 && written[4] > 0, "{written:?}");
    }
}
