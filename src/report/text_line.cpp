#include "report/text_line.hpp"

#include "report/escape.hpp"

#include <fmt/format.h>

namespace whybounce::report {
namespace {

std::string relay_words(Peer const& peer) {
    std::string const words = peer_words(peer);
    return words.empty() ? "-" : words;
}

} // namespace

std::string render_line(DeliveryRecord const& delivery, PlaceNames const& places) {
    return fmt::format("{}  {:<8}  {}  {}  {} {}\n", places.of(delivery.where.input, delivery.where.line),
        escape(delivery.status.value_or("-")), escape(delivery.recipient.value_or("-")), relay_words(delivery.relay),
        code_and_status(delivery.code, delivery.enhanced), escape(delivery.text));
}

std::string render_line(EventRecord const& event, PlaceNames const& places) {
    std::string out = places.of(event.where.input, event.where.line) + "  " + escape(event.kind);
    for (EventField const& field : event.fields) out += fmt::format("  {}={}", escape(field.name), escape(field.value));
    return out + '\n';
}

} // namespace whybounce::report
