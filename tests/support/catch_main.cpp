// Catch2's own main, in an object of its own: it takes longer to compile than any test.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
