#pragma once
// A program under faults: started once, its main run again and again with another call failing.

#include <sys/types.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

namespace logdigitise::fault {

inline constexpr std::array<const char*, 5> kCalls{"write", "fsync", "rename", "open", "malloc"};

/// exit(1) with ENOMEM, as libgomp does.
constexpr int kExit = 1000;

struct Fault {
  std::string call = "none";  ///< One of kCalls, or `none`.
  long at = 0;                ///< Which of them, from 1.
  bool stays = false;         ///< All after it fail too.
  int signal = 0;  ///< Not 0: the call does not fail, but this signal, or kExit, comes just before it.
};

struct Outcome {
  bool hung = false;
  int signal = 0;      ///< That ended it; 0 if it ended by itself.
  int exit_code = -1;  ///< If it ended by itself.
  long failed = 0;     ///< How many calls were made to fail.
  std::array<long, kCalls.size()> counts{};
  std::string said;  ///< On stdout and stderr.
};

class FaultServer {
 public:
  /// `library` is fail_calls; `command` the program and its arguments; `said` a file for what it says;
  /// `places` a file for the places that mallocs are called from, empty: not asked for.
  FaultServer(const std::filesystem::path& library, const std::vector<std::string>& command,
              std::filesystem::path said, std::filesystem::path places = {});
  FaultServer(const FaultServer&) = delete;
  FaultServer& operator=(const FaultServer&) = delete;
  ~FaultServer();

  /// Runs the program once. Throws std::runtime_error if the server is gone.
  [[nodiscard]] Outcome run(const Fault& fault);

  /// A number that stands for the place (the innermost callers) of each of the first `count` mallocs of the
  /// last run without a fault; of runs with one since, that of the malloc that failed has taken its number.
  /// 0: not known.
  [[nodiscard]] std::vector<std::uint64_t> places(long count) const;

 private:
  std::filesystem::path said_;
  std::filesystem::path places_;
  pid_t pid_ = -1;
  std::FILE* commands_ = nullptr;
  std::FILE* answers_ = nullptr;
};

}  // namespace logdigitise::fault
