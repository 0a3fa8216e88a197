//! Writing WordprocessingML (ISO/IEC 29500-1, 17): text, runs and paragraphs, with every character allowed.

/// XML being written.
#[derive(Debug, Default)]
pub struct Xml(String);

/// How a run of text looks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look {
    /// Slanted.
    pub italic: bool,
    /// Heavy.
    pub bold: bool,
    /// Smaller and grey.
    pub soft: bool,
    /// Right to left.
    pub right_to_left: bool,
}

impl Xml {
    /// Markup as it is.
    pub fn raw(&mut self, markup: &str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Text, with what is markup in it escaped and what XML does not allow left out.
    pub fn text(&mut self, text: &str) -> &mut Self {
        escape_into(&mut self.0, text);
        self
    }

    /// A run of text.
    pub fn run(&mut self, text: &str, look: Look) -> &mut Self {
        self.raw("<w:r>");
        if look.italic || look.bold || look.soft || look.right_to_left {
            self.raw("<w:rPr>");
            let switches = [
                (look.bold, "<w:b/><w:bCs/>"),
                (look.italic, "<w:i/><w:iCs/>"),
                (look.soft, "<w:color w:val=\"55636F\"/>"),
                (look.right_to_left, "<w:rtl/>"),
            ];
            switches.iter().filter(|(on, _)| *on).for_each(|(_, markup)| {
                self.raw(markup);
            });
            self.raw("</w:rPr>");
        }
        self.raw("<w:t xml:space=\"preserve\">").text(text).raw("</w:t></w:r>")
    }

    /// A paragraph of one run in a style.
    pub fn paragraph(&mut self, style: &str, text: &str) -> &mut Self {
        self.open_paragraph(style).run(text, Look::default()).raw("</w:p>")
    }

    /// The beginning of a paragraph in a style.
    pub fn open_paragraph(&mut self, style: &str) -> &mut Self {
        self.raw("<w:p><w:pPr><w:pStyle w:val=\"").raw(style).raw("\"/></w:pPr>")
    }

    /// A field with its instruction and the text to show until it is worked out.
    pub fn field(&mut self, instruction: &str, shown: &str) -> &mut Self {
        self.raw("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> ")
            .text(instruction)
            .raw(" </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>")
            .run(shown, Look::default())
            .raw("<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>")
    }

    /// A link to a bookmark of the document.
    pub fn link(&mut self, bookmark: &str, text: &str) -> &mut Self {
        self.raw("<w:hyperlink w:anchor=\"").raw(bookmark).raw("\" w:history=\"1\">");
        self.run(text, Look::default()).raw("</w:hyperlink>")
    }

    /// What was written.
    pub fn finish(self) -> String {
        self.0
    }
}

/// Text with what is markup in it escaped.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(&mut out, text);
    out
}

fn escape_into(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(' '),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        assert_eq!(escaped("a<b> & \"c\"\u{1}\u{ffff}\nd"), "a&lt;b&gt; &amp; &quot;c&quot; d");
    }
}
