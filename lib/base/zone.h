/* zone.h – how far local time is from UTC, for clock.c.
 *
 * The rules come from ICU's own data, read once into a table: no zone files need be installed, and a look-up costs a
 * binary search. Filled by ch_clock_zone before the first thread, read-only from then on.
 */
#ifndef ZONE_H
#define ZONE_H
#include <ch/base/clock.h>

/* Milliseconds to add to t for the local wall clock, summer time included; 0 while no zone has been set, and before
 * 1740. After 2199 the last rule goes on. */
int64_t zone_offset(ch_time t);
#endif
