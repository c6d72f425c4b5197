#include "accuracy_output.hpp"

#include <cstdint>
#include <fstream>
#include <vector>

#include "logdigitise/sheet/overlay.hpp"

namespace logdigitise {

void save_overlay(const std::filesystem::path& scan, const sheet::Inspection& found,
                  const std::filesystem::path& folder, const std::string& name) {
  if (folder.empty()) return;
  std::filesystem::create_directories(folder);
  const std::vector<std::uint8_t> png = sheet::draw_overlay(scan, {}, found);
  std::ofstream file(folder / (name + ".png"), std::ios::binary);
  file.write(reinterpret_cast<const char*>(png.data()), static_cast<std::streamsize>(png.size()));
}

std::string brief(std::string text) {
  const auto at = text.find("refused: ");
  if (at != std::string::npos) text = text.substr(at + 9);
  return text.substr(0, 110);
}

}  // namespace logdigitise
