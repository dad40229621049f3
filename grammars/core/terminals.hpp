#pragma once
#include <boost/spirit/home/x3.hpp>

#include <array>
#include <cstring>
#include <iterator>
#include <string_view>

namespace boost::spirit::x3::traits {
/// An optional std::string_view is one view, not a container to append to: the last capture wins (Boost 1.74 wants
/// `insert`).
template <> struct append_container<std::string_view> {
    static bool call(std::string_view& view, char const* first, char const* last) {
        view = {first, static_cast<std::size_t>(last - first)};
        return true;
    }
    template <typename Base>
    static bool call(std::string_view& view, std::move_iterator<Base> first, std::move_iterator<Base> last) {
        return call(view, first.base(), last.base());
    }
};
} // namespace boost::spirit::x3::traits

/// Terminals that X3 lacks or that are slow in it. All take char const* and give a std::string_view of what they passed
/// over; none allocates, none can match the same place for ever.
namespace whybounce::grammar {

namespace x3 = boost::spirit::x3;

/// 256 marks: is this octet in the set?
class OctetSet {
public:
    constexpr OctetSet() = default;
    constexpr explicit OctetSet(std::string_view members) {
        for (char const c : members) marks_[index(c)] = true;
    }
    constexpr bool operator[](char c) const { return marks_[index(c)]; }
    constexpr OctetSet with(std::string_view members) const {
        OctetSet wider = *this;
        for (char const c : members) wider.marks_[index(c)] = true;
        return wider;
    }
    constexpr OctetSet with_range(unsigned char first, unsigned char last) const {
        OctetSet wider = *this;
        for (unsigned c = first; c <= last; ++c) wider.marks_[c] = true;
        return wider;
    }
    constexpr OctetSet complement() const {
        OctetSet other;
        for (std::size_t i = 0; i < marks_.size(); ++i) other.marks_[i] = !marks_[i];
        return other;
    }

private:
    static constexpr std::size_t index(char c) { return static_cast<unsigned char>(c); }
    std::array<bool, 256> marks_{};
};

inline std::string_view between(char const* first, char const* last) {
    return {first, static_cast<std::size_t>(last - first)};
}

/// Where to look for the end of an address: behind its quoted local part, if it begins with one.
inline std::size_t behind_quotes(std::string_view address) {
    if (!address.starts_with('"')) return 0;
    for (std::size_t i = 1; i < address.size(); ++i) {
        if (address[i] == '"') return i + 1;
        if (address[i] == '\\') ++i;
    }
    return 0;
}

/// One or more octets of a set.
struct RunOf : x3::parser<RunOf> {
    using attribute_type = std::string_view;
    static bool const has_attribute = true;
    static bool const handles_container = false;
    constexpr explicit RunOf(OctetSet set) : set_(set) {}

    template <typename Context, typename RContext, typename Attribute>
    bool parse(char const*& first, char const* const& last, Context const&, RContext&, Attribute& attribute) const {
        char const* end = first;
        while (end != last && set_[*end]) ++end;
        if (end == first) return false;
        x3::traits::move_to(between(first, end), attribute);
        first = end;
        return true;
    }

private:
    OctetSet set_;
};

/// Everything before a delimiter, which stays unread; fails when there is none. May be empty.
struct Before : x3::parser<Before> {
    using attribute_type = std::string_view;
    static bool const has_attribute = true;
    static bool const handles_container = false;
    constexpr explicit Before(std::string_view delimiter) : delimiter_(delimiter) {}

    template <typename Context, typename RContext, typename Attribute>
    bool parse(char const*& first, char const* const& last, Context const&, RContext&, Attribute& attribute) const {
        std::string_view const rest = between(first, last);
        std::size_t const found = rest.find(delimiter_);
        if (found == std::string_view::npos) return false;
        x3::traits::move_to(rest.substr(0, found), attribute);
        first += found;
        return true;
    }

private:
    std::string_view delimiter_;
};

/// Everything before the last place of a delimiter, which stays unread; fails when there is none. May be empty.
struct BeforeLast : x3::parser<BeforeLast> {
    using attribute_type = std::string_view;
    static bool const has_attribute = true;
    static bool const handles_container = false;
    constexpr explicit BeforeLast(std::string_view delimiter) : delimiter_(delimiter) {}

    template <typename Context, typename RContext, typename Attribute>
    bool parse(char const*& first, char const* const& last, Context const&, RContext&, Attribute& attribute) const {
        std::string_view const rest = between(first, last);
        std::size_t const found = rest.rfind(delimiter_);
        if (found == std::string_view::npos) return false;
        x3::traits::move_to(rest.substr(0, found), attribute);
        first += found;
        return true;
    }

private:
    std::string_view delimiter_;
};

/// PREFIX value DELIMITER, all read, the value given. What is absent gives an empty value, unless it is `required`.
/// With `to_end` the end of the text delimits too. A delimiter that begins with ">" is not looked for in a quoted local
/// part.
struct Field : x3::parser<Field> {
    using attribute_type = std::string_view;
    static bool const has_attribute = true;
    static bool const handles_container = false;
    enum class Need : bool { optional, required };
    constexpr Field(std::string_view prefix, std::string_view delimiter, Need need, bool to_end)
        : prefix_(prefix), delimiter_(delimiter), need_(need), to_end_(to_end) {}

