// Feeds files to the targets, in builds without libFuzzer: the corpus and whatever once was a fault.
//
// usage: fuzz_replay FOLDER     reads FOLDER/<target>/*; names the file that it is at when it crashes

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "tests/fuzz/targets.hpp"

namespace fs = std::filesystem;

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: fuzz_replay FOLDER\n");
    return 2;
  }
  // As under libFuzzer: no program of others is called.
  setenv("PATH", "", 1);  // NOLINT(concurrency-mt-unsafe): no threads yet.
  for (const logdigitise::fuzz::Target& target : logdigitise::fuzz::kTargets) {
    const fs::path folder = fs::path(argv[1]) / target.name;
    if (!fs::is_directory(folder)) continue;
    int files = 0;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
      std::printf("%s\r", entry.path().c_str());
      std::fflush(stdout);
      std::ostringstream bytes;
      bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
      try {
        target.read(bytes.str());
      } catch (const std::exception& error) {
        std::printf("\n%s: %s\n", entry.path().c_str(), error.what());
        return 1;
      }
      ++files;
    }
    std::printf("%s: %d files\n", std::string(target.name).c_str(), files);
    if (files == 0) return 1;
  }
  return 0;
}
