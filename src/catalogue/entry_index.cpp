#include "catalogue/entry_index.hpp"

#include <algorithm>
#include <bit>

namespace whybounce {
namespace {

using Numbers = std::vector<std::uint32_t>;

void file(std::vector<Numbers>& lists, std::size_t key, std::uint32_t number) {
    if (key >= lists.size()) lists.resize(key + 1);
    lists[key].push_back(number);
}

void insert(std::span<std::uint32_t const> numbers, Candidates& to) {
    for (std::uint32_t const number : numbers) to.insert(number);
}

void insert(std::vector<Numbers> const& lists, std::size_t key, Candidates& to) {
    if (key < lists.size()) insert(lists[key], to);
}

HeadBits bits_of(Phrase const& phrase) {
    HeadBits bits;
    for (Fragment const& fragment : phrase) bits.add(fragment.bits);
    return bits;
}

AnswerKind kind_of(Matcher const& matcher) {
    AnswerKind kind;
    if (!matcher.codes.empty()) kind.clear_classes();
    for (grammar::CodePattern const& pattern : matcher.codes)
        for (unsigned klass = pattern.first / 100U; klass <= pattern.last / 100U; ++klass) kind.add_class(klass);
    if (!matcher.statuses.empty()) kind.clear_subjects();
    for (grammar::StatusPattern const& pattern : matcher.statuses) kind.add_subject(pattern.subject);
    return kind;
}

} // namespace

std::optional<std::uint32_t> Candidates::next(std::uint32_t from) const {
    if (from >= words_.size() * 64) return std::nullopt;
    std::uint64_t word = words_[from / 64] & (~std::uint64_t{0} << from % 64);
    for (std::size_t at = from / 64;;) {
        if (word != 0) return static_cast<std::uint32_t>(at * 64 + static_cast<std::size_t>(std::countr_zero(word)));
        if (++at == words_.size()) return std::nullopt;
        word = words_[at];
    }
}

std::span<Lead const> Candidates::leads(std::uint32_t number) {
    if (reached_ == leads_.size() || leads_[reached_].number() > number) reached_ = 0;
    while (reached_ < leads_.size() && leads_[reached_].number() < number) ++reached_;
    std::size_t end = reached_;
    while (end < leads_.size() && leads_[end].number() == number) ++end;
    return {leads_.data() + reached_, end - reached_};
}

void Candidates::sort() { std::sort(leads_.data(), leads_.data() + leads_.size()); }

EntryIndex::EntryIndex(std::span<Matcher const> matchers) : matchers_(matchers) {
    Rows openings, marks;
    for (std::uint32_t number = 0; number < matchers.size(); ++number) {
        Matcher const& matcher = matchers[number];
        if (matcher.has_token())
            add_marks(matcher, number, marks);
        else if (!matcher.has_text())
            add_plain(matcher, number);
        else
            add_openings(matcher, number, openings);
    }
    openings_ = HeadTable(openings);
    marks_ = HeadTable(marks);
}

void EntryIndex::add_plain(Matcher const& matcher, std::uint32_t number) {
    if (!matcher.hosts.empty()) return with_host_.push_back(number);
    for (grammar::StatusPattern const& pattern : matcher.statuses) by_status_.insert(pattern, number);
    if (!matcher.statuses.empty()) return;
    for (Step const step : matcher.steps) file(by_step_, static_cast<std::size_t>(step), number);
    if (!matcher.steps.empty()) return;
    for (grammar::CodePattern const& pattern : matcher.codes)
        for (std::uint16_t code = pattern.first; code <= pattern.last; ++code) file(by_code_, code, number);
    if (matcher.codes.empty()) always_.push_back(number);
}

void EntryIndex::add_openings(Matcher const& matcher, std::uint32_t number, Rows& openings) {
    AnswerKind const kind = kind_of(matcher);
    for (std::uint16_t part = 0; part < matcher.phrases.size(); ++part)
        openings.emplace_back(matcher.phrases[part].front().text, bits_of(matcher.phrases[part]), number, part, kind);
}

void EntryIndex::add_marks(Matcher const& matcher, std::uint32_t number, Rows& marks) {
    AnswerKind const kind = kind_of(matcher);
    for (std::uint16_t part = 0; part < matcher.tokens.size(); ++part) {
        TokenPattern const& pattern = matcher.tokens[part];
        if (pattern.kind == TokenPattern::Kind::host_suffix)
            by_host_[pattern.text.substr(1)].push_back(number);
        else
            marks.emplace_back(pattern.text, HeadBits{}, number, part, kind);
    }
}

void EntryIndex::find_openings(AnswerKind kind, ReplyText const& text, Candidates& found) const {
    HeadTable::Sight const sight{kind, text.heads()};
    std::string_view const folded = text.folded();
    std::uint16_t place = 0;
    for (Beginning const& beginning : text.beginnings()) {
        std::string_view const rest = folded.substr(beginning.at);
        openings_.visit(rest.data(), sight, [&](HeadTable::Row const& row) {
            if (row.stands_in(rest)) found.insert({row.number, row.part, place});
        });
        ++place;
    }
}

/// The mark itself, and every domain above it.
void EntryIndex::find_host(std::string_view name, std::uint16_t at, Candidates& found) const {
    for (std::size_t begin = 0; begin <= name.size();) {
        if (auto const known = by_host_.find(name.substr(begin)); known != by_host_.end())
            for (std::uint32_t const number : known->second) found.insert(Lead{number, 0, at});
        begin = std::min(name.find('.', begin), name.size()) + 1;
    }
}

void EntryIndex::find_marks(AnswerKind kind, ReplyText const& text, Candidates& found) const {
    std::uint16_t place = 0;
    for (TextToken const& token : text.tokens()) {
        marks_.visit(token.text.data(), {kind, {}}, [&](HeadTable::Row const& row) {
            if (matchers_[row.number].tokens[row.part].matches(token)) found.insert({row.number, 0, place});
        });
        if (token.is_host) find_host(token.text, place, found);
        ++place;
    }
}

void EntryIndex::find_plain(Evidence const& evidence, Candidates& found) const {
    insert(always_, found);
    if (!evidence.host.empty()) insert(with_host_, found);
    if (evidence.status) by_status_.visit(*evidence.status, [&](std::uint32_t number) { found.insert(number); });
    insert(by_step_, static_cast<std::size_t>(evidence.step), found);
    if (evidence.code) insert(by_code_, *evidence.code, found);
}

void EntryIndex::find(Evidence const& evidence, ReplyText const& text, Candidates& found) const {
    AnswerKind const kind(evidence.code, evidence.status);
    find_openings(kind, text, found);
    find_marks(kind, text, found);
    find_plain(evidence, found);
    found.sort();
}

} // namespace whybounce
