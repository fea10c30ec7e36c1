#include "t.h"
#include <ch/base/log.h>
#include <string.h>
#include <unistd.h>

/* What body writes to standard error. */
static const char *
said(ch_t *t, void (*body)(void))
{
        int ends[2], kept = dup(STDERR_FILENO);
        char *text = ch_arena_alloc(t->arena, 8000, 1);

        T_EQ_INT(pipe(ends), 0);
        dup2(ends[1], STDERR_FILENO);
        body();
        dup2(kept, STDERR_FILENO);
        close(ends[1]);
        T_TRUE(read(ends[0], text, 7999) >= 0);
        close(ends[0]);
        close(kept);
        return text;
}

static void
log_all_kinds(void)
{
        ch_uuid id = { { 0x0b, 0x9a, 0x6f, 0x1e, 0x0c, 0x63, 0x4f, 0x0e, 0x9d, 0x5a, 0x2f, 0x6c, 0x3c, 0x1b, 0x7a,
                         0x5d } };

        ch_log(CH_LOG_WARN, "thing.done", ch_log_id("thing", id), ch_log_int("ms", -3),
               ch_log_status("status", CH_BUSY), CH_LOG_LIT("why", "a reason"));
}

T_CASE("a line carries time, level, event and typed values")
{
        const char *text = said(t, log_all_kinds);

        T_TRUE(!strncmp(text, "time=20", 7));
        T_TRUE(strstr(text,
                      "Z level=warn event=thing.done thing=0b9a6f1e-0c63-4f0e-9d5a-2f6c3c1b7a5d ms=-3 status=busy "
                      "why=\"a reason\"\n"));
        T_EQ_SIZE(strcspn(text, "\n"), strlen(text) - 1);
}

static void
log_each_level(void)
{
        ch_log(CH_LOG_DEBUG, "d");
        ch_log(CH_LOG_INFO, "i");
        ch_log_level_set(CH_LOG_ERROR);
        ch_log(CH_LOG_WARN, "w");
        ch_log(CH_LOG_ERROR, "e");
        ch_log_level_set(CH_LOG_INFO);
}

T_CASE("lines above the level are dropped")
{
        const char *text = said(t, log_each_level);

        T_FALSE(strstr(text, "event=d") || strstr(text, "event=w"));
        T_TRUE(strstr(text, "event=i") && strstr(text, "event=e"));
}

static void
log_in_context(void)
{
        ch_log_context((ch_uuid) { { 0xff } });
        ch_log(CH_LOG_INFO, "inside");
        ch_log_context((ch_uuid) { { 0 } });
        ch_log(CH_LOG_INFO, "outside");
}

T_CASE("lines written on behalf of something carry its id")
{
        const char *text = said(t, log_in_context);

        T_TRUE(strstr(text, "event=inside for=ff000000-0000-0000-0000-000000000000\n"));
        T_TRUE(strstr(text, "event=outside\n"));
}

static void
log_too_much(void)
{
        ch_log_value many[200] = { { .key = NULL } };

        for (size_t i = 0; i < 199; i++)
                many[i] = ch_log_int("quite_a_long_key", INT64_MIN);
        ch_log_write(CH_LOG_INFO, "long", many);
}

T_CASE("a line that is too long is cut and still ends")
{
        const char *text = said(t, log_too_much);

        T_TRUE(strlen(text) <= 1024 && strlen(text) > 900);
        T_EQ_SIZE(strcspn(text, "\n"), strlen(text) - 1);
}
