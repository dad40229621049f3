#include "cli/explain_page.hpp"

#include "catalogue/split_blanks.hpp"
#include "cli/cited_reply.hpp"
#include "report/anomaly_words.hpp"
#include "report/escape.hpp"
#include "report/peer_label.hpp"
#include "report/words.hpp"

#include <algorithm>

namespace whybounce::cli {
namespace {

using namespace report;

constexpr std::size_t most_uses = 8; ///< of a status or mark, on one page

/// Adds labelled parts to a page; what has nothing to say is left out.
class PageWriter {
public:
    PageWriter(Language const& in, Document& page) : in_(in), blocks_(page.blocks) {}

    void heading(std::string text, std::string aside = {}) {
        blocks_.push_back(Heading{std::move(text), std::move(aside)});
    }
    void field(std::string_view label, std::string text) {
        if (!text.empty()) blocks_.push_back(Labelled{label_of(label), std::move(text)});
    }
    void words(Explanation const& words, Entry const* entry) {
        field("means", words.means);
        field("when", words.when);
        if (!words.steps.empty()) blocks_.push_back(StepList{label_of("do"), words.steps});
        if (words.original.empty()) return;
        blocks_.push_back(Quotation{
            label_of("original"), in_.say("original", {{"entry", escape(entry->id)}, {"text", words.original}})});
    }
    void reason(Reason const& reason) {
        field("reason",
            in_.say("explain.reason", {{"reason", reason.id}, {"means", explanation(in_, nullptr, &reason).means}}));
    }
    void label_of_peer(std::string const& peer, Entry const* entry, Reason const& reason) {
        if (!peer.empty()) blocks_.push_back(Labelled{peer, peer_label(in_, peer, entry, reason)});
    }
    void sources(Entry const& entry) {
        std::vector<std::string> sources;
        for (std::string const& source : entry.sources) sources.push_back(source_words(in_, source));
        field("source", list_of(in_, sources));
    }
    void cited(Reading const& reading) {
        Cited said = cited_reply(label_of("said"), reading);
        if (!said.lines.empty()) blocks_.push_back(std::move(said));
    }
    void row(std::string label, std::string text) { blocks_.push_back(Labelled{std::move(label), std::move(text)}); }
    void points(std::vector<std::string> texts) { blocks_.push_back(Points{std::move(texts)}); }
    void gap() { blocks_.push_back(Gap{}); }

private:
    std::string label_of(std::string_view key) const {
        return key.empty() ? std::string{} : in_.say("label." + std::string(key));
    }

