#include "language/languages.hpp"
#include "report/columns.hpp"
#include "report/renderer.hpp"
#include "report/text_anomaly.hpp"
#include "report/text_cause.hpp"
#include "report/text_failure.hpp"
#include "report/text_line.hpp"
#include "report/text_lint.hpp"
#include "report/text_sequence.hpp"
#include "report/text_story.hpp"
#include "report/text_summary.hpp"
#include "report/text_traffic.hpp"
#include "report/words.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace whybounce::report {
namespace {

constexpr std::string_view unreadable[] = {"IN-UNREADABLE", "IN-DAMAGED-ARCHIVE", "IN-EMPTY"};

/// Deliveries and events are written as they come, all else when the summary is known: causes are ranked.
class TextRenderer final : public RecordSink {
public:
    TextRenderer(ByteSink& sink, RenderOptions const& options)
        : sink_(sink), options_(options), in_(options.language ? *options.language : language::english()),
          style_(options.colour), places_(in_), causes_(in_, options, places_) {}

    bool wants_all() const override { return options_.deliveries || options_.events; }

    void on(HeaderRecord const& record) override {
        inputs_.assign(record.inputs.begin(), record.inputs.end());
        places_ = PlaceNames(in_, inputs_);
        log_ = std::ranges::any_of(inputs_, [](InputInfo const& input) { return input.kind == InputKind::log; });
    }

    void on(SessionRecord const& record) override {
        auto const answered = [](ExchangeRecord const& exchange) { return exchange.code.has_value(); };
        replies_ += static_cast<std::uint64_t>(std::ranges::count_if(record.exchanges, answered));
        if (options_.sequence) write(render_sequence(in_, record, places_, style_, options_.width) + '\n');
    }

    void on(DeliveryRecord const& record) override {
        if (options_.deliveries) write(render_line(record, places_));
    }

    void on(EventRecord const& record) override {
        if (options_.events) write(render_line(record, places_));
    }

    void on(FailureRecord const& record) override {
        permanent_ = permanent_ || (record.outcome == Outcome::permanent && !is_consequence(record));
        causes_.add(record);
    }
    void on(ReportRecord const& record) override { causes_.add(record); }
    /// Findings for information are for `lint`, but for those that tell what the report rests on.
    void on(AnomalyRecord const& record) override {
        if (record.line == 0 && std::ranges::find(unreadable, record.id) != std::end(unreadable))
            unread_.emplace_back(record.input);
        bool const told_by_lint = is_finding(record) && record.severity == Severity::info;
        if (!told_by_lint || record.id.starts_with("TR")) anomalies_.add(in_, record, places_);
    }

    void on(SummaryRecord const& record) override {
        Overview const overview{inputs_, record, causes_.folded(), replies_, log_, unread_};
        auto const ranked = causes_.ranked();
        write_block(render_header(in_, overview, style_, options_.width));
        if (record.failures == 0) write_block(render_no_failures(in_, overview, style_));
        write_causes(ranked);
        write_block(render_counts(in_, overview, options_.width));
        if (log_) write_block(render_traffic(in_, record.by_time, style_, options_.width));
        if (log_) write_block(render_table(in_, ranked, style_, options_.top));
        write_end(record);
    }

private:
    /// Marks where a line may break have done their work.
    void write(std::string const& text) { sink_.write(without_break_marks(text)); }

    void write_block(std::string const& block) {
        if (!block.empty()) write(block + '\n');
    }

    void write_causes(std::vector<Cause const*> const& ranked) {
        std::size_t const shown = std::min(ranked.size(), options_.top);
        for (std::size_t i = 0; i < shown; ++i)
            write_block(render_cause(in_, *ranked[i], style_, options_.width, options_.labels));
        std::uint64_t const rest = ranked.size() - shown;
        if (rest > 0) write_block(in_.count("report.more-causes", rest) + '\n');
        if (causes_.beyond() > 0) write_block(in_.count("report.beyond", causes_.beyond()) + '\n');
    }

    void write_end(SummaryRecord const& record) {
        std::string const hint = options_.check_hint ? check_hint(in_, record, permanent_) : std::string{};
        if (anomalies_.empty()) {
            write(fmt::format("{}{}{}\n", in_.say("anomalies.none"), hint.empty() ? "" : "        ", hint));
            return;
        }
        write(anomalies_.render(in_, style_, options_.width));
        if (!hint.empty()) write(hint + '\n');
    }

    ByteSink& sink_;
    RenderOptions options_;
    Language const& in_;
    Style style_;
    PlaceNames places_;
    CauseTable causes_;
    AnomalyList anomalies_;
    std::vector<std::string> unread_;
    std::vector<InputInfo> inputs_;
    std::uint64_t replies_ = 0;
    bool log_ = false;
    bool permanent_ = false; ///< something was refused for good: what `check` looks for by default
};

} // namespace

std::unique_ptr<RecordSink> make_text(ByteSink& sink, RenderOptions const& options) {
    if (options.findings) return make_lint_text(sink, options);
    if (options.story) return make_story_text(sink, options);
    return std::make_unique<TextRenderer>(sink, options);
}

} // namespace whybounce::report
