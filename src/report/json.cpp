#include "report/json_record.hpp"

#include <fmt/format.h>

namespace whybounce::report {
namespace {

/// Streams one document: the first record opens it, the summary closes it, none is held.
class JsonRenderer final : public JsonRecords {
public:
    JsonRenderer(ByteSink& sink, RenderOptions const& options) : JsonRecords(options), sink_(sink) {}

    using JsonRecords::on;
    void on(SummaryRecord const& record) override {
        JsonRecords::on(record);
        sink_.write("\n]}\n");
    }

private:
    void object(std::string_view json) override {
        if (empty_)
            sink_.write(fmt::format("{{\"schema\": \"{}\", \"records\": [\n", schema_id));
        else
            sink_.write(",\n");
        empty_ = false;
        sink_.write(json);
    }

    ByteSink& sink_;
    bool empty_ = true;
};

} // namespace

std::unique_ptr<RecordSink> make_json(ByteSink& sink, RenderOptions const& options) {
    return std::make_unique<JsonRenderer>(sink, options);
}

} // namespace whybounce::report
