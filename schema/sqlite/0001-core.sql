-- Records and what proves them: every version kept, one feed of changes, one audit log, keys.
--
-- Fields of a record are not columns. A record is stored packed, as its field table in the model says, in two parts: body (clear)
-- and sealed (encrypted). Why: queries are answered by the catalogue in memory; SQL keeps and proves. So a new field needs no migration.
-- Identifiers are 16 random bytes, 16 zero bytes stand for nobody. Times are milliseconds since 1970 UTC.

-- Schema steps that have been applied.
CREATE TABLE migration (
        number     INTEGER PRIMARY KEY,                      -- of the step: 1, 2, …
        name       TEXT    NOT NULL,                         -- file name: "0001-core.sql"
        checksum   BLOB    NOT NULL CHECK (length(checksum) = 32), -- BLAKE2b-256 of the step's text; another one refuses to start
        applied_at INTEGER NOT NULL                          -- when
) STRICT;

-- One data key per key owner, wrapped by the key-encryption key, which is never in here.
CREATE TABLE data_key (
        id       INTEGER PRIMARY KEY,                        -- named in the additional data of everything it seals
        owner    BLOB    NOT NULL CHECK (length(owner) = 16),-- record that owns it; zeros: the house itself (accounts' secrets, audit)
        wrapped  BLOB,                                       -- the key, sealed by the key-encryption key; NULL: shredded, for ever
        made_at  INTEGER NOT NULL                            -- when
) STRICT;
CREATE UNIQUE INDEX data_key_live ON data_key (owner) WHERE wrapped IS NOT NULL;

-- The change feed: one line per stored version, without gaps, each bound to the one before.
CREATE TABLE change (
        seq     INTEGER PRIMARY KEY,                         -- rises by one over the whole database
        kind    INTEGER NOT NULL,                            -- kind of record: ch_kind
        id      BLOB    NOT NULL CHECK (length(id) = 16),    -- the record
        version INTEGER NOT NULL CHECK (version > 0),        -- of the record, made by this change
        act     TEXT    NOT NULL,                            -- what was done: "request.submit"
        actor   BLOB    NOT NULL CHECK (length(actor) = 16), -- account that did it
        at      INTEGER NOT NULL,                            -- when
        hash    BLOB    NOT NULL CHECK (length(hash) = 32)   -- over the hash before, this line and its version row
) STRICT;

-- Every version of every record, exactly as it was. Never updated, never deleted.
CREATE TABLE version (
        seq     INTEGER PRIMARY KEY REFERENCES change (seq), -- change that made it
        kind    INTEGER NOT NULL,                            -- kind of record
        id      BLOB    NOT NULL CHECK (length(id) = 16),    -- the record
        version INTEGER NOT NULL CHECK (version > 0),        -- 1, 2, … within the record
        ref     TEXT,                                        -- reference it had
        status  INTEGER NOT NULL,                            -- status it had, 0 for kinds without one
        sample  INTEGER NOT NULL CHECK (sample IN (0, 1)),   -- 1: sample record
        key     INTEGER REFERENCES data_key (id),            -- data key of the sealed part; NULL: nothing is sealed
        body    BLOB    NOT NULL,                            -- clear fields, packed
        sealed  BLOB,                                        -- confidential fields, packed, padded to 1 KiB, sealed
        UNIQUE (kind, id, version),
        CHECK ((key IS NULL) = (sealed IS NULL))
) STRICT;

-- The newest version of every record, sealed anew for this place.
CREATE TABLE record (
        n          INTEGER PRIMARY KEY,                      -- order of making; start-up reads in this order
        kind       INTEGER NOT NULL,                         -- kind of record
        id         BLOB    NOT NULL CHECK (length(id) = 16), -- the record
        ref        TEXT,                                     -- "R-ALB-2026-1"; NULL for kinds or drafts without one
        party      TEXT    NOT NULL,                         -- party that owns it, empty for kinds without one
        status     INTEGER NOT NULL,                         -- status, 0 for kinds without one
        version    INTEGER NOT NULL CHECK (version > 0),     -- newest version
        seq        INTEGER NOT NULL,                         -- change that made it
        created_at INTEGER NOT NULL,                         -- when first stored
        created_by BLOB    NOT NULL CHECK (length(created_by) = 16), -- by which account
        changed_at INTEGER NOT NULL,                         -- when last stored
        changed_by BLOB    NOT NULL CHECK (length(changed_by) = 16), -- by which account
        sample     INTEGER NOT NULL CHECK (sample IN (0, 1)),-- 1: sample record
        lookup     BLOB,                                     -- keyed hash of a sealed field by which it is found (sign-in name of an account)
        key        INTEGER REFERENCES data_key (id),         -- data key of the sealed part; NULL: nothing is sealed
        body       BLOB    NOT NULL,                         -- clear fields, packed
        sealed     BLOB,                                     -- confidential fields, packed, padded to 1 KiB, sealed
        UNIQUE (kind, id),
        CHECK ((key IS NULL) = (sealed IS NULL))
) STRICT;
CREATE UNIQUE INDEX record_ref ON record (kind, ref) WHERE ref IS NOT NULL;
CREATE UNIQUE INDEX record_lookup ON record (kind, lookup) WHERE lookup IS NOT NULL;

-- References counted within kind, party and year; a number is never used again.
CREATE TABLE counter (
        kind  INTEGER NOT NULL,                              -- kind of record
        party TEXT    NOT NULL,                              -- party
        year  INTEGER NOT NULL,                              -- year
        last  INTEGER NOT NULL CHECK (last > 0),             -- last number given out
        PRIMARY KEY (kind, party, year)
) STRICT, WITHOUT ROWID;

-- Who did or read what, chained by hashes. Never updated, never deleted.
CREATE TABLE audit (
        seq        INTEGER PRIMARY KEY,                      -- rises by one
        at         INTEGER NOT NULL,                         -- when
        actor      BLOB    NOT NULL CHECK (length(actor) = 16),  -- account
        act        TEXT    NOT NULL,                         -- what: "request.read"
        kind       INTEGER NOT NULL,                         -- kind of the object, 0: none
        object     BLOB    NOT NULL CHECK (length(object) = 16), -- the object, zeros: none
        outcome    INTEGER NOT NULL,                         -- status it ended with: ch_status
        commitment BLOB    NOT NULL CHECK (length(commitment) = 32), -- salted hash of the details, which stay outside the chain
        key        INTEGER REFERENCES data_key (id),         -- data key of the details; NULL: there are none
        details    BLOB,                                     -- salt and details, sealed
        hash       BLOB    NOT NULL CHECK (length(hash) = 32)    -- over the hash before and this line without key and details
) STRICT;

-- Where both chains end, under a keyed hash, so that a cut tail shows. One row.
CREATE TABLE head (
        one         INTEGER PRIMARY KEY CHECK (one = 1),     -- always 1
        audit_seq   INTEGER NOT NULL,                        -- last audit entry
        audit_hash  BLOB    NOT NULL CHECK (length(audit_hash) = 32),  -- its hash
        change_seq  INTEGER NOT NULL,                        -- last change
        change_hash BLOB    NOT NULL CHECK (length(change_hash) = 32), -- its hash
        mac         BLOB    NOT NULL CHECK (length(mac) = 32)          -- keyed hash of the four
) STRICT;

-- Kept versions, changes and audit entries are written once; these guard against our own mistakes.
CREATE TRIGGER version_is_kept BEFORE DELETE ON version BEGIN SELECT RAISE(ABORT, 'versions are kept'); END;
CREATE TRIGGER version_stays BEFORE UPDATE ON version BEGIN SELECT RAISE(ABORT, 'versions stay as they are'); END;
CREATE TRIGGER change_is_kept BEFORE DELETE ON change BEGIN SELECT RAISE(ABORT, 'changes are kept'); END;
CREATE TRIGGER change_stays BEFORE UPDATE ON change BEGIN SELECT RAISE(ABORT, 'changes stay as they are'); END;
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit entries are kept'); END;
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit entries stay as they are'); END;
CREATE TRIGGER record_is_kept BEFORE DELETE ON record BEGIN SELECT RAISE(ABORT, 'records are kept'); END;

-- Small values of the house: settings that differ from their defaults, marks of upkeep.
CREATE TABLE setting (
        name  TEXT PRIMARY KEY,                              -- "circulation_brake"
        value TEXT NOT NULL                                  -- its text
) STRICT, WITHOUT ROWID;
