#include "catalogue/example_context.hpp"

#include "grammars/parse.hpp"
#include "whybounce/ascii.hpp"

#include <array>

namespace whybounce {
namespace {

std::string first_word(std::string_view values) { return std::string(values.substr(0, values.find(' '))); }

void set_word(ExampleContext& context, std::string_view key, std::string_view value) {
    if (key == "phase") context.evidence.step = step_from_string(value).value_or(context.evidence.step);
    if (key == "speaker") context.evidence.speaker = speaker_from_string(value).value_or(context.evidence.speaker);
    if (key == "session") context.evidence.session = {};
    if (key == "session")
        if (auto const fact = session_fact_from_string(value)) context.evidence.session.set(*fact);
    if (key == "verb") context.verb = value;
    if (key == "host") context.host = value;
}

/// Takes "phase=eod host=mx.example.com" off the front.
std::string_view take_context(ExampleContext& context, std::string_view example) {
    constexpr std::array<std::string_view, 5> keys{"phase", "speaker", "verb", "host", "session"};
    while (true) {
        std::size_t const blank = example.find(' ');
        std::string_view const word = example.substr(0, blank);
        std::size_t const equals = word.find('=');
        bool known = false;
        for (std::string_view const key : keys) known = known || word.substr(0, equals) == key;
        if (!known || equals == std::string_view::npos || blank == std::string_view::npos) return example;
        set_word(context, word.substr(0, equals), word.substr(equals + 1));
        example.remove_prefix(blank + 1);
    }
}

void take_reply(ExampleContext& context, std::string_view reply) {
    context.text = reply;
    if (auto const line = grammar::parse_reply_line(reply)) {
        context.evidence.code = line->code;
        context.evidence.status = line->status;
        context.text = line->text;
    } else if (auto const status = grammar::parse_status_code(reply)) {
        context.evidence.status = status->value;
        context.text = ascii::trim(reply.substr(status->length));
    }
}

} // namespace

ExampleContext context_of(Entry const& entry, std::string_view example) {
    ExampleContext context;
    if (!entry.phase.empty()) set_word(context, "phase", first_word(entry.phase));
    if (!entry.speaker.empty()) set_word(context, "speaker", first_word(entry.speaker));
    if (!entry.session.empty()) set_word(context, "session", first_word(entry.session));
    context.verb = first_word(entry.verb);
    context.host = first_word(entry.host);
    take_reply(context, take_context(context, example));
    return context;
}

} // namespace whybounce
