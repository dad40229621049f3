#pragma once
#include "whybounce/catalogue.hpp"

#include <rapidjson/document.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

namespace whybounce::cli {

/// A member is missing, or not what the schema says; what exactly.
struct BadRecord {
    std::string what;
};

/// Members of a JSON object, by the types of the schema. Views live as long as the document. Throws BadRecord.
class JsonObject {
public:
    explicit JsonObject(rapidjson::Value const& value);

    rapidjson::Value const& at(char const* name) const;
    std::string_view text(char const* name) const;
    std::optional<std::string_view> optional_text(char const* name) const;
    std::uint64_t number(char const* name) const;
    /// Is there such a key, with something else than null? Older reports do not have all.
    bool has(char const* name) const;
    std::uint64_t number_or(char const* name, std::uint64_t absent) const;
    double decimal(char const* name) const;
    bool flag(char const* name) const;
    JsonObject object(char const* name) const { return JsonObject(at(name)); }
    rapidjson::Value const& array(char const* name) const;
    bool is_null(char const* name) const { return at(name).IsNull(); }

private:
    rapidjson::Value const& value_;
};

/// Diagnoses of a saved report: in the words of this catalogue where it says the same, else in those of the report.
class SavedDiagnoses {
public:
    /// @param catalogue  must outlive this
    explicit SavedDiagnoses(Catalogue const& catalogue) : catalogue_(catalogue) {}

    /// What it points into lives as long as this object. Throws BadRecord.
    Diagnosis read(JsonObject const& json);

private:
    std::string_view kept(std::string_view word) { return *words_.emplace(word).first; }
    Reason const* reason_of(JsonObject const& json);
    Entry const* entry_of(JsonObject const& json, Reason const* reason, Diagnosis& diagnosis);

    Catalogue const& catalogue_;
    std::set<std::string, std::less<>> words_;
    std::map<std::string, std::unique_ptr<Reason>, std::less<>> reasons_; ///< that the catalogue does not have
    std::map<std::string, std::unique_ptr<Entry>, std::less<>> entries_;  ///< that say something else here
};

} // namespace whybounce::cli
