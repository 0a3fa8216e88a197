-- Schema 3: mending. `recommendation` holds what is so now; what was found stands beside it.

-- Others stand in its place: its parts, or the whole it is a part of.
ALTER TABLE recommendation ADD COLUMN aside INTEGER NOT NULL DEFAULT 0 CHECK (aside IN (0, 1));
-- It was marked by hand, and the mark was taken back.
ALTER TABLE recommendation ADD COLUMN unmarked INTEGER NOT NULL DEFAULT 0 CHECK (unmarked IN (0, 1));

-- A recommendation as it was found or first marked; written once, before its first mend.
CREATE TABLE found (
    recommendation INTEGER PRIMARY KEY REFERENCES recommendation (row),
    start          INTEGER NOT NULL,               -- code points of the canonical text
    end            INTEGER NOT NULL CHECK (end > start),
    page           INTEGER,
    section        TEXT NOT NULL CHECK (json_valid(section)),
    lead_in        TEXT,
    context        TEXT,
    text           TEXT NOT NULL,
    proposers      TEXT NOT NULL CHECK (json_valid(proposers)),
    addressees     TEXT NOT NULL CHECK (json_valid(addressees)),
    response       TEXT CHECK (response IN ('supported', 'noted', 'under-examination'))
) STRICT;
