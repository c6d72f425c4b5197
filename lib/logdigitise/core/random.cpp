#include "logdigitise/core/random.hpp"

#include <cmath>

namespace logdigitise {

namespace {

std::uint64_t splitmix64(std::uint64_t& state) {
  state += 0x9e3779b97f4a7c15ULL;
  std::uint64_t z = state;
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31U);
}

std::uint64_t rotate_left(std::uint64_t value, unsigned bits) {
  return (value << bits) | (value >> (64U - bits));
}

}  // namespace

Random::Random(std::uint64_t seed) : state_{} {
  for (std::uint64_t& word : state_) word = splitmix64(seed);
}

std::uint64_t Random::next() {
  const std::uint64_t result = rotate_left(state_[1] * 5, 7) * 9;
  const std::uint64_t t = state_[1] << 17U;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= t;
  state_[3] = rotate_left(state_[3], 45);
  return result;
}

double Random::uniform() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }

double Random::uniform(double low, double high) { return low + (high - low) * uniform(); }

int Random::integer(int low, int high) {
  const double span = static_cast<double>(high) - static_cast<double>(low) + 1.0;
  return low + static_cast<int>(uniform() * span);
}

bool Random::chance(double probability) { return uniform() < probability; }

double Random::normal() {
  // Box-Muller; the second number is thrown away so that a call always uses two draws.
  const double u = 1.0 - uniform();
  const double v = uniform();
  return std::sqrt(-2.0 * std::log(u)) * std::cos(2.0 * 3.14159265358979323846 * v);
}

double Random::log_uniform(double low, double high) {
  return low * std::exp(uniform() * std::log(high / low));
}

int Random::weighted(std::span<const double> weights) {
  double total = 0.0;
  for (const double weight : weights) total += weight;
  double left = uniform() * total;
  for (std::size_t i = 0; i + 1 < weights.size(); ++i) {
    left -= weights[i];
    if (left < 0.0) return static_cast<int>(i);
  }
  return static_cast<int>(weights.size()) - 1;
}

Random Random::fork(std::uint64_t part) const {
  std::uint64_t mixed = state_[0] ^ rotate_left(state_[2], 23) ^ (part * 0xd1342543de82ef95ULL);
  return Random(splitmix64(mixed));
}

}  // namespace logdigitise
