#include "report/text_line.hpp"

#include "report/escape.hpp"

#include <fmt/format.h>

namespace whybounce::report {
namespace {

std::string peer_words(Peer const& peer) {
    std::string out = escape(peer.host.value_or(peer.ip ? "" : "-"));
    if (peer.ip) out += fmt::format("[{}]", escape(*peer.ip));
    if (peer.port) out += fmt::format(":{}", *peer.port);
    return out;
}

} // namespace

std::string render_line(DeliveryRecord const& delivery, PlaceNames const& places) {
    return fmt::format("{}  {:<8}  {}  {}  {} {}\n", places.of(delivery.where.input, delivery.where.line),
        escape(delivery.status.value_or("-")), escape(delivery.recipient.value_or("-")), peer_words(delivery.relay),
        code_and_status(delivery.code, delivery.enhanced), escape(delivery.text));
}

std::string render_line(EventRecord const& event, PlaceNames const& places) {
    std::string out = places.of(event.where.input, event.where.line) + "  " + escape(event.kind);
    for (EventField const& field : event.fields) out += fmt::format("  {}={}", escape(field.name), escape(field.value));
    return out + '\n';
}

} // namespace whybounce::report
