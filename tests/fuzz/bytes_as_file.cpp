#include "tests/fuzz/bytes_as_file.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <string>

#include "tests/fuzz/claim.hpp"

namespace logdigitise::fuzz {

BytesAsFile::BytesAsFile(std::string_view bytes) : descriptor_(memfd_create("fuzz", MFD_CLOEXEC)) {
  claim(descriptor_ >= 0);
  claim(write(descriptor_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
}

BytesAsFile::~BytesAsFile() { close(descriptor_); }

std::filesystem::path BytesAsFile::path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

}  // namespace logdigitise::fuzz
