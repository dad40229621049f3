#pragma once
#include "cli/checkpoint.hpp"
#include "cli/report_options.hpp"
#include "cli/terminal.hpp"
#include "report/stream.hpp"

#include <memory>
#include <vector>

namespace whybounce::cli {

/// Where `follow` writes: standard output, and files of --output that are appended to, never replaced.
class StreamOutputs final : public RecordSink {
public:
    /// Opens the files and cuts off what was written behind the checkpoint. Throws UsageError when one cannot be
    /// opened.
    StreamOutputs(ReportOptions const& options, std::optional<Checkpoint> const& last);

    /// For the outputs that are empty or a pipe.
    void on(HeaderRecord const& record) override;
    void on(FailureRecord const& record) override { all(record); }
    void on(AnomalyRecord const& record) override { all(record); }

    /// Was something told since the last flush?
    bool dirty() const { return dirty_; }
    /// Writes what is buffered; false when something could not be written.
    bool flush();
    /// How long the files are.
    std::vector<Checkpoint::Output> sizes() const;
    /// Makes them safe against a loss of power.
    void sync() const;
    /// Somebody reads standard output: what was told there cannot be taken back.
    bool is_heard() const;
    /// The reader of standard output went away, and nobody else listens.
    bool unheard() const;

private:
    struct Row {
        std::unique_ptr<FileSink> sink;
        std::unique_ptr<RecordSink> renderer;
        int descriptor;   ///< of the sink
        std::string path; ///< absolute; empty: standard output
        bool fresh;       ///< nothing is in it
    };
    void add(int descriptor, std::string const& file, std::string_view format, report::RenderOptions const& options,
        bool fresh);
    template <typename Record> void all(Record const& record) {
        dirty_ = true;
        for (Row const& row : rows_) row.renderer->on(record);
    }

    std::vector<Row> rows_;
    bool dirty_ = false;
};

} // namespace whybounce::cli
