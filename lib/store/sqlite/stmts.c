#include "stmt.h"

/* One row of a record, whichever table it comes from; record.c reads these columns. */
#define RECORD_COLUMNS                                                                                                 \
        "kind, id, ref, version, created_at, changed_at, created_by, changed_by, sample, key, body, sealed, seq, n"
#define VERSION_COLUMNS                                                                                                \
        "v.kind, v.id, v.ref, v.version, r.created_at, c.at, r.created_by, c.actor, v.sample, v.key, v.body, "         \
        "v.sealed, "                                                                                                   \
        "v.seq, r.n"
#define VERSION_TABLES  "version v JOIN change c ON c.seq = v.seq JOIN record r ON r.kind = v.kind AND r.id = v.id"
#define AUDIT_COLUMNS   "seq, at, actor, act, kind, object, outcome, commitment, key, details, hash"
#define SESSION_COLUMNS "id, account, token, csrf, created_at, seen_at, step_up_at, has_factor, agent"

#define READ(s)                                                                                                        \
        {                                                                                                              \
                CH_STMT_READ, SQL(s)                                                                                   \
        }
#define ASIDE(s)                                                                                                       \
        {                                                                                                              \
                CH_STMT_ASIDE, SQL(s)                                                                                  \
        }
#define WRITE(s)                                                                                                       \
        {                                                                                                              \
                CH_STMT_WRITE, SQL(s)                                                                                  \
        }
#define HELD(s)                                                                                                        \
        {                                                                                                              \
                CH_STMT_HELD, SQL(s)                                                                                   \
        }
#define CONTROL(s)                                                                                                     \
        {                                                                                                              \
                CH_STMT_CONTROL, SQL(s)                                                                                \
        }

