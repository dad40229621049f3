#include "report/text_story.hpp"

#include "language/languages.hpp"
#include "report/columns.hpp"
#include "report/escape.hpp"
#include "report/story_statement.hpp"
#include "report/text_anomaly.hpp"

#include <algorithm>
#include <deque>
#include <fmt/format.h>
#include <map>
#include <set>

namespace whybounce::report {
namespace {

constexpr std::size_t indent = 2;

/// The records of one message, or rejections that belong to none, become paragraphs.
class StoryText {
public:
    StoryText(Language const& in, Style const& style, std::size_t width, StoryWishes const& wishes)
        : in_(in), style_(style), width_(width), wishes_(wishes) {}

    void begin(MessageRecord const& message) {
        message_ = &message;
        narrowed_ = std::ranges::any_of(message.recipients, [&](auto const& r) { return is_asked(r); });
    }

    void add(EventRecord const& event) {
        bool const first_of_id =
            !event.queue_id || seen_.insert(fmt::format("{} {}", *event.queue_id, event.kind)).second;
        if (event.kind == "qmgr-active" && !first_of_id) return;
        if (event.kind == "tls" && !event.queue_id) {
            tls_ = statement_of(in_, event, false);
            return;
        }
        bool const back = message_ && event.queue_id && *event.queue_id != message_->queue_ids.front();
        auto said = statement_of(in_, event, back);
        if (!said) return;
        if (event.kind == "client") add_tls(*said);
        statements_.push_back(*std::move(said));
    }

    void add(DeliveryRecord const& delivery) {
        std::string const recipient(delivery.recipient.value_or(""));
        Statement said = statement_of(in_, delivery);
        add_tls(said);
        if (leaves_out(recipient)) return;
        last_[recipient] = said.place;
        replace_raw(std::move(said));
    }

    void add(FailureRecord const& failure) {
        std::string const recipient(failure.recipient.value_or(""));
        if (failure.recipient && leaves_out(recipient)) return drop_raw(failure);
        Statement said = statement_of(in_, failure);
        std::string const why = why_of(failure);
        if (!statements_.empty() && statements_.back().place == said.place && !statements_.back().raw &&
            failure.origin == Origin::delivery && last_[recipient] == said.place) {
            statements_.back().details.push_back(why);
            return;
        }
        said.details.push_back(why);
        last_[recipient] = said.place;
        replace_raw(std::move(said));
    }

    std::string render() {
        std::string out = style_.paint(Role::heading, heading()) + '\n';
        for (Statement const& s : statements_) out += render(s);
        if (message_) out += ends();
        return out;
    }

private:
    bool is_asked(RecipientRecord const& recipient) const {
        return wishes_.asks(recipient.recipient) || (recipient.orig_to && wishes_.asks(*recipient.orig_to));
    }

    /// One address of many is looked for, and this is not it.
    bool leaves_out(std::string_view recipient) const {
        if (!message_ || !narrowed_) return false;
        auto const found = std::ranges::find(message_->recipients, recipient, &RecipientRecord::recipient);
        return found != message_->recipients.end() && !is_asked(*found);
    }

    void replace_raw(Statement said) {
        if (!statements_.empty() && statements_.back().raw && statements_.back().place == said.place)
            statements_.pop_back();
        statements_.push_back(std::move(said));
    }

    void drop_raw(FailureRecord const& failure) {
        if (!statements_.empty() && statements_.back().raw &&
            statements_.back().place == fmt::format("{}:{}", escape(failure.where.input), failure.where.line))
            statements_.pop_back();
    }

    std::string heading() const {
        if (!message_) return in_.say("trace.rejections");
        std::vector<std::string> ids;
        for (std::string const& id : message_->queue_ids) ids.push_back(escape(id));
        std::string const sender = message_->sender ? fmt::format("<{}>", escape(*message_->sender)) : "?";
        std::string words = in_.say("trace.message", {{"ids", list_of(in_, ids)}, {"sender", sender}});
        if (!message_->relation) return words;
        return in_.say("trace.child",
            {{"message", words},
                {"relation",
                    in_.say("trace.relation." + std::string(*message_->relation),
                        {{"parent", escape(message_->parent.value_or(""))}})}});
    }

    /// The connection that the statement is about was encrypted, and which line says so.
    void add_tls(Statement& said) {
        if (tls_) said.details.push_back(fmt::format("{}  ({})", tls_->text, tls_->place));
        tls_.reset();
    }

    /// A consequence points at its cause.
    std::string why_of(FailureRecord const& failure) const {
        if (!failure.caused_by) return diagnosis_words(in_, *failure.diagnosis);
        return in_.say(
            "trace.cause", {{"place", fmt::format("{}:{}", escape(failure.where.input), *failure.caused_by)}});
    }

    std::string render(Statement const& s) const {
        std::string const time = s.time.empty() ? "" : s.time + "  ";
        std::size_t const column = indent + display_width(time);
        std::string out = fmt::format("{}{}{}\n", std::string(indent, ' '), time,
            style_.paint(s.role, wrap(fmt::format("{}  ({})", s.text, s.place), column, width_)));
        for (std::string const& detail : s.details)
            out += fmt::format("{}{}\n", std::string(column, ' '), wrap(detail, column, width_));
        return out;
    }