    template <typename Context, typename RContext, typename Attribute>
    bool parse(char const*& first, char const* const& last, Context const&, RContext&, Attribute& attribute) const {
        std::string_view const rest = between(first, last);
        if (!rest.starts_with(prefix_)) return absent(first, attribute);
        std::string_view const value = rest.substr(prefix_.size());
        std::size_t const end = value.find(delimiter_, delimiter_.starts_with('>') ? behind_quotes(value) : 0);
        if (end == std::string_view::npos && !to_end_) return absent(first, attribute);
        x3::traits::move_to(value.substr(0, end), attribute);
        first = end == std::string_view::npos ? last : value.data() + end + delimiter_.size();
        return true;
    }

private:
    template <typename Attribute> bool absent(char const* at, Attribute& attribute) const {
        x3::traits::move_to(std::string_view(at, 0), attribute);
        return need_ == Need::optional;
    }

    std::string_view prefix_, delimiter_;
    Need need_;
    bool to_end_;
};

/// NAME=<value>, where the closing bracket is followed by a blank, punctuation or the end and stands in no quoted local
/// part.
struct AngleField : x3::parser<AngleField> {
    using attribute_type = std::string_view;
    static bool const has_attribute = true;
    static bool const handles_container = false;
    constexpr explicit AngleField(std::string_view prefix) : prefix_(prefix) {}

    template <typename Context, typename RContext, typename Attribute>
    bool parse(char const*& first, char const* const& last, Context const&, RContext&, Attribute& attribute) const {
        std::string_view const rest = between(first, last);
        if (!rest.starts_with(prefix_)) return false;
        std::string_view const value = rest.substr(prefix_.size());
        std::size_t end = value.find('>', behind_quotes(value));
        while (end != std::string_view::npos && end + 1 < value.size() && !std::strchr(" ,;:", value[end + 1]))
            end = value.find('>', end + 1);
        if (end == std::string_view::npos) return false;
        x3::traits::move_to(value.substr(0, end), attribute);
        first = value.data() + end + 1;
        return true;
    }

private:
    std::string_view prefix_;
};

/// All that is left; may be empty.
struct Rest : x3::parser<Rest> {
    using attribute_type = std::string_view;
    static bool const has_attribute = true;
    static bool const handles_container = false;

    template <typename Context, typename RContext, typename Attribute>
    bool parse(char const*& first, char const* const& last, Context const&, RContext&, Attribute& attribute) const {
        x3::traits::move_to(between(first, last), attribute);
        first = last;
        return true;
    }
};

/// What a parser passed over, as a view: x3::raw[] into std::string_view, which does not compile with Boost 1.74.
template <typename Subject> struct ViewOf : x3::unary_parser<Subject, ViewOf<Subject>> {
    using base_type = x3::unary_parser<Subject, ViewOf<Subject>>;
    using attribute_type = std::string_view;
    static bool const has_attribute = true;
    static bool const handles_container = false;
    constexpr explicit ViewOf(Subject const& inner) : base_type(inner) {}

    template <typename Context, typename RContext, typename Attribute> bool parse(char const*& first,
        char const* const& last, Context const& context, RContext& rcontext, Attribute& attribute) const {
        char const* end = first;
        if (!this->subject.parse(end, last, context, rcontext, x3::unused)) return false;
        x3::traits::move_to(between(first, end), attribute);
        first = end;
        return true;
    }
};

/// `view[subject]`
struct ViewDirective {
    template <typename Subject> constexpr auto operator[](Subject const& inner) const {
        return ViewOf<typename x3::extension::as_parser<Subject>::value_type>{x3::as_parser(inner)};
    }
};
constexpr ViewDirective view{};

constexpr RunOf run_of(OctetSet set) { return RunOf{set}; }
constexpr Before before(std::string_view delimiter) { return Before{delimiter}; }
constexpr BeforeLast before_last(std::string_view delimiter) { return BeforeLast{delimiter}; }
constexpr Rest rest{};
constexpr Field field(std::string_view prefix, std::string_view delimiter) {
    return {prefix, delimiter, Field::Need::required, false};
}
constexpr Field optional_field(std::string_view prefix, std::string_view delimiter) {
    return {prefix, delimiter, Field::Need::optional, false};
}
constexpr Field last_field(std::string_view prefix, std::string_view delimiter) {
    return {prefix, delimiter, Field::Need::optional, true};
}

/// A number of MIN to MAX digits.
template <typename Int, int Min, int Max> x3::uint_parser<Int, 10, Min, Max> const digits{};

} // namespace whybounce::grammar
