#include "report/text_lint.hpp"
#include "language/languages.hpp"
#include "report/anomaly_words.hpp"
#include "report/escape.hpp"
#include "report/renderer.hpp"
#include "report/text_anomaly.hpp"
#include "report/text_gutter.hpp"
#include "report/words.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>

namespace whybounce::report {
namespace {

constexpr std::size_t most_places = 10;

Role role_of(Severity severity) {
    if (severity == Severity::error) return Role::permanent;
    return severity == Severity::warning ? Role::temporary : Role::heading;
}

/// The findings of one id in one session.
struct Group {
    std::string id, text;
    std::vector<std::size_t> more; ///< lines of the others
    Severity severity{};
};

/// Findings first: session by session, each id in full once a session, and why and what to do once a run.
class LintRenderer final : public RecordSink {
public:
    LintRenderer(ByteSink& sink, RenderOptions const& options)
        : sink_(sink), style_(options.colour), width_(options.width),
          in_(options.language ? *options.language : language::english()) {}

    void on(HeaderRecord const& record) override {
        inputs_.assign(record.inputs.begin(), record.inputs.end());
        places_ = PlaceNames(in_, inputs_);
    }

    void on(SessionRecord const& record) override {
        write_session();
        ++sessions_;
        heading_ = style_.paint(Role::heading, fmt::format("{}:{}", escape(record.where.input), record.where.line));
        std::string const dialect = escape(record.where.dialect);
        heading_ += "  " +
            (record.server ? in_.say("lint.session-with", {{"dialect", dialect}, {"server", escape(*record.server)}})
                           : in_.say("lint.session", {{"dialect", dialect}})) +
            '\n';
    }

    void on(AnomalyRecord const& record) override {
        if (!is_finding(record)) return damage_.add(in_, record, places_);
        ++by_severity_[static_cast<std::size_t>(record.severity)];
        auto const known = std::ranges::find_if(
            groups_, [&](Group const& g) { return g.id == record.id && g.severity == record.severity; });
        if (known == groups_.end())
            groups_.push_back({std::string(record.id), render(record), {}, record.severity});
        else
            known->more.push_back(record.line);
    }

    void on(SummaryRecord const&) override {
        write_session();
        if (!damage_.empty()) sink_.write(damage_.render(in_, style_, width_) + '\n');
        sink_.write(totals());
    }

private:
    void write_session() {
        if (groups_.empty()) return;
        std::ranges::stable_sort(groups_, {}, &Group::severity);
        sink_.write(heading_ + '\n');
        for (Group const& group : groups_) sink_.write(group.text + places(group) + '\n');
        groups_.clear();
    }

    std::string places(Group const& group) const {
        if (group.more.empty()) return {};
        std::vector<std::string> lines;
        for (std::size_t i = 0; i < std::min(group.more.size(), most_places); ++i)
            lines.push_back(std::to_string(group.more[i]));
        std::string listed = list_of(in_, lines);
        if (group.more.size() > most_places)
            listed = in_.say(
                "lint.also-more", {{"lines", listed}, {"count", std::to_string(group.more.size() - most_places)}});
        return field("also", in_.count("lint.also-lines", group.more.size(), {{"lines", listed}}));
    }

    /// The line that is meant is the last of the excerpt.
    std::string render(AnomalyRecord const& record) {
        Role const role = role_of(record.severity);
        AnomalyWords const words = anomaly_words(in_, record);
        std::string const severity = in_.say("anomalies." + std::string(to_string(record.severity)));
        std::string const title = fmt::format("{}[{}]", severity, escape(record.id));
        std::size_t const lead = display_width(in_.say("anomalies.item", {{"place", title}, {"what", ""}}));
        std::string text = in_.say("anomalies.item",
                               {{"place", style_.paint(role, title)}, {"what", wrap(words.what, lead, width_)}}) +
            '\n';
        Gutter const gutter(style_, width_);
        for (SourceLine const& line : record.excerpt) {
            bool const meant = &line == &record.excerpt.back();
            text += gutter.line(line, meant ? marks_of(record, line.text) : std::vector<ByteRange>{}, role);
        }
        if (record.excerpt.empty()) text += field("lines", std::to_string(record.line));
        return told_.insert(std::string(record.id)).second ? text + explanation(record, words) : text;
    }

    static std::vector<ByteRange> marks_of(AnomalyRecord const& record, std::string_view line) {
        std::size_t const at = record.marked.empty() ? 0 : line.find(record.marked);
        std::size_t const from = at == std::string_view::npos ? 0 : at;
        std::size_t const size =
            record.marked.empty() || at == std::string_view::npos ? line.size() : record.marked.size();
        return size == 0 ? std::vector<ByteRange>{} : std::vector<ByteRange>{{from, from + size}};
    }

    std::string explanation(AnomalyRecord const& record, AnomalyWords const& words) const {
        return field("why", words.why) + field("do", words.hint) +
            field("rfc", source_words(in_, record.rfc.value_or("")));
    }

    std::string field(std::string_view key, std::string const& text) const {
        if (text.empty()) return {};
        std::string const label = style_.paint(Role::faint, pad(in_.say("label." + std::string(key)), label_columns_));
        return fmt::format("  {}{}\n", label, wrap(text, label_columns_ + 2, width_));
    }

    std::string totals() const {
        if (sessions_ == 0) return in_.say("lint.no-session") + '\n';
        std::vector<std::string> found;
        for (Severity const severity : {Severity::error, Severity::warning, Severity::info}) {
            std::uint64_t const count = by_severity_[static_cast<std::size_t>(severity)];
            if (count > 0) found.push_back(in_.count(fmt::format("count.{}s", to_string(severity)), count));
        }
        std::string const counts = list_of(in_, found), checked = in_.count("count.sessions", sessions_);
        if (counts.empty())
            return style_.paint(Role::good, in_.say("lint.no-findings", {{"sessions", checked}})) + '\n';
        return in_.say("lint.totals", {{"counts", counts}, {"sessions", checked}, {"id", *told_.begin()}}) + '\n';
    }

    /// The widest label, and two blanks.
    static std::size_t label_columns(Language const& in) {
        std::size_t columns = 7;
        for (char const* const key : {"why", "do", "rfc", "also", "lines"})
            columns = std::max(columns, display_width(in.say(std::string("label.") + key)));
        return columns + 2;
    }

    ByteSink& sink_;
    Style style_;
    std::size_t width_;
    Language const& in_;
    std::size_t label_columns_ = label_columns(in_);
    PlaceNames places_{in_};
    AnomalyList damage_;
    std::vector<InputInfo> inputs_;
    std::string heading_;
    std::vector<Group> groups_;
    std::set<std::string> told_; ///< ids that were explained
    std::array<std::uint64_t, 3> by_severity_{};
    std::uint64_t sessions_ = 0;
};

} // namespace

std::unique_ptr<RecordSink> make_lint_text(ByteSink& sink, RenderOptions const& options) {
    return std::make_unique<LintRenderer>(sink, options);
}

} // namespace whybounce::report
