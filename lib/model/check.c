#include "check.h"
#include "kinds.h"
#include <ch/base/mark.h>
#include <ch/base/utf8.h>

static void
put_path(ch_buf *b, const ch_checking *c)
{
        if (!c->of)
                return;
        put_path(b, c->of);
        ch_buf_printf(b, "%s.%zu.", c->name, c->index + 1);
}

/* Only where there is something to complain of: most of the time there is nothing. */
static ch_str
path_of(const ch_checking *c, const char *name)
{
        ch_buf b = ch_buf_new(c->issues->arena);
        ch_str path;

        put_path(&b, c);
        ch_buf_lit(&b, name);
        (void)!ch_buf_end(&b, &path); /* an overflow shows in the arena */
        return path;
}

void
ch_complain(const ch_checking *c, const char *name, const char *msg, ch_str value)
{
        ch_issue_put(c->issues, &(ch_issue) { .field = path_of(c, name), .msg = msg, .value = value });
}

ch_checking
ch_checking_part(const ch_checking *c, const char *name, size_t index)
{
        ch_checking part = *c;

        part.of = c;
        part.name = name;
        part.index = index;
        return part;
}

static void
complain_number(const ch_checking *c, const ch_field *f, const char *msg, size_t n)
{
        ch_issue_put(c->issues,
                     &(ch_issue) { .field = path_of(c, f->name), .msg = msg, .n = (int64_t)n, .max = f->max });
}

