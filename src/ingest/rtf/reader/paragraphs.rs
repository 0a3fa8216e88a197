//! Where paragraphs, notes, tables and styles end.

use super::*;

impl Reader {
    /// A text box stands between paragraphs, not in one.
    pub(super) fn end_paragraph_in_box(&mut self) {
        if !self.open.words.trim().is_empty() {
            self.end_paragraph();
        }
    }

    pub(super) fn open_note(&mut self) {
        self.group().opens_note = true;
        self.group().raised = false;
        let around = (std::mem::take(&mut self.open), std::mem::take(&mut self.setting));
        self.around.push(around);
        self.note.clear();
    }

    pub(super) fn close_note(&mut self) {
        let last = std::mem::take(&mut self.open);
        self.note.push(last.words);
        let words = one_line(&std::mem::take(&mut self.note).join(" "));
        let label = Some((self.notes.len() + 1).to_string());
        self.notes.push(Piece::Paragraph(Paragraph {
            role: Role::Note,
            label,
            words,
            ..Paragraph::default()
        }));
        if let Some((open, setting)) = self.around.pop() {
            (self.open, self.setting) = (open, setting);
        }
    }

    /// Hands the paragraph on and begins the next.
    pub(super) fn end_paragraph(&mut self) {
        self.flush();
        let open = std::mem::take(&mut self.open);
        if !self.around.is_empty() {
            return self.note.push(open.words);
        }
        let style = self.setting.style.and_then(|s| self.styles.get(&s)).cloned().unwrap_or_default();
        let label = label_of(&open.label);
        let is_listed = label.is_some() || self.setting.is_listed;
        let Some(role) = self.role(&style, is_listed, open.note_label.is_some()) else { return };
        if open.words.trim().is_empty() {
            return;
        }
        let depth = if role == Role::Item { self.setting.depth } else { 0 };
        let label = label.or(open.note_label);
        let paragraph = Paragraph { role, label, depth, page: None, words: open.words, look: open.look };
        if self.setting.in_table {
            self.cell.push(paragraph);
        } else {
            self.end_table();
            self.pieces.push(Piece::Paragraph(paragraph));
        }
    }

    pub(super) fn end_table(&mut self) {
        self.row.extend((!self.cell.is_empty()).then(|| std::mem::take(&mut self.cell)));
        self.rows.extend((!self.row.is_empty()).then(|| std::mem::take(&mut self.row)));
        if !self.rows.is_empty() {
            self.pieces.push(Piece::Table(std::mem::take(&mut self.rows)));
        }
    }

    /// What the paragraph is; none where it is an entry in a table of contents.
    pub(super) fn role(&self, style: &Style, is_listed: bool, is_note: bool) -> Option<Role> {
        let name = style.name.as_str();
        let level_of = |kind: &str| name.strip_prefix(kind)?.trim().parse::<u8>().ok();
        if level_of("toc").is_some()
            || level_of("contents").is_some()
            || name.ends_with("contents heading")
            || name == "toc heading"
        {
            return None;
        }
        let outlined = self.setting.outline.or(style.outline).filter(|l| *l < 9).map(|l| l + 1);
        let level = outlined.or_else(|| level_of("heading")).filter(|l| (1..=9).contains(l));
        Some(match name {
            "title" => Role::Title,
            "caption" => Role::Caption,
            "footnote text" | "endnote text" | "footnote" | "endnote" => Role::Note,
            _ if is_note => Role::Note,
            _ => match level {
                Some(level) => Role::Heading(level),
                None if is_listed => Role::Item,
                None => Role::Body,
            },
        })
    }

    pub(super) fn end_style(&mut self) {
        let (number, mut style) = std::mem::take(&mut self.style_in_sheet);
        let name = style.name.split([',', ';']).next().unwrap_or_default();
        style.name = one_line(name).to_lowercase();
        if number >= 0 {
            self.styles.insert(number, style);
        }
    }
}
