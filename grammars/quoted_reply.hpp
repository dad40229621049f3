#pragma once
#include "whybounce/smtp.hpp"
#include <cstdint>
#include <optional>
#include <string_view>

namespace whybounce::grammar {

/// A reply that another text quotes: "host X said: 550 5.1.1 …", "Remote Server returned '550 5.1.1 …'",
/// "#< #5.7.1 smtp;550 5.7.1 …>", Exim's "SMTP error from remote mail server after …: 550 …".
struct QuotedReply {
    std::optional<std::uint16_t> code; ///< nullopt: whoever tells of the reply keeps it to himself
    std::optional<EnhancedStatusCode> status;
    std::string_view text; ///< points into the outer text
    bool apart = false;    ///< a mail client took the reply apart: without its code, or with each part behind a label
};

/// How sure it must be that a reply is quoted.
enum class Quotation : std::uint8_t {
    marked, ///< words say so: "said:", "->", "smtp;", "returned", …
    likely, ///< or a code with its status stands behind a colon, a quote or a bracket, or a mail client took a reply
            ///< apart: for texts that are no reply
};

/// The innermost of the quoted replies, a 4yz or 5yz. Linear in the length of the text.
std::optional<QuotedReply> parse_quoted_reply(std::string_view text, Quotation sure = Quotation::marked);

/// May a quoted reply begin in or behind the word that begins this rest of a text? `word` is its length.
bool may_quote(std::string_view rest, std::size_t word);

} // namespace whybounce::grammar
