#pragma once
#include <array>
#include <cstddef>
#include <string_view>

/// Logs whose "#Fields:" line says which column holds what.
namespace whybounce::dialect {

constexpr std::string_view fields_line = "#Fields:";

/// Where the wanted columns stand in a record.
template <std::size_t count> struct Columns {
    static constexpr std::size_t absent = static_cast<std::size_t>(-1);

    std::array<std::string_view, count> names;
    std::array<std::size_t, count> places;

    /// Reads the names behind "#Fields:".
    void read(std::string_view list, char separator) {
        places.fill(absent);
        for (std::size_t place = 0; !list.empty(); ++place) {
            std::size_t const end = list.find(separator);
            set(list.substr(0, end), place);
            list.remove_prefix(end == std::string_view::npos ? list.size() : end + 1);
        }
    }

    /// The columns of one record; `next` gives its fields one after the other, false behind the last.
    template <typename Next> std::array<std::string_view, count> pick(Next next) const {
        std::array<std::string_view, count> picked{};
        std::string_view field;
        for (std::size_t place = 0; next(field); ++place)
            for (std::size_t i = 0; i < count; ++i)
                if (places[i] == place) picked[i] = field;
        return picked;
    }

private:
    void set(std::string_view name, std::size_t place) {
        for (std::size_t i = 0; i < count; ++i)
            if (names[i] == name) places[i] = place;
    }
};

} // namespace whybounce::dialect
