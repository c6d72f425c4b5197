#pragma once
// The readers of files that come from others, each as a function of the bytes of a file.
//
// A target returns if the bytes were read or refused with an Error; anything else that a reader does (another
// exception, a crash, a hang, a result that contradicts itself) is a fault of ours.

#include <array>
#include <string_view>

namespace logdigitise::fuzz {

void read_tiff(std::string_view bytes);
void read_pdf(std::string_view bytes);
void read_image(std::string_view bytes);  ///< PNG, JPEG, and the choice between all kinds of scans.
void read_layout(std::string_view bytes);
void read_dra(std::string_view bytes);
void read_las(std::string_view bytes);
void read_csv(std::string_view bytes);
void read_safetensors(std::string_view bytes);
void read_manifest(std::string_view bytes);
void read_journal(std::string_view bytes);
void read_decisions(std::string_view bytes);

struct Target {
  std::string_view name;  ///< Of its folder in corpus/ and regressions/, and of its dictionary.
  void (*read)(std::string_view bytes);
};

inline constexpr std::array<Target, 11> kTargets{{{"tiff", read_tiff},
                                                  {"pdf", read_pdf},
                                                  {"image", read_image},
                                                  {"layout", read_layout},
                                                  {"dra", read_dra},
                                                  {"las", read_las},
                                                  {"csv", read_csv},
                                                  {"safetensors", read_safetensors},
                                                  {"manifest", read_manifest},
                                                  {"journal", read_journal},
                                                  {"decisions", read_decisions}}};

}  // namespace logdigitise::fuzz
