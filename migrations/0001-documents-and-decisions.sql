-- Schema 1: documents, the recommendations found in them, and the journal of decisions.

-- One imported file. Its bytes and canonical text are in `content`, written once and never rewritten.
CREATE TABLE document (
    row         INTEGER PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE,              -- SHA-256 of the bytes
    source      TEXT NOT NULL,                     -- path as given at import
    format      TEXT NOT NULL,
    state       TEXT NOT NULL,                     -- how whole it came in
    pages       INTEGER,
    reader      TEXT NOT NULL,                     -- version of the program that read it
    imported_at TEXT NOT NULL,                     -- RFC 3339, UTC
    details     TEXT NOT NULL CHECK (json_valid(details)),  -- as read or given, then as the journal says
    withdrawn   INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1))
) STRICT;

CREATE TABLE content (
    document INTEGER PRIMARY KEY REFERENCES document (row),
    bytes    BLOB NOT NULL,                        -- zlib (RFC 1950)
    text     BLOB NOT NULL,                        -- zlib of UTF-8
    blocks   BLOB NOT NULL                         -- zlib of JSON; byte ranges of text
) STRICT;

CREATE TABLE recommendation (
    row        INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    document   INTEGER NOT NULL REFERENCES document (row),
    kind       TEXT NOT NULL CHECK (kind IN ('listed', 'narrative', 'manual')),
    start      INTEGER NOT NULL,                   -- code points of the canonical text
    end        INTEGER NOT NULL CHECK (end > start),
    page       INTEGER,
    section    TEXT NOT NULL CHECK (json_valid(section)),
    lead_in    TEXT,
    context    TEXT,                               -- the sentence before it in its paragraph
    text       TEXT NOT NULL,
    proposers  TEXT NOT NULL CHECK (json_valid(proposers)),
    addressees TEXT NOT NULL CHECK (json_valid(addressees)),
    response   TEXT CHECK (response IN ('supported', 'noted', 'under-examination')),
    confidence REAL NOT NULL,
    reason     TEXT NOT NULL
) STRICT;

CREATE INDEX recommendation_place ON recommendation (document, start);

-- Words for search. External content: the words themselves stay in `recommendation`.
CREATE VIRTUAL TABLE recommendation_words USING fts5 (
    text, lead_in, content = 'recommendation', content_rowid = 'row', tokenize = "unicode61 remove_diacritics 2"
);

-- What the program proposes; made again when `fact.suggester` is not the running suggester.
CREATE TABLE suggestion (
    recommendation INTEGER PRIMARY KEY REFERENCES recommendation (row),
    ranked         TEXT NOT NULL CHECK (json_valid(ranked))
) STRICT;

-- Facts about the store itself.
CREATE TABLE fact (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The journal: append-only, the truth about every decision. An entry stands alone.
CREATE TABLE journal (
    entry          INTEGER PRIMARY KEY AUTOINCREMENT,
    step           INTEGER NOT NULL,               -- first entry of the step it belongs to; one step is one undo
    kind           TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo')),
    of             INTEGER,                        -- the step undone or redone
    reviewer       TEXT NOT NULL,
    at             TEXT NOT NULL,                  -- RFC 3339, UTC
    document       TEXT NOT NULL,                  -- document id
    recommendation TEXT,                           -- recommendation id, none where the document itself changed
    change         TEXT NOT NULL CHECK (json_valid(change)),
    before         TEXT NOT NULL CHECK (json_valid(before))  -- the change that would take it back
) STRICT;

CREATE INDEX journal_step ON journal (step);
CREATE INDEX journal_reviewer ON journal (reviewer, step);
CREATE INDEX journal_recommendation ON journal (recommendation);

CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
BEGIN
    SELECT RAISE (ABORT, 'the journal is append-only');
END;

CREATE TRIGGER journal_is_never_cut BEFORE DELETE ON journal
BEGIN
    SELECT RAISE (ABORT, 'the journal is append-only');
END;

-- What the journal says now, per reviewer: written in the transaction of each entry. A recommendation that a reviewer
-- has not touched, or has undone everything on, has no row.
CREATE TABLE state (
    reviewer       TEXT NOT NULL,
    recommendation INTEGER NOT NULL REFERENCES recommendation (row),
    verdict        TEXT NOT NULL CHECK (verdict IN ('unreviewed', 'keep', 'drop', 'later')),
    note           TEXT,
    decided_at     TEXT NOT NULL,
    PRIMARY KEY (reviewer, recommendation)
) STRICT, WITHOUT ROWID;

CREATE TABLE tag (
    reviewer       TEXT NOT NULL,
    recommendation INTEGER NOT NULL REFERENCES recommendation (row),
    scheme         TEXT NOT NULL,
    place          INTEGER NOT NULL,               -- order in which the tags were given
    notation       TEXT NOT NULL,
    PRIMARY KEY (reviewer, recommendation, scheme, notation)
) STRICT, WITHOUT ROWID;
