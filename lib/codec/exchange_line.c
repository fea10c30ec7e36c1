#include <ch/base/mark.h>
#include <ch/exchange_line.h>
#include <ch/json_in.h>
#include <ch/json_out.h>
#include <ch/match.h>
#include <ch/offer.h>
#include <ch/party.h>
#include <ch/request.h>

/* ---- what each kind has beside the keys of its table ---- */
static void
finish_party(ch_issues *issues, void *record)
{
        ch_party *p = record;

        (void)issues;
        p->head.ref = p->code;
}

static void
finish_request(ch_issues *issues, void *record)
{
        ch_request *r = record;
        ch_need *needs = r->needs.v;

        (void)issues;
        for (size_t i = 0; i < r->needs.len; i++)
                needs[i].no = (int64_t)i + 1;
}

static void
finish_response(ch_issues *issues, void *record)
{
        ch_response *r = record;
        ch_str role = ch_str_of(ch_enum_word(ch_response_role_names, r->role));

        if (r->request.len && r->offer.len)
                r->head.ref = ch_fmt(issues->arena, "%.*s/%.*s/%.*s", (int)r->request.len, r->request.p,
                                     (int)r->offer.len, r->offer.p, (int)role.len, role.p);
}

/* Whoever exchanges a record says where it is from; a record of our own need not. */
static const char *const provenance[] = { "evidence", "source", NULL }, *const source[] = { "source", NULL };

typedef struct profile {
        bool has_ref;
        const char *const *also; /* keys that must be there beside CH_REQUIRED */
        void (*finish)(ch_issues *issues, void *record);
} profile;

static const profile profiles[CH__KIND_MAX] = {
        [CH_PARTY] = { false, NULL, finish_party },
        [CH_OFFER] = { true, provenance, NULL },
        [CH_REQUEST] = { true, provenance, finish_request },
        [CH_RESPONSE] = { false, source, finish_response },
};

static bool
is_exchanged(ch_kind kind)
{
        return profiles[kind].has_ref || profiles[kind].finish;
}

/* ---- reading ---- */
static ch_kind
read_kind(const ch_json_value *object, ch_issues *issues)
{
        const ch_json_value *type = ch_json_member(object, "type");
        ch_kind kind = type && type->type == CH_JSON_TEXT ? ch_kind_of(type->text) : CH_KIND_NONE;

        if (is_exchanged(kind))
                return kind;
        ch_issue_put(
                issues,
                &(ch_issue) { .field = CH_LIT("type"),
                              .msg = type ? CH_MSG("“{value}” is no type of record. Write party, offer, request or "
                                                   "response.")
                                          : CH_MSG("The key “type” is missing. Add it: party, offer, request or "
                                                   "response."),
                              .value = type ? type->text : CH_LIT("") });
        return CH_KIND_NONE;
}

static bool
is_ref(ch_str s)
{
        for (size_t i = 0; i < s.len; i++) {
                char c = s.p[i];

                if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
                      c == '_' || c == '.'))
                        return false;
        }
        return s.len && s.len <= CH_EXCHANGE_REF_MAX;
}

static void
miss(ch_issues *issues, const char *key)
{
        ch_issue_put(issues, &(ch_issue) { .field = ch_str_of(key),
                                           .msg = CH_MSG("The key “{value}” is missing. Add it."),
                                           .value = ch_str_of(key) });
}

static void
read_ref(const ch_json_value *object, ch_issues *issues, ch_head *head)
{
        const ch_json_value *ref = ch_json_member(object, "ref");

        if (ref && ref->type == CH_JSON_TEXT && is_ref(ref->text))
                head->ref = ref->text;
        else if (ref && ref->type != CH_JSON_NULL)
                ch_issue_put(
                        issues,
                        &(ch_issue) { .field = CH_LIT("ref"),
                                      .msg = CH_MSG("“{value}” is not a reference. Use 1 to {max} letters, digits, "
                                                    "hyphens, dots and underscores."),
                                      .max = CH_EXCHANGE_REF_MAX,
                                      .value = ref->text });
        else
                miss(issues, "ref");
}

static ch_status
read_record(const ch_json_value *object, ch_issues *issues, ch_exchange *out)
{
        static const char *const with_ref[] = { "type", "ref", NULL }, *const without_ref[] = { "type", NULL };
        const profile *p = &profiles[out->kind];
        ch_json_pick pick = { ch_kind_fields(out->kind), CH_EXCHANGE, p->has_ref ? with_ref : without_ref };
        size_t before = issues->len + issues->more;
        ch_status st;

        if (p->has_ref)
                read_ref(object, issues, out->record);
        st = ch_json_fill(object, &pick, out->record, issues);
        if (st == CH_TOO_LARGE)
                return st;
        for (size_t i = 0; p->also && p->also[i]; i++)
                if (!ch_json_member(object, p->also[i]))
                        miss(issues, p->also[i]);
        if (p->finish)
                p->finish(issues, out->record);
        return issues->len + issues->more == before ? CH_OK : CH_INVALID;
}

ch_status
ch_exchange_read(ch_str line, ch_issues *issues, ch_exchange *out)
{
        const ch_json_value *object;
        ch_status st = ch_json_parse(line, issues, &object);

        *out = (ch_exchange) { CH_KIND_NONE, NULL };
        if (st)
                return st;
        if (object->type != CH_JSON_OBJECT) {
                ch_issue_add(issues, (ch_str) { NULL, 0 },
                             CH_MSG("Each line must be one JSON object, between braces."));
                return CH_MALFORMED;
        }
        out->kind = read_kind(object, issues);
        if (out->kind == CH_KIND_NONE)
                return CH_INVALID;
        out->record = ch_record_new(issues->arena, out->kind);
        return out->record ? read_record(object, issues, out) : CH_TOO_LARGE;
}

/* ---- writing ---- */
void
ch_exchange_write(ch_buf *out, ch_kind kind, const void *record)
{
        ch_json j = ch_json_new(out);
        ch_json_show show = { ch_kind_fields(kind), CH_EXCHANGE, CH_ALL_GROUPS };
        const ch_head *head = record;

        ch_json_object(&j);
        ch_json_pair(&j, "type", ch_str_of(ch_kind_word(kind)));
        if (profiles[kind].has_ref)
                ch_json_pair(&j, "ref", head->ref);
        ch_json_fields(&j, &show, record);
        ch_json_end(&j);
        ch_buf_char(out, '\n');
}
