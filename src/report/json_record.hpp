#pragma once
#include "report/renderer.hpp"

#include <memory>
#include <string_view>

namespace whybounce::report {

class JsonWriter;

/// Turns each record into one JSON object with the keys of docs/schema/whybounce-1.json, in that order.
class JsonRecords : public RecordSink {
public:
    explicit JsonRecords(RenderOptions const& options);
    ~JsonRecords() override;

    void on(HeaderRecord const& record) override;
    void on(SessionRecord const& record) override;
    void on(MessageRecord const& record) override;
    void on(DeliveryRecord const& record) override;
    void on(FailureRecord const& record) override;
    void on(ReportRecord const& record) override;
    void on(EventRecord const& record) override;
    void on(AnomalyRecord const& record) override;
    void on(SummaryRecord const& record) override;

private:
    /// Takes one object: valid UTF-8 without line ends, alive until the call returns.
    virtual void object(std::string_view json) = 0;

    template <typename Record> void render(Record const& record);

    RenderOptions options_;
    std::unique_ptr<JsonWriter> writer_;
};

} // namespace whybounce::report
