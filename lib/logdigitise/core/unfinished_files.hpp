#pragma once
// The temporary files of this process, for when it has to end without destructors.

#include <filesystem>

namespace logdigitise {

/// Notes a temporary file, and forgets it when it is in place or gone. Up to 16 at once; more are not noted:
/// a crash leaves them behind, as a power failure does.
void note_unfinished_file(const std::filesystem::path& path) noexcept;
void forget_unfinished_file(const std::filesystem::path& path) noexcept;

/// Takes away those that are noted. Safe in a signal handler.
void remove_unfinished_files() noexcept;

}  // namespace logdigitise
