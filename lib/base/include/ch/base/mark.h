/* ch/base/mark.h – marks for the tools that read our sources.
 *
 * A sentence meant for people is English in the source and is looked up in the message catalogue by whoever shows it.
 * CH_MSG marks such a sentence where it stands as data (a table of labels, a status), so that the extractor finds it;
 * it changes nothing. It takes literals only.
 */
#ifndef CH_BASE_MARK_H
#define CH_BASE_MARK_H
#define CH_MSG(s)      ("" s "") /* one sentence                                        */
#define CH_MSG_INIT(s) "" s ""   /* the same where C wants a plain literal: initializers */
#endif
