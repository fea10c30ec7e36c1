/* ch/base/assert.h – a bug in us, never something a client can bring about.
 *
 * Always compiled in. A failed assertion logs its place and aborts; the supervisor restarts the daemon, and the crash
 * tests prove that this is safe. x is evaluated exactly once, so that it may be a call that must not fail.
 */
#ifndef CH_BASE_ASSERT_H
#define CH_BASE_ASSERT_H
#define CH_ASSERT(x) ((x) ? (void)0 : ch_assert_failed(#x, __FILE__, __LINE__))
/* Elements of an array; not for a pointer. */
#define CH_COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Writes the place and the text of x to standard error itself: what is broken may be the log. */
_Noreturn void ch_assert_failed(const char *expr, const char *file, int line);
#endif
