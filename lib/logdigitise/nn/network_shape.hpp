#pragma once
// The numbers that shape a network. No LibTorch type shows here.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace logdigitise::nn {

/// How the features of a band come about; the head that answers queries is the same for all.
enum class Architecture {
  kCompactUnet,    ///< The shipped one (compact_unet.hpp).
  kAttentionUnet,  ///< The same with attention gates on its skips (attention_unet.hpp).
  kVeernet,        ///< In the manner of VeerNet: five stages of stride 2, two attention layers (veernet.hpp).
};

/// Everything that shapes the network; kept in the weights' metadata. Against {24, 40, 64, 96} with 32
/// features (445,768 parameters) the defaults have 408,344, need 11 % less memory and compute 30 % less in
/// fp32.
struct NetworkShape {
  std::array<std::int64_t, 4> channels{16, 32, 64, 96};  ///< Of the levels at 1/2, 1/4, 1/8 and 1/16.
  std::int64_t features = 24;                            ///< Channels of the feature map that queries read.
  std::int64_t query_hidden = 32;                        ///< Width of the query's own layer.
  Architecture architecture = Architecture::kCompactUnet;
  bool operator==(const NetworkShape&) const = default;
};

struct NamedArchitecture {
  std::string_view name;      ///< On the command line.
  std::string_view metadata;  ///< In weights files; changes when the tensors' meaning does.
  std::string_view what;      ///< One line, for people.
  Architecture architecture;
};

/// All of them, the shipped one first.
[[nodiscard]] std::span<const NamedArchitecture> architectures();
[[nodiscard]] const NamedArchitecture& described(Architecture architecture);
/// Throws a usage error for a name that is none.
[[nodiscard]] Architecture find_architecture(std::string_view name);

}  // namespace logdigitise::nn
