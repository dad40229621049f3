#pragma once
#include "cli/report_options.hpp"
#include "cli/terminal.hpp"
#include "report/renderer.hpp"

#include <memory>

namespace whybounce::cli {

/// Standard output and the files of --output, each with its renderer: every record goes to all.
class Outputs final : public RecordSink {
public:
    /// Opens the files; throws UsageError when one cannot be made.
    explicit Outputs(ReportOptions const& options);

    bool wants_all() const override;
    void on(HeaderRecord const& record) override { all(record); }
    void on(SessionRecord const& record) override { all(record); }
    void on(MessageRecord const& record) override { all(record); }
    void on(DeliveryRecord const& record) override { all(record); }
    void on(FailureRecord const& record) override { all(record); }
    void on(ReportRecord const& record) override { all(record); }
    void on(EventRecord const& record) override { all(record); }
    void on(AnomalyRecord const& record) override { all(record); }
    void on(SummaryRecord const& record) override { all(record); }

    /// Writes what is buffered; false when something could not be written.
    bool flush();
    /// The reader of standard output went away, and nobody else listens.
    bool unheard() const { return rows_.size() == 1 && rows_.front().sink->closed(); }

private:
    struct Row {
        std::unique_ptr<FileSink> sink;
        std::unique_ptr<RecordSink> renderer;
    };
    void add(int descriptor, std::string name, std::string_view format, report::RenderOptions const& options);
    template <typename Record> void all(Record const& record) {
        for (Row const& row : rows_) row.renderer->on(record);
    }

    bool merging_;
    std::vector<Row> rows_;
};

} // namespace whybounce::cli
