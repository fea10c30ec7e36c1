/* halves.h – a long work done by two threads, each a half of it. Inside the room.
 *
 * For what a start does once with very many records; a list or a single change never comes here with enough. So the
 * room stays pure to its callers: whether there was a second thread changes no result.
 */
#ifndef CH_MATCH_HALVES_H
#define CH_MATCH_HALVES_H
#include <stddef.h>

enum { HALVES_FROM = 1 << 16 };

/* run over 0 .. n: with at least enough of it as two halves at once, when there is a thread to be had, else as one. The
 * halves begin where n / 2 ends. */
void halves(size_t n, size_t enough, void (*run)(void *arg, size_t from, size_t to), void *arg);
#endif
