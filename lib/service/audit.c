/* Reading and verifying the record of who did what. */
#include "case_.h"
#include <ch/audit.h>

enum { LIVE_PAGE = 4096 };

ch_status
ch_audit_list(const ch_look *look, const ch_actor *actor, uint64_t before, size_t cap, ch_audit_line **out, size_t *len)
{
        ch_audit_entry *v;
        ch_status st = ask_read(look, actor, CH_ACT_AUDIT_READ, &(ch_object) { 0 });

        *len = 0;
        if (st != CH_OK)
                return st;
        v = CH_NEW_N(look->arena, ch_audit_entry, cap);
        *out = CH_NEW_N(look->arena, ch_audit_line, cap);
        if (!v || !*out)
                return CH_TOO_LARGE;
        st = ch_db_audit_list(look->db, before, look->arena, v, cap, len);
        for (size_t i = 0; st == CH_OK && i < *len; i++)
                (*out)[i] = (ch_audit_line) { .seq = v[i].seq,
                                              .at = v[i].at,
                                              .actor = v[i].actor,
                                              .act = v[i].act,
                                              .kind = v[i].kind,
                                              .object = v[i].object,
                                              .outcome = v[i].outcome,
                                              .details = v[i].details,
                                              .hash = ch_hex(look->arena, v[i].hash.b, sizeof v[i].hash.b) };
        return st;
}

/* Every record on the disk is the one in memory; what came after the pinned catalogue is left out. */
static void
compare_page(const ch_look *look, ch_arena *scratch, const ch_change *v, size_t n, ch_audit_check *out)
{
        for (size_t i = 0; i < n; i++) {
                const ch_head *there = v[i].record, *here = ch_catalog_by_id(look->cat, v[i].kind, v[i].id, scratch);

                if (v[i].seq > ch_catalog_seq(look->cat))
                        continue;
                out->checked++;
                out->wrong += !here || here->version != there->version;
        }
}

static ch_status
compare_memory(const ch_look *look, ch_arena *scratch, ch_audit_check *out)
{
        ch_cursor cursor = { 0 };
        size_t n = 1;
        ch_status st = CH_OK;

        *out = (ch_audit_check) { .what = CH_MSG("memory") };
        while (st == CH_OK && n) {
                ch_change *v = CH_NEW_N(scratch, ch_change, LIVE_PAGE);

                st = v ? ch_db_live(look->db, &cursor, scratch, v, LIVE_PAGE, &n) : CH_TOO_LARGE;
                if (st == CH_OK)
                        compare_page(look, scratch, v, n, out);
                ch_arena_reset(scratch);
        }
        return st;
}

ch_status
ch_audit_verify(const ch_look *look, const ch_actor *actor, ch_audit_check out[CH_AUDIT_CHECKS], size_t *len)
{
        ch_verdict_line lines[CH_VERIFY_LINES];
        ch_arena *scratch;
        ch_status st = ask_read(look, actor, CH_ACT_AUDIT_READ, &(ch_object) { 0 });

        *len = 0;
        if (st == CH_OK)
                st = ch_store_verify(look->desk->store, lines, len);
        if (st != CH_OK)
                return st;
        for (size_t i = 0; i < *len; i++)
                out[i] = (ch_audit_check) { lines[i].what, lines[i].checked, lines[i].wrong };
        scratch = ch_arena_new(SIZE_MAX / 4);
        if (!scratch)
                return CH_BUSY;
        st = compare_memory(look, scratch, &out[(*len)++]);
        ch_arena_free(&scratch);
        return st;
}
