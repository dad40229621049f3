#pragma once
#include "lint/rules.hpp"
#include "whybounce/ascii.hpp"
#include "whybounce/eight_bit.hpp"
#include "whybounce/smtp.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What several families of rules ask.
namespace whybounce::lint {

/// The command crossed the net unencrypted, and the transcript shows that it did.
bool in_clear(Scene const& scene, Moment const& moment);

/// "PLAIN", as the client wrote it; empty when there is none.
std::string_view mechanism_of(Moment const& auth);
/// The mechanism of the AUTH that a SASL response belongs to.
std::string_view mechanism_at(Scene const& scene, Moment const& moment);
/// PLAIN, LOGIN and the bearer tokens: what is sent can be used by who reads it.
bool is_readable_mechanism(std::string_view mechanism);

/// The parameters behind the path of MAIL or RCPT.
inline std::span<EsmtpParameter const> parameters_of(Moment const& moment) { return moment.parameters; }
/// One of them; nullopt when it is not there.
std::optional<EsmtpParameter> parameter(Moment const& moment, std::string_view keyword);
bool parameter_is(Moment const& moment, std::string_view keyword, std::string_view value);

/// MAIL of the transaction that a command met; nullptr when none is open.
Moment const* mail_of(Scene const& scene, Moment const& moment);

/// "line 14"
std::string line_words(std::size_t line);
/// At most five of them, "and 3 more" behind.
std::string listed(std::vector<std::string_view> const& names);

/// Words of two small letters or more, of which any may stand in a text: found in one pass over it.
template <std::size_t N> class AnyOf {
public:
    explicit constexpr AnyOf(std::array<std::string_view, N> const& words) : words_(words) {
        static_assert(N <= 8);
        for (std::size_t i = 0; i < N; ++i)
            for (auto [place, table] : {std::pair(0U, &first_), std::pair(1U, &second_)})
                for (char const c : {words[i][place], ascii::upper(words[i][place])})
                    (*table)[static_cast<unsigned char>(c)] |= static_cast<std::uint8_t>(1U << i);
    }
    bool in(std::string_view text) const {
        for (std::size_t at = 0; at + 1 < text.size(); ++at) {
            unsigned const which =
                first_[static_cast<unsigned char>(text[at])] & second_[static_cast<unsigned char>(text[at + 1])];
            if (which != 0 && begins_with_one(text.substr(at), which)) return true;
        }
        return false;
    }

private:
    bool begins_with_one(std::string_view text, unsigned which) const {
        for (std::size_t i = 0; which != 0; ++i, which >>= 1U)
            if ((which & 1U) != 0 && ascii::starts_with_no_case(text, words_[i])) return true;
        return false;
    }

    std::array<std::string_view, N> words_;
    std::array<std::uint8_t, 256> first_{}, second_{}; ///< which words have an octet there: one bit each
};

bool is_word(std::string_view text, std::string_view word);
using ascii::contains_no_case;
/// All octets are digits, and there is one.
bool is_number(std::string_view text);
/// The number; nullopt for what is none or too large.
std::optional<std::uint64_t> number_of(std::string_view text);

/// Hash of server, sender, recipient and rights of a RCPT; nullopt for other commands. Where a lasting refusal met the
/// same key before, the client repeats what cannot succeed.
std::optional<std::uint64_t> lasting_refusal_key(Scene const& scene, Moment const& moment);
/// Adds the keys of this session's lasting refusals.
void remember_refusals(Scene const& scene, RefusedKeys& known);

/// By the words of the tool, the server or the net closed the connection.
bool closed_by_server(SourceLine const& close_line);

} // namespace whybounce::lint
