// Feeds files to the targets, in builds without libFuzzer: the corpus and whatever once was a fault, as they
// are or damaged at random.
//
// usage: fuzz_replay FOLDER [--mutations N] [--seed S] [--keep FILE]
//   FOLDER   has a folder of files for each target: FOLDER/<target>/*; names the file that it is at when it
//   crashes N        each file is read N times more, each time with other damage; default 0 FILE     holds
//   the bytes that are being read, so that those of a crash are there afterwards

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/fuzz/mutate.hpp"
#include "tests/fuzz/targets.hpp"

namespace fs = std::filesystem;
using logdigitise::fuzz::Target;

namespace {

struct Options {
  fs::path folder;
  int mutations = 0;
  unsigned seed = 1;
  fs::path keep;
};

Options parse(const std::vector<std::string>& words) {
  Options options;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool has_value = i + 1 < words.size();
    if (words[i] == "--mutations" && has_value)
      options.mutations = std::stoi(words[++i]);
    else if (words[i] == "--seed" && has_value)
      options.seed = static_cast<unsigned>(std::stoul(words[++i]));
    else if (words[i] == "--keep" && has_value)
      options.keep = words[++i];
    else
      options.folder = words[i];
  }
  if (options.folder.empty())
    throw std::runtime_error("usage: fuzz_replay FOLDER [--mutations N] [--seed S] [--keep FILE]");
  return options;
}

/// Path and bytes of the files of a folder, in the order of their names.
std::map<std::string, std::string> files_of(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    std::ostringstream bytes;
    bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    files[entry.path().string()] = bytes.str();
  }
  return files;
}

class Replay {
 public:
  explicit Replay(const Options& options) : options_(options), random_(options.seed) {}

  /// False if there is no file, or one showed a fault.
  bool run(const Target& target, const std::map<std::string, std::string>& files) {
    std::vector<std::string> all;
    for (const auto& [path, bytes] : files) all.push_back(bytes);
    int reads = 0;
    for (const auto& [path, bytes] : files) {
      if (!read(target, path, 0, bytes)) return false;
      for (int i = 1; i <= options_.mutations; ++i) {
        const std::string& other = all[random_() % all.size()];
        if (!read(target, path, i, logdigitise::fuzz::mutate(bytes, other, random_))) return false;
      }
      reads += 1 + options_.mutations;
    }
    std::printf("%s: %zu files, %d reads\n", std::string(target.name).c_str(), files.size(), reads);
    return !files.empty();
  }

 private:
  bool read(const Target& target, const std::string& path, int mutation, const std::string& bytes) {
    std::printf("%s, mutation %d\r", path.c_str(), mutation);
    std::fflush(stdout);
    if (!options_.keep.empty()) std::ofstream(options_.keep, std::ios::binary) << bytes;
    try {
      target.read(bytes);
    } catch (const std::exception& error) {
      std::printf("\n%s, mutation %d of seed %u: %s\n", path.c_str(), mutation, options_.seed, error.what());
      return false;
    }
    return true;
  }

  Options options_;
  std::mt19937 random_;
};

int run(const Options& options) {
  Replay replay(options);
  for (const Target& target : logdigitise::fuzz::kTargets) {
    const fs::path folder = options.folder / target.name;
    if (fs::is_directory(folder) && !replay.run(target, files_of(folder))) return 1;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  // As under libFuzzer: no program of others is called.
  setenv("PATH", "", 1);  // NOLINT(concurrency-mt-unsafe): no threads yet.
  try {
    return run(parse({argv + 1, argv + argc}));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "fuzz_replay: %s\n", error.what());
    return 2;
  }
}
