/* Is a passphrase good? Any composition will do, as long as it is long and not made of what everybody tries first. */
#include <ch/accounts.h>
#include <ch/base/mark.h>
#include <ch/base/utf8.h>

enum { NOVEL_MIN = 8, PERIOD_MAX = 6, WORD_MIN = 3 };

/* Pieces of the passphrases that are tried first, and the words of this house; folded, longest first where one holds
 * another. */
static const char *const known[] = {
        "clearinghouse", "qwertyuiop", "resolution", "passphrase", "1234567890", "0987654321", "secretariat",
        "committee",     "assistance", "abcdefgh",   "password",   "passwort",   "iloveyou",   "trustno1",
        "football",      "baseball",   "princess",   "sunshine",   "superman",   "starwars",   "computer",
        "internet",      "security",   "asdfghjkl",  "zxcvbnm",    "12345678",   "87654321",   "changeme",
        "letmein",       "welcome",    "default",    "michael",    "charlie",    "dragon",     "monkey",
        "master",        "shadow",     "qwerty",     "azerty",     "qwertz",     "123456",     "654321",
        "111111",        "000000",     "123123",     "abc123",     "secret",     "mission",    "nations",
        "united",        "admin",      "login",      "hello",      "p@ssw0rd",   "passw0rd",   "1q2w3e4r",
        "1qaz2wsx",      "freedom",    "whatever",   "unsc",       "1540",       "2004",       "1234",
        "test",          "user",       "root",       NULL,
};

static ch_str
folded(ch_arena *arena, ch_str s)
{
        ch_str out;

        return ch_text_fold(arena, s, &out) == CH_OK ? out : s;
}

static bool
is_at(ch_str s, size_t at, ch_str word)
{
        return word.len >= WORD_MIN && s.len - at >= word.len && ch_str_eq((ch_str) { s.p + at, word.len }, word);
}

static size_t
length_known(ch_str s, size_t at, ch_strs own)
{
        for (size_t i = 0; i < own.len; i++)
                if (is_at(s, at, own.v[i]))
                        return own.v[i].len;
        for (size_t i = 0; known[i]; i++)
                if (is_at(s, at, ch_str_of(known[i])))
                        return ch_str_of(known[i]).len;
        return 0;
}

/* Characters that belong to no known word, blanks and punctuation left out. */
static size_t
count_novel(ch_str s, ch_strs own)
{
        size_t novel = 0, at = 0;

        while (at < s.len) {
                size_t skip = length_known(s, at, own);

                if (skip) {
                        at += skip;
                        continue;
                }
                if ((s.p[at] & 0xC0) != 0x80 && s.p[at] != ' ' && s.p[at] != '-' && s.p[at] != '.' && s.p[at] != '_')
                        novel++;
                at++;
        }
        return novel;
}

/* One short piece again and again, or a run such as "abcdefghijklmno". */
static bool
is_pattern(ch_str s)
{
        size_t run = 1;

        for (size_t period = 1; period <= PERIOD_MAX && period < s.len; period++) {
                size_t i = period;

                while (i < s.len && s.p[i] == s.p[i - period])
                        i++;
                if (i == s.len)
                        return true;
        }
        while (run < s.len && (s.p[run] == s.p[run - 1] + 1 || s.p[run] == s.p[run - 1] - 1))
                run++;
        return run == s.len;
}

static ch_strs
words_of(ch_arena *arena, ch_strs own)
{
        ch_strs all = { 0 };

        for (size_t i = 0; i < own.len; i++) {
                ch_strs words;

                if (ch_text_words(arena, own.v[i], &words) != CH_OK)
                        continue;
                for (size_t j = 0; j < words.len; j++)
                        all = ch_strs_add(arena, all, words.v[j]);
        }
        return all;
}

void
ch_passphrase_check(ch_str passphrase, ch_strs own, ch_issues *issues)
{
        ch_str field = CH_LIT("passphrase"), s;
        size_t len;

        if (!ch_utf8_is_valid(passphrase)) {
                ch_issue_add(issues, field, CH_MSG("This text is not readable. Type it again."));
                return;
        }
        len = ch_utf8_len(passphrase);
        if (len < CH_PASSPHRASE_MIN || len > CH_PASSPHRASE_MAX) {
                ch_issue_put(issues,
                             &(ch_issue) {
                                     .field = field,
                                     .msg = CH_MSG(
                                             "Use {n} to {max} characters. A few words in a row are easy to remember."),
                                     .n = CH_PASSPHRASE_MIN,
                                     .max = CH_PASSPHRASE_MAX });
                return;
        }
        s = folded(issues->arena, passphrase);
        if (is_pattern(s) || count_novel(s, words_of(issues->arena, own)) < NOVEL_MIN)
                ch_issue_add(issues, field,
                             CH_MSG("This is easy to guess: it repeats itself, or is made of common words or of your "
                                    "name. Add words of your own."));
}
