//! Lists: whether one is of recommendations, and its items taken.

use super::*;

/// So many blocks above an item the paragraph is looked for whose number it carries on.
const MOST_ABOVE: usize = 600;

impl Finder<'_> {
    /// Judges a run of items as one list.
    pub(super) fn list(&mut self, n: usize) -> usize {
        let mut items = vec![n];
        let mut end = n + 1;
        while end < self.reading.blocks.len() {
            match self.block(end).kind {
                BlockKind::ListItem | BlockKind::Paragraph if self.is_item(end) => items.push(end),
                BlockKind::Footnote => {}
                _ => break,
            }
            end += 1;
        }
        let first = self.block(n).label.as_deref().and_then(number_of);
        let goes_on = self
            .lead
            .as_ref()
            .is_some_and(|l| l.last.is_none() || l.last.is_some_and(|last| first == Some(last + 1)));
        if !goes_on {
            self.lead = None;
        }
        let lead = self.lead.take();
        let top = items.iter().map(|n| self.block(*n).depth).min().unwrap_or(0);
        self.level(&items, top, lead.as_ref(), None);
        let last = items
            .iter()
            .rev()
            .find(|n| self.block(**n).depth == top)
            .and_then(|n| self.block(*n).label.as_deref().and_then(number_of));
        self.lead = lead.map(|l| LeadIn { last, ..l }).filter(|l| l.last.is_some());
        end
    }

    /// Takes the items of one depth, and those below each with the item above as their lead-in. `above` says whether
    /// the items around were taken.
    pub(super) fn level(&mut self, items: &[usize], depth: u8, lead: Option<&LeadIn>, above: Option<bool>) {
        let own: Vec<usize> = items.iter().copied().filter(|n| self.block(*n).depth <= depth).collect();
        let asking = own.iter().filter(|n| self.asks(**n)).count();
        let share = asking as f32 / own.len().max(1) as f32;
        let share = own.first().and_then(|n| self.run_of(*n)).map_or(share, |run| run.asking);
        let of_review = own.iter().filter(|n| self.is_of_review(**n)).count();
        let verdict = match above {
            Some(taken) => taken.then_some((0.85, "an item below one that is listed as a recommendation")),
            None if of_review >= 2 => Some((0.93, "a numbered item of a review that names States")),
            None => self.judge(own.first().copied(), own.len(), share, lead),
        };
        let mut at = 0;
        while at < items.len() {
            let n = items[at];
            let below: Vec<usize> =
                items[at + 1..].iter().copied().take_while(|m| self.block(*m).depth > depth).collect();
            // Between the items of a review stand their themes and what was answered.
            let is_theme = of_review >= 2 && !self.block(n).label.as_deref().is_some_and(is_review_number);
            if !is_theme && !self.detail(n) {
                self.item(n, !below.is_empty(), lead, verdict);
            }
            let words = self.words(n).to_owned();
            if !below.is_empty() {
                let next = self.block(below[0]).depth;
                let call = lead_call(&words);
                let inner = LeadIn { words: words.clone(), call, response: self.answer(n), last: None };
                let lead_in = (words.ends_with(':') || inner.response.is_some()).then_some(&inner).or(lead);
                let inherits = match (verdict.is_some(), call) {
                    (_, Call::Excludes) => Some(false),
                    (true, _) => Some(true),
                    (false, _) => None,
                };
                self.level(&below, next, lead_in, inherits);
            }
            at += 1 + below.len();
        }
    }

    /// Takes an item as its list was judged, unless it heads what stands below it, or names itself.
    fn item(
        &mut self,
        n: usize,
        has_below: bool,
        lead: Option<&LeadIn>,
        verdict: Option<(f32, &'static str)>,
    ) {
        let words = self.words(n);
        if let Some(from) = named::words_from(words, false).filter(|from| *from < words.len()) {
            self.take(n, self.block(n).start + from..self.block(n).end, lead, 0.93, NAMED);
            return;
        }
        let Some((confidence, reason)) = verdict else { return };
        let asks = self.asks(n);
        let heads = has_below
            && (words.ends_with(':')
                || self.answer(n).is_some()
                || !asks && words.split_whitespace().count() <= 12)
            || words.ends_with([':', '?'])
            || words.contains("? ")
            || self.tells_of_recommendations(n);
        // Where a list is not surely one of recommendations each item must ask.
        let must_ask = confidence < 0.65;
        let taken = asks || !must_ask && !tells_what_was_done(words);
        if taken && !heads && !is_empty_item(words) {
            let confidence = if asks { confidence + 0.05 } else { confidence - 0.1 };
            self.take(n, self.block(n).range(), lead, confidence, reason);
        }
    }

    /// Whether a list is one of recommendations, how sure, and why. Below 0.65 each item must ask for itself.
    pub(super) fn judge(
        &self,
        first: Option<usize>,
        count: usize,
        share: f32,
        lead: Option<&LeadIn>,
    ) -> Option<(f32, &'static str)> {
        let promise = first.map_or(Promise::Silent, |n| self.outline.place(n).promise);
        let call = lead.map(|l| l.call);
        match (promise, call) {
            (Promise::Excludes | Promise::Mutes, Some(Call::Announces)) if share >= 0.6 => {
                Some((0.7, "an item of a list whose first words announce recommendations"))
            }
            (Promise::Excludes | Promise::Mutes, _) => None,
            (_, Some(Call::Excludes)) if promise != Promise::Announces || share < 0.7 => None,
            (_, Some(Call::Announces)) => {
                Some((0.92, "an item of a list whose first words announce recommendations"))
            }
            // Numbered paragraphs of a report must ask each, where most of them do not.
            (Promise::Announces, _)
                if share < 0.5 && first.is_some_and(|n| self.block(n).kind == BlockKind::Paragraph) =>
            {
                Some((0.64, "a numbered paragraph that asks, under a heading that announces recommendations"))
            }
            (Promise::Announces, _) => Some((0.9, "an item under a heading that announces recommendations")),
            (Promise::MayAnnounce, _) if share >= 0.5 => {
                Some((0.8, "an item that asks, under a heading of conclusions"))
            }
            (Promise::MayAnnounce, _) => Some((0.6, "an item that asks, under a heading of conclusions")),
            (Promise::Silent, None | Some(Call::Silent))
                if share >= 0.8 && count >= 2 && first.is_some_and(|n| self.commands(n)) =>
            {
                Some((0.7, "an item of a list that asks throughout"))
            }
            (Promise::Silent, None) if share >= 0.6 && first.is_some_and(|n| self.declares(n)) => {
                Some((0.7, "an article of a declaration"))
            }
            _ => None,
        }
    }

    /// Whether an item is of a review of a State: a number of two parts, and States in brackets at the end.
    fn is_of_review(&self, n: usize) -> bool {
        let words = self.words(n);
        let numbered = self.block(n).label.as_deref().is_some_and(is_review_number);
        let own = details::without(words, 0..words.len()).0;
        numbered && !proposers::of(&words[own], true).is_empty()
    }

    /// The length of the title of a numbered or named piece whose explanation is glued to it.
    fn glued_title(&self, n: usize, words: &str) -> Option<usize> {
        let told =
            self.block(n).label.as_deref().is_some_and(|l| l.starts_with(|c: char| c.is_ascii_digit()))
                || named::words_from(self.words(n), false).is_some();
        title_before_a_sentence(words).filter(|_| told)
    }

    /// Whether a block is an article of a declaration.
    pub(super) fn declares(&self, n: usize) -> bool {
        self.run_of(n).is_some_and(|run| run.declares)
    }

    /// "All recommendations contained in this report reflect …" speaks of recommendations and is none.
    pub(super) fn tells_of_recommendations(&self, n: usize) -> bool {
        let words = Words::beginning(self.words(n));
        let early = words.iter().take(5).any(|w| {
            ["recommendation", "recommandation", "recomendacion", "conclusion"]
                .iter()
                .any(|r| w.starts_with(r))
        });
        early && !self.begins_with_verb(n)
    }

    /// What a sentence on recommendations says of the State's response to those that follow it.
    pub(super) fn answer(&self, n: usize) -> Option<Response> {
        response(self.words(n)).filter(|_| self.tells_of_recommendations(n))
    }

    /// Whether an item begins with a command, not with a form in -ing that may tell what was done.
    pub(super) fn commands(&self, n: usize) -> bool {
        let words = Words::beginning(self.words(n));
        self.begins_with_verb(n) && words.get(0).is_some_and(|w| !w.ends_with("ing"))
    }

    pub(super) fn begins_with_verb(&self, n: usize) -> bool {
        CUES.languages[self.outline.language(n)].begins_with_verb(&Words::beginning(self.words(n)))
    }

    pub(super) fn asks(&self, n: usize) -> bool {
        let text = self.words(n);
        let words = Words::new(text);
        CUES.languages[self.outline.language(n)].begins_with_verb(&words)
            || !tells_what_was_done(text) && (CUES.asks.any(&words, Cue::Ask) || score(text).0 >= 0.6)
    }

    /// Takes a piece; recommendations of several States joined by a stroke ("(Chad)/Ratify … (Peru)") are one each.
    pub(super) fn take(
        &mut self,
        n: usize,
        range: Range<usize>,
        lead: Option<&LeadIn>,
        confidence: f32,
        reason: &str,
    ) {
        let (range, details) = details::without(&self.reading.text, range);
        let before = self.found.len();
        let mut from = range.start;
        while let Some(at) = joint(&self.reading.text[from..range.end]) {
            self.take_one(n, from + self.mark(from..from + at)..from + at, lead, confidence, reason);
            from += at + 1;
        }
        let mark = if from > range.start { self.mark(from..range.end) } else { 0 };
        self.take_one(n, from + mark..range.end, lead, confidence, reason);
        for found in &mut self.found[before..] {
            found.details.add(details.clone());
        }
    }

    /// The paragraph whose number an item carries on, whatever headings stand between: 115 over 115.23, where it speaks
    /// of recommendations.
    fn numbered_above(&self, n: usize) -> Option<usize> {
        let label = self.block(n).label.as_deref()?.trim_end_matches('.');
        let (number, _) = label.rsplit_once('.')?;
        let bears = |m: &usize| {
            self.block(*m).label.as_deref().is_some_and(|other| other.trim_end_matches('.') == number)
        };
        let above = (n.saturating_sub(MOST_ABOVE)..n).rev().find(bears)?;
        self.tells_of_recommendations(above).then_some(above)
    }

    pub(super) fn mark(&self, range: Range<usize>) -> usize {
        letter_mark(&self.reading.text[range])
    }

    pub(super) fn take_one(
        &mut self,
        n: usize,
        range: Range<usize>,
        lead: Option<&LeadIn>,
        confidence: f32,
        reason: &str,
    ) {
        let (range, details) = details::without(&self.reading.text, range);
        let range = without_joints(&self.reading.text, range);
        let title = self.glued_title(n, &self.reading.text[range.clone()]);
        let range = range.start..title.map_or(range.end, |len| range.start + len);
        if range.is_empty() || explains_a_sign(&self.reading.text[range.clone()]) {
            return;
        }
        let above = self.numbered_above(n);
        let announced = above.map(|above| self.words(above)).filter(|words| words.ends_with(':'));
        let response = lead.and_then(|l| l.response).or_else(|| above.and_then(|above| self.answer(above)));
        self.found.push(Found {
            kind: Kind::Listed,
            range,
            block: n,
            lead_in: lead.map(|l| l.words.clone()).or_else(|| announced.map(str::to_owned)),
            response: response.or(self.outline.place(n).response),
            details,
            confidence,
            reason: reason.to_owned(),
        });
    }
}

