#include "catalogue/examples.hpp"

#include "grammars/parse.hpp"
#include "whybounce/ascii.hpp"

#include <array>

namespace whybounce {
namespace {

std::string first_word(std::string_view values) { return std::string(values.substr(0, values.find(' '))); }

/// An example and where it is said.
struct Context {
    Evidence evidence;
    std::string verb, host, text;

    Evidence whole() const {
        Evidence evidence_here = evidence;
        evidence_here.verb = verb;
        evidence_here.host = host;
        evidence_here.text = text;
        return evidence_here;
    }
};

void set_word(Context& context, std::string_view key, std::string_view value) {
    if (key == "phase") context.evidence.step = step_from_string(value).value_or(context.evidence.step);
    if (key == "speaker") context.evidence.speaker = speaker_from_string(value).value_or(context.evidence.speaker);
    if (key == "session") context.evidence.session = {};
    if (key == "session")
        if (auto const fact = session_fact_from_string(value)) context.evidence.session.set(*fact);
    if (key == "verb") context.verb = value;
    if (key == "host") context.host = value;
}

/// Takes "phase=eod host=mx.example.com" off the front.
std::string_view take_context(Context& context, std::string_view example) {
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

void take_reply(Context& context, std::string_view reply) {
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

Context context_of(Entry const& entry, std::string_view example) {
    Context context;
    if (!entry.phase.empty()) set_word(context, "phase", first_word(entry.phase));
    if (!entry.speaker.empty()) set_word(context, "speaker", first_word(entry.speaker));
    if (!entry.session.empty()) set_word(context, "session", first_word(entry.session));
    context.verb = first_word(entry.verb);
    context.host = first_word(entry.host);
    take_reply(context, take_context(context, example));
    return context;
}

/// What decides an example: an entry's id, or a provider for a stanza that only names who speaks.
std::string decided_by(Catalogue const& catalogue, Entry const& entry, std::string_view example) {
    Context const context = context_of(entry, example);
    if (entry.tier != Tier::speaker) return catalogue.diagnose(context.whole()).entry->id;
    Entry const* const speaker = catalogue.speaker_of(context.whole());
    return speaker ? speaker->provider : "";
}

} // namespace

std::vector<ExampleFault> example_faults(Catalogue const& catalogue, Entry const& entry) {
    std::vector<ExampleFault> faults;
    std::string const& own = entry.tier == Tier::speaker ? entry.provider : entry.id;
    for (std::string const& example : entry.examples)
        if (auto decider = decided_by(catalogue, entry, example); decider != own)
            faults.push_back({&entry, example, false, std::move(decider)});
    for (std::string const& example : entry.near_misses)
        if (auto decider = decided_by(catalogue, entry, example); decider == own)
            faults.push_back({&entry, example, true, std::move(decider)});
    return faults;
}

} // namespace whybounce
