#pragma once
#include "input/file_source.hpp"

namespace whybounce::input {

/// Copies a source into a temporary file without a name, so that an archive from a pipe can be read more than once.
/// Data that breaks off is copied as far as it goes. The Error tells of a temporary directory that takes no more.
Result<FileDescriptor> spooled(ByteSource& bytes);

} // namespace whybounce::input
