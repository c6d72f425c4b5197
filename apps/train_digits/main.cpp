// Trains the network that reads depth numbers, digit by digit, and writes its weights as a source file.
//
// usage: train_digits OUT.cpp [SAMPLES_IN_THOUSANDS] [FONT_FOLDER...]
// Seeds are fixed: the same fonts and libraries give the same weights.

#include <fmt/format.h>
#include <torch/torch.h>

#include <cstdint>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "glyph_sampler.hpp"
#include "logdigitise/core/error.hpp"

namespace {

using namespace logdigitise;
using namespace logdigitise::digits;

constexpr int kBatch = 256;

struct DigitNetwork : torch::nn::Module {
  torch::nn::Conv2d first{torch::nn::Conv2dOptions(1, 12, 3).padding(1)};
  torch::nn::Conv2d second{torch::nn::Conv2dOptions(12, 24, 3).padding(1)};
  torch::nn::Linear hidden{24 * 5 * 4, 64};
  torch::nn::Linear last{64, kClasses};

  DigitNetwork() {
    register_module("first", first);
    register_module("second", second);
    register_module("hidden", hidden);
    register_module("last", last);
  }
  torch::Tensor forward(torch::Tensor x) {
    x = torch::max_pool2d(torch::relu(first(x)), 2);
    x = torch::max_pool2d(torch::relu(second(x)), 2);
    x = torch::relu(hidden(x.flatten(1)));
    return last(x);
  }
};

struct Batch {
  torch::Tensor cells;
  torch::Tensor labels;
};

Batch draw_batch(const GlyphSampler& sampler, int count, Random& random) {
  Batch batch{torch::empty({count, 1, kCellRows, kCellColumns}), torch::empty({count}, torch::kInt64)};
  auto* cells = batch.cells.data_ptr<float>();
  auto* labels = batch.labels.data_ptr<std::int64_t>();
  for (int i = 0; i < count; ++i) {
    const Sample sample = sampler.draw(random);
    for (std::size_t p = 0; p < sample.cell.size(); ++p)
      cells[static_cast<std::size_t>(i) * sample.cell.size() + p] =
          static_cast<float>(sample.cell.data()[p]) / 255.0F;
    labels[i] = sample.label;
  }
  return batch;
}

/// Eight bits a weight: value = (byte - 128) * scale, one scale a tensor; the bytes as two letters each.
void write_tensor(std::ostream& out, const std::string& name, const torch::Tensor& tensor) {
  const torch::Tensor flat = tensor.detach().to(torch::kFloat).flatten().contiguous();
  const float most = std::max(flat.abs().max().item<float>(), 1e-6F);
  const float scale = most / 127.0F;
  out << fmt::format("const PackedTensor {} = {{{:.9g}F, {},\n", name, scale, flat.numel());
  std::string text;
  for (std::int64_t i = 0; i < flat.numel(); ++i) {
    const int value = static_cast<int>(std::lround(flat[i].item<float>() / scale)) + 128;
    text += static_cast<char>('A' + value / 16);
    text += static_cast<char>('A' + value % 16);
  }
  constexpr std::size_t kLine = 240;
  for (std::size_t i = 0; i < text.size(); i += kLine) out << "    \"" << text.substr(i, kLine) << "\"\n";
  out << "};\n\n";
}

void write_network(const std::string& path, const DigitNetwork& network) {
  std::ofstream out(path);
  out << "// Written by train_digits; see docs/decisions. Do not edit.\n"
      << "// clang-format off\n#include \"logdigitise/sheet/digit_weights.hpp\"\n\nnamespace "
         "logdigitise::sheet {\n\n";
  write_tensor(out, "kFirstWeights", network.first->weight);
  write_tensor(out, "kFirstBias", network.first->bias);
  write_tensor(out, "kSecondWeights", network.second->weight);
  write_tensor(out, "kSecondBias", network.second->bias);
  write_tensor(out, "kHiddenWeights", network.hidden->weight);
  write_tensor(out, "kHiddenBias", network.hidden->bias);
  write_tensor(out, "kLastWeights", network.last->weight);
  write_tensor(out, "kLastBias", network.last->bias);
  out << "}  // namespace logdigitise::sheet\n";
}

int train(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: train_digits OUT.cpp [SAMPLES_IN_THOUSANDS] [FONT_FOLDER...]\n";
    return 2;
  }
  const int thousands = argc > 2 ? std::stoi(argv[2]) : 1500;
  std::vector<std::filesystem::path> folders;
  for (int i = 3; i < argc; ++i) folders.emplace_back(argv[i]);
  if (folders.empty()) folders.emplace_back("/usr/share/fonts");
  torch::manual_seed(1);
  torch::set_num_threads(1);
  const GlyphSampler sampler(folders);
  std::cerr << sampler.fonts() << " fonts\n";
  Random random(1);
  Random held_out(2);
  const Batch test = draw_batch(sampler, 4096, held_out);
  DigitNetwork network;
  torch::optim::Adam optimiser(network.parameters(), torch::optim::AdamOptions(2e-3));
  const int steps = thousands * 1000 / kBatch;
  double mean = 0.0;
  for (int step = 0; step < steps; ++step) {
    const double rate = 2e-3 * 0.5 * (1.0 + std::cos(3.14159265 * step / steps)) + 1e-6;
    for (auto& group : optimiser.param_groups())
      static_cast<torch::optim::AdamOptions&>(group.options()).lr(rate);
    const Batch batch = draw_batch(sampler, kBatch, random);
    optimiser.zero_grad();
    torch::Tensor loss = torch::nn::functional::cross_entropy(network.forward(batch.cells), batch.labels);
    loss.backward();
    optimiser.step();
    mean = step == 0 ? loss.item<double>() : 0.99 * mean + 0.01 * loss.item<double>();
    if ((step + 1) % 500 == 0 || step + 1 == steps) {
      const torch::NoGradGuard guard;
      const double right =
          (network.forward(test.cells).argmax(1) == test.labels).to(torch::kFloat).mean().item<double>();
      write_network(argv[1], network);
      std::cerr << fmt::format("step {} of {} loss {:.4f} held out {:.4f}\n", step + 1, steps, mean, right);
    }
  }
  write_network(argv[1], network);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return train(argc, argv);
  } catch (const logdigitise::Error& error) {
    std::cerr << "train_digits: " << error.what() << "\n";
    return logdigitise::exit_code(error.kind());
  }
}
