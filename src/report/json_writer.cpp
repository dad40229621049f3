#include "report/json_writer.hpp"

#include "report/utf8.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <iterator>

namespace whybounce::report {
namespace {

/// DEL, or the first octet of U+0080 to U+00BF.
bool may_begin_control(char c) { return c == '\x7f' || c == '\xc2'; }

} // namespace

void JsonWriter::clear() {
    buffer_.Clear();
    writer_.Reset(buffer_);
}

void JsonWriter::key(std::string_view name) {
    std::string_view const valid = sanitise(name, scratch_);
    writer_.Key(valid.data(), static_cast<rapidjson::SizeType>(valid.size()));
}

void JsonWriter::put(std::string_view value) {
    std::string_view const valid = sanitise(value, scratch_);
    if (std::ranges::find_if(valid, may_begin_control) != valid.end()) return put_with_controls(valid);
    writer_.String(valid.empty() ? "" : valid.data(), static_cast<rapidjson::SizeType>(valid.size()));
}

/// RapidJSON writes DEL and the C1 controls as they are; some terminals obey them.
void JsonWriter::put_with_controls(std::string_view valid) {
    rapidjson::StringBuffer quoted;
    rapidjson::Writer<rapidjson::StringBuffer> writer(quoted);
    writer.String(valid.data(), static_cast<rapidjson::SizeType>(valid.size()));
    std::string escaped;
    for (std::string_view rest{quoted.GetString(), quoted.GetSize()}; !rest.empty();) {
        CodePoint const point = decode(rest);
        bool const control = point.value >= 0x7F && point.value <= 0x9F;
        if (control)
            fmt::format_to(std::back_inserter(escaped), "\\u{:04X}", static_cast<std::uint32_t>(point.value));
        else
            escaped.append(rest.substr(0, point.size));
        rest.remove_prefix(point.size);
    }
    writer_.RawValue(escaped.data(), escaped.size(), rapidjson::kStringType);
}

void JsonWriter::put(double value) {
    std::array<char, 400> digits{};
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed);
    if (!std::isfinite(value) || end.ec != std::errc{}) {
        writer_.Null();
        return;
    }
    writer_.RawValue(digits.data(), static_cast<std::size_t>(end.ptr - digits.data()), rapidjson::kNumberType);
}

} // namespace whybounce::report
