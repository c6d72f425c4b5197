#pragma once
// Options that mean the same at every verb.

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>

#include "logdigitise/raster/reader.hpp"

namespace logdigitise::app {

struct CommonOptions {
  std::string device = "auto";     ///< auto, cpu, cuda or cuda:N.
  std::string precision = "auto";  ///< auto, fp32, bf16 or fp16.
  std::string model;               ///< Name under the models folder, or a path; empty = the shipped one.
  int threads = 0;                 ///< 0 = all cores this process may run on.
  std::int64_t max_pixels = 4'000'000'000;
  int max_pages = 64;
  raster::Polarity polarity = raster::Polarity::kAuto;
  bool json = false;
  bool quiet = false;
  bool verbose = false;
  bool no_color = false;
};

/// What the reader of a scan is told.
void set_raster_options(const CommonOptions& options, raster::RasterOptions& raster);

/// Adds them all to the app, so that they may stand before or after the verb.
void add_common_options(CLI::App& app, CommonOptions& options);

}  // namespace logdigitise::app
