// Whether a curve runs as what its name says.

#include "logdigitise/pipeline/curve_character.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "tests/pipeline/made_curve.hpp"

namespace logdigitise::pipeline {
namespace {

constexpr int kRows = 1000;  // 100 ft.

std::vector<double> depths() {
  std::vector<double> result;
  for (int r = 0; r < kRows; ++r) result.push_back(3000.0 + 0.1 * r);
  return result;
}

/// A wave about `middle` that takes `rows` rows.
std::vector<float> wave(double middle, double height, double rows) {
  std::vector<float> result;
  for (int r = 0; r < kRows; ++r)
    result.push_back(static_cast<float>(middle + height * std::sin(6.2832 * r / rows)));
  return result;
}

double likely(const layout::Curve& of, const std::vector<float>& fraction) {
  return likely_character(of, layout::Scale::kLinear, depths(), fraction);
}

TEST(CurveCharacter, ARestlessCurveIsAGammaRayAndAStillOneACaliper) {
  const std::vector<float> restless = wave(0.5, 0.25, 70.0);
  const std::vector<float> still = wave(0.25, 0.02, 500.0);
  const layout::Curve gamma_ray = curve("GR", 0, 150);
  const layout::Curve caliper = curve("CALI", 6, 16);
  EXPECT_GT(likely(gamma_ray, restless), likely(gamma_ray, still));
  EXPECT_GT(likely(caliper, still), likely(caliper, restless));
}

TEST(CurveCharacter, UnitsDoNotMatter) {
  const std::vector<float> stroke = wave(0.4, 0.1, 90.0);
  EXPECT_NEAR(likely(curve("RHOB", 2, 3), stroke), likely(curve("RHOB", 2000, 3000), stroke), 1e-6);
  EXPECT_NEAR(likely(curve("NPHI", 0.45, -0.15), stroke), likely(curve("NPHI", 45, -15), stroke), 1e-6);
  EXPECT_NEAR(likely(curve("CALI", 6, 16), stroke), likely(curve("CALI", 152.4, 406.4), stroke), 1e-6);
}

TEST(CurveCharacter, AUnitTellsTheKindOfAnUnknownName) {
  const std::vector<float> stroke = wave(0.4, 0.1, 90.0);
  layout::Curve unknown = curve("TRACK1_GAMMA", 0, 150);
  unknown.unit = "GAPI";
  EXPECT_EQ(likely(unknown, stroke), likely(curve("GR", 0, 150), stroke));
  unknown.unit = "G/C3";
  EXPECT_EQ(likely(unknown, stroke), 0.0) << "density or its correction";
}

TEST(CurveCharacter, NothingIsSaidOnAScaleThatNoSuchCurveHas) {
  EXPECT_EQ(likely(curve("GR", 0, 1), wave(0.4, 0.1, 90.0)), 0.0);
}

TEST(CurveCharacter, NothingIsSaidOfUnknownNamesAndOfTooFewRows) {
  std::vector<float> stroke = wave(0.4, 0.1, 90.0);
  EXPECT_EQ(likely(curve("QQQ", 0, 1), stroke), 0.0);
  std::fill(stroke.begin() + 30, stroke.end(), std::nanf(""));
  EXPECT_EQ(likely(curve("GR", 0, 150), stroke), 0.0);
}

TEST(CurveCharacter, ValuesThatAreNoneOfALogScaleAreLeftOut) {
  // Resistivity on a linear scale that begins below zero.
  const std::vector<float> stroke = wave(0.2, 0.3, 90.0);
  EXPECT_TRUE(std::isfinite(likely(curve("ILD", 0, 20), stroke)));
}

}  // namespace
}  // namespace logdigitise::pipeline
