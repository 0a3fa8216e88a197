//! Which column of a table holds what: as said by the user, else guessed from its header in English, French or Spanish.

use crate::error::{Error, Result};
use crate::ingest::sheet::{Sheet, SheetRow};
use crate::model::text::{fold, one_line};

/// What the cells of a column say of a recommendation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Its words.
    Text,
    /// The words before its list.
    LeadIn,
    /// Headings above it.
    Section,
    /// Page it stands on.
    Page,
    /// Who made it.
    Proposers,
    /// Whom it asks to act.
    Addressees,
    /// What the addressed State said of it.
    Response,
    /// Title of the document it comes from.
    Title,
    /// Date of that document.
    Date,
    /// Region of that document.
    Region,
    /// Language of that document.
    Language,
    /// A verdict that somebody gave.
    Verdict,
    /// Clusters that somebody tagged.
    Cluster,
    /// Objectives that somebody tagged.
    Objective,
    /// Tags of any scheme, as SCHEME:NOTATION.
    Tags,
    /// What somebody noted.
    Note,
}

/// Each role with the name that `--columns` takes, and with what headers call it, folded. The first is as exports call it.
const ROLES: &[(Role, &str, &[&str])] = &[
    (
        Role::Text,
        "text",
        &[
            "text",
            "recommendation",
            "recommendations",
            "recommendation text",
            "recommandation",
            "recommandations",
            "texte",
            "recomendacion",
            "recomendaciones",
            "texto",
            "recomendacao",
            "recomendacoes",
            "wording",
            "statement",
            "enonce",
        ],
    ),
    (Role::LeadIn, "lead-in", &["lead_in", "lead-in", "lead in", "chapeau"]),
    (
        Role::Section,
        "section",
        &[
            "section",
            "chapter",
            "heading",
            "topic",
            "theme",
            "issue",
            "rubrique",
            "chapitre",
            "thematique",
            "seccion",
            "capitulo",
            "tema",
        ],
    ),
    (Role::Page, "page", &["page", "pagina", "p."]),
    (
        Role::Proposers,
        "proposer",
        &[
            "proposers",
            "proposer",
            "proposed by",
            "made by",
            "recommending state",
            "recommending states",
            "recommending country",
            "state making",
            "author",
            "propose par",
            "auteur",
            "etat auteur",
            "auteurs",
            "propuesto por",
            "autor",
            "estado recomendante",
            "estado que recomienda",
        ],
    ),
    (
        Role::Addressees,
        "addressee",
        &[
            "addressees",
            "addressee",
            "addressed to",
            "responsible",
            "responsible party",
            "responsible entity",
            "responsible unit",
            "state under review",
            "reviewed state",
            "country",
            "destinataire",
            "destinataires",
            "responsable",
            "etat examine",
            "pays",
            "destinatario",
            "destinatarios",
            "estado examinado",
            "pais",
        ],
    ),
    (
        Role::Response,
        "response",
        &["response", "position", "state response", "reponse", "respuesta", "resposta"],
    ),
    (
        Role::Title,
        "title",
        &[
            "title",
            "document",
            "report",
            "source",
            "titre",
            "rapport",
            "titulo",
            "informe",
            "documento",
            "fuente",
        ],
    ),
    (Role::Date, "date", &["date", "year", "annee", "fecha", "ano"]),
    (Role::Region, "region", &["region"]),
    (Role::Language, "language", &["language", "langue", "idioma"]),
    (Role::Verdict, "verdict", &["verdict"]),
    (
        Role::Cluster,
        "cluster",
        &["clusters", "cluster", "thematic cluster", "groupe thematique", "grappe", "grupo tematico"],
    ),
    (
        Role::Objective,
        "objective",
        &[
            "objectives",
            "objective",
            "gcm",
            "gcm objective",
            "gcm objectives",
            "objectif",
            "objectifs",
            "objectifs du pacte",
            "pmm",
            "objetivo",
            "objetivos",
            "objetivos del pacto",
            "pacto",
        ],
    ),
    (Role::Tags, "tags", &["tags", "other tags"]),
    (
        Role::Note,
        "note",
        &[
            "note",
            "notes",
            "comment",
            "comments",
            "remark",
            "remarks",
            "commentaire",
            "commentaires",
            "remarque",
            "nota",
            "notas",
            "comentario",
            "comentarios",
        ],
    ),
];

/// The header stands in one of the first rows.
const HEADER_WITHIN: usize = 20;
/// A header's cell is shorter than this, in characters.
const HEADER_CELL: usize = 60;
/// Rows by which columns without a known header are judged.
const SAMPLE: usize = 200;
/// A column of texts has so many characters a cell on average.
const TEXT: usize = 30;

