#include "logdigitise/trace/operating_point.hpp"

#include <gtest/gtest.h>

#include "logdigitise/core/error.hpp"

namespace logdigitise::trace {
namespace {

TEST(FittedToModel, LeavesACalibratedModelItsOptions) {
  TraceOptions options;
  options.even_chance = 0.4;
  options.step_cost = 0.3;
  const TraceOptions fitted = fitted_to_model(options, true, "mine");
  EXPECT_EQ(fitted.even_chance, 0.4);
  EXPECT_EQ(fitted.certainty, TraceOptions{}.certainty);
  EXPECT_EQ(fitted.step_cost, 0.3);
}

TEST(FittedToModel, TakesChancesThatWereNotCalibratedAsTheyAre) {
  TraceOptions options;
  options.step_cost = 0.3;
  const TraceOptions fitted = fitted_to_model(options, false, "mine");
  EXPECT_EQ(fitted.even_chance, 0.5);
  EXPECT_EQ(fitted.certainty, 1.0);
  EXPECT_EQ(fitted.step_cost, 0.3);
}

TEST(FittedToModel, RefusesAnOperatingPointOfChancesThatMeanNothing) {
  TraceOptions options;
  options.even_chance = 0.4;
  try {
    static_cast<void>(fitted_to_model(options, false, "mine"));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.where(), "--operating-point");
    EXPECT_NE(std::string(error.what()).find("mine"), std::string::npos) << error.what();
  }
}

TEST(NamedPoints, HoldTheOneThatIsTheDefault) {
  EXPECT_EQ(kNamedPoints[1].even_chance, TraceOptions{}.even_chance);
  EXPECT_LT(kNamedPoints[0].even_chance, kNamedPoints[1].even_chance);
  EXPECT_LT(kNamedPoints[1].even_chance, kNamedPoints[2].even_chance);
}

}  // namespace
}  // namespace logdigitise::trace
