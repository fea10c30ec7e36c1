/* ch/base/crypto.h – what libsodium does for us, and nothing else of it.
 *
 * ch_crypto_init once in main before any other call. All functions are thread-safe after that.
 */
#ifndef CH_BASE_CRYPTO_H
#define CH_BASE_CRYPTO_H
#include <ch/base/str.h>

enum {
        CH_KEY_LEN = 32,    /* key-encryption key, data key, hash */
        CH_SEAL_EXTRA = 40, /* nonce 24 + tag 16 in front of and behind the padded text */
        CH_PASS_LEN = 128,  /* an encoded passphrase hash, NUL-terminated */
};

typedef struct ch_key {
        uint8_t b[CH_KEY_LEN];
} ch_key;

/* False: the library cannot start; nothing else may be called. */
CH_MUST_CHECK bool ch_crypto_init(void);
void ch_random(void *out, size_t len);
ch_key ch_key_random(void);
/* Overwrites memory in a way that the compiler keeps. */
void ch_wipe(void *p, size_t len);
/* BLAKE2b-256 of the parts in order, each preceded by its 8-byte length, so that no two lists give the same input. */
ch_key ch_hash(const ch_str *parts, size_t n);
/* Sixteen bytes that stand for s as long as this process runs: another text has the same only by chance, and nobody
 * outside can make one, as keys are chosen at start. A fifth of the cost of ch_hash on a long text. */
enum { CH_MARK_LEN = 16 };
void ch_hash_passing(ch_str s, uint8_t out[CH_MARK_LEN]);
/* Keyed 64-bit hash for tables in memory; key chosen at start. */
uint64_t ch_hash_short(ch_str s);
/* Constant-time comparison. */
bool ch_same(const void *a, const void *b, size_t len);
/* XChaCha20-Poly1305 with a random nonce; the text is padded to a multiple of pad (a power of two, or 1) before
 * sealing, so that lengths do not tell; at least one byte of padding is added. Additional data binds it to its place.
 * Result in the arena. */
CH_MUST_CHECK ch_status ch_seal(ch_arena *arena, const ch_key *key, ch_str additional, ch_str text, size_t pad,
                                ch_str *out);
/* CH_BROKEN when key, place or bytes do not fit. */
CH_MUST_CHECK ch_status ch_open(ch_arena *arena, const ch_key *key, ch_str additional, ch_str sealed, ch_str *out);
/* argon2id, t=3, m=64 MiB: about 100 ms. At most two at once is the caller's duty. CH_BUSY without memory. */
CH_MUST_CHECK ch_status ch_pass_hash(ch_str passphrase, char out[CH_PASS_LEN]);
/* As costly as ch_pass_hash, also for a wrong hash. */
bool ch_pass_verify(const char hash[CH_PASS_LEN], ch_str passphrase);
/* URL-safe base64 without padding, hex, and back; in the arena. Parsing refuses anything not canonical. */
ch_str ch_base64(ch_arena *arena, const void *bytes, size_t len);
CH_MUST_CHECK ch_status ch_base64_parse(ch_arena *arena, ch_str s, ch_str *out);
ch_str ch_hex(ch_arena *arena, const void *bytes, size_t len);
#endif
