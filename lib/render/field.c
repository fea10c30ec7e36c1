/* field.c – builders of form fields; see ch/views.h. */
#include <ch/base/assert.h>
#include <ch/views.h>

/* What a kind of field looks like before anybody touches it. */
static const struct {
        size_t flag; /* the one flag that chooses its part of _field.html */
        const char *type, *autocomplete, *inputmode, *width;
        bool keeps; /* shown again with what was typed */
} kinds[] = {
        [CH_SHOW_LINE] = { offsetof(ch_field_view, is_input), "text", "", "", "", true },
        [CH_SHOW_TEXT] = { offsetof(ch_field_view, is_text), "", "", "", "", true },
        [CH_SHOW_NUMBER] = { offsetof(ch_field_view, is_input), "text", "", "numeric", "5", true },
        [CH_SHOW_MAIL] = { offsetof(ch_field_view, is_input), "email", "email", "", "", true },
        [CH_SHOW_PHRASE] = { offsetof(ch_field_view, is_input), "password", "current-password", "", "", false },
        [CH_SHOW_CODE] = { offsetof(ch_field_view, is_input), "text", "one-time-code", "numeric", "10", false },
        [CH_SHOW_DAY] = { offsetof(ch_field_view, is_day), "", "", "", "", true },
        [CH_SHOW_RADIOS] = { offsetof(ch_field_view, is_radios), "", "", "", "", true },
        [CH_SHOW_CHECKS] = { offsetof(ch_field_view, is_checks), "", "", "", "", true },
        [CH_SHOW_SELECT] = { offsetof(ch_field_view, is_select), "", "", "", "", true },
        [CH_SHOW_FILE] = { offsetof(ch_field_view, is_file), "", "", "", "", false },
        [CH_SHOW_HIDDEN] = { offsetof(ch_field_view, is_hidden), "", "", "", "", true },
};
_Static_assert(CH_COUNT(kinds) == CH__SHOW_MAX, "one row per kind of field");

ch_field_view
ch_field_with(ch_field_show show, ch_str name, ch_str label, ch_str value)
{
        CH_ASSERT(show < CH__SHOW_MAX);
        ch_field_view field = {
                .id = name,
                .name = name,
                .label = label,
                .value = kinds[show].keeps ? value : CH_LIT(""),
                .type = ch_str_of(kinds[show].type),
                .autocomplete = ch_str_of(kinds[show].autocomplete),
                .inputmode = ch_str_of(kinds[show].inputmode),
                .width = ch_str_of(kinds[show].width),
                .rows = 8,
        };
        *(bool *)((char *)&field + kinds[show].flag) = true;
        return field;
}

ch_field_view
ch_field_of(ch_field_show show, ch_str name, ch_str label)
{
        return ch_field_with(show, name, label, CH_LIT(""));
}

void
ch_field_options(ch_arena *arena, ch_field_view *field, ch_strs values, ch_strs labels, ch_strs chosen)
{
        CH_ASSERT(values.len == labels.len);
        ch_option_view *options = CH_NEW_N(arena, ch_option_view, values.len);

        if (!options) {
                return;
        }
        for (size_t i = 0; i < values.len; i++) {
                options[i] = (ch_option_view) {
                        .id = i == 0 ? field->id : ch_fmt(arena, "%.*s-%zu", (int)field->id.len, field->id.p, i + 1),
                        .name = field->name,
                        .value = values.v[i],
                        .label = labels.v[i],
                        .is_chosen = ch_strs_has(chosen, values.v[i]),
                };
        }
        field->options = (ch_list) { options, values.len };
}

void
ch_field_day(ch_arena *arena, ch_lang lang, ch_field_view *field, const ch_str typed[3])
{
        static const struct {
                const char *part, *label, *width;
        } boxes[3] = {
                { "day", CH_MSG_INIT("Day"), "2" },
                { "month", CH_MSG_INIT("Month"), "2" },
                { "year", CH_MSG_INIT("Year"), "4" },
        };
        ch_option_view *options = CH_NEW_N(arena, ch_option_view, 3);

        if (!options) {
                return;
        }
        for (size_t i = 0; i < 3; i++) {
                ch_str name = ch_fmt(arena, "%.*s-%s", (int)field->name.len, field->name.p, boxes[i].part);
                options[i] = (ch_option_view) {
                        .id = i == 0 ? field->id : name,
                        .name = name,
                        .value = typed[i],
                        .label = ch_str_of(ch_msg(lang, boxes[i].label)),
                        .width = ch_str_of(boxes[i].width),
                };
        }
        field->options = (ch_list) { options, 3 };
}

ch_list
ch_errors_of(ch_arena *arena, const ch_field_view *fields, size_t n)
{
        ch_error_view *errors = CH_NEW_N(arena, ch_error_view, n);
        size_t len = 0;

        if (!errors) {
                return (ch_list) { NULL, 0 };
        }
        for (size_t i = 0; i < n; i++) {
                if (fields[i].error.len > 0) {
                        ch_url url = ch_url_fragment(arena, (ch_url) { CH_LIT("") }, fields[i].id);
                        errors[len++] = (ch_error_view) { fields[i].error, url };
                }
        }
        return (ch_list) { errors, len };
}
