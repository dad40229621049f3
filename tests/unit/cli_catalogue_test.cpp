#include "input_support.hpp"
#include "program.hpp"

using namespace whybounce::test;
using whybounce::input::test::Folder;

namespace {

constexpr auto entry =
    "id: mine\nname: Our gateway is closed on Sundays\ntext: closed on sundays\nreason: policy.local\n"
    "means: The gateway of our partner takes no mail on Sundays.\ndo: Send it on Monday.\n"
    "source: a letter of 2026\nchecked: 2026-11\nexample: 550 5.7.1 closed on Sundays\n"
    "near-miss: 550 5.7.1 closed\n";

Outcome check_file(std::string const& text) {
    Folder const folder;
    return run(Call{.arguments = {"catalogue", "check", folder.write("mine.cat", text)}});
}

} // namespace

TEST_CASE("catalogue check tells whether a file with entries is in order", "[cli][catalogue]") {
    struct Case {
        std::string name, text;
        int status;
        std::string says;
    };
    auto const c = GENERATE(values<Case>({
        {"in order", entry, 0, "1 entry, every example holds"},
        {"in order, with a byte order mark", std::string("\xEF\xBB\xBF") + entry, 0, "1 entry, every example holds"},
        {"nothing in it", "", 2, "holds no entry"},
        {"comments only", "# nothing yet\n", 2, "holds no entry"},
        {"no pair", "nonsense\n", 2, "mine.cat:1:1"},
    }));
    CAPTURE(c.name);
    auto const outcome = check_file(c.text);
    CHECK(outcome.status == c.status);
    CHECK_THAT(outcome.out + outcome.err, Catch::Contains(c.says));
}

TEST_CASE("catalogue check reads standard input", "[cli][catalogue]") {
    auto const outcome = run(Call{.arguments = {"catalogue", "check", "-"}, .input = entry});
    CHECK(outcome.status == 0);
    CHECK_THAT(outcome.out, Catch::Contains("1 entry, every example holds"));
    auto const faulty = run(Call{.arguments = {"catalogue", "check", "-"}, .input = "nonsense\n"});
    CHECK(faulty.status == 2);
    CHECK_THAT(faulty.err, Catch::Contains("-:1:1") && Catch::Contains("nonsense"));
}
