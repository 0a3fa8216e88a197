-- Schema 2: the same thing said twice. All of it follows from the texts and can be made anew from them.

-- Bands of signatures on disk: runs that never change, each cut into buckets by the upper bits of the bands' numbers.
CREATE TABLE band_run (
    run     INTEGER PRIMARY KEY,
    subject TEXT NOT NULL CHECK (subject IN ('recommendation', 'document')),
    entries INTEGER NOT NULL,
    bits    INTEGER NOT NULL                       -- upper bits that name a bucket
) STRICT;

CREATE TABLE band_bucket (
    place   INTEGER PRIMARY KEY,                   -- run * 65536 + bucket
    entries BLOB NOT NULL
) STRICT;

-- Recommendations that say the same, also in documents withdrawn since. Each names the one that said it first, which
-- names itself. One that is said once only has no row.
CREATE TABLE alike (
    recommendation INTEGER PRIMARY KEY REFERENCES recommendation (row),
    first          INTEGER NOT NULL REFERENCES recommendation (row)
) STRICT;

CREATE INDEX alike_first ON alike (first);

-- Documents that are nearly the same as one imported before.
CREATE TABLE near (
    document INTEGER NOT NULL REFERENCES document (row),
    earlier  INTEGER NOT NULL REFERENCES document (row),
    likeness REAL NOT NULL,                        -- 0 to 1
    PRIMARY KEY (document, earlier)
) STRICT, WITHOUT ROWID;

CREATE INDEX near_earlier ON near (earlier);
