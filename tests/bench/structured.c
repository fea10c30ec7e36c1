/* structured.c – the program with the weights that bench_export calls structured, in place of the built-in ones. The
 * linker puts them there (--wrap), so that the rest of the program is the same. */
#include <ch/rank.h>

extern const ch_weights __wrap_ch_weights_default;

const ch_weights __wrap_ch_weights_default = {
        .version = { "structured", sizeof "structured" - 1 },
        .w = { [CH_FACTOR_TOPIC] = 41,
               [CH_FACTOR_REGION] = 24,
               [CH_FACTOR_LANGUAGE] = 5,
               [CH_FACTOR_PROVIDER] = 24,
               [CH_FACTOR_MODE] = 2,
               [CH_FACTOR_LOAD] = 2,
               [CH_FACTOR_FRESHNESS] = 2 },
};
