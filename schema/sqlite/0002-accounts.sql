-- What accounts need besides their record: secrets, sessions, invitations, answers already given.
--
-- Tokens and codes are kept as hashes only. Seeds, names, sign-in names and answers are sealed under the data key of the house.

-- Passphrase and second factor of an account.
CREATE TABLE credential (
        account       BLOB    PRIMARY KEY CHECK (length(account) = 16), -- the account's record
        pass          TEXT    NOT NULL,                      -- argon2id, encoded
        has_factor    INTEGER NOT NULL CHECK (has_factor IN (0, 1)), -- 1: a second factor is set up
        seed          BLOB    NOT NULL,                      -- seed of the second factor, sealed
        last_step     INTEGER NOT NULL,                      -- newest time step used: a code works once
        failures      INTEGER NOT NULL,                      -- wrong attempts in a row
        blocked_until INTEGER NOT NULL                       -- no attempt is heard before; 0: not blocked
) STRICT, WITHOUT ROWID;

-- Printed recovery codes that are still unused.
CREATE TABLE recovery (
        account BLOB NOT NULL CHECK (length(account) = 16),  -- whose
        hash    BLOB NOT NULL CHECK (length(hash) = 32),     -- of the code
        PRIMARY KEY (account, hash)
) STRICT, WITHOUT ROWID;

-- Who is signed in.
CREATE TABLE session (
        id         BLOB    PRIMARY KEY CHECK (length(id) = 16),  -- names it in lists and in the audit log
        account    BLOB    NOT NULL CHECK (length(account) = 16),-- whose
        token      BLOB    NOT NULL UNIQUE CHECK (length(token) = 32), -- hash of the cookie's token
        csrf       BLOB    NOT NULL CHECK (length(csrf) = 32),   -- token of its forms; worth nothing without the cookie
        created_at INTEGER NOT NULL,                         -- signed in
        seen_at    INTEGER NOT NULL,                         -- last request, written at most once a minute
        step_up_at INTEGER NOT NULL,                         -- second factor last given; 0: never
        has_factor INTEGER NOT NULL CHECK (has_factor IN (0, 1)), -- 1: signed in with both factors
        agent      TEXT    NOT NULL                          -- a short word for the list: "Firefox, Linux"
) STRICT, WITHOUT ROWID;
CREATE INDEX session_account ON session (account);

-- Invitations to take up or reset an account.
CREATE TABLE invitation (
        token             BLOB    PRIMARY KEY CHECK (length(token) = 32), -- hash of the link's token
        party             TEXT    NOT NULL,                  -- party of the account
        nationality       TEXT    NOT NULL,                  -- of the person, for conflicts of interest
        lang              TEXT    NOT NULL,                  -- language of the letter
        roles             INTEGER NOT NULL,                  -- bits of ch_role
        invited_by        BLOB    NOT NULL CHECK (length(invited_by) = 16), -- account
        account           BLOB    NOT NULL CHECK (length(account) = 16),    -- set for a reset, else zeros
        expires_at        INTEGER NOT NULL,                  -- until when it works
        used_at           INTEGER NOT NULL,                  -- when it was used; 0: not yet
        may_defer_factor  INTEGER NOT NULL CHECK (may_defer_factor IN (0, 1)), -- sample accounts only
        name              BLOB    NOT NULL,                  -- of the person, sealed
        login             BLOB    NOT NULL                   -- sign-in name, sealed
) STRICT, WITHOUT ROWID;

-- What was answered to a request with an idempotency key, for a day.
CREATE TABLE answer (
        name     BLOB    PRIMARY KEY CHECK (length(name) = 32), -- hash of account and key
        body     BLOB    NOT NULL CHECK (length(body) = 32), -- hash of method, path and body
        http     INTEGER NOT NULL,                           -- status code
        location TEXT    NOT NULL,                           -- header, empty: none
        type     TEXT    NOT NULL,                           -- content type
        bytes    BLOB    NOT NULL,                           -- the answer, sealed
        at       INTEGER NOT NULL                            -- when
) STRICT, WITHOUT ROWID;
CREATE INDEX answer_at ON answer (at);
