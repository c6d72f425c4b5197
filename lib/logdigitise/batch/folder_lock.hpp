#pragma once
// Keeps two batches from the same logs of one folder.

#include <chrono>
#include <filesystem>

#include "logdigitise/batch/log_name.hpp"

namespace logdigitise::batch {

/// Holds the places of one shard (log_name.hpp) in `folder` for as long as it lives: they are a range of
/// bytes of the file `.logdigitise.lock`, so shards of any division can tell whether they overlap. The system
/// lets go of it when the last process that has it open is gone, however that ended; on a network file system
/// that supports locks this holds between machines too.
class FolderLock {
 public:
  /// An environment error if another batch still holds some of these places after `patience` (the workers of
  /// one that was just killed take a moment to die), or the file cannot be made.
  FolderLock(const std::filesystem::path& folder, const Shard& shard,
             std::chrono::milliseconds patience = std::chrono::seconds(3));
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  ~FolderLock();

  /// False on a file system without locks: then nothing is held, and a person has to take care.
  [[nodiscard]] bool is_held() const { return is_held_; }

 private:
  int descriptor_ = -1;
  bool is_held_ = false;
};

}  // namespace logdigitise::batch
