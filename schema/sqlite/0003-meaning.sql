-- What the catalogue has read from the words of a record, kept so that a start need not read them again.
--
-- Derived from the record and nothing else: a row that is missing, of another version or edition, or does not open is made anew.

-- Units of a request or an offer: meanings and stems, packed by the engine.
CREATE TABLE meaning (
        n       INTEGER PRIMARY KEY REFERENCES record (n),   -- the record
        version INTEGER NOT NULL CHECK (version > 0),        -- of the record, whose words were read
        edition INTEGER NOT NULL,                            -- of reference tables, ICU and engine: another one cannot read it
        sealed  BLOB    NOT NULL                             -- the units, sealed with the record's data key, or the house's when it has none
) STRICT;
