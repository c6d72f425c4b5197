#pragma once
// Files of this process that may not stay alone, for when it has to end without destructors: temporary ones,
// and outputs whose fellows are not written yet.

#include <filesystem>

namespace logdigitise {

/// Notes such a file, and forgets it when it may stay or is gone. Up to 64 at once; more are not noted:
/// a crash leaves them behind, as a power failure does.
void note_unfinished_file(const std::filesystem::path& path) noexcept;
void forget_unfinished_file(const std::filesystem::path& path) noexcept;

/// Takes away those that are noted. Safe in a signal handler.
void remove_unfinished_files() noexcept;

}  // namespace logdigitise
