#pragma once
// A log made by hand: two curves in a track of 100 px, 100 depths, 10 px each.

#include <cmath>
#include <string>

#include "logdigitise/review/reviewed_log.hpp"

namespace logdigitise::review {

/// GR 0 to 150 (wraps) is 60 everywhere, RES 1 to 1000 (logarithmic, in a track of its own) is 10; depths 100
/// to 149.5 by 0.5, tie to tie at y 0 to 1000 px. GR is flagged `jump` from 110 to 120 and `gap` at 130.
inline ReviewedLog made_log(bool with_confidence = false) {
  ReviewedLog log;
  log.paths.log = "made.las";
  log.log_sha256 = "aaaa";
  log.layout.depth.top = 100;
  log.layout.depth.base = 149.5;
  log.layout.depth.step = 0.5;
  log.layout.depth.ties = {{50, 0, 100, 1}, {50, 500, 125, 1}, {50, 1000, 150, 1}};
  layout::Curve gamma{.mnemonic = "GR", .unit = "GAPI", .left = 0, .right = 150, .colour = {}, .wrap = true};
  layout::Curve resistivity{.mnemonic = "RES", .unit = "OHMM", .left = 1, .right = 1000, .colour = {}};
  log.layout.tracks = {{"1", layout::Scale::kLinear, {{0, 10, 110, 1}}, {gamma}},
                       {"2", layout::Scale::kLog, {{0, 200, 300, 1}}, {resistivity}}};
  log.pages = {{1, 320, 1100, depth::DepthMap(log.layout.depth.ties, {})}};
  for (int i = 0; i < 100; ++i) log.log.depths.push_back(100 + 0.5 * i);
  const auto add = [&](const std::string& name, double value) {
    log.log.curves.push_back({name, "", "", std::vector<double>(100, value)});
  };
  add("GR", 60);
  if (with_confidence) add("GR_CONF", 0.4);
  add("RES", 10);
  if (with_confidence) add("RES_CONF", 0.4);
  ReviewedCurve first;
  first.confidence_column = with_confidence ? 1 : -1;
  first.flagged = {{110, 120, "jump"}, {130, 130, "gap"}};
  ReviewedCurve second;
  second.column = with_confidence ? 2 : 1;
  second.confidence_column = with_confidence ? 3 : -1;
  second.track = 1;
  log.curves = {first, second};
  log.quality =
      R"({"status":"review","reasons":["GR: coverage 80 %"],"version":"1","curves":[{"mnemonic":"GR","track":"1"},)"
      R"({"mnemonic":"RES","track":"2","kept":7}],"damaged_rows":[]})";
  return log;
}

}  // namespace logdigitise::review
