#include <ch/base/assert.h>
#include <ch/base/crypto.h>
#include <ch/base/log.h>
#include <sodium.h>
#include <string.h>

enum { PASS_PASSES = 3, PASS_MEMORY = 64 << 20 };

_Static_assert(CH_KEY_LEN == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "one key length");
_Static_assert(CH_KEY_LEN == crypto_generichash_BYTES, "a hash can be a key");
_Static_assert(CH_PASS_LEN == crypto_pwhash_STRBYTES, "room for an encoded hash");
_Static_assert(CH_SEAL_EXTRA ==
                       crypto_aead_xchacha20poly1305_ietf_NPUBBYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES,
               "nonce and tag");

enum { NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES };

static unsigned char short_key[crypto_shorthash_KEYBYTES];
static unsigned char passing_key[crypto_onetimeauth_KEYBYTES], mark_key[crypto_generichash_KEYBYTES];
static bool ready;

bool
ch_crypto_init(void)
{
        if (sodium_init() < 0)
                return false;
        if (!ready) {
                randombytes_buf(short_key, sizeof short_key);
                randombytes_buf(passing_key, sizeof passing_key);
                randombytes_buf(mark_key, sizeof mark_key);
        }
        ready = true;
        return true;
}

/* What is shorter than a key (nonces, salts, names: five for a record alone) comes out of a portion that the system
 * gave at once; each byte is given out once and wiped where it lay. Keys and tokens come straight from the system. A
 * process that forked would share its portion with its child: none here does. */
enum { PORTION = 512 };
static _Thread_local struct {
        unsigned char b[PORTION];
        size_t left;
} portion;

void
ch_random(void *out, size_t len)
{
        unsigned char *from;

        CH_ASSERT(ready);
        if (len >= CH_KEY_LEN) {
                randombytes_buf(out, len);
                return;
        }
        if (portion.left < len) {
                randombytes_buf(portion.b, sizeof portion.b);
                portion.left = sizeof portion.b;
        }
        from = portion.b + (portion.left -= len);
        memcpy(out, from, len);
        ch_wipe(from, len);
}

ch_key
ch_key_random(void)
{
        ch_key key;

        ch_random(key.b, sizeof key.b);
        return key;
}

void
ch_wipe(void *p, size_t len)
{
        sodium_memzero(p, len);
}

ch_key
ch_hash(const ch_str *parts, size_t n)
{
        crypto_generichash_state state;
        ch_key out;

        CH_ASSERT(ready && !crypto_generichash_init(&state, NULL, 0, sizeof out.b));
        for (size_t i = 0; i < n; i++) {
                unsigned char len[8];

                for (size_t b = 0; b < sizeof len; b++)
                        len[b] = (unsigned char)((uint64_t)parts[i].len >> (8 * b));
                crypto_generichash_update(&state, len, sizeof len);
                crypto_generichash_update(&state, (const unsigned char *)parts[i].p, parts[i].len);
        }
        CH_ASSERT(!crypto_generichash_final(&state, out.b, sizeof out.b));
        return out;
}

/* Poly1305 as what it is, a universal hash, behind a keyed BLAKE2b: its value is never shown, so that its key may serve
 * for more than one text. */
void
ch_hash_passing(ch_str s, uint8_t out[CH_MARK_LEN])
{
        unsigned char sum[crypto_onetimeauth_BYTES];

        CH_ASSERT(ready && !crypto_onetimeauth(sum, (const unsigned char *)s.p, s.len, passing_key));
        CH_ASSERT(!crypto_generichash(out, CH_MARK_LEN, sum, sizeof sum, mark_key, sizeof mark_key));
}

uint64_t
ch_hash_short(ch_str s)
{
        unsigned char out[crypto_shorthash_BYTES];
        uint64_t n;

        CH_ASSERT(ready);
        crypto_shorthash(out, (const unsigned char *)s.p, s.len, short_key);
        memcpy(&n, out, sizeof n);
        return n;
}

bool
ch_same(const void *a, const void *b, size_t len)
{
        return !sodium_memcmp(a, b, len);
}

/* The text, a mark, and zeros (as the arena gives them) up to a multiple of pad. */
static unsigned char *
padded(ch_arena *arena, ch_str text, size_t pad, size_t *len)
{
        unsigned char *p = text.len < SIZE_MAX - pad ? ch_arena_alloc(arena, text.len + pad, 1) : NULL;

        if (!p)
                return NULL;
        if (text.len)
                memcpy(p, text.p, text.len);
        /* As sodium_pad does, which hides from its own process how long the text is, at a microsecond a KiB. */
        p[text.len] = 0x80;
        *len = (text.len | (pad - 1)) + 1;
        return p;
}

