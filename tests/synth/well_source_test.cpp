#include "logdigitise/synth/well_source.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace logdigitise::synth {
namespace {

constexpr int kSamples = 1000;
const DepthGrid kGrid{0.5, kSamples};

/// A well of one gamma ray curve, 0.5 ft apart.
RealWell well_of(const std::function<double(int)>& value) {
  welllog::WellLog log;
  welllog::Curve gamma_ray{"GR", "GAPI", "", {}};
  for (int i = 0; i < kSamples; ++i) {
    log.depths.push_back(1000.0 + 0.5 * i);
    gamma_ray.values.push_back(value(i));
  }
  log.curves.push_back(gamma_ray);
  return RealWell(log);
}

/// Says where a curve came from: it stands at 7.
class Elsewhere : public CurveSource {
 public:
  std::vector<Family> families() const override { return {}; }
  Shape shape(Family, layout::Scale, layout::Curve&, const ShapeOptions&, Random&) override {
    return Shape(kSamples, 7.0);
  }
};

struct Drawn {
  Shape shape;
  layout::Curve curve;
};

Drawn drawn(const RealWell& well) {
  const auto source = make_source(&well, kGrid, std::make_unique<Elsewhere>(), Random(3));
  Drawn result;
  result.curve.left = 0.0;
  result.curve.right = 150.0;
  Random random(4);
  result.shape = source->shape(Family::kGammaRay, layout::Scale::kLinear, result.curve, {}, random);
  return result;
}

double share_inside(const Shape& shape) {
  const auto inside =
      std::count_if(shape.begin(), shape.end(), [](double u) { return u >= 0.0 && u <= 1.0; });
  return static_cast<double>(inside) / static_cast<double>(shape.size());
}

TEST(WellSource, KeepsAPrintedScaleThatShowsTheCurve) {
  const Drawn log = drawn(well_of([](int i) { return 75.0 + 40.0 * std::sin(i / 30.0); }));
  EXPECT_EQ(log.curve.right, 150.0);
  EXPECT_GT(share_inside(log.shape), 0.99);
}

TEST(WellSource, ChangesAScaleThatWouldLeaveTheCurveInAnotherLane) {
  const Drawn log = drawn(well_of([](int i) { return 190.0 + 20.0 * std::sin(i / 30.0); }));
  EXPECT_NE(log.curve.right, 150.0);
  EXPECT_GT(share_inside(log.shape), 0.9);
}

TEST(WellSource, DrawsNoChannelThatMeasuredNothing) {
  EXPECT_EQ(drawn(well_of([](int) { return 3.38; })).shape.front(), 7.0);
  EXPECT_EQ(drawn(well_of([](int i) { return i % 100 < 10 ? 90.0 : 0.0; })).shape.front(), 7.0);
}

TEST(WellSource, TakesAnAveragedNullForANull) {
  const Drawn log =
      drawn(well_of([](int i) { return i % 50 == 7 ? -499.625 : 75.0 + 40.0 * std::sin(i / 30.0); }));
  EXPECT_TRUE(std::any_of(log.shape.begin(), log.shape.end(), [](double u) { return std::isnan(u); }));
  for (const double u : log.shape) EXPECT_TRUE(std::isnan(u) || u > 0.0) << u;
}

}  // namespace
}  // namespace logdigitise::synth
