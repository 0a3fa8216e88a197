//! Whether recommendations are what was found, and mended as the journal says.

use super::{Finding, gone, remove_orphans, told};
use crate::model::text::fold;
use crate::model::{Change, DocumentId, Mark, RecommendationId, RowId};
use crate::store::documents::source_of;
use crate::store::journal::{Entry, Target, apply};
use crate::store::{from_json, mends, to_json};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, HashMap};

/// What the journal says of one recommendation, beside verdicts, tags and notes.
struct Said {
    document: DocumentId,
    /// What was so before the first mend of each kind.
    before: Vec<Change>,
    /// What the last mend of each kind set.
    last: Vec<Change>,
    /// How it was marked by hand.
    mark: Option<Box<Mark>>,
}

impl Said {
    /// What was found, or marked by hand, as far as the journal tells.
    fn originals(&self) -> Vec<Change> {
        match &self.mark {
            None => self.before.iter().filter(|change| !change.comes_or_goes()).cloned().collect(),
            Some(mark) => vec![
                Change::Text { to: mark.wording.clone() },
                Change::Proposers { to: mark.proposers.clone() },
                Change::Addressees { to: mark.addressees.clone() },
                Change::Response { to: mark.response },
            ],
        }
    }
}

/// Whether a recommendation is what the last mends say, and where there are none what was marked.
fn is_as_said(db: &Connection, row: RowId, said: &Said) -> rusqlite::Result<bool> {
    let originals = said.mark.iter().flat_map(|_| said.originals());
    let standing = originals.filter(|change| !said.last.iter().any(|last| last.mends_the_same(change)));
    for change in standing.chain(said.last.iter().cloned()) {
        if mends::current(db, row, &change)? != change {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Looks at every recommendation that the journal names, and at the words of all.
pub(super) fn examine(db: &Connection) -> rusqlite::Result<Finding> {
    let mut wrong = Vec::new();
    let gone = gone::count(db)?;
    if gone > 0 {
        wrong.push(format!("{gone} recommendations are not there any more"));
    }
    for (id, said) in said(db)? {
        let short = id.get(..8).unwrap_or(&id);
        let Some(row) = row_of(db, &id)? else { continue };
        let kept = found_is_kept(db, row)? || !said.last.iter().any(|change| !change.comes_or_goes());
        if !kept || !is_as_said(db, row, &said)? {
            wrong.push(format!("recommendation {short} is not as the journal says"));
        }
    }
    let unsaid: i64 = db.query_row(&format!("SELECT count(*) {UNSAID}"), [], |row| row.get(0))?;
    if unsaid > 0 {
        wrong.push(format!("{unsaid} recommendations are out of sight, and the journal says nothing of it"));
    }
    let reworded = reworded(db)?;
    if let Some(lost) = reworded.iter().find(|word| word.to.is_none()) {
        return Ok(Finding::Lost(format!(
            "the words of recommendation {} are not those found",
            lost.id.short()
        )));
    }
    wrong.extend(
        reworded
            .iter()
            .map(|word| format!("the words of recommendation {} are not those found", word.id.short())),
    );
    Ok(told(wrong, Finding::Mendable))
}

/// Makes them what they were when found, then what the journal says.
pub(super) fn mend(db: &Connection) -> rusqlite::Result<()> {
    // What the journal says of them follows.
    db.execute(
        &format!("UPDATE recommendation SET aside = 0, unmarked = 0 WHERE row IN (SELECT row {UNSAID})"),
        [],
    )?;
    for word in reworded(db)? {
        let Some(to) = word.to else { continue };
        db.execute("UPDATE recommendation SET text = ?2 WHERE row = ?1", params![word.row.0, to])?;
    }
    for (id, said) in said(db)? {
        let row = match (row_of(db, &id)?, &said.mark) {
            (Some(row), _) => row,
            (None, Some(mark)) => gone::mark_again(db, &said.document, &id, mark)?,
            (None, None) => continue,
        };
        if !found_is_kept(db, row)? {
            said.originals().iter().try_for_each(|original| set_found(db, row, original))?;
        }
        for change in said.last {
            apply(db, "", "", &Entry { target: Target::Recommendation(row), change })?;
        }
    }
    remove_orphans(db)?;
    // What was kept of the old words, and made of them, goes with them.
    db.execute_batch(
        "DELETE FROM facet_columns; DELETE FROM word_columns;
         INSERT INTO recommendation_words (recommendation_words) VALUES ('rebuild');",
    )
}

/// What is not shown though nobody took it away.
const UNSAID: &str = "FROM recommendation r WHERE aside AND NOT EXISTS (SELECT 1 FROM journal j
        WHERE j.recommendation = r.id AND j.change ->> '$.set' = 'aside')
    OR unmarked AND NOT EXISTS (SELECT 1 FROM journal j
        WHERE j.recommendation = r.id AND j.change ->> '$.set' = 'marked')";

/// Every recommendation that an entry names, with its mends.
fn said(db: &Connection) -> rusqlite::Result<BTreeMap<String, Said>> {
    let mut all: BTreeMap<String, Said> = BTreeMap::new();
    let mut select = db.prepare(
        "SELECT document, recommendation, change, before FROM journal WHERE recommendation IS NOT NULL ORDER BY entry",
    )?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let said = all.entry(row.get("recommendation")?).or_insert(Said {
            document: DocumentId::from_stored(row.get("document")?),
            before: Vec::new(),
            last: Vec::new(),
            mark: None,
        });
        let change: Change = from_json(row, "change")?;
        if !change.is_mend() {
            continue;
        }
        if let Change::Marked { to: Some(mark) } = &change {
            said.mark = Some(mark.clone());
        }
        if !said.last.iter().any(|earlier| earlier.mends_the_same(&change)) {
            said.before.push(from_json(row, "before")?);
        }
        said.last.retain(|earlier| !earlier.mends_the_same(&change));
        said.last.push(change);
    }
    Ok(all)
}

fn row_of(db: &Connection, id: &str) -> rusqlite::Result<Option<RowId>> {
    let sql = "SELECT row FROM recommendation WHERE id = ?1";
    db.prepare_cached(sql)?.query_row([id], |row| row.get(0).map(RowId)).optional()
}

fn found_is_kept(db: &Connection, row: RowId) -> rusqlite::Result<bool> {
    db.prepare_cached("SELECT 1 FROM found WHERE recommendation = ?1")?.exists([row.0])
}

/// Takes a recommendation back to what it was before a mend, in the table itself: the first mend then keeps it as found.
fn set_found(db: &Connection, row: RowId, before: &Change) -> rusqlite::Result<()> {
    let set = |column: &str, to: &dyn rusqlite::ToSql| {
        let sql = format!("UPDATE recommendation SET {column} = ?2 WHERE row = ?1");
        db.execute(&sql, params![row.0, to]).map(|_| ())
    };
    match before {
        Change::Text { to } | Change::Span { to } => {
            set("start", &to.span.start)?;
            set("end", &to.span.end)?;
            set("text", &to.text)?;
            set("page", &to.page)?;
            set("section", &to_json(&to.section)?)?;
            set("lead_in", &to.lead_in)?;
            set("context", &to.context)
        }
        Change::Proposers { to } => set("proposers", &to_json(to)?),
        Change::Addressees { to } => set("addressees", &to_json(to)?),
        Change::Response { to } => set("response", &to.map(|response| response.word())),
        _ => Ok(()),
    }
}

/// A recommendation that nobody mended, whose words do not make its id, and the words of its place where these do.
struct Reworded {
    row: RowId,
    id: RecommendationId,
    to: Option<String>,
}

fn reworded(db: &Connection) -> rusqlite::Result<Vec<Reworded>> {
    let mut select = db.prepare(
        "SELECT r.row, r.id, r.document, d.id AS document_id, r.text, r.start, r.end
         FROM recommendation r JOIN document d ON d.row = r.document
         WHERE NOT EXISTS (SELECT 1 FROM journal j WHERE j.recommendation = r.id
             AND j.change ->> '$.set' NOT IN ('verdict', 'tags', 'note'))
         ORDER BY r.document, r.row",
    )?;
    let mut rows = select.query([])?;
    let (mut wrong, mut in_document) = (Vec::new(), 0);
    // How often words stood in the document so far: of words that stand there again the id says so.
    let mut occurrences: HashMap<String, usize> = HashMap::new();
    while let Some(row) = rows.next()? {
        let (document, of): (i64, DocumentId) =
            (row.get("document")?, DocumentId::from_stored(row.get("document_id")?));
        if document != in_document {
            occurrences.clear();
            in_document = document;
        }
        let (id, text): (String, String) = (row.get("id")?, row.get("text")?);
        let occurrence = occurrences.entry(fold(&text)).or_default();
        let is_own = |text: &str, nth: usize| RecommendationId::of(&of, text, nth).as_str() == id;
        if is_own(&text, *occurrence) {
            *occurrence += 1;
            continue;
        }
        // One before it with the same words may have lost them.
        if (0..*occurrence + NEIGHBOURS).any(|nth| is_own(&text, nth)) {
            continue;
        }
        let (start, end): (usize, usize) = (row.get("start")?, row.get("end")?);
        let source = source_of(db, document)?.map(|(text, _)| text).unwrap_or_default();
        let words: String = source.chars().skip(start).take(end.saturating_sub(start)).collect();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let to = (0..NEIGHBOURS).any(|nth| is_own(&words, nth)).then_some(words);
        wrong.push(Reworded { row: RowId(row.get("row")?), id: RecommendationId::from_stored(id), to });
    }
    Ok(wrong)
}

/// So many times the same words are looked for in a document that has lost some.
const NEIGHBOURS: usize = 100;
