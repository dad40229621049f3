#pragma once
#include "report/json_writer.hpp"
#include "whybounce/records.hpp"

/// The parts that several records share, each with its key.
namespace whybounce::report {

/// Keys input, line and dialect.
void put_where(JsonWriter& json, Where const& where);

/// An object `{"host","ip"}`, with "port" where the schema has one.
enum class PeerKeys : std::uint8_t { host_ip, host_ip_port };
void put_peer(JsonWriter& json, std::string_view name, Peer const& peer, PeerKeys keys);

/// Key diagnosis and its object.
void put_diagnosis(JsonWriter& json, Diagnosis const& diagnosis);

/// An array whose elements `put_element` writes.
template <typename Range, typename Put>
void put_array(JsonWriter& json, std::string_view name, Range const& range, Put put_element) {
    json.key(name);
    json.open_array();
    for (auto const& element : range) put_element(element);
    json.close_array();
}

/// An array of plain values.
template <typename Range> void put_values(JsonWriter& json, std::string_view name, Range const& range) {
    put_array(json, name, range, [&json](auto const& value) { json.put(value); });
}

/// An array of objects; `put_fields` writes the fields of one.
template <typename Range, typename Put>
void put_objects(JsonWriter& json, std::string_view name, Range const& range, Put put_fields) {
    put_array(json, name, range, [&](auto const& element) {
        json.open_object();
        put_fields(element);
        json.close_object();
    });
}

} // namespace whybounce::report
