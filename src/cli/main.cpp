#include "cli/program.hpp"

int main(int count, char** words) { return whybounce::cli::run_program({words + 1, words + count}); }
