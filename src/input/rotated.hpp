#pragma once
#include "input/text_mark.hpp"
#include <optional>
#include <string>
#include <vector>

/// Where the text of a log is after its rotation.
namespace whybounce::input {

/// A log, and where its rotation puts what is rotated.
struct RotatedLog {
    std::string path;
    std::string olddir = {}; ///< folder (logrotate's olddir); empty: beside the log
};

/// A file beside a log that is, by its name, an earlier part of it: mail.log.1, mail.log-20261122.gz,
/// mail-20261122.log.
struct RotatedFile {
    std::string path;
    FileLook look;
};

/// All of them, the oldest first. Of one that is just being compressed only the plain file.
std::vector<RotatedFile> rotated_files(RotatedLog const& log);

/// A text that was opened behind a mark, or at its start.
struct FoundText {
    FileLook look;
    FileDescriptor file; ///< of a plain file, standing at the mark; none when it is compressed
    SourcePtr text;      ///< of a compressed file, standing at the mark; null when it is plain
    Imprint imprint;     ///< up to the mark
    std::string path;
};

/// Opens a file at a mark. None: it cannot be read, or is another text.
std::optional<FoundText> open_at(std::string const& path, TextMark const& mark);

/// Goes to an earlier place of the text. False: it stands where it was.
bool go_back(FoundText& found, std::uint64_t offset);

/// Finds the text of a mark: in the log itself, or in a rotated file, by inode, and else by its looks.
std::optional<FoundText> find_text(RotatedLog const& log, TextMark const& mark);

/// Finds a rotated copy of a text whose own file was cut, by its looks.
std::optional<FoundText> find_copy(RotatedLog const& log, TextMark const& mark);

/// The oldest rotated file that was written to after a given time. @param known  marks of texts that it must not be
std::optional<FoundText> next_rotated(RotatedLog const& log, std::int64_t modified, std::vector<TextMark> const& known);

} // namespace whybounce::input