impl Role {
    /// The name that `--columns` takes.
    pub fn word(self) -> &'static str {
        ROLES.iter().find(|(role, ..)| *role == self).map_or("", |(_, word, _)| word)
    }

    /// Whether several columns may have it.
    fn may_repeat(self) -> bool {
        matches!(self, Role::Cluster | Role::Objective | Role::Tags)
    }

    /// How well a header names it: the smaller, the better.
    fn named_by(self, header: &str) -> Option<usize> {
        let (.., names) = ROLES.iter().find(|(role, ..)| *role == self)?;
        let header = fold(header);
        let header = header.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
        let exact = names.iter().position(|name| *name == header || header.strip_suffix('s') == Some(name));
        // "Objective 2", "Recommendation (original)", "Proposed by:"
        let begins = |name: &str| {
            header
                .strip_prefix(name)
                .is_some_and(|rest| rest.starts_with(|c: char| !c.is_alphanumeric() && c != '_'))
        };
        exact.or_else(|| names.iter().position(|name| begins(name)).map(|at| 100 + at))
    }
}

/// What a user says of columns: `text=Recommendation,objective=GCM`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given(Vec<(Role, String)>);

impl Given {
    /// Reads `ROLE=COLUMN,…`; a column by its header or, in sheets, its letter. A comma that begins no role belongs to the header.
    pub fn parse(text: &str) -> Result<Given> {
        let mut given: Vec<(Role, String)> = Vec::new();
        for part in text.split(',') {
            let named = part.split_once('=').map(|(role, column)| (fold(role.trim()), column.trim()));
            match (named, given.last_mut()) {
                (Some((word, column)), _) if !column.is_empty() => {
                    given.push((role(&word)?, column.to_string()))
                }
                (None, Some((_, last))) => *last = format!("{last},{part}"),
                _ => {
                    return Err(Error::usage(format!("‘{part}’ names no column"))
                        .hint("write --columns text=Recommendation,objective=GCM"));
                }
            }
        }
        Ok(Given(given))
    }
}

fn role(word: &str) -> Result<Role> {
    let found = ROLES.iter().find(|(_, own, names)| *own == word || names.first() == Some(&word));
    found.map(|(role, ..)| *role).ok_or_else(|| {
        let known: Vec<&str> = ROLES.iter().map(|(_, word, _)| *word).collect();
        Error::usage(format!("a table has no column of ‘{word}’"))
            .hint(format!("one of: {}", known.join(", ")))
    })
}

/// The columns of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// Number of the header's row; none where the table has no header.
    pub header: Option<u32>,
    columns: Vec<(Role, u32, String)>,
    /// Headers of the columns that say nothing known.
    passed: Vec<String>,
}

/// So many columns that were passed over are named; a table can have a million.
const MOST_NAMED: usize = 20;

impl Columns {
    /// Finds the columns: those given first, then by header, then the column of the longest texts.
    pub fn of(name: &str, sheet: &Sheet, given: &Given) -> Result<Columns> {
        let (header, cells) = header(sheet, given);
        let mut columns = Columns { header, ..Columns::default() };
        for (role, wanted) in &given.0 {
            let at = find(wanted, &cells).or_else(|| letters(wanted, sheet)).ok_or_else(|| {
                let first = sheet.rows.first().map_or(&[][..], |row| &row.cells);
                let known = quoted(if cells.is_empty() { first } else { &cells });
                Error::failed(format!("{name} has no column ‘{wanted}’"))
                    .hint(format!("its columns are: {known}"))
            })?;
            columns.columns.push((*role, at, header_of(&cells, at)));
        }
        columns.guess(&cells);
        if columns.first(Role::Text).is_none() {
            let at = columns.longest(sheet).ok_or_else(|| no_text(name, &cells))?;
            columns.columns.push((Role::Text, at, header_of(&cells, at)));
            columns.take_short_row_for_header(sheet, at);
        }
        let taken = |at: u32| columns.columns.iter().any(|(_, taken, _)| *taken == at);
        columns.passed =
            cells.iter().filter(|(at, _)| !taken(*at)).map(|(_, header)| one_line(header)).collect();
        columns.columns.sort();
        Ok(columns)
    }

    /// The first column of a role.
    pub fn first(&self, role: Role) -> Option<u32> {
        self.of_role(role).next()
    }

