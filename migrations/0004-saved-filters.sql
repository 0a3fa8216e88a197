-- Schema 4: filters saved under a name. Everybody's, as documents are: what a verdict or a tag means in one is what it
-- means to who looks.

-- The newest row of a name counts; nothing is written over, and a name that was removed has a row without a filter.
CREATE TABLE saved_filter (
    entry    INTEGER PRIMARY KEY AUTOINCREMENT,
    name     TEXT NOT NULL CHECK (name <> ''),
    filter   TEXT CHECK (json_valid(filter)),
    reviewer TEXT NOT NULL,                        -- who saved or removed it
    at       TEXT NOT NULL                         -- RFC 3339, UTC
) STRICT;

CREATE INDEX saved_filter_name ON saved_filter (name, entry);
