/* kinds.h – what the files of this room share about field kinds. */
#ifndef CH_MODEL_KINDS_H
#define CH_MODEL_KINDS_H
#include <ch/field.h>

/* Bytes of a member of each kind, for copying and emptying it: sizeof(ch_str) for CH_FIELD_LINE, … */
extern const size_t ch_member_size[CH__FIELD_KIND_MAX];
/* How many words an enum has, "" included. Walks to the NULL. */
size_t ch_enum_len(const char *const *names);
#endif
