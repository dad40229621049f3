#include "whybounce/analysis.hpp"

#include <cstdint>
#include <string>

namespace {

using namespace whybounce;

void must_hold(bool claim) {
    if (!claim) __builtin_trap();
}

/// Looks at every record as a renderer would.
class Checker final : public RecordSink {
public:
    void on(FailureRecord const& record) override {
        must_hold(record.diagnosis != nullptr && record.diagnosis->entry != nullptr);
        for (Ground const& ground : record.diagnosis->because)
            if (ground.to) must_hold(*ground.from <= *ground.to && *ground.to <= record.text.size());
    }
    void on(SummaryRecord const& record) override {
        LineCounts const& counts = record.counts;
        must_hold(counts.lines == counts.parsed + counts.irrelevant + counts.unrecognised);
    }
};

} // namespace

/// The first octet picks the dialect, the rest is the text.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    if (size == 0) return 0;
    std::string const text(
        reinterpret_cast<char const*>(data) + 1, size - 1); // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
    Dialect const& dialect = dialects()[data[0] % dialects().size()];
    Checker checker;
    AnalysisOptions options;
    options.deliveries = options.events = true;
    Analysis analysis(Catalogue::built_in(), options, checker);
    analysis.begin({{"input", &dialect}});
    analysis.begin_input(0, {2026, text});
    analysis.block(text, 1);
    analysis.end_input();
    analysis.close();
    analysis.finish(0);
    return 0;
}
