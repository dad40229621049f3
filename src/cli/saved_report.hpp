#pragma once
#include "cli/saved_diagnosis.hpp"
#include "whybounce/records.hpp"
#include "whybounce/result.hpp"

#include <memory>
#include <string_view>

namespace whybounce::cli {

/// Reads what `--format json` and `--format ndjson` wrote, compact or indented, back into records.
class SavedReport {
public:
    explicit SavedReport(Catalogue const& catalogue) : diagnoses_(catalogue) {}

    /// Hands on all records, header and summary too; views live until the next one. Keys that it does not know are
    /// passed over. Several reports may stand one behind the other.
    /// @return  the number of records; or what is wrong and where: nothing must be made of what was handed on before
    Result<std::size_t> read(std::string_view text, std::string const& name, RecordSink& sink);

private:
    SavedDiagnoses diagnoses_;
};

} // namespace whybounce::cli
