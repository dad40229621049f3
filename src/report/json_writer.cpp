#include "report/json_writer.hpp"

#include "report/utf8.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace whybounce::report {

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
    writer_.String(valid.empty() ? "" : valid.data(), static_cast<rapidjson::SizeType>(valid.size()));
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
