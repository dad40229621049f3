#pragma once
#include "language/language.hpp"
#include "whybounce/diagnosis.hpp"

#include <string>
#include <vector>

/// What a diagnosis says to the reader: the entry's own words, else those of its reason.
namespace whybounce::report {

std::string const& means(Diagnosis const& diagnosis);
std::vector<std::string> const& steps(Diagnosis const& diagnosis);

/// A heading: the name of the entry, else of the reason, else the reason's id.
std::string const& title(Diagnosis const& diagnosis);

/// The words of the catalogue in one language. Where the entry is not translated, its reason speaks, and `original`
/// holds what the entry says in English; the reason's steps are left out where the entry asks something else. An entry
/// of the user's own file speaks for itself, in whatever language it is written.
struct Explanation {
    std::string name, means, when;
    std::vector<std::string> steps;
    std::string original; ///< means and steps in one; empty where there is nothing to quote
};

/// @param reply  what the server said: fills the places in the reason's steps
Explanation explanation(language::Language const& in, Diagnosis const& diagnosis, std::string_view reply = {});
/// @param entry   may be null: the reason alone
/// @param reason  may be null for an entry of 2yz and 3yz
Explanation explanation(language::Language const& in, Entry const* entry, Reason const* reason);

} // namespace whybounce::report
