/* views.c – the tables of the shared views and the frame of a page; see ch/views.h. */
#include <ch/base/assert.h>
#include <ch/static.h>
#include <ch/views.h>
#include <string.h>

CH_VIEW_DEFINE(ch_link_view, CH_LINK_VIEW)
CH_VIEW_DEFINE(ch_tag_view, CH_TAG_VIEW)
CH_VIEW_DEFINE(ch_notice_view, CH_NOTICE_VIEW)
CH_VIEW_DEFINE(ch_holder_view, CH_HOLDER_VIEW)
CH_VIEW_DEFINE(ch_page_view, CH_PAGE_VIEW)
CH_VIEW_DEFINE(ch_error_view, CH_ERROR_VIEW)
CH_VIEW_DEFINE(ch_option_view, CH_OPTION_VIEW)
CH_VIEW_DEFINE(ch_field_view, CH_FIELD_VIEW)
CH_VIEW_DEFINE(ch_form_view, CH_FORM_VIEW)
CH_VIEW_DEFINE(ch_fact_view, CH_FACT_VIEW)
CH_VIEW_DEFINE(ch_summary_view, CH_SUMMARY_VIEW)
CH_VIEW_DEFINE(ch_task_view, CH_TASK_VIEW)
CH_VIEW_DEFINE(ch_tasks_view, CH_TASKS_VIEW)
CH_VIEW_DEFINE(ch_cell_view, CH_CELL_VIEW)
CH_VIEW_DEFINE(ch_line_view, CH_LINE_VIEW)
CH_VIEW_DEFINE(ch_table_view, CH_TABLE_VIEW)
CH_VIEW_DEFINE(ch_pager_view, CH_PAGER_VIEW)
CH_VIEW_DEFINE(ch_reason_view, CH_REASON_VIEW)
CH_VIEW_DEFINE(ch_reasons_view, CH_REASONS_VIEW)
CH_VIEW_DEFINE(ch_place_view, CH_PLACE_VIEW)

ch_page_view
ch_page_of(ch_lang lang, ch_str title)
{
        bool is_mirrored = strcmp(ch_lang_dir(lang), "rtl") == 0;

        return (ch_page_view) {
                .lang = ch_str_of(ch_lang_code(lang)),
                .dir = ch_str_of(ch_lang_dir(lang)),
                .css = ch_static_named(is_mirrored ? "app.rtl.css" : "app.css")->url,
                .service = ch_str_of(ch_msg(lang, CH_MSG("Clearinghouse"))),
                .tagline = ch_str_of(ch_msg(lang, CH_MSG("Assistance under resolution 1540 (2004)"))),
                .home = CH_URL("/"),
                .title = title,
        };
}

ch_list
ch_page_languages(ch_arena *arena, ch_lang current, ch_url here)
{
        ch_link_view *links = CH_NEW_N(arena, ch_link_view, CH__LANG_MAX);

        if (!links) {
                return (ch_list) { NULL, 0 };
        }
        for (ch_lang lang = 0; lang < CH__LANG_MAX; lang++) {
                ch_str code = ch_str_of(ch_lang_code(lang));
                links[lang] = (ch_link_view) {
                        .text = ch_str_of(ch_lang_name(lang)),
                        .url = ch_url_query(arena, here, "lang", code),
                        .lang = code,
                        .is_current = lang == current,
                };
        }
        return (ch_list) { links, CH__LANG_MAX };
}