    Language const& in_;
    std::vector<Block>& blocks_;
};

std::string heading_of(Language const& in, std::string const& topic, std::string const& name) {
    return topic.empty() ? name : in.say("explain.heading", {{"topic", escape(topic)}, {"name", name}});
}

std::string variant_words(Language const& in, Entry const& entry) {
    return in.say(
        "explain.variant", {{"means", explanation(in, &entry, entry.reason).means}, {"entry", escape(entry.id)}});
}

/// Why the winner was taken and not this reading.
std::string why_not(Language const& in, Diagnosis const& winner, Diagnosis const& loser) {
    std::string const won = tier_words(in, winner.entry->tier), lost = tier_words(in, loser.entry->tier);
    if (winner.entry->tier == loser.entry->tier) return in.say("explain.rival.order", {{"winner", won}});
    Tier const tier = winner.entry->tier;
    constexpr std::string_view keys[] = {"", "", "provider", "mta", "words", "status", "reply", "phase", "user"};
    if (tier != Tier::user && tier > loser.entry->tier) return in.say("explain.rival.quoted");
    std::string const why = in.say("tier.why." + std::string(keys[static_cast<std::size_t>(tier)]));
    return in.say("explain.rival.tier", {{"winner", won}, {"loser", lost}, {"why", why}});
}

void add_rivals(PageWriter& page, Language const& in, Reading const& reading) {
    if (reading.rivals.empty()) return;
    page.gap();
    page.heading(in.say("explain.rivals"));
    for (Diagnosis const& rival : reading.rivals) {
        Explanation const words = explanation(in, rival);
        page.field("reason",
            in.say("explain.reason",
                {{"reason", rival.reason->id},
                    {"means",
                        in.say("explain.variant", {{"means", words.means}, {"entry", escape(rival.entry->id)}})}}));
        page.field("", why_not(in, reading.diagnosis, rival));
    }
}

std::string outer_codes(Reading const& reading) {
    return code_and_status(reading.evidence.code, reading.evidence.status);
}

/// The codes of the reply whose words decided.
std::string deciding_codes(Reading const& reading) {
    return reading.quoted ? code_and_status(reading.quoted->code, reading.quoted->status) : outer_codes(reading);
}

void add_grounds(PageWriter& page, Language const& in, Reading const& reading) {
    page.field("because", because_words(in, reading.diagnosis));
    for (Ground const& ground : reading.diagnosis.because) page.field("", ground_words(in, ground));
    std::string const outer = outer_codes(reading);
    if (reading.quoted && !outer.empty()) page.field("", in.say("explain.quoted", {{"outer", outer}}));
}

/// 220, 221, 354 and others say that all is well, but no message is delivered by them.
bool delivers_nothing(Reading const& reading) {
    constexpr std::uint16_t done = 250, forwarded = 251;
    auto const code = reading.evidence.code;
    return code && *code < 400 && *code != done && *code != forwarded && reading.deliveries == 0;
}

void add_reason(PageWriter& page, Language const& in, Reading const& reading) {
    Reason const& reason = *reading.diagnosis.reason;
    if (reason.id == "report.delivered" && delivers_nothing(reading))
        page.field("reason", in.say("explain.nothing-delivered"));
    else
        page.reason(reason);
}

void add_notes(PageWriter& page, Language const& in, Reading const& reading) {
    if (reading.failures > 1) page.field("note", in.count("explain.several", reading.failures));
    if (reading.deliveries > 0) page.field("note", in.count("explain.delivered", reading.deliveries));
    if (!reading.is_known()) page.field("note", in.say("explain.unknown"));
}

/// Operators of lists answer no mail: their entries name a list, and no stanza tells how to recognise them as speakers.
bool only_lists(Entry const& entry, std::string_view provider) {
    return !entry.list.empty() &&
        std::ranges::find(Catalogue::built_in().speakers(), provider, &Entry::provider) ==
        Catalogue::built_in().speakers().end();
}

/// Whose words they are, or whose list they name.
std::string speaker_words(Language const& in, Entry const& entry, std::string_view provider) {
    return in.say(
        only_lists(entry, provider) ? "explain.list-of" : "explain.said-by", {{"provider", escape(provider)}});
}

/// What kind of topic it is; of a provider's mark also whose.
std::string aside_of(Language const& in, Topic const& topic) {
    if (!topic.speaker.empty()) return {};
    bool const speaks = topic.kind() == "entry" && !topic.entry->provider.empty();
    if (!speaks) return topic.class_words(in);
    std::vector<std::string> const aside{speaker_words(in, *topic.entry, topic.entry->provider), topic.class_words(in)};
    return list_of(in, aside);
}

/// Where in a session an entry holds: steps in their order, then those of commands beside them.
std::pair<bool, std::optional<Step>> order_of(Entry const* entry) {
    return {!entry->verb.empty(), step_from_string(entry->phase)};
}

/// "VRFY, EXPN", or the key of the step
std::string place_of(Language const& in, Entry const& entry) {
    auto const verbs = split_blanks(entry.verb);
    return verbs.empty() ? entry.phase : list_of(in, std::vector<std::string>(verbs.begin(), verbs.end()));
}

/// What the code means at one step only. Many commands are named in the text: a label is short.
void add_variants(PageWriter& page, Language const& in, Topic const& topic) {
    constexpr std::size_t longest_label = 12;
    if (topic.variants.empty()) return;
    page.gap();
    page.heading(in.say("explain.by-step"), in.say("explain.by-step-hint"));
    auto variants = topic.variants;
    std::ranges::stable_sort(variants, {}, order_of);
    for (Entry const* entry : variants) {
        std::string const place = place_of(in, *entry), words = variant_words(in, *entry);
        if (display_width(place) <= longest_label)
            page.row(place, words);
        else
            page.field("commands", in.say("explain.of-commands", {{"commands", place}, {"variant", words}}));
    }
}

/// What fails before a recipient is named says nothing of his address.
bool concerns_address(Reason const& reason) {
    constexpr std::array<std::string_view, 3> before_any{"submission", "tls", "protocol"};
    return std::ranges::find(before_any, reason.group()) == before_any.end();
}

void add_uses(PageWriter& page, Language const& in, Topic const& topic) {
    if (topic.uses.empty()) return;
    page.gap();
    page.heading(in.say("explain.uses"), in.say("explain.by-step-hint"));
    page.points(use_words(in, topic));
}

} // namespace

std::vector<std::string> use_words(Language const& in, Topic const& topic) {
    std::vector<std::string> words;
    std::size_t const shown = std::min(topic.uses.size(), most_uses);
    for (std::size_t i = 0; i < shown; ++i) {
        Entry const& entry = *topic.uses[i];
        std::string const speaker = entry.provider.empty() ? tier_words(in, entry.tier) : escape(entry.provider);
        words.push_back(in.say("explain.use",
            {{"provider", speaker}, {"means", explanation(in, &entry, entry.reason).means},
                {"entry", escape(entry.id)}}));
    }
    if (topic.uses.size() > shown) words.push_back(in.count("explain.more-uses", topic.uses.size() - shown));
    return words;
}

Document topic_page(Language const& in, Topic const& topic, std::string const& peer) {
    Document page;
    PageWriter write(in, page);
    Explanation const words = topic.words(in);
    page.title = heading_of(in, topic.title, words.name);
    write.heading(page.title, aside_of(in, topic));
    write.words(words, topic.entry);
    if (topic.reason) write.field("who", topic.who(in));
    if (topic.reason) write.field("retry", topic.retry_words(in));
    if (topic.reason && concerns_address(*topic.reason))
        write.field("address", address_words(in, *topic.reason, topic.verdict()));
    if (topic.reason && topic.entry) write.reason(*topic.reason);
    if (topic.reason) write.label_of_peer(peer, topic.entry, *topic.reason);
    if (topic.entry) write.sources(*topic.entry);
    add_variants(write, in, topic);
    add_uses(write, in, topic);
    return page;
}

Document finding_page(Language const& in, LintRow const& finding) {
    Document page;
    PageWriter write(in, page);
    report::FindingWords const words = report::finding_words(in, finding);
    page.title = heading_of(in, std::string(finding.id), words.what);
    std::vector<std::string> const aside{
        in.say("anomalies." + std::string(to_string(finding.severity))), in.say("explain.rule")};
    write.heading(page.title, list_of(in, aside));
    write.field("why", words.why);
    write.field("do", words.fix);
    write.field("rfc", source_words(in, finding.rfc));
    return page;
}

Document reading_page(Language const& in, Reading const& reading, std::string const& peer) {
    Diagnosis const& diagnosis = reading.diagnosis;
    Document page;
    PageWriter write(in, page);
    Explanation const words = explanation(in, diagnosis, reading.evidence.text);
    page.title = heading_of(in, deciding_codes(reading), words.name);
    write.heading(page.title, diagnosis.provider ? speaker_words(in, *diagnosis.entry, *diagnosis.provider) : "");
    write.cited(reading);
    write.words(words, diagnosis.entry);
    write.field("who", actor_words(in, diagnosis));
    write.field("retry", retry_words(in, diagnosis));
    if (concerns_address(*diagnosis.reason))
        write.field("address", address_words(in, *diagnosis.reason, diagnosis.verdict));
    add_reason(write, in, reading);
    if (diagnosis.list) write.field("list", escape(*diagnosis.list));
    add_grounds(write, in, reading);
    write.label_of_peer(peer, diagnosis.entry, *diagnosis.reason);
    write.sources(*diagnosis.entry);
    add_notes(write, in, reading);
    add_rivals(write, in, reading);
    return page;
}

} // namespace whybounce::cli
