#pragma once
#include "whybounce/smtp.hpp"

#include <concepts>
#include <cstdint>
#include <optional>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <string>
#include <string_view>

namespace whybounce::report {

/// RapidJSON's writer with the values that records hold. Text is made valid UTF-8 here and nowhere else.
class JsonWriter {
public:
    std::string_view text() const { return {buffer_.GetString(), buffer_.GetSize()}; }

    /// Forgets what was written; the memory is kept.
    void clear();

    void open_object() { writer_.StartObject(); }
    void close_object() { writer_.EndObject(); }
    void open_array() { writer_.StartArray(); }
    void close_array() { writer_.EndArray(); }

    void key(std::string_view name);

    void put(std::string_view value);
    void put(EnhancedStatusCode value) { put(to_string(value)); }

    /// The shortest decimal form that reads back as the same number, without exponent.
    void put(double value);

    template <std::integral T> void put(T value) {
        if constexpr (std::same_as<T, bool>)
            writer_.Bool(value);
        else if constexpr (std::unsigned_integral<T>)
            writer_.Uint64(value);
        else
            writer_.Int64(value);
    }
    template <typename T> void put(std::optional<T> const& value) {
        if (value)
            put(*value);
        else
            writer_.Null();
    }

    template <typename T> void field(std::string_view name, T const& value) {
        key(name);
        put(value);
    }

private:
    void put_with_controls(std::string_view valid);

    rapidjson::StringBuffer buffer_;
    rapidjson::Writer<rapidjson::StringBuffer> writer_{buffer_};
    std::string scratch_;
};

} // namespace whybounce::report
