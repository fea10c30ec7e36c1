/* ch/base/crypto.h – what libsodium does for us, and nothing else of it.
 *
 * ch_crypto_init once in main, before the first thread: most other calls assert it. All functions are thread-safe after
 * that, and none logs a key, a text or a passphrase. A result in an arena is empty when the arena is full, or the
 * status is CH_TOO_LARGE.
 */
#ifndef CH_BASE_CRYPTO_H
#define CH_BASE_CRYPTO_H
#include <ch/base/str.h>

enum {
        CH_KEY_LEN = 32,    /* key-encryption key, data key, hash */
        CH_SEAL_EXTRA = 40, /* nonce 24 + tag 16 in front of and behind the padded text */
        CH_PASS_LEN = 128,  /* an encoded passphrase hash, NUL-terminated: "$argon2id$v=19$m=65536,t=3,p=1$…" */
};

/* A key, or a hash, which may serve as one. Whoever is done with a key wipes it. */
typedef struct ch_key {
        uint8_t b[CH_KEY_LEN];
} ch_key;

/* False: the library cannot start; nothing else may be called. */
CH_MUST_CHECK bool ch_crypto_init(void);
/* len bytes that nobody can foretell, from the system; never fails. Under 32 they come out of a portion that the thread
 * has in store: one call of the system serves 32 identifiers. So a process that has used it must not fork and go on. */
void ch_random(void *out, size_t len);
ch_key ch_key_random(void);
/* Overwrites memory with zeros in a way that the compiler keeps. */
void ch_wipe(void *p, size_t len);
/* BLAKE2b-256 of the parts in order, each preceded by its 8-byte length, so that no two lists give the same input:
 * { "ab", "c" } and { "a", "bc" } differ. The same in every process, for ever: for what is stored. */
ch_key ch_hash(const ch_str *parts, size_t n);
/* Sixteen bytes that stand for s as long as this process runs: another text has the same only by chance, and nobody
 * outside can make one, as keys are chosen at start. A fifth of the cost of ch_hash on a long text. */
enum { CH_MARK_LEN = 16 };
void ch_hash_passing(ch_str s, uint8_t out[CH_MARK_LEN]);
/* Keyed 64-bit hash (SipHash-2-4) for tables in memory; its key is chosen at start, so that no client can choose texts
 * that collide. Not for what is stored. */
uint64_t ch_hash_short(ch_str s);
/* Are these len bytes the same? The time taken does not tell where they differ: for tokens, codes and sums. */
bool ch_same(const void *a, const void *b, size_t len);
/* XChaCha20-Poly1305 with a random nonce; the text is padded to a multiple of pad (a power of two, or 1) before
 * sealing, so that lengths do not tell; at least one byte of padding is added. Additional data binds it to its place:
 * it is not in the result, and opening needs it again. The result, in the arena, is CH_SEAL_EXTRA longer than the
 * padded text. CH_TOO_LARGE: the arena is full. */
CH_MUST_CHECK ch_status ch_seal(ch_arena *arena, const ch_key *key, ch_str additional, ch_str text, size_t pad,
                                ch_str *out);
/* The text without padding, in the arena. CH_BROKEN when key, place or bytes do not fit: they were changed, or sealed
 * for elsewhere; logged, unless they are too few to be anything sealed. CH_TOO_LARGE: the arena is full. */
CH_MUST_CHECK ch_status ch_open(ch_arena *arena, const ch_key *key, ch_str additional, ch_str sealed, ch_str *out);
/* A salted hash to store: argon2id, t=3, m=64 MiB, about 100 ms. That at most two run at once is the caller's duty.
 * CH_BUSY: there is no memory for it. */
CH_MUST_CHECK ch_status ch_pass_hash(ch_str passphrase, char out[CH_PASS_LEN]);
/* Is it the passphrase of this hash? As costly as ch_pass_hash, also where hash is none (all zeros: no such account),
 * so that the time taken does not tell who has an account. False too when there is no memory. */
bool ch_pass_verify(const char hash[CH_PASS_LEN], ch_str passphrase);
/* URL-safe base64 without padding, and back, in the arena. CH_MALFORMED: a foreign character, padding, or last bits
 * that are not zero: a value has one spelling. */
ch_str ch_base64(ch_arena *arena, const void *bytes, size_t len);
CH_MUST_CHECK ch_status ch_base64_parse(ch_arena *arena, ch_str s, ch_str *out);
/* Two lower-case digits a byte, in the arena. */
ch_str ch_hex(ch_arena *arena, const void *bytes, size_t len);
#endif
