#include "report/json_record.hpp"

namespace whybounce::report {
namespace {

class NdjsonRenderer final : public JsonRecords {
public:
    NdjsonRenderer(ByteSink& sink, RenderOptions const& options) : JsonRecords(options), sink_(sink) {}

private:
    void object(std::string_view json) override {
        line_.assign(json).push_back('\n');
        sink_.write(line_);
    }

    ByteSink& sink_;
    std::string line_;
};

} // namespace

std::unique_ptr<RecordSink> make_ndjson(ByteSink& sink, RenderOptions const& options) {
    return std::make_unique<NdjsonRenderer>(sink, options);
}

} // namespace whybounce::report
