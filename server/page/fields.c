#include "page.h"
#include <ch/base/assert.h>
#include <ch/form.h>

static const ch_field_show shows[CH__FIELD_KIND_MAX] = {
        [CH_FIELD_LINE] = CH_SHOW_LINE,    [CH_FIELD_TEXT] = CH_SHOW_TEXT,    [CH_FIELD_CODE] = CH_SHOW_SELECT,
        [CH_FIELD_CODES] = CH_SHOW_CHECKS, [CH_FIELD_ENUM] = CH_SHOW_RADIOS,  [CH_FIELD_FLAG] = CH_SHOW_CHECKS,
        [CH_FIELD_INT] = CH_SHOW_NUMBER,   [CH_FIELD_DATE] = CH_SHOW_DAY,     [CH_FIELD_TIME] = CH_SHOW_LINE,
        [CH_FIELD_UUID] = CH_SHOW_HIDDEN,  [CH_FIELD_PARTS] = CH_SHOW_HIDDEN,
};

static ch_str
full_name(const page_input *in, const char *name)
{
        return ch_fmt(in->req->arena, "%s%s", in->prefix ? in->prefix : "", name);
}

static ch_strs
words_of(const page_input *in, ch_str name, ch_str bare)
{
        const ch_pairs *typed = in->is_typed ? &in->req->form : NULL;

        if (!typed && !in->record)
                return (ch_strs) { 0 };
        return ch_form_words(in->req->arena, typed, in->table, typed ? NULL : in->record, typed ? name : bare);
}

static ch_str
error_of(const page_input *in, ch_str name)
{
        const ch_issue *issue = in->issues ? ch_issue_of(in->issues, name) : NULL;

        return issue ? page_issue(in->req, issue) : CH_LIT("");
}

ch_str
page_issue(const ch_req *req, const ch_issue *issue)
{
        return ch_issue_fill(req->arena, ch_msg(req->lang, issue->msg), issue);
}

/* The three boxes of a day: as typed, or from the stored date (2014-08-05, 2014-08 or 2014). */
static void
fill_day(const page_input *in, ch_field_view *view, ch_str name, ch_strs words)
{
        static const char *const suffix[] = { "-day", "-month", "-year" };
        ch_arena *a = in->req->arena;
        ch_str typed[3] = { 0 }, rest = words.len ? words.v[0] : CH_LIT("");

        for (size_t i = 0; i < 3; i++) {
                ch_str box = ch_fmt(a, "%.*s%s", (int)name.len, name.p, suffix[i]);

                if (in->is_typed)
                        typed[i] = ch_req_field(in->req, ch_str_c(a, box));
                else
                        (void)ch_str_cut(&rest, '-', &typed[2 - i]);
        }
        ch_field_day(a, in->req->lang, view, typed);
}

static bool
is_party_list(const ch_field *f)
{
        return f->kind == CH_FIELD_CODES &&
               (f->vocab == CH_VOCAB_PARTY || f->vocab == CH_VOCAB_ELIGIBLE || f->vocab == CH_VOCAB_STATE);
}

static void
fill_names(const page_input *in, const ch_field *f, ch_strs *values, ch_strs *labels)
{
        for (size_t i = 0; f->names[i]; i++) {
                ch_str word = ch_str_of(f->names[i]);

                if (!word.len) /* "not said" is no choice */
                        continue;
                *values = ch_strs_add(in->req->arena, *values, word);
                *labels = ch_strs_add(in->req->arena, *labels, page_say(in->req, f->labels[i]));
        }
}

static void
fill_options(const page_input *in, const ch_field *f, ch_field_view *view, ch_strs chosen)
{
        ch_strs values = { 0 }, labels = { 0 };

        if (f->kind == CH_FIELD_ENUM)
                fill_names(in, f, &values, &labels);
        else if (f->kind == CH_FIELD_FLAG) {
                values = ch_strs_add(in->req->arena, values, CH_LIT("true"));
                labels = ch_strs_add(in->req->arena, labels, page_say(in->req, CH_MSG("Yes")));
        } else
                page_vocab_options(in->req, in->vocab, f->vocab, &values, &labels);
        ch_field_options(in->req->arena, view, values, labels, chosen);
}

ch_field_view
page_field(const page_input *in, const char *name)
{
        const ch_field *f = ch_field_find(in->table, ch_str_of(name));
        ch_str full = full_name(in, name);
        ch_field_show show;
        ch_field_view view;
        ch_strs words;

        CH_ASSERT(f);
        show = is_party_list(f) ? CH_SHOW_TEXT : shows[f->kind];
        words = words_of(in, full, ch_str_of(name));
        view = ch_field_with(show, full, page_say(in->req, f->label), words.len ? words.v[0] : CH_LIT(""));
        if (f->hint)
                view.hint = page_say(in->req, f->hint);
        view.error = error_of(in, full);
        if (is_party_list(f) && !in->is_typed)
                view.value = page_party_text(in->req, in->vocab, words);
        if (show == CH_SHOW_DAY)
                fill_day(in, &view, full, words);
        else if (show == CH_SHOW_RADIOS || show == CH_SHOW_CHECKS || show == CH_SHOW_SELECT)
                fill_options(in, f, &view, words);
        return view;
}

ch_field_view
page_field_own(const page_input *in, ch_field_show show, const char *name, const char *label)
{
        ch_str full = full_name(in, name);
        ch_field_view view = ch_field_of(show, full, page_say(in->req, label));

        if (in->is_typed && show != CH_SHOW_PHRASE && show != CH_SHOW_CODE)
                view.value = ch_req_field(in->req, ch_str_c(in->req->arena, full));
        view.error = error_of(in, full);
        return view;
}

void
page_options(const page_input *in, ch_field_view *field, ch_strs values, ch_strs labels, ch_strs chosen)
{
        if (in->is_typed)
                chosen = ch_form_words(in->req->arena, &in->req->form, in->table, NULL, field->name);
        ch_field_options(in->req->arena, field, values, labels, chosen);
}