const ch_stmt_row ch_stmt_table[CH__STMT_MAX] = {
        [CH_STMT_BEGIN] = { CH_STMT_WRITE, SQL("BEGIN IMMEDIATE") },
        [CH_STMT_COMMIT] = CONTROL("COMMIT"),
        [CH_STMT_ROLLBACK] = CONTROL("ROLLBACK"),
        [CH_STMT_SAVEPOINT] = CONTROL("SAVEPOINT command"),
        [CH_STMT_RELEASE] = CONTROL("RELEASE command"),
        [CH_STMT_UNDO] = CONTROL("ROLLBACK TO command"),

        [CH_STMT_RECORD_BY_ID] = READ("SELECT " RECORD_COLUMNS " FROM record WHERE kind = ?1 AND id = ?2"),
        [CH_STMT_RECORD_BY_REF] = READ("SELECT " RECORD_COLUMNS " FROM record WHERE kind = ?1 AND ref = ?2"),
        [CH_STMT_RECORD_BY_LOOKUP] = READ("SELECT " RECORD_COLUMNS " FROM record WHERE kind = ?1 AND lookup = ?2"),
        [CH_STMT_RECORD_LIVE] = READ("SELECT " RECORD_COLUMNS
                                     " FROM record WHERE n > ?1 AND n <= ?2 ORDER BY n LIMIT ?3"),
        [CH_STMT_RECORD_ADD] = HELD(
                "INSERT INTO record (kind, id, ref, party, status, version, seq, changed_at, changed_by, "
                "sample, lookup, key, body, sealed, created_at, created_by) "
                "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?8, ?9)"),
        [CH_STMT_RECORD_SET] = WRITE(
                "UPDATE record SET ref = ?3, party = ?4, status = ?5, version = ?6, seq = ?7, "
                "changed_at = ?8, changed_by = ?9, sample = ?10, lookup = ?11, key = ?12, body = ?13, "
                "sealed = ?14 WHERE kind = ?1 AND id = ?2 AND version = ?6 - 1"),
        [CH_STMT_RECORD_OWNER] = READ(
                "SELECT k.owner FROM record r JOIN data_key k ON k.id = r.key WHERE r.kind = ?1 AND r.id = ?2"),
        [CH_STMT_RECORD_KEY] = READ("SELECT n, key FROM record WHERE kind = ?1 AND id = ?2 AND version = ?3"),
        [CH_STMT_RECORD_LAST] = READ("SELECT max(n) FROM record"),
        [CH_STMT_REF_TAKEN] = READ("SELECT 1 FROM record WHERE kind = ?1 AND ref = ?2"),

        [CH_STMT_MEANING_SET] = WRITE("INSERT INTO meaning (n, version, edition, sealed) VALUES (?1, ?2, ?3, ?4) "
                                      "ON CONFLICT (n) DO UPDATE SET version = ?2, edition = ?3, sealed = ?4"),
        [CH_STMT_MEANING_PAGE] = READ(
                "SELECT n, version, sealed FROM meaning WHERE n > ?1 AND n <= ?2 AND edition = ?3 ORDER BY n"),
        [CH_STMT_MEANING_ALL] = READ(
                "SELECT m.n, m.version, m.sealed, r.kind, r.id, v.seq IS NOT NULL, v.key FROM meaning m "
                "LEFT JOIN record r ON r.n = m.n "
                "LEFT JOIN version v ON v.kind = r.kind AND v.id = r.id AND v.version = m.version "
                "WHERE m.n > ?1 ORDER BY m.n LIMIT ?2"),

        [CH_STMT_VERSION_ADD] = HELD(
                "INSERT INTO version (seq, kind, id, version, ref, status, sample, key, body, sealed) "
                "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"),
        [CH_STMT_VERSION_ONE] = READ("SELECT " VERSION_COLUMNS " FROM " VERSION_TABLES
                                     " WHERE v.kind = ?1 AND v.id = ?2 AND v.version = ?3"),
        [CH_STMT_VERSION_AFTER] = READ("SELECT " VERSION_COLUMNS " FROM " VERSION_TABLES
                                       " WHERE v.seq > ?1 ORDER BY v.seq LIMIT ?2"),
        [CH_STMT_VERSION_AS_OF] = READ(
                "SELECT " VERSION_COLUMNS ", k.id IS NOT NULL AND k.wrapped IS NULL FROM " VERSION_TABLES
                " LEFT JOIN data_key k ON k.id = v.key WHERE r.n > ?1 AND r.n <= ?2 AND v.seq <= ?4 AND NOT EXISTS "
                "(SELECT 1 FROM "
                "version w WHERE w.kind = v.kind AND w.id = v.id AND w.version = v.version + 1 AND w.seq <= ?4) "
                "ORDER BY r.n LIMIT ?3"),
        [CH_STMT_VERSION_CHAIN] = READ(
                "SELECT c.seq, c.kind, c.id, c.version, c.act, c.actor, c.at, c.hash, v.ref, v.status, "
                "v.sample, v.key, v.body, v.sealed, v.kind IS c.kind AND v.id IS c.id AND v.version IS c.version "
                "FROM change c LEFT JOIN version v ON v.seq = c.seq WHERE c.seq > ?1 ORDER BY c.seq LIMIT ?2"),
        [CH_STMT_VERSION_GAPS] = READ("SELECT count(*) FROM (SELECT 1 FROM version GROUP BY kind, id "
                                      "HAVING min(version) != 1 OR max(version) != count(*))"),
        [CH_STMT_RECORD_DRIFT] = READ(
                "SELECT count(*) FROM record r LEFT JOIN version v ON v.kind = r.kind AND v.id = r.id AND v.version = "
                "r.version "
                "LEFT JOIN change c ON c.seq = v.seq "
                "LEFT JOIN version n ON n.kind = r.kind AND n.id = r.id AND n.version = r.version + 1 "
                "LEFT JOIN version f ON f.kind = r.kind AND f.id = r.id AND f.version = 1 LEFT JOIN change d ON d.seq "
                "= f.seq "
                "WHERE v.seq IS NULL OR v.seq != r.seq OR v.ref IS NOT r.ref OR v.status != r.status OR v.sample != "
                "r.sample "
                "OR v.body != r.body OR v.key IS NOT r.key OR c.at != r.changed_at OR c.actor != r.changed_by "
                "OR d.at IS NOT r.created_at OR d.actor IS NOT r.created_by OR n.seq IS NOT NULL"),
        [CH_STMT_RECORD_DERIVED] = READ("SELECT party, status, lookup FROM record WHERE kind = ?1 AND id = ?2"),
        [CH_STMT_RECORD_COUNT] = READ(
                "SELECT (SELECT count(*) FROM record), (SELECT count(*) FROM version), "
                "(SELECT count(*) FROM version v LEFT JOIN record r ON r.kind = v.kind AND r.id = v.id "
                "WHERE v.version = 1 AND r.n IS NULL)"),
        [CH_STMT_CHANGE_ADD] = HELD("INSERT INTO change (seq, kind, id, version, act, actor, at, hash) "
                                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"),
        [CH_STMT_CHANGE_LAST] = READ("SELECT seq, hash FROM change ORDER BY seq DESC LIMIT 1"),
        [CH_STMT_COUNTER] = READ("SELECT last FROM counter WHERE kind = ?1 AND party = ?2 AND year = ?3"),
        [CH_STMT_COUNTER_SET] = HELD("INSERT INTO counter (kind, party, year, last) VALUES (?1, ?2, ?3, ?4) "
                                     "ON CONFLICT (kind, party, year) DO UPDATE SET last = ?4"),

        [CH_STMT_KEY_BY_ID] = READ("SELECT owner, wrapped FROM data_key WHERE id = ?1"),
        [CH_STMT_KEY_BY_OWNER] = READ("SELECT id FROM data_key WHERE owner = ?1 AND wrapped IS NOT NULL"),
        [CH_STMT_KEY_LAST] = READ("SELECT coalesce(max(id), 0) FROM data_key"),
        [CH_STMT_KEY_ADD] = HELD("INSERT INTO data_key (id, owner, wrapped, made_at) VALUES (?1, ?2, ?3, ?4)"),
        [CH_STMT_KEY_SHRED] = WRITE("UPDATE data_key SET wrapped = NULL WHERE owner = ?1 AND wrapped IS NOT NULL"),

        [CH_STMT_AUDIT_ADD] = HELD("INSERT INTO audit (" AUDIT_COLUMNS
                                   ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"),
        [CH_STMT_AUDIT_LAST] = READ("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1"),
        [CH_STMT_AUDIT_LIST] = READ("SELECT " AUDIT_COLUMNS " FROM audit WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2"),
        [CH_STMT_AUDIT_CHAIN] = READ("SELECT " AUDIT_COLUMNS " FROM audit WHERE seq > ?1 ORDER BY seq LIMIT ?2"),
        [CH_STMT_HEAD] = READ("SELECT audit_seq, audit_hash, change_seq, change_hash, mac FROM head"),
        [CH_STMT_HEAD_SET] = WRITE("INSERT INTO head (one, audit_seq, audit_hash, change_seq, change_hash, mac) "
                                   "VALUES (1, ?1, ?2, ?3, ?4, ?5) ON CONFLICT (one) DO UPDATE SET audit_seq = ?1, "
                                   "audit_hash = ?2, change_seq = ?3, change_hash = ?4, mac = ?5"),

        [CH_STMT_SETTING] = ASIDE("SELECT value FROM setting WHERE name = ?1"),
        [CH_STMT_SETTING_SET] = WRITE(
                "INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2"),

        [CH_STMT_CREDENTIAL] = ASIDE(
                "SELECT pass, has_factor, seed, last_step, failures, blocked_until FROM credential "
                "WHERE account = ?1"),
        [CH_STMT_CREDENTIAL_SET] = WRITE(
                "INSERT INTO credential (account, pass, has_factor, seed, last_step, failures, "
                "blocked_until) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (account) DO UPDATE "
                "SET pass = ?2, has_factor = ?3, seed = ?4, last_step = ?5, failures = ?6, "
                "blocked_until = ?7"),
        [CH_STMT_CREDENTIAL_ALL] = READ("SELECT account, seed FROM credential"),
        [CH_STMT_RECOVERY_CLEAR] = WRITE("DELETE FROM recovery WHERE account = ?1"),
        [CH_STMT_RECOVERY_ADD] = WRITE("INSERT INTO recovery (account, hash) VALUES (?1, ?2)"),
        [CH_STMT_RECOVERY_USE] = WRITE("DELETE FROM recovery WHERE account = ?1 AND hash = ?2"),
        [CH_STMT_RECOVERY_COUNT] = READ("SELECT count(*) FROM recovery WHERE account = ?1"),

        [CH_STMT_SESSION] = ASIDE("SELECT " SESSION_COLUMNS " FROM session WHERE token = ?1"),
        [CH_STMT_SESSION_SET] = WRITE(
                "INSERT INTO session (" SESSION_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) "
                "ON CONFLICT (id) DO UPDATE SET account = ?2, token = ?3, csrf = ?4, created_at = ?5, "
                "seen_at = ?6, step_up_at = ?7, has_factor = ?8, agent = ?9"),
        [CH_STMT_SESSION_SEEN] = WRITE("UPDATE session SET seen_at = max(seen_at, ?2) WHERE id = ?1"),
        [CH_STMT_SESSION_END] = WRITE("DELETE FROM session WHERE id = ?1"),
        [CH_STMT_SESSION_END_ALL] = WRITE("DELETE FROM session WHERE account = ?1 AND id != ?2"),
        [CH_STMT_SESSIONS_OF] = ASIDE("SELECT " SESSION_COLUMNS
                                      " FROM session WHERE account = ?1 ORDER BY seen_at DESC, id LIMIT ?2"),

        [CH_STMT_INVITATION] = ASIDE(
                "SELECT party, nationality, lang, roles, invited_by, account, expires_at, used_at, "
                "may_defer_factor, name, login FROM invitation WHERE token = ?1"),
        [CH_STMT_INVITATION_SET] = WRITE(
                "INSERT INTO invitation (token, party, nationality, lang, roles, invited_by, account, expires_at, "
                "used_at, "
                "may_defer_factor, name, login) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) "
                "ON CONFLICT (token) DO UPDATE SET party = ?2, nationality = ?3, lang = ?4, roles = ?5, invited_by = "
                "?6, "
                "account = ?7, expires_at = ?8, used_at = ?9, may_defer_factor = ?10, name = ?11, login = ?12"),
        [CH_STMT_INVITATION_ALL] = READ("SELECT token, name, login FROM invitation"),

        [CH_STMT_ANSWER] = READ("SELECT body, http, location, type, bytes, at FROM answer WHERE name = ?1"),
        [CH_STMT_ANSWER_SET] = HELD("INSERT INTO answer (name, body, http, location, type, bytes, at) "
                                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"),
        [CH_STMT_ANSWER_ALL] = READ("SELECT name, bytes FROM answer"),

        [CH_STMT_TIDY_SESSION] = WRITE("DELETE FROM session WHERE created_at < ?1"),
        [CH_STMT_TIDY_INVITATION] = WRITE("DELETE FROM invitation WHERE expires_at < ?1 OR used_at > 0"),
        [CH_STMT_TIDY_ANSWER] = WRITE("DELETE FROM answer WHERE at < ?1"),

        [CH_STMT_INTEGRITY] = READ("PRAGMA integrity_check"),
        [CH_STMT_FOREIGN_KEYS] = READ("PRAGMA foreign_key_check"),
};
