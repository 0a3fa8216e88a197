//! The annex as values: what every form of it (Markdown, HTML, DOCX) and every template shows.

use super::dates::date_in_words;
use super::group::{self, Group, Grouping};
use super::made::{Front, Made, NOTICE};
use super::standing::Standing;
use super::summary::Summary;
use crate::model::text::one_line;
use crate::model::{Document, Recommendation, RecommendationId};
use crate::taxonomy::{self, CLUSTER, OBJECTIVE};
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// What a user chooses of an annex.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// The title page.
    pub front: Front,
    /// What the headings are.
    pub grouping: Grouping,
    /// Whether the reviewers' notes are shown.
    pub notes: bool,
    /// The paragraph that each recommendation stands in, where known, in words: "para. 115.23".
    pub paragraphs: HashMap<RecommendationId, String>,
    /// How everything stands that they were chosen from, where that is known.
    pub standing: Option<Standing>,
}

/// An annex. Field names are what templates use.
#[derive(Debug, Serialize)]
pub struct Annex {
    /// The title page.
    pub front: Front,
    /// That it is not an official document.
    pub notice: &'static str,
    /// How it was made, field by field.
    pub made: Made,
    /// How it was made, as a sentence.
    pub made_in_words: String,
    /// "by cluster and objective"
    pub grouping: &'static str,
    /// How many recommendations stand in it.
    pub count: usize,
    /// The same in words, by verdict: "16 kept recommendations".
    pub count_in_words: String,
    /// What is not decided on yet and does not stand in it: "37 of 55 recommendations are not reviewed yet".
    pub open: Option<String>,
    /// The figures before the recommendations.
    pub summary: Summary,
    /// The headings of the first level.
    pub sections: Vec<Section>,
    /// The documents behind the recommendations, oldest first.
    pub sources: Vec<Source>,
}

/// A heading with its recommendations and the headings below.
#[derive(Debug, Serialize)]
pub struct Section {
    /// For links within the annex.
    pub anchor: String,
    /// The heading.
    pub heading: String,
    /// The heading, short for the contents.
    pub short: String,
    /// 1 or 2.
    pub level: u8,
    /// How many recommendations stand in full here and below.
    pub count: usize,
    /// What stands here in full.
    pub items: Vec<Item>,
    /// Numbers of what belongs here too and stands in full elsewhere.
    pub see_also: Vec<usize>,
    /// The headings below.
    pub sections: Vec<Section>,
}

/// A recommendation as it stands in an annex; every text on one line and free of control characters.
#[derive(Debug, Serialize)]
pub struct Item {
    /// Its number in this annex.
    pub number: usize,
    /// Its id.
    pub id: String,
    /// Its words.
    pub text: String,
    /// Its words as the source has them, where they were edited.
    pub original_text: Option<String>,
    /// The words before its list.
    pub lead_in: Option<String>,
    /// Who made it.
    pub proposers: Vec<String>,
    /// Who made it, where the text does not say so in brackets itself.
    pub proposers_to_add: Option<String>,
    /// Whom it asks to act.
    pub addressees: Vec<String>,
    /// What the addressed State said.
    pub response: Option<&'static str>,
    /// Its place among the sources, from 1.
    pub source: usize,
    /// The document's title.
    pub document: String,
    /// The document's date.
    pub date: Option<String>,
    /// The document's region.
    pub region: Option<String>,
    /// The document's language.
    pub language: Option<String>,
    /// Whether its words run from right to left.
    pub right_to_left: bool,
    /// The page.
    pub page: Option<u32>,
    /// The headings above it.
    pub section: Vec<String>,
    /// The paragraph: "para. 115.23", "3rd paragraph".
    pub paragraph: Option<String>,
    /// Where it stands: "p. 12, para. 115.23, Annex I > Data".
    pub place: String,
    /// Its clusters.
    pub clusters: Vec<String>,
    /// Its objectives.
    pub objectives: Vec<String>,
    /// Its tags of other schemes: "element v".
    pub other_tags: Vec<String>,
    /// The clusters and objectives that are not in the headings above it: "objective 9", and its tags of other schemes.
    pub also: Vec<String>,
    /// The note, where notes were asked for.
    pub note: Option<String>,
}

/// A document behind recommendations.
#[derive(Debug, Serialize)]
pub struct Source {
    /// Its number.
    pub number: usize,
    /// Its identity.
    pub id: String,
    /// Its title, else the name of its file.
    pub name: String,
    /// Event, place, date and region, as far as known.
    pub details: Vec<String>,
    /// The name of its file.
    pub file: String,
    /// How many recommendations of the annex it holds.
    pub count: usize,
}