    /// What became of each recipient that is asked for.
    std::string ends() const {
        std::string out;
        std::map<std::string, std::uint64_t, std::less<>> others;
        for (RecipientRecord const& recipient : message_->recipients) {
            if (narrowed_ && !is_asked(recipient))
                ++others[std::string(to_string(recipient.fate))];
            else
                out += end_of(recipient);
        }
        if (!others.empty()) out += end_of(others);
        if (!message_->removed) out += paragraph(Role::temporary, in_.say("trace.not-removed"));
        return out;
    }

    std::string end_of(RecipientRecord const& recipient) const {
        std::string name = escape(recipient.recipient);
        if (recipient.orig_to)
            name = in_.say("trace.alias", {{"recipient", name}, {"original", escape(*recipient.orig_to)}});
        auto const last = last_.find(recipient.recipient);
        std::string const words = in_.say("trace.end",
            {{"recipient", name}, {"fate", in_.say("trace.fate." + std::string(to_string(recipient.fate)))},
                {"attempts", in_.count("count.attempts", recipient.attempts)}});
        Role const role = recipient.fate == Fate::sent ? Role::good
            : recipient.fate == Fate::deferred         ? Role::temporary
                                                       : Role::permanent;
        return paragraph(role, last == last_.end() ? words : with_aside(in_, words, last->second));
    }

    std::string end_of(std::map<std::string, std::uint64_t, std::less<>> const& others) const {
        std::vector<std::string> fates;
        std::uint64_t all = 0;
        for (auto const& [fate, count] : others) {
            fates.push_back(in_.count("fate." + fate, count));
            all += count;
        }
        return paragraph(Role::plain, in_.count("trace.others", all, {{"fates", list_of(in_, fates)}}));
    }

    std::string paragraph(Role role, std::string const& words) const {
        return fmt::format("  = {}\n", style_.paint(role, wrap(words, indent + 2, width_)));
    }

    Language const& in_;
    Style style_;
    std::size_t width_;
    StoryWishes const& wishes_;
    MessageRecord const* message_ = nullptr;
    bool narrowed_ = false; ///< some of the recipients are asked for, the others counted
    std::vector<Statement> statements_;
    std::optional<Statement> tls_;                         ///< belongs to the next statement
    std::set<std::string> seen_;                           ///< queue id and kind of lines
    std::map<std::string, std::string, std::less<>> last_; ///< by recipient: the place of the last statement about it
};

/// Keeps the last stories until the end: those are what one asks for.
class StoryRenderer final : public RecordSink {
public:
    StoryRenderer(ByteSink& sink, RenderOptions const& options)
        : sink_(sink), options_(options), in_(options.language ? *options.language : language::english()),
          style_(options.colour), places_(in_) {}

    void on(HeaderRecord const& record) override { places_ = PlaceNames(in_, record.inputs); }
    void on(MessageRecord const& record) override {
        end_story();
        fresh().begin(record);
        in_message_ = true;
    }
    void on(EventRecord const& record) override { current().add(record); }
    void on(DeliveryRecord const& record) override { current().add(record); }
    void on(FailureRecord const& record) override {
        if (!record.queue_id && in_message_) end_story();
        if (!record.queue_id) ++rejections_;
        current().add(record);
    }
    void on(AnomalyRecord const& record) override { anomalies_.add(in_, record, places_); }

    void on(SummaryRecord const& record) override {
        end_story();
        for (std::string const& story : stories_) write(story + '\n');
        write_end(record);
        if (!anomalies_.empty()) write(anomalies_.render(in_, style_, options_.width));
    }

private:
    StoryText& fresh() { return story_.emplace(in_, style_, options_.width, *options_.story); }
    StoryText& current() { return story_ ? *story_ : fresh(); }

    /// The records of a story live until the next one begins.
    void end_story() {
        in_message_ = false;
        if (!story_) return;
        ++told_;
        stories_.push_back(story_->render());
        if (stories_.size() > options_.top) stories_.pop_front();
        story_.reset();
    }

    void write_end(SummaryRecord const& record) {
        std::string const word = escape(options_.story->word);
        if (record.messages == 0 && rejections_ == 0) return write(in_.say("trace.nothing", {{"word", word}}) + '\n');
        std::vector<std::string> counts;
        if (record.messages > 0) counts.push_back(in_.count("count.messages", record.messages));
        if (rejections_ > 0) counts.push_back(in_.count("count.rejections", rejections_));
        std::vector<std::string> fates;
        for (auto const& [fate, count] : record.by_fate) fates.push_back(in_.count("fate." + fate, count));
        std::string words = in_.say("trace.found", {{"word", word}, {"counts", list_of(in_, counts)}});
        if (!fates.empty()) words = with_aside(in_, words, list_of(in_, fates));
        write(wrap(words, 0, options_.width) + '\n');
        if (told_ > stories_.size()) write(in_.count("trace.last", stories_.size()) + '\n');
    }

    void write(std::string const& text) { sink_.write(without_break_marks(text)); }

    ByteSink& sink_;
    RenderOptions options_;
    Language const& in_;
    Style style_;
    PlaceNames places_;
    AnomalyList anomalies_;
    std::optional<StoryText> story_;
    bool in_message_ = false;
    std::deque<std::string> stories_; ///< the last ones, rendered
    std::uint64_t told_ = 0, rejections_ = 0;
};

} // namespace

std::unique_ptr<RecordSink> make_story_text(ByteSink& sink, RenderOptions const& options) {
    return std::make_unique<StoryRenderer>(sink, options);
}

} // namespace whybounce::report
