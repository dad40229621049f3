#include "report/stream.hpp"

#include "language/languages.hpp"
#include "report/anomaly_words.hpp"
#include "report/columns.hpp"
#include "report/escape.hpp"
#include "report/explanation.hpp"
#include "report/fields.hpp"
#include "report/peer_label.hpp"
#include "report/style.hpp"
#include "report/text_excerpt.hpp"
#include "report/words.hpp"

#include <array>
#include <fmt/format.h>

namespace whybounce::report {

RendererMaker make_ndjson;

namespace {

using std::string_view_literals::operator""sv;

constexpr std::array labels{"means"sv, "do"sv, "who"sv, "retry"sv, "original"sv};
constexpr std::size_t narrowest = 5;

Role role_of(FailureRecord const& failure) {
    if (is_consequence(failure)) return Role::faint;
    return failure.outcome == Outcome::permanent ? Role::permanent : Role::temporary;
}

/// A block a failure: when, who, what, the line it is read from, what it means, one step, who must act.
class StreamText final : public RecordSink {
public:
    StreamText(ByteSink& sink, RenderOptions const& options)
        : sink_(sink), options_(options), in_(options.language ? *options.language : language::english()),
          style_(options.colour), places_(in_), fields_(in_, labels, narrowest, options.width) {}

    void on(FailureRecord const& failure) override {
        write(heading(failure) + render_excerpt(in_, failure, style_, options_.width) + advice(failure) + '\n');
    }

    void on(AnomalyRecord const& anomaly) override {
        AnomalyWords const words = anomaly_words(in_, anomaly);
        std::string const said =
            in_.say("anomalies.item", {{"place", places_.of(anomaly.input, anomaly.line)}, {"what", words.what}});
        std::string const severity = in_.say("anomalies." + std::string(to_string(anomaly.severity)));
        std::string out = fmt::format("{} {}  {}\n", style_.paint(Role::heading, severity), escape(anomaly.id), said);
        if (!words.hint.empty()) out += fmt::format("  {}\n", in_.say("anomalies.hint", {{"hint", words.hint}}));
        write(out + '\n');
    }

private:
    /// Marks where a line may break have done their work.
    void write(std::string const& text) { sink_.write(without_break_marks(text)); }

    std::string heading(FailureRecord const& failure) const {
        std::string out;
        for (OptionalView const& part : {failure.time, failure.recipient})
            if (part) out += escape(*part) + "  ";
        out += style_.paint(role_of(failure), headline(in_, failure));
        out += fmt::format("  [{}]  ", failure.diagnosis->reason->id);
        return out + style_.paint(Role::faint, places_.of(failure.where.input, failure.where.line)) + '\n';
    }

    /// Nothing for what only follows from another failure.
    std::string advice(FailureRecord const& failure) const {
        if (is_consequence(failure)) return {};
        Diagnosis const& diagnosis = *failure.diagnosis;
        Explanation const words = explanation(in_, diagnosis, failure.text);
        std::string out = fields_.field("means", words.means);
        out += fields_.field("do", words.steps.empty() ? "" : words.steps.front());
        out += fields_.field("who", actor_words(in_, diagnosis));
        out += fields_.field("retry", retry_words(in_, diagnosis));
        return out + peer_field(in_, fields_, options_.labels, diagnosis);
    }

    ByteSink& sink_;
    RenderOptions options_;
    Language const& in_;
    Style style_;
    PlaceNames places_;
    Fields fields_;
};

} // namespace

std::unique_ptr<RecordSink> make_stream(std::string_view format, ByteSink& sink, RenderOptions const& options) {
    if (format == "text") return std::make_unique<StreamText>(sink, options);
    return format == "ndjson" ? make_ndjson(sink, options) : nullptr;
}

} // namespace whybounce::report