impl Annex {
    /// The annex of some recommendations, given in reading order.
    pub fn of(recommendations: &[Recommendation], choices: &Choices, made: Made) -> Annex {
        let documents = documents_of(recommendations);
        let groups = group::group(recommendations, choices.grouping, &documents);
        let mut numbers = vec![0; recommendations.len()];
        number(&groups, &mut numbers, &mut 0);
        let places: HashMap<&str, usize> =
            documents.iter().enumerate().map(|(at, d)| (d.id.as_str(), at)).collect();
        let these = Standing::of(recommendations);
        let open_objectives = choices.standing.as_ref().map_or(&[][..], |all| &all.open_objectives);
        let builder = Builder { recommendations, numbers: &numbers, places: &places, choices };
        Annex {
            front: choices.front.clone(),
            notice: NOTICE,
            made_in_words: made.in_words(),
            made,
            grouping: choices.grouping.in_words(),
            count: recommendations.len(),
            count_in_words: these.in_words(),
            open: choices.standing.as_ref().and_then(|all| all.open_beside(&these)),
            summary: Summary::of(recommendations, &documents, open_objectives),
            sections: builder.sections(&groups, 1, "s"),
            sources: sources(recommendations, &documents),
        }
    }

    /// Every recommendation in full, in the order of the annex.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.sections.iter().flat_map(|s| s.items.iter().chain(s.sections.iter().flat_map(|s| &s.items)))
    }
}

/// The documents of some recommendations, oldest first, those without a date last.
pub fn documents_of(recommendations: &[Recommendation]) -> Vec<&Document> {
    let mut seen = HashSet::new();
    let mut documents: Vec<&Document> =
        recommendations.iter().map(|r| r.document.as_ref()).filter(|d| seen.insert(d.id.as_str())).collect();
    let date = |d: &Document| d.details.date.as_ref().map(|date| date.first_day());
    documents.sort_by_cached_key(|d| (date(d).is_none(), date(d), d.name().to_string()));
    documents
}

fn number(groups: &[Group], numbers: &mut [usize], last: &mut usize) {
    for group in groups {
        for at in &group.full {
            *last += 1;
            numbers[*at] = *last;
        }
        number(&group.groups, numbers, last);
    }
}

struct Builder<'a> {
    recommendations: &'a [Recommendation],
    numbers: &'a [usize],
    places: &'a HashMap<&'a str, usize>,
    choices: &'a Choices,
}

impl Builder<'_> {
    fn sections(&self, groups: &[Group], level: u8, path: &str) -> Vec<Section> {
        let section = |(at, group): (usize, &Group)| {
            let anchor = format!("{path}{}", at + 1);
            let mut see_also: Vec<usize> = group.also.iter().map(|at| self.numbers[*at]).collect();
            see_also.sort_unstable();
            Section {
                heading: one_line(&group.heading.full),
                short: one_line(&group.heading.short),
                level,
                count: group.count(),
                items: group.full.iter().map(|at| self.item(*at)).collect(),
                see_also,
                sections: self.sections(&group.groups, level + 1, &format!("{anchor}-")),
                anchor,
            }
        };
        groups.iter().enumerate().map(section).collect()
    }

    fn item(&self, at: usize) -> Item {
        let r = &self.recommendations[at];
        let d = &r.document;
        let line = |text: &Option<String>| text.as_deref().map(one_line).filter(|t| !t.is_empty());
        let text = one_line(&r.text);
        let proposers: Vec<String> = r.proposers.iter().map(|p| one_line(p)).collect();
        let unsaid: Vec<&str> = proposers.iter().map(String::as_str).filter(|p| !text.contains(p)).collect();
        let section: Vec<String> = r.section.iter().map(|h| one_line(h)).collect();
        let paragraph = self.choices.paragraphs.get(&r.id).cloned();
        Item {
            number: self.numbers[at],
            id: r.id.to_string(),
            original_text: line(&r.original_text).filter(|original| *original != text),
            lead_in: line(&r.lead_in),
            proposers_to_add: (!unsaid.is_empty()).then(|| unsaid.join(", ")),
            addressees: r.addressees.iter().map(|a| one_line(a)).collect(),
            response: r.response.map(|r| r.word()),
            source: self.places.get(d.id.as_str()).map_or(0, |place| place + 1),
            document: one_line(d.name()),
            date: d.details.date.as_ref().map(date_in_words),
            region: line(&d.details.region),
            language: d.details.language.clone(),
            right_to_left: is_right_to_left(&text),
            page: r.page,
            place: place(r.page, paragraph.as_deref(), &section, d.name()),
            paragraph,
            clusters: r.tags_in(CLUSTER).to_vec(),
            objectives: r.tags_in(OBJECTIVE).to_vec(),
            other_tags: other_tags(r),
            also: also(r, self.choices.grouping),
            note: line(&r.note).filter(|_| self.choices.notes),
            text,
            proposers,
            section,
        }
    }
}

