/* Planted: a decoder of escapes that trusts a percent sign to be followed by two digits, and its room to be half of
 * what came. If the fuzzer does not find this, it finds nothing. */
#include "../fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        char *out = malloc(size / 2 + 1);
        size_t n = 0;

        for (size_t i = 0; out && i < size; i++) {
                if (data[i] == '%') {
                        out[n++] = (char)(data[i + 1] << 4 | data[i + 2]);
                        i += 2;
                } else if (data[i] == '+') {
                        out[n++] = ' ';
                }
        }
        free(out);
        return 0;
}
