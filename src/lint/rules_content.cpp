#include "lint/support.hpp"

#include <algorithm>

/// SZ and DT: size and content of a message.
namespace whybounce::lint {
namespace {

constexpr std::uint64_t tolerated_octets = 100; ///< beyond the declared SIZE, besides a tenth of it

std::uint64_t declared_size(Moment const& mail) {
    auto const size = parameter(mail, "SIZE");
    return size ? number_of(size->value.value_or("")).value_or(0) : 0;
}

/// The content of a DATA, where all of it is shown.
ContentFacts const* whole_content(Scene const& scene, Moment const& m) {
    if (m.verb() != Verb::data || !covers(scene.shows, Shows::content) || scene.edited) return nullptr;
    ContentFacts const* const content = scene.content_of(m.number);
    return content && !content->cut ? content : nullptr;
}

std::string over(std::uint64_t size, std::string_view what, std::uint64_t limit) {
    return std::to_string(size) + " octets, " + std::string(what) + " " + std::to_string(limit);
}

void above_limit(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        if (m.verb() != Verb::mail && m.verb() != Verb::data) continue;
        std::uint64_t const declared = m.verb() == Verb::mail ? declared_size(m) : 0;
        ContentFacts const* const content = whole_content(scene, m);
        bool const sized = declared > 0 || content;
        auto const limit = sized && m.contract && !m.stale ? m.contract->size_limit() : std::nullopt;
        if (!limit) continue;
        if (declared > *limit)
            notes.command(m, over(declared, "the limit is", *limit), "SIZE");
        else if (content && content->octets > *limit)
            notes.command(m, over(content->octets, "the limit is", *limit));
    }
}

void above_declared(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        ContentFacts const* const content = whole_content(scene, m);
        Moment const* const mail = content ? mail_of(scene, m) : nullptr;
        std::uint64_t const declared = mail ? declared_size(*mail) : 0;
        if (declared == 0) continue;
        if (content->octets > declared + std::max(declared / 10, tolerated_octets))
            notes.command(*mail, over(content->octets, "declared were", declared), "SIZE");
    }
}

void above_limits(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        if ((m.verb() != Verb::rcpt && m.verb() != Verb::mail) || !m.contract || m.stale) continue;
        if (!m.contract->offers("LIMITS")) continue;
        auto const recipients = m.contract->limit("RCPTMAX"), mails = m.contract->limit("MAILMAX");
        if (m.verb() == Verb::rcpt && recipients && m.rcpt_tried == *recipients)
            notes.command(m, "RCPTMAX is " + std::to_string(*recipients));
        if (m.verb() == Verb::mail && mails && m.mails_accepted == *mails)
            notes.command(m, "MAILMAX is " + std::to_string(*mails));
    }
}

void no_limit(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        Contract const* const contract = m.made;
        session::Offer const* const size = contract ? contract->find("SIZE") : nullptr;
        if (size && !contract->size_limit() && notes.empty()) notes.reply(m, {}, size->line);
    }
}

void bare_line_ends(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        if (m.exchange->bare_lf) notes.command(m, "bare LF behind the command");
        if (m.exchange->bare_cr && m.verb() != Verb::greeting && m.verb() != Verb::unsolicited)
            notes.command(m, "bare CR in the command");
    }
    for (ContentFacts const& content : scene.session.contents) {
        if (content.bare_lf) notes.spot(content.bare_lf, "bare LF in the content");
        if (content.bare_cr) notes.spot(content.bare_cr, "bare CR in the content");
    }
}

void false_end(Scene const& scene, Notes& notes) {
    for (ContentFacts const& content : scene.session.contents)
        if (content.false_end) notes.spot(content.false_end, content.smuggled ? "commands follow in the content" : "");
}

void single_dot(Scene const& scene, Notes& notes) {
    for (ContentFacts const& content : scene.session.contents)
        if (content.single_dot && !content.cut) notes.spot(content.single_dot);
}

void long_line(Scene const& scene, Notes& notes) {
    for (ContentFacts const& content : scene.session.contents)
        if (content.too_long) notes.spot(content.too_long);
}

void control_characters(Scene const& scene, Notes& notes) {
    for (ContentFacts const& content : scene.session.contents)
        if (content.control) notes.spot(content.control);
}

/// Where the tool shows chunks at all; the last line of a chunk may lack its CR LF.
void chunk_does_not_fit(Scene const& scene, Notes& notes) {
    for (ContentFacts const& content : scene.session.contents) {
        Moment const& m = scene.moments[content.exchange];
        if (!is_chunk(m.verb()) || content.cut || scene.edited || !content.ended) continue;
        std::string_view argument = m.exchange->record.argument;
        std::uint64_t const announced = number_of(session::next_word(argument)).value_or(0);
        std::uint64_t const more = std::max(announced, content.octets), less = std::min(announced, content.octets);
        if (more - less > 2) notes.command(m, over(content.octets, "announced were", announced));
    }
}

/// Only the first chunk of a transaction has the header.
void no_from(Scene const& scene, Notes& notes) {
    for (ContentFacts const& content : scene.session.contents) {
        Moment const& m = scene.moments[content.exchange];
        if (content.from || content.cut || !content.ended || m.chunked) continue;
        notes.command(m, content.header ? (content.date ? "no From" : "neither From nor Date") : "no header at all");
    }
}

constexpr Rule size_table[] = {
    {"SZ01", Shows::replies, above_limit},
    {"SZ02", Shows::content, above_declared},
    {"SZ03", Shows::replies, above_limits},
    {"SZ04", Shows::replies, no_limit},
};

constexpr Rule content_table[] = {
    {"DT01", Shows::line_ends, bare_line_ends},
    {"DT02", Shows::line_ends | Shows::content, false_end},
    {"DT03", Shows::content, single_dot},
    {"DT04", Shows::content, long_line},
    {"DT05", Shows::content, control_characters},
    {"DT06", Shows::content, chunk_does_not_fit},
    {"DT07", Shows::content, no_from},
};

} // namespace

std::span<Rule const> size_rules() { return size_table; }
std::span<Rule const> content_rules() { return content_table; }

} // namespace whybounce::lint
