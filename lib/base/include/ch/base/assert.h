/* ch/base/assert.h – a bug in us, never something a client can bring about.
 *
 * Always compiled in. A failed assertion logs its place and aborts; the supervisor restarts the daemon, and the crash
 * tests prove that this is safe.
 */
#ifndef CH_BASE_ASSERT_H
#define CH_BASE_ASSERT_H
#define CH_ASSERT(x) ((x) ? (void)0 : ch_assert_failed(#x, __FILE__, __LINE__))
#define CH_COUNT(a)  (sizeof(a) / sizeof((a)[0]))

_Noreturn void ch_assert_failed(const char *expr, const char *file, int line);
#endif
