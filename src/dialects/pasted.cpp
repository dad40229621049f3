#include "dialects/pasted.hpp"

#include "dialects/marks.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>
#include <array>
#include <memory>

namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;

constexpr std::size_t most_views = 24; ///< each is scored by every dialect
constexpr std::size_t most_layers = 4; ///< quoted twice, numbered, indented

/// What parts a block from the words around it.
constexpr std::array<std::string_view, 6> fences{"```", "~~~", "[code]", "[/code]", "{noformat}", "{code"};

bool is_fence(std::string_view line) {
    return begins_with_any(line.substr(std::min(line.find_first_not_of(' '), line.size())), fences);
}

std::string joined(Head lines) {
    std::string text;
    for (std::string_view const line : lines) text.append(line).append("\n");
    return text;
}

/// Outside its fences and quote marks a text is prose: there a line that only its place could explain stays unread.
class PastedReader final : public DialectReader, EventSink {
public:
    PastedReader(Dialect const& dialect, ReadingContext const& context, View const& view)
        : layers_(view.layers()), doubled_(view.doubled()), fenced_(view.fenced()), head_(joined(view.lines())),
          inside_(!fenced_) {
        ReadingContext inner = context;
        inner.head = head_;
        reader_ = dialect.open(inner);
    }

    void line(LineView line, EventSink& events) override {
        if (is_doubled_end(line.text)) return send(events, Kind::blank, line);
        std::string_view const text = peel(line.text);
        if (is_fence(text)) {
            if (fenced_) inside_ = !inside_;
            return send(events, Kind::blank, line);
        }
        events_ = &events;
        reader_->line({text, line.number}, *this);
    }

    void end(EventSink& events) override {
        events_ = &events;
        reader_->end(*this);
    }

    void complete(LogTime& time, std::string_view queue_id) override { reader_->complete(time, queue_id); }
    bool needs_every_line() const override { return true; }

private:
    bool is_doubled_end(std::string_view line) {
        bool const empty = ascii::trim(line).empty();
        bool const end = doubled_ && empty && text_before_;
        text_before_ = !end;
        return end;
    }

    std::string_view peel(std::string_view line) {
        outside_ = false;
        std::size_t turn = 0;
        for (Layer const& layer : layers_) {
            auto const peeled = layer.wrapping->peel(layer, line, buffers_[turn++ % buffers_.size()]);
            if (!peeled) outside_ = true;
            line = peeled.value_or(line);
        }
        return line;
    }

    void on(TranscriptEvent const& event) override {
        bool const by_place = event.kind == Kind::either || event.text.data() == event.line.text.data();
        bool const said = event.kind == Kind::client || event.kind == Kind::server || event.kind == Kind::either;
        bool const prose = (outside_ || !inside_) && said && by_place;
        prose ? send(*events_, Kind::unknown, event.line) : events_->on(event);
    }
    void on(BareReply const& reply) override { events_->on(reply); }
    void on(LogEvent const& event) override { events_->on(event); }

    std::vector<Layer> layers_;
    std::array<std::string, 2> buffers_;
    bool doubled_, fenced_;
    bool text_before_ = false;
    std::string head_;
    bool inside_, outside_ = false;
    std::unique_ptr<DialectReader> reader_;
    EventSink* events_ = nullptr;
};

} // namespace

View View::without(Layer layer) const {
    View view;
    view.layers_ = layers_;
    view.doubled_ = doubled_;
    view.fenced_ = fenced_;
    view.storage_.reserve(lines_.size());
    std::string buffer;
    for (std::string_view const line : lines_) {
        auto const peeled = layer.wrapping->peel(layer, line, buffer);
        if (peeled) view.lines_.push_back(view.storage_.emplace_back(*peeled));
    }
    view.layers_.push_back(std::move(layer));
    return view;
}

View View::without_doubled_ends() const {
    View view;
    view.doubled_ = true;
    for (std::size_t i = 0; i < lines_.size(); i += 2) view.lines_.push_back(lines_[i]);
    return view;
}

View View::inside_fences() const {
    View view;
    view.layers_ = layers_;
    view.doubled_ = doubled_;
    view.fenced_ = true;
    view.storage_.reserve(lines_.size());
    bool inside = false;
    for (std::string_view const line : lines_) {
        if (is_fence(line))
            inside = !inside;
        else if (inside)
            view.lines_.push_back(view.storage_.emplace_back(line));
    }
    return view;
}

Views::Views(Head head) {
    views_.emplace_back(head);
    add_cosmetic();
    add_inside_fences(0);
    flat_ = views_.size();
}

void Views::add_inside_fences(std::size_t from) {
    std::size_t const end = views_.size();
    for (std::size_t i = from; i < end; ++i)
        if (!views_[i].fenced() && std::ranges::any_of(views_[i].lines(), is_fence))
            views_.push_back(views_[i].inside_fences());
}

void Views::add_cosmetic() {
    View clean = is_doubled(plain().lines()) ? plain().without_doubled_ends() : plain();
    for (int again = 0; again < 2; ++again) // "&amp;lt;"
        for (Wrapping const& wrapping : cosmetic_wrappings()) {
            auto layer = wrapping.find(clean.lines());
            if (!layer) continue;
            layer->wrapping = &wrapping;
            clean = clean.without(std::move(*layer));
        }
    if (clean.plain()) return;
    clean_ = views_.size();
    views_.push_back(std::move(clean));
}

void Views::look_deeper() {
    std::size_t next = clean_; // what is cosmetic is always off
    for (; next < views_.size() && views_.size() < most_views; ++next) {
        if (views_[next].layers().size() >= most_layers + views_[clean_].layers().size()) continue;
        for (Wrapping const& wrapping : structural_wrappings()) {
            auto layer = wrapping.find(views_[next].lines());
            if (!layer) continue;
            layer->wrapping = &wrapping;
            View deeper = views_[next].without(std::move(*layer));
            auto const same = [&](View const& view) { return std::ranges::equal(view.lines(), deeper.lines()); };
            if (std::ranges::none_of(views_, same)) views_.push_back(std::move(deeper));
        }
    }
    add_inside_fences(flat_);
}

Views::Best Views::best_for(Dialect const& dialect) const {
    Best best{&views_.front(), dialect.score(views_.front().lines())};
    for (std::size_t i = 1; i < views_.size(); ++i) {
        int const score = dialect.score(views_[i].lines());
        bool const better = i < flat_ ? score >= best.score : score > best.score;
        if (better) best = {&views_[i], score};
    }
    return best;
}

std::unique_ptr<DialectReader> open_pasted(Dialect const& dialect, ReadingContext const& context) {
    auto const head = lines_of(context.head);
    Views views(head);
    auto best = views.best_for(dialect);
    if (best.score < certain_score) {
        views.look_deeper();
        best = views.best_for(dialect);
    }
    if (best.view->plain()) return dialect.open(context);
    return std::make_unique<PastedReader>(dialect, context, *best.view);
}

Recognition recognise_pasted(Head head) {
    Views views(head);
    auto const find_best = [&] {
        Recognition best;
        for (Dialect const& dialect : dialects()) {
            auto const found = views.best_for(dialect);
            if (found.score > best.score) best = {&dialect, found.score};
        }
        return best;
    };
    Recognition const flat = find_best();
    if (flat.score >= certain_score) return flat;
    views.look_deeper();
    return find_best();
}

} // namespace whybounce::dialect
