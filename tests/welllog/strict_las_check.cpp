// strict_las_check FILE...: complaints on stdout, exit code 1 if there are any.

#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "tests/welllog/strict_las_checker.hpp"

int main(int argc, char** argv) {
  bool clean = argc > 1;
  if (argc < 2) std::cerr << "usage: strict_las_check FILE...\n";
  for (int i = 1; i < argc; ++i) {
    std::ifstream file(argv[i], std::ios::binary);
    if (!file) {
      std::cout << argv[i] << ": cannot be opened\n";
      clean = false;
      continue;
    }
    const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    for (const std::string& complaint : logdigitise::testing::check_las(bytes)) {
      std::cout << argv[i] << ": " << complaint << '\n';
      clean = false;
    }
  }
  return clean ? 0 : 1;
}
