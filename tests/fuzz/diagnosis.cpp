#include "asking_each.hpp"
#include "whybounce/catalogue.hpp"

#include <cstring>

namespace {

using namespace whybounce;

void must_hold(bool claim) {
    if (!claim) __builtin_trap();
}

/// The answer rests on what stands in the reply, and the index leaves out nothing.
void check(AskingEach const& entries, Evidence const& evidence) {
    must_hold(!entries.difference(evidence));
    Diagnosis const diagnosis = Catalogue::built_in().diagnose(evidence);
    must_hold(diagnosis.entry != nullptr && diagnosis.reason != nullptr);
    for (Ground const& ground : diagnosis.because)
        if (ground.to) must_hold(*ground.from <= *ground.to && *ground.to <= evidence.text.size());
}

} // namespace

/// The first two octets are code and step; the rest is judged as text, and then as numbers of the catalogue's own
/// words.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    static AskingEach const entries;
    if (size < 2) return 0;
    Evidence evidence;
    evidence.code = static_cast<std::uint16_t>(400 + data[0]);
    evidence.step = static_cast<Step>(data[1] % (static_cast<unsigned>(Step::none) + 1));
    std::string const text(
        reinterpret_cast<char const*>(data) + 2, size - 2); // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
    evidence.text = text;
    check(entries, evidence);
    std::vector<std::uint32_t> numbers(text.size() / sizeof(std::uint32_t));
    if (!numbers.empty()) std::memcpy(numbers.data(), text.data(), numbers.size() * sizeof(std::uint32_t));
    std::string const reply = entries.reply_of(numbers);
    evidence.text = reply;
    check(entries, evidence);
    return 0;
}
