#pragma once
#include "input/archive.hpp"
#include "input/peek_source.hpp"
#include <memory>

namespace whybounce::input {

/// Takes compression off, layer by layer, until text, a container or something unknown comes to light.
/// Never fails: damage shows when the result is read or peeked.
PeekPtr unwrapped(PeekPtr bytes);

/// Is it a tar, zip, 7zip or cpio archive?
bool is_container(PeekSource& bytes);

/// Opens an archive. @param bytes  those of a container
std::shared_ptr<Archive> opened_archive(PeekPtr bytes);

/// The current member of an archive, unwrapped. It reads from the archive until that moves on.
PeekPtr opened_member(std::shared_ptr<Archive> archive);

} // namespace whybounce::input
