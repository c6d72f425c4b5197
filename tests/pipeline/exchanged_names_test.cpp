// Layouts that give two curves each other's names.

#include "logdigitise/pipeline/exchanged_names.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace logdigitise::pipeline {
namespace {

constexpr int kRows = 3000;  // 300 ft.

layout::Layout gamma_ray_and_caliper() {
  layout::Layout layout;
  layout.tracks.emplace_back();
  layout.tracks[0].name = "1";
  layout::Curve gamma_ray;
  gamma_ray.mnemonic = "GR";
  gamma_ray.right = 150.0;
  layout::Curve caliper;
  caliper.mnemonic = "CALI";
  caliper.left = 6.0;
  caliper.right = 16.0;
  caliper.style = layout::LineStyle::kDashed;
  layout.tracks[0].curves = {gamma_ray, caliper};
  return layout;
}

/// A restless stroke and a still one.
PageTraces page_with(int restless, int still) {
  PageTraces page;
  page.curves.resize(2);
  for (int r = 0; r < kRows; ++r) {
    page.depth.push_back(5000.0 + 0.1 * r);
    page.curves[static_cast<std::size_t>(restless)].fraction.push_back(
        static_cast<float>(0.53 + 0.3 * std::sin(0.05 * r) + 0.1 * std::sin(0.31 * r)));
    page.curves[static_cast<std::size_t>(still)].fraction.push_back(
        static_cast<float>(0.25 + 0.01 * std::sin(0.004 * r)));
  }
  page.curves[1].curve = 1;
  return page;
}

TEST(ExchangedNames, AreSaidOfACaliperThatIsRestlessBesideAStillGammaRay) {
  EXPECT_EQ(exchanged_name_messages(gamma_ray_and_caliper(), page_with(1, 0)),
            (std::vector<std::string>{"track 1: GR and CALI run as if they had each other's name"}));
}

TEST(ExchangedNames, AreNotSaidWhereTheNamesAreRightOrUnknown) {
  EXPECT_TRUE(exchanged_name_messages(gamma_ray_and_caliper(), page_with(0, 1)).empty());
  layout::Layout unknown = gamma_ray_and_caliper();
  unknown.tracks[0].curves[0].mnemonic = "QQ1";
  unknown.tracks[0].curves[1].mnemonic = "QQ2";
  EXPECT_TRUE(exchanged_name_messages(unknown, page_with(1, 0)).empty());
}

}  // namespace
}  // namespace logdigitise::pipeline