/// How many headings of an item's section tell its place, and how long each may be.
const HEADINGS: usize = 2;
const HEADING: usize = 90;

/// Where an item stands in its document: "p. 12, para. 3, Annex I > Data". Headings that only introduce a list ("States should:")
/// and the document's own title tell nothing of the place.
fn place(page: Option<u32>, paragraph: Option<&str>, section: &[String], title: &str) -> String {
    let title = one_line(title);
    let tells = |h: &&String| !h.ends_with(':') && **h != title && !h.is_empty();
    let all: Vec<&String> = section.iter().filter(tells).collect();
    let innermost = &all[all.len().saturating_sub(HEADINGS)..];
    let headings: Vec<String> = innermost.iter().map(|h| shortened(h, HEADING)).collect();
    let page = page.map(|page| format!("p. {page}"));
    let headings = (!headings.is_empty()).then(|| headings.join(" > "));
    page.into_iter().chain(paragraph.map(str::to_string)).chain(headings).collect::<Vec<_>>().join(", ")
}

/// At most so many characters of a text, cut between words.
fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_string();
    }
    let head: String = text.chars().take(most).collect();
    let words = head.rsplit_once(' ').map_or(head.as_str(), |(words, _)| words);
    format!("{words} …")
}

/// Whether the first letters of a text are Hebrew or Arabic.
fn is_right_to_left(text: &str) -> bool {
    let strong = text.chars().find(|c| c.is_alphabetic());
    strong.is_some_and(
        |c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'),
    )
}

fn other_tags(r: &Recommendation) -> Vec<String> {
    let other = r.tags.iter().filter(|(scheme, _)| *scheme != CLUSTER && *scheme != OBJECTIVE);
    other.flat_map(|(scheme, tags)| tags.iter().map(move |tag| format!("{scheme} {tag}"))).collect()
}

/// What of a recommendation's tags the headings above its full text do not say.
fn also(r: &Recommendation, grouping: Grouping) -> Vec<String> {
    let said: &[&str] = match grouping {
        Grouping::Cluster => &[CLUSTER, OBJECTIVE],
        Grouping::Objective | Grouping::RoundTable | Grouping::Region => &[OBJECTIVE],
        Grouping::Document => &[],
    };
    let mut also = Vec::new();
    for scheme in [CLUSTER, OBJECTIVE] {
        let Some(known) = taxonomy::in_use().scheme(scheme) else { continue };
        let places = group::positions(r, scheme);
        let unsaid = places.into_iter().skip(usize::from(said.contains(&scheme)));
        let concepts = unsaid.filter_map(|place| known.concepts.get(place));
        also.extend(concepts.map(|c| format!("{scheme} {} ({})", c.notation, c.short)));
    }
    also.extend(other_tags(r));
    also
}

fn sources(recommendations: &[Recommendation], documents: &[&Document]) -> Vec<Source> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    recommendations.iter().for_each(|r| *counts.entry(r.document.id.as_str()).or_default() += 1);
    let source = |(at, d): (usize, &&Document)| {
        let details = &d.details;
        let date = details.date.as_ref().map(date_in_words);
        let known =
            [details.event.as_deref(), details.place.as_deref(), date.as_deref(), details.region.as_deref()];
        let file = d.source.rsplit(['/', '\\']).next().unwrap_or(&d.source);
        Source {
            number: at + 1,
            id: d.id.to_string(),
            name: one_line(d.name()),
            details: known.into_iter().flatten().map(one_line).collect(),
            file: one_line(file),
            count: counts.get(d.id.as_str()).copied().unwrap_or(0),
        }
    };
    documents.iter().enumerate().map(source).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_says_page_and_headings() {
        let check = |page, paragraph, section: &[&str], words: &str| {
            let section: Vec<String> = section.iter().map(|h| h.to_string()).collect();
            assert_eq!(place(page, paragraph, &section, "The Report"), words);
        };
        check(Some(3), None, &[], "p. 3");
        check(None, Some("para. 7"), &["The Report", "Annex"], "para. 7, Annex");
        check(Some(4), None, &["Part", "Annex", "Data", "States should:"], "p. 4, Annex > Data");
    }
}
