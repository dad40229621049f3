#pragma once
#include "report/renderer.hpp"

#include <string>
#include <string_view>

namespace whybounce::cli {

/// `auto`, `always`, `never`; the option beats NO_COLOR and CLICOLOR_FORCE, and those beat the look at the terminal.
/// Throws UsageError for another word.
bool wants_colour(std::string const& option);

/// Columns of the terminal on standard output, else those of the variable COLUMNS; 100 when neither tells.
std::size_t output_width();
/// For lists: the same, however wide. A list that goes where nobody tells a width is not broken into lines.
std::size_t list_width();
/// For help: the same, 60 to 100; 80 when nobody tells.
std::size_t help_width();

bool standard_input_is_terminal();
bool standard_output_is_terminal();

/// Somebody sits at standard error: a terminal that can go back in a line, and not that of a CI job.
bool progress_is_seen();
/// Columns of the terminal on standard error; 80 when it does not tell.
std::size_t error_width();

/// Writes to a file descriptor. A reader that went away is no error: `closed` tells, further writes do nothing.
class FileSink final : public report::ByteSink {
public:
    /// Takes over the descriptor; standard output is not closed.
    explicit FileSink(int descriptor, std::string name);
    ~FileSink() override;
    FileSink(FileSink const&) = delete;
    FileSink& operator=(FileSink const&) = delete;

    void write(std::string_view bytes) override;
    /// Writes what is still buffered; false when something could not be written.
    bool flush();
    bool closed() const { return closed_; }
    std::string const& name() const { return name_; }

private:
    void drain();

    int descriptor_;
    std::string name_, buffer_;
    bool closed_ = false; ///< the reader of a pipe went away
    bool failed_ = false;
};

/// Says what went wrong on standard error: "whybounce: WHAT" and a line with what to do next.
void complain(std::string_view what, std::string_view hint, std::string_view excerpt = {});

} // namespace whybounce::cli
