#include "logdigitise/nn/network_shape.hpp"

#include <fmt/format.h>

#include <array>
#include <string>
#include <vector>

#include "logdigitise/core/error.hpp"
#include "logdigitise/core/nearest_name.hpp"

namespace logdigitise::nn {

namespace {

constexpr std::array<NamedArchitecture, 3> kAll = {{
    {"compact_unet", "query-unet-1", "a U-Net of four levels, the deepest at 1/16",
     Architecture::kCompactUnet},
    {"attention_unet", "query-attention-unet-1", "the same with attention gates on its skips",
     Architecture::kAttentionUnet},
    {"veernet", "query-veernet-1", "five stages of stride 2, a bottleneck of 128 with two attention layers",
     Architecture::kVeernet},
}};

}  // namespace

std::span<const NamedArchitecture> architectures() { return kAll; }

const NamedArchitecture& described(Architecture architecture) {
  return kAll.at(static_cast<std::size_t>(architecture));
}

Architecture find_architecture(std::string_view name) {
  std::vector<std::string_view> names;
  for (const NamedArchitecture& one : kAll) {
    if (one.name == name) return one.architecture;
    names.push_back(one.name);
  }
  const std::string given(name);
  throw usage_error("--network", fmt::format("\"{}\" is no network", given), did_you_mean(given, names));
}

}  // namespace logdigitise::nn
