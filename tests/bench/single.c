/* single.c – the program with one commit for each request: the same transaction, the same checkpoints, no group. What
 * group commit is measured against; the linker puts it in (--wrap). */
#include <ch/desk.h>

void __real_batch_process(ch_desk *desk, ch_command *first);
void __wrap_batch_process(ch_desk *desk, ch_command *first);

void
__wrap_batch_process(ch_desk *desk, ch_command *first)
{
        if (!first)
                __real_batch_process(desk, NULL);
        for (ch_command *c = first, *next; c; c = next) {
                next = c->next;
                c->next = NULL;
                __real_batch_process(desk, c);
        }
}