/// Whether an item tells what a sign means, as legends of tables do: "high = within six months".
fn explains_a_sign(words: &str) -> bool {
    words.split_once('=').is_some_and(|(sign, _)| sign.split_whitespace().count() <= 2)
}

/// Where a title ends that its explanation is glued to, as lines without a full stop are: "Plan for the families Half of
/// them have children." Only a word that begins sentences, and hardly ever stands in one with a capital, tells.
fn title_before_a_sentence(words: &str) -> Option<usize> {
    const LEAST: usize = 3;
    let mut before: Option<&str> = None;
    for (n, word) in words.split_whitespace().enumerate() {
        let at = word.as_ptr() as usize - words.as_ptr() as usize;
        let open = before.is_some_and(|b| b.ends_with(|c: char| c.is_lowercase() || c == ')') && !joins(b));
        let next = words[at + word.len()..].trim_start();
        let begins = starts_sentences(word) && next.starts_with(|c: char| c.is_lowercase() || c.is_numeric());
        if n >= LEAST && open && begins {
            return Some(words[..at].trim_end().len());
        }
        if word.ends_with(['.', ';', ':', '?', '!']) {
            return None;
        }
        before = Some(word);
    }
    None
}

/// Words that begin sentences and stand in one with a capital only as part of a name.
fn starts_sentences(word: &str) -> bool {
    const STARTERS: &[&str] = &[
        "The",
        "This",
        "These",
        "Those",
        "There",
        "It",
        "In",
        "At",
        "For",
        "They",
        "We",
        "On",
        "As",
        "Of",
        "When",
        "Where",
        "While",
        "Although",
        "Since",
        "If",
        "Many",
        "Some",
        "Several",
        "Most",
        "Half",
        "During",
        "After",
        "Before",
        "Only",
        "Le",
        "La",
        "Les",
        "Ce",
        "Cette",
        "Ces",
        "Il",
        "Ils",
        "Elle",
        "Elles",
        "Un",
        "Une",
        "Des",
        "Du",
        "Dans",
        "Pour",
        "En",
        "Plusieurs",
        "Si",
        "Lors",
        "Pendant",
        "Depuis",
        "Actuellement",
        "El",
        "Los",
        "Las",
        "Este",
        "Esta",
        "Estos",
        "Estas",
        "Una",
        "Para",
        "Durante",
        "Cuando",
        "Según",
        "Algunos",
        "Varios",
    ];
    STARTERS.contains(&word)
}