/* Whatever the padding was multiplied to, the last byte that is not zero is its mark. */
static bool
find_mark(const unsigned char *p, size_t *len)
{
        while (*len && !p[*len - 1])
                --*len;
        return *len && p[--*len] == 0x80;
}

ch_status
ch_seal(ch_arena *arena, const ch_key *key, ch_str additional, ch_str text, size_t pad, ch_str *out)
{
        size_t len;
        unsigned char *plain, *sealed;

        CH_ASSERT(ready && pad > 0 && (pad & (pad - 1)) == 0);
        plain = padded(arena, text, pad, &len);
        sealed = plain ? ch_arena_alloc(arena, len + CH_SEAL_EXTRA, 1) : NULL;
        if (!sealed)
                return CH_TOO_LARGE;
        ch_random(sealed, NONCE);
        crypto_aead_xchacha20poly1305_ietf_encrypt(sealed + NONCE, NULL, plain, len,
                                                   (const unsigned char *)additional.p, additional.len, NULL, sealed,
                                                   key->b);
        ch_wipe(plain, len);
        *out = (ch_str) { (const char *)sealed, len + CH_SEAL_EXTRA };
        return CH_OK;
}

ch_status
ch_open(ch_arena *arena, const ch_key *key, ch_str additional, ch_str sealed, ch_str *out)
{
        const unsigned char *p = (const unsigned char *)sealed.p;
        unsigned char *plain;
        size_t len;

        CH_ASSERT(ready);
        if (sealed.len <= CH_SEAL_EXTRA)
                return CH_BROKEN;
        len = sealed.len - CH_SEAL_EXTRA;
        plain = ch_arena_alloc(arena, len, 1);
        if (!plain)
                return CH_TOO_LARGE;
        if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain, NULL, NULL, p + NONCE, sealed.len - NONCE,
                                                       (const unsigned char *)additional.p, additional.len, p,
                                                       key->b) ||
            !find_mark(plain, &len)) {
                ch_log(CH_LOG_ERROR, "seal.unfit", ch_log_int("bytes", (int64_t)sealed.len));
                return CH_BROKEN;
        }
        *out = (ch_str) { (const char *)plain, len };
        return CH_OK;
}

ch_status
ch_pass_hash(ch_str passphrase, char out[CH_PASS_LEN])
{
        CH_ASSERT(ready);
        if (crypto_pwhash_str_alg(out, passphrase.p ? passphrase.p : "", passphrase.len, PASS_PASSES, PASS_MEMORY,
                                  crypto_pwhash_ALG_ARGON2ID13))
                return CH_BUSY;
        return CH_OK;
}

/* A hash that is none (no such account) costs the same: it is checked against this one, and fails. */
static void
spend_time(ch_str passphrase)
{
        char unused[CH_PASS_LEN];

        (void)!ch_pass_hash(passphrase, unused);
}

bool
ch_pass_verify(const char hash[CH_PASS_LEN], ch_str passphrase)
{
        CH_ASSERT(ready);
        if (!memchr(hash, '\0', CH_PASS_LEN) || crypto_pwhash_str_needs_rehash(hash, PASS_PASSES, PASS_MEMORY) < 0) {
                spend_time(passphrase);
                return false;
        }
        return !crypto_pwhash_str_verify(hash, passphrase.p ? passphrase.p : "", passphrase.len);
}

ch_str
ch_base64(ch_arena *arena, const void *bytes, size_t len)
{
        size_t room = sodium_base64_encoded_len(len, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
        char *p = ch_arena_alloc(arena, room, 1);

        if (!p)
                return (ch_str) { NULL, 0 };
        sodium_bin2base64(p, room, bytes, len, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
        return (ch_str) { p, room - 1 };
}

ch_status
ch_base64_parse(ch_arena *arena, ch_str s, ch_str *out)
{
        size_t room = s.len / 4 * 3 + 3, len;
        unsigned char *p = ch_arena_alloc(arena, room, 1);
        const char *end;

        if (!p)
                return CH_TOO_LARGE;
        if (sodium_base642bin(p, room, s.p, s.len, NULL, &len, &end, sodium_base64_VARIANT_URLSAFE_NO_PADDING) ||
            end != s.p + s.len)
                return CH_MALFORMED;
        *out = (ch_str) { (const char *)p, len };
        return CH_OK;
}

ch_str
ch_hex(ch_arena *arena, const void *bytes, size_t len)
{
        char *p = ch_arena_alloc(arena, len * 2 + 1, 1);

        if (!p)
                return (ch_str) { NULL, 0 };
        sodium_bin2hex(p, len * 2 + 1, bytes, len);
        return (ch_str) { p, len * 2 };
}
