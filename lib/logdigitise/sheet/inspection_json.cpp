#include "logdigitise/sheet/inspection_json.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "logdigitise/sheet/joined_sheets.hpp"

namespace logdigitise::sheet {

namespace {

using Json = nlohmann::ordered_json;

double rounded(double value, double to = 0.01) { return std::round(value / to) * to; }

/// A point, with its page where there are several sheets.
Json point_of(const Inspection& inspection, double x, double y) {
  if (!inspection.strip) return {{"x", rounded(x)}, {"y", rounded(y)}};
  const SheetPoint at = inspection.strip->place(x, y);
  return {{"page", at.page}, {"x", rounded(at.x)}, {"y", rounded(at.y)}};
}

Json joined(Json first, const Json& second) {
  first.update(second);
  return first;
}

Json joints_of(const Inspection& inspection) {
  const auto point = [](const SheetPoint& at) {
    return Json{{"page", at.page}, {"x", rounded(at.x)}, {"y", rounded(at.y)}};
  };
  Json list = Json::array();
  for (const JointEvidence& joint : joint_evidence(inspection)) {
    list.push_back({{"upper", point(joint.upper)},
                    {"lower", point(joint.lower)},
                    {"overlap_px", rounded(joint.overlap_px)},
                    {"proof", joint.proof},
                    {"confidence", rounded(joint.confidence, 0.001)},
                    {"correlation", rounded(joint.score, 0.001)},
                    {"second_correlation", rounded(joint.second, 0.001)}});
  }
  return list;
}

Json numbers_of(const Inspection& inspection) {
  Json list = Json::array();
  for (std::size_t i = 0; i < inspection.numbers.size(); ++i) {
    const PrintedNumber& number = inspection.numbers[i];
    const bool used = std::find(inspection.used_numbers.begin(), inspection.used_numbers.end(), i) !=
                      inspection.used_numbers.end();
    list.push_back(
        joined(point_of(inspection, number.x, number.y), {{"read", number.text},
                                                          {"confidence", rounded(number.confidence, 0.001)},
                                                          {"turned", number.turn},
                                                          {"used", used}}));
  }
  return list;
}

Json depth_of(const Inspection& inspection) {
  const TiedDepth& depth = inspection.depth;
  Json ties = Json::array();
  for (const LineTie& tie : depth.ties) {
    ties.push_back(joined(point_of(inspection, inspection.x_reference, tie.y),
                          {{"depth", tie.depth},
                           {"numbered", tie.numbered},
                           {"contrast", rounded(tie.contrast)},
                           {"residual_px", rounded(tie.residual_px)}}));
  }
  return {{"unit", std::string(depth_unit_name(inspection.layout.depth.unit))},
          {"unit_reason", inspection.unit_reason},
          {"inches_per_100", rounded(inspection.inches_per_100, 0.001)},
          {"number_to_line_px", rounded(depth.offset_px)},
          {"line_steps", depth.line_steps},
          {"numbers_confirmed", depth.numbers_confirmed},
          {"numbers", numbers_of(inspection)},
          {"ties", std::move(ties)}};
}

Json sections_of(const Inspection& inspection) {
  Json list = Json::array();
  for (const SectionEvidence& section : inspection.sections) {
    // Heights on the strip, where there are several sheets.
    list.push_back({{"number", section.number},
                    {"main", section.is_main},
                    {"inspected", section.is_inspected},
                    {"repeats", section.repeats},
                    {"y_first", rounded(section.y_first)},
                    {"y_last", rounded(section.y_last)},
                    {"depth_first", section.depth_first},
                    {"depth_last", section.depth_last},
                    {"increment", section.increment},
                    {"px_per_unit", rounded(section.px_per_unit, 0.0001)},
                    {"inches_per_100", rounded(section.inches_per_100, 0.001)},
                    {"numbers", section.numbers},
                    {"misread", section.misread}});
  }
  return list;
}

Json header_of(const InspectedTrack& track) {
  Json list = Json::array();
  for (const HeaderEntry& entry : track.header) {
    list.push_back({{"line",
                     {{"y", rounded(entry.y)},
                      {"style", std::string(layout::style_name(entry.style))},
                      {"thickness_px", rounded(entry.thickness_px)}}},
                    {"name_read", entry.name_read},
                    {"name_confidence", rounded(entry.name_confidence, 0.001)},
                    {"left_read", entry.left_read},
                    {"right_read", entry.right_read},
                    {"value_confidence", rounded(entry.value_confidence, 0.001)},
                    {"mnemonic", entry.mnemonic},
                    {"unit", entry.unit},
                    {"proven", entry.is_scale_proven},
                    {"left", entry.left},
                    {"right", entry.right},
                    {"wraps", entry.wraps},
                    {"note", entry.note}});
  }
  return list;
}

Json tracks_of(const Inspection& inspection) {
  Json list = Json::array();
  for (std::size_t i = 0; i < inspection.tracks.size(); ++i) {
    const InspectedTrack& track = inspection.tracks[i];
    const TrackGrid& grid = track.grid;
    Json one{{"name", inspection.layout.tracks[i].name},
             {"scale", grid.scale == layout::Scale::kLog ? "log" : "linear"},
             {"divisions", grid.divisions},
             {"decades", grid.decades},
             {"log_start", grid.log_start},
             {"lines_matched", grid.lines_matched},
             {"lines_missing", grid.lines_missing},
             {"lines_extra", grid.lines_extra},
             {"edges",
              {{"left_printed", grid.left_printed},
               {"left_in_header", grid.left_in_header},
               {"left_at_line_ends", grid.left_at_ends},
               {"right_printed", grid.right_printed},
               {"right_in_header", grid.right_in_header},
               {"right_at_line_ends", grid.right_at_ends},
               {"division_doubtful", grid.is_division_doubtful}}},
             {"confidence", rounded(track.confidence, 0.001)}};
    one["header"] = header_of(track);
    list.push_back(std::move(one));
  }
  return list;
}

Json well_of(const Inspection& inspection) {
  Json list = Json::array();
  for (const WellFact& fact : inspection.well) {
    const auto written = inspection.layout.well.find(fact.key);
    list.push_back({{"key", fact.key},
                    {"value", fact.value},
                    {"confidence", rounded(fact.confidence, 0.001)},
                    {"label", fact.label},
                    {"in_layout", written != inspection.layout.well.end() && written->second == fact.value},
                    {"note", fact.note}});
  }
  return list;
}

}  // namespace

std::string inspection_to_json(const Inspection& inspection) {
  Json document{{"raster", inspection.layout.raster}};
  if (inspection.strip) {
    document["rasters"] = inspection.layout.rasters;
    document["joints"] = joints_of(inspection);
  }
  document.update(Json{{"depth", depth_of(inspection)},
                       {"sections", sections_of(inspection)},
                       {"tracks", tracks_of(inspection)},
                       {"well", well_of(inspection)},
                       {"flags", inspection.flags}});
  return document.dump(2) + "\n";
}

}  // namespace logdigitise::sheet
