#pragma once
#include "report/words.hpp"
#include "whybounce/records.hpp"

#include <string>

namespace whybounce::report {

/// `line 14  sent      user@example.com  mx.example.com[192.0.2.1]:25  250 2.0.0 OK`
std::string render_line(DeliveryRecord const& delivery, PlaceNames const& places);

/// `line 14  delivery  to=user@example.com relay=…`
std::string render_line(EventRecord const& event, PlaceNames const& places);

} // namespace whybounce::report
