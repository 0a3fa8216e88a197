-- Schema 5: what can be made again from the rest, kept so that a great store opens in milliseconds.

-- The facet values of all recommendations as a reviewer sees them, in the program's own form. It holds what was so up to
-- the numbers beside it; what came after is read from the other tables.
CREATE TABLE facet_columns (
    reviewer TEXT PRIMARY KEY,
    form     TEXT NOT NULL,                        -- schemes and suggester that they were made with
    row      INTEGER NOT NULL,                     -- newest recommendation
    document INTEGER NOT NULL,                     -- newest document
    entry    INTEGER NOT NULL,                     -- newest journal entry
    change   INTEGER NOT NULL,                     -- newest entry of `suggested_since`
    columns  BLOB NOT NULL
) STRICT;

-- The words of all recommendations and where they stand, in the program's own form, up to the numbers beside them. Small
-- stores have none: full-text search answers as quickly.
CREATE TABLE word_columns (
    row     INTEGER NOT NULL,                      -- newest recommendation
    entry   INTEGER NOT NULL,                      -- newest journal entry
    columns BLOB NOT NULL
) STRICT;

-- Recommendations that got suggestions since columns were kept.
CREATE TABLE suggested_since (
    change         INTEGER PRIMARY KEY AUTOINCREMENT,
    recommendation INTEGER NOT NULL
) STRICT;

CREATE TRIGGER suggestion_after_columns AFTER INSERT ON suggestion
WHEN EXISTS (SELECT 1 FROM facet_columns)
BEGIN
    INSERT INTO suggested_since (recommendation) VALUES (NEW.recommendation);
END;
