/* ch/keep.h – a whole record, head and all, as few bytes, for those that are held in memory by the hundred thousand.
 *
 * The bytes are for this run alone: another one may lay them out otherwise, and nothing in them is checked; what stays
 * in a file is packed (record.h). A record opened from them has its texts there, and lives no longer than they do.
 * Bytes go with the kind they were made of; others assert, or give nonsense. Pure; thread-safe.
 */
#ifndef CH_KEEP_H
#define CH_KEEP_H
#include <ch/record.h>

/* The same record gives the same bytes. They stand in the arena, unaligned, one record close behind the other.
 * CH_TOO_LARGE: it is full. About as long as a copy of the texts takes. */
CH_MUST_CHECK ch_status ch_keep(ch_arena *arena, ch_kind kind, const void *record, ch_str *out);
/* As ch_keep, of a record whose fields are there as ch_pack made them and ch_unpack has opened them: all of them, or
 * the clear ones of a record that has no others. Several times quicker. */
CH_MUST_CHECK ch_status ch_keep_packed(ch_arena *arena, const ch_head *head, ch_str packed, ch_str *out);
/* The record again, its struct, lists and parts in the arena; less than a microsecond for an offer. NULL: it is full.
 */
void *ch_kept_open(ch_arena *arena, ch_kind kind, ch_str kept);
/* All members but lists and parts, which are empty, into a struct of the caller's: no memory, several times faster. For
 * who walks over all and opens few. */
void ch_kept_brief(ch_kind kind, ch_str kept, void *record);
/* One text alone (line, text or code), and one list of codes, into room for most of them; more are left out. The field
 * is named by its member's offset: ch_kept_text(CH_OFFER, kept, offsetof(ch_offer, party)). Empty where the field is.
 * Walks the fields before it, without memory. A member that is no field asserts. */
ch_str ch_kept_text(ch_kind kind, ch_str kept, size_t member);
ch_strs ch_kept_codes(ch_kind kind, ch_str kept, size_t member, ch_str *room, size_t most);
/* Two members of the head by which records are looked up: the sixteen bytes of its id, and its reference. A few
 * instructions, whatever the kind. */
ch_str ch_kept_id(ch_str kept);
ch_str ch_kept_ref(ch_str kept);
#endif
