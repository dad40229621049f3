#include "report/renderer.hpp"
#include "report/text_anomaly.hpp"
#include "report/text_cause.hpp"
#include "report/text_failure.hpp"
#include "report/text_line.hpp"
#include "report/text_summary.hpp"
#include "report/words.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace whybounce::report {
namespace {

/// Deliveries and events are written as they come, all else when the summary is known: causes are ranked.
class TextRenderer final : public RecordSink {
public:
    TextRenderer(ByteSink& sink, RenderOptions const& options)
        : sink_(sink), options_(options), style_(options.colour), causes_(options, places_) {}

    void on(HeaderRecord const& record) override {
        inputs_.assign(record.inputs.begin(), record.inputs.end());
        places_ = PlaceNames(inputs_);
        log_ = std::ranges::any_of(inputs_, [](InputInfo const& input) { return input.kind == InputKind::log; });
    }

    void on(SessionRecord const& record) override {
        auto const answered = [](ExchangeRecord const& exchange) { return exchange.code.has_value(); };
        replies_ += static_cast<std::uint64_t>(std::ranges::count_if(record.exchanges, answered));
    }

    void on(DeliveryRecord const& record) override {
        if (options_.deliveries) sink_.write(render_line(record, places_));
    }

    void on(EventRecord const& record) override {
        if (options_.events) sink_.write(render_line(record, places_));
    }

    void on(FailureRecord const& record) override {
        permanent_ = permanent_ || (record.outcome == Outcome::permanent && !is_consequence(record));
        causes_.add(record);
    }
    void on(ReportRecord const& record) override { causes_.add(record); }
    void on(AnomalyRecord const& record) override { anomalies_.add(record, places_); }

    void on(SummaryRecord const& record) override {
        Overview const overview{inputs_, record, causes_.folded(), replies_, log_};
        auto const ranked = causes_.ranked();
        sink_.write(render_header(overview, style_) + '\n');
        if (record.failures == 0) sink_.write(render_no_failures(overview, style_) + '\n');
        write_causes(ranked);
        write_block(render_counts(overview, options_.width));
        if (log_) write_block(render_table(ranked, style_, options_.top));
        write_end(record);
    }

private:
    void write_block(std::string const& block) {
        if (!block.empty()) sink_.write(block + '\n');
    }

    void write_causes(std::vector<Cause const*> const& ranked) {
        std::size_t const shown = std::min(ranked.size(), options_.top);
        for (std::size_t i = 0; i < shown; ++i) write_block(render_cause(*ranked[i], style_, options_.width, options_.labels));
        std::uint64_t const rest = ranked.size() - shown;
        if (rest > 0) write_block(fmt::format("and {} not shown here\n", plural(rest, "more cause")));
        if (causes_.beyond() > 0)
            write_block(fmt::format("and {} of further causes\n", plural(causes_.beyond(), "failure")));
    }

    void write_end(SummaryRecord const& record) {
        std::string const hint = options_.check_hint ? check_hint(record, permanent_) : std::string{};
        if (anomalies_.empty()) {
            sink_.write(fmt::format("anomalies: none{}{}\n", hint.empty() ? "" : "        ", hint));
            return;
        }
        sink_.write(anomalies_.render(style_, options_.width));
        if (!hint.empty()) sink_.write(hint + '\n');
    }

    ByteSink& sink_;
    RenderOptions options_;
    Style style_;
    PlaceNames places_;
    CauseTable causes_;
    AnomalyList anomalies_;
    std::vector<InputInfo> inputs_;
    std::uint64_t replies_ = 0;
    bool log_ = false;
    bool permanent_ = false; ///< something was refused for good: what `check` looks for by default
};

} // namespace

std::unique_ptr<RecordSink> make_text(ByteSink& sink, RenderOptions const& options) {
    return std::make_unique<TextRenderer>(sink, options);
}

} // namespace whybounce::report