    /// All columns of a role.
    pub fn of_role(&self, role: Role) -> impl Iterator<Item = u32> + '_ {
        self.columns.iter().filter(move |(own, ..)| *own == role).map(|(_, at, _)| *at)
    }

    /// "text from ‘Recommendation’, objective from ‘GCM’; passed over: ‘No’"
    pub fn in_words(&self) -> String {
        let taken = self.columns.iter().map(|(role, at, header)| match header.is_empty() {
            true => format!(
                "{} from column {}",
                role.word(),
                Sheet::default().address(0, *at).trim_end_matches('1')
            ),
            false => format!("{} from ‘{}’", role.word(), one_line(header)),
        });
        let mut words = taken.collect::<Vec<_>>().join(", ");
        if !self.passed.is_empty() {
            let named = self.passed.iter().take(MOST_NAMED).map(|header| format!("‘{header}’"));
            words += &format!("; passed over: {}", named.collect::<Vec<_>>().join(", "));
            let more = self.passed.len().saturating_sub(MOST_NAMED);
            if more > 0 {
                words += &format!(" and {more} more");
            }
        }
        words
    }

    fn guess(&mut self, cells: &[(u32, String)]) {
        for (role, ..) in ROLES {
            if self.first(*role).is_some() {
                continue;
            }
            let free = |at: u32| !self.columns.iter().any(|(_, taken, _)| *taken == at);
            let mut found: Vec<(usize, u32, &String)> = cells
                .iter()
                .filter(|(at, _)| free(*at))
                .filter_map(|(at, header)| Some((role.named_by(header)?, *at, header)))
                .collect();
            found.sort();
            let most = if role.may_repeat() { found.len() } else { 1 };
            let found = found.into_iter().take(most);
            let found: Vec<(Role, u32, String)> =
                found.map(|(_, at, header)| (*role, at, header.clone())).collect();
            self.columns.extend(found);
        }
    }

    /// The column with the longest texts that nobody claims, where they are as long as sentences.
    fn longest(&self, sheet: &Sheet) -> Option<u32> {
        let mut lengths: Vec<(u32, usize)> = Vec::new();
        // Of a header that says nothing known, the first row is made.
        let unknown_header =
            usize::from(self.header.is_none() && sheet.fields.is_empty() && sheet.rows.len() > 1);
        let below = sheet.rows.iter().filter(|row| self.is_below_header(row));
        let rows: Vec<&SheetRow> = below.skip(unknown_header).take(SAMPLE).collect();
        for (at, cell) in rows.iter().flat_map(|row| &row.cells) {
            if self.columns.iter().any(|(_, taken, _)| taken == at) {
                continue;
            }
            match lengths.iter_mut().find(|(own, _)| own == at) {
                Some((_, length)) => *length += cell.chars().count(),
                None => lengths.push((*at, cell.chars().count())),
            }
        }
        let (at, length) =
            lengths.into_iter().max_by_key(|(at, length)| (*length, std::cmp::Reverse(*at)))?;
        (length >= TEXT * rows.len()).then_some(at)
    }

    /// A first row whose cell is no sentence stands over the texts below it.
    fn take_short_row_for_header(&mut self, sheet: &Sheet, text: u32) {
        let Some(first) = sheet.rows.first().filter(|_| self.header.is_none() && sheet.fields.is_empty())
        else {
            return;
        };
        if first.cell(text).is_none_or(|cell| cell.chars().count() < TEXT) && sheet.rows.len() > 1 {
            self.header = Some(first.number);
        }
    }

    /// Whether a row stands below the header.
    pub fn is_below_header(&self, row: &SheetRow) -> bool {
        self.header.is_none_or(|header| row.number > header)
    }
}

fn no_text(name: &str, cells: &[(u32, String)]) -> Error {
    let error = Error::failed(format!("{name} has no column that is known to hold recommendations"));
    match cells {
        [] => error.hint("say which: --columns text=A"),
        cells => error.hint(format!("say which: --columns text=…; its columns are: {}", quoted(cells))),
    }
}

/// "‘No’, ‘Text’"
fn quoted(cells: &[(u32, String)]) -> String {
    let cells: Vec<String> = cells.iter().map(|(_, cell)| format!("‘{}’", one_line(cell))).collect();
    cells.join(", ")
}

/// The header's row and its cells: the row among the first that names the most roles, or what the user calls columns.
fn header(sheet: &Sheet, given: &Given) -> (Option<u32>, Vec<(u32, String)>) {
    if !sheet.fields.is_empty() {
        return (None, (0..).zip(sheet.fields.iter().cloned()).collect());
    }
    let names = |(_, cell): &&(u32, String)| {
        cell.chars().count() < HEADER_CELL
            && (ROLES.iter().any(|(role, ..)| role.named_by(cell).is_some())
                || given.0.iter().any(|(_, wanted)| fold(wanted) == fold(cell)))
    };
    let first = sheet.rows.iter().take(HEADER_WITHIN);
    let counted =
        first.map(|row| (row.cells.iter().filter(names).count(), row)).filter(|(count, _)| *count > 0);
    // The first of several that name as much.
    let best = counted.fold(None, |best: Option<(usize, &SheetRow)>, (count, row)| match best {
        Some((most, _)) if most >= count => best,
        _ => Some((count, row)),
    });
    match best {
        Some((_, row)) => (Some(row.number), row.cells.clone()),
        None => (None, Vec::new()),
    }
}

fn header_of(cells: &[(u32, String)], at: u32) -> String {
    cells.iter().find(|(own, _)| *own == at).map_or(String::new(), |(_, header)| header.clone())
}

fn find(wanted: &str, cells: &[(u32, String)]) -> Option<u32> {
    cells.iter().find(|(_, header)| fold(header) == fold(wanted)).map(|(at, _)| *at)
}

/// A column by its letters: A, AB.
fn letters(wanted: &str, sheet: &Sheet) -> Option<u32> {
    if !sheet.fields.is_empty() || wanted.len() > 3 || !wanted.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let number = wanted.bytes().fold(0u32, |n, b| n * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1)
}