/// Words after which a name may follow.
fn joins(word: &str) -> bool {
    const JOINING: &[&str] = &[
        "the", "of", "and", "for", "in", "to", "on", "with", "by", "from", "at", "as", "or", "de", "du",
        "des", "la", "le", "les", "et", "en", "à", "au", "aux", "el", "los", "las", "y", "a", "con", "para",
        "that", "que", "named", "called", "titled",
    ];
    JOINING.contains(&word)
}

/// "115.23" and "115.23.": the number of a paragraph and of its part. Parts of a report are not numbered so high.
fn is_review_number(label: &str) -> bool {
    const PARTS: u32 = 30;
    let mut parts = label.trim_end_matches('.').split(['.', '-']).map(str::parse::<u32>);
    matches!((parts.next(), parts.next(), parts.next()), (Some(Ok(first)), Some(Ok(_)), None) if first >= PARTS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_end_before_the_sentence_that_explains_them() {
        for (words, title) in [
            ("Plan for the families Half of them have children.", Some("Plan for the families")),
            ("Ouvrir des écoles du soir Les élèves attendent.", Some("Ouvrir des écoles du soir")),
            ("Open schools in The Gambia and elsewhere.", None),
            ("Open schools. The lines are long.", None),
            ("Open more schools, as The New Plan says.", None),
        ] {
            assert_eq!(title_before_a_sentence(words).map(|len| &words[..len]), title, "{words}");
        }
    }
}