bool
ch_looks_like_party(ch_str code)
{
        if (code.len < 2 || code.len > 20)
                return false;
        for (size_t i = 0; i < code.len; i++) {
                char ch = code.p[i];

                if (!((ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9') || (ch == '-' && i)))
                        return false;
        }
        return true;
}

static void
check_text(const ch_checking *c, const ch_field *f, const void *at)
{
        ch_str s = *(const ch_str *)at;
        bool is_text = f->kind == CH_FIELD_TEXT;
        size_t n;

        if (!(is_text ? ch_utf8_is_text(s) : ch_utf8_is_line(s))) {
                ch_complain(
                        c, f->name,
                        is_text ? CH_MSG("This text holds characters that cannot be kept. Type it again as plain text.")
                                : CH_MSG("Write this on one line, without line breaks or control characters."),
                        s);
                return;
        }
        n = s.len > f->max ? ch_utf8_len(s) : 0; /* no more characters than bytes */
        if (n > f->max)
                complain_number(
                        c, f,
                        CH_MSG("This has {n} characters and only {max} fit here. Shorten it; nothing is lost until "
                               "you do."),
                        n);
}

static void
check_word(const ch_checking *c, const ch_field *f, ch_str code)
{
        static const char *const say[CH__VOCAB_MAX] = {
                [CH_VOCAB_NONE] = CH_MSG_INIT("A code is missing here. Give it, or remove the empty one."),
                [CH_VOCAB_STATE] = CH_MSG_INIT(
                        "“{value}” is not the code of a State. Use three capital letters, such as ALB."),
                [CH_VOCAB_PARTY] = CH_MSG_INIT(
                        "“{value}” is not the code of a State or organization. Use capital letters, digits "
                        "and hyphens, such as ALB or OPCW."),
                [CH_VOCAB_ELIGIBLE] = CH_MSG_INIT(
                        "“{value}” is no State, region or organization known here. Use a code such as "
                        "ALB, AFRICAN or M49-143, or * for all States."),
                [CH_VOCAB_MEASURE] = CH_MSG_INIT("“{value}” is not one of the topics. Choose from the list of topics."),
                [CH_VOCAB_DOMAIN] = CH_MSG_INIT(
                        "“{value}” is not in the list of weapons and materials. Choose from that list."),
                [CH_VOCAB_ASSISTANCE] = CH_MSG_INIT(
                        "“{value}” is not one of the kinds of help. Choose from that list."),
                [CH_VOCAB_TOPIC] = CH_MSG_INIT("“{value}” is not one of the topics. Choose from the list of topics."),
                [CH_VOCAB_RECIPIENT] = CH_MSG_INIT(
                        "“{value}” is not in the list of those who may be helped. Choose from that "
                        "list."),
                [CH_VOCAB_LANGUAGE] = CH_MSG_INIT(
                        "“{value}” is not the code of a language. Use two small letters, such as fr."),
                [CH_VOCAB_UN_LANGUAGE] = CH_MSG_INIT(
                        "“{value}” is not one of the six languages: ar, en, es, fr, ru or zh."),
        };
        bool is_known = f->vocab == CH_VOCAB_PARTY ? ch_looks_like_party(code)
                                                   : !c->vocab || ch_vocab_has(c->vocab, f->vocab, code);

        if (!is_known)
                ch_complain(c, f->name, say[f->vocab], code);
}

static void
check_code(const ch_checking *c, const ch_field *f, const void *at)
{
        ch_str code = *(const ch_str *)at;

        if (code.len)
                check_word(c, f, code);
}

static void
check_codes(const ch_checking *c, const ch_field *f, const void *at)
{
        const ch_strs *list = at;

        if (list->len > f->max) {
                complain_number(c, f, CH_MSG("There are {n} here, and only {max} are possible. Remove some."),
                                list->len);
                return;
        }
        for (size_t i = 0; i < list->len; i++) {
                if (ch_strs_has((ch_strs) { list->v, i }, list->v[i]))
                        ch_complain(c, f->name, CH_MSG("“{value}” stands here twice. Keep it once."), list->v[i]);
                check_word(c, f, list->v[i]);
        }
}

static void
check_enum(const ch_checking *c, const ch_field *f, const void *at)
{
        int32_t value = *(const int32_t *)at;

        if (value < 0 || (size_t)value >= ch_enum_len(f->names))
                ch_complain(c, f->name, CH_MSG("This is not one of the answers offered here. Choose one of them."),
                            (ch_str) { 0 });
}

static void
check_int(const ch_checking *c, const ch_field *f, const void *at)
{
        int64_t n = *(const int64_t *)at;

        if (n < 0 || n > f->max)
                complain_number(c, f, CH_MSG("Write a whole number from 0 to {max}, in digits."), 0);
}

static void check_fields(const ch_checking *c, const ch_fields *table, const void *record);

static void
check_parts(const ch_checking *c, const ch_field *f, const void *at)
{
        const ch_parts *parts = at;

        if (parts->len > f->max) {
                complain_number(c, f, CH_MSG("There are {n} here, and only {max} are possible. Remove some."),
                                parts->len);
                return;
        }
        for (size_t i = 0; i < parts->len; i++) {
                ch_checking part = ch_checking_part(c, f->name, i);

                check_fields(&part, f->parts, (const char *)parts->v + i * f->parts->size);
        }
}

static void
check_nothing(const ch_checking *c, const ch_field *f, const void *at)
{
        (void)c, (void)f, (void)at;
}

static void
check_fields(const ch_checking *c, const ch_fields *table, const void *record)
{
        static void (*const checks[CH__FIELD_KIND_MAX])(const ch_checking *, const ch_field *, const void *) = {
                [CH_FIELD_LINE] = check_text,    [CH_FIELD_TEXT] = check_text,    [CH_FIELD_CODE] = check_code,
                [CH_FIELD_CODES] = check_codes,  [CH_FIELD_ENUM] = check_enum,    [CH_FIELD_FLAG] = check_nothing,
                [CH_FIELD_INT] = check_int,      [CH_FIELD_DATE] = check_nothing, [CH_FIELD_TIME] = check_nothing,
                [CH_FIELD_UUID] = check_nothing, [CH_FIELD_PARTS] = check_parts,
        };

        for (size_t i = 0; i < table->len; i++) {
                const ch_field *f = &table->v[i];

                if (c->complete && (f->flags & CH_REQUIRED) && ch_field_is_empty(f, record))
                        ch_complain(c, f->name, f->missing ? f->missing : CH_MSG("This is needed. Fill it in."),
                                    (ch_str) { 0 });
                checks[f->kind](c, f, ch_field_in(f, record));
        }
}

void
ch_record_check(ch_kind kind, const void *record, const ch_vocab *vocab, bool complete, ch_issues *issues)
{
        ch_checking c = { .vocab = vocab, .complete = complete, .issues = issues };

        check_fields(&c, ch_kind_fields(kind), record);
        ch_rules_check(&c, kind, record);
}
