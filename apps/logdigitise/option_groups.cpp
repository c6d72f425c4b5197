#include "option_groups.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <string>

namespace logdigitise::app {

namespace {

// An empty answer means that the text is good: so CLI11 wants it.
std::string device_fault(const std::string& text) {
  if (text == "auto" || text == "cpu" || text == "cuda") return {};
  const std::string prefix = "cuda:";
  const bool numbered = text.size() > prefix.size() && text.size() <= prefix.size() + 3 &&
                        text.starts_with(prefix) &&
                        std::all_of(text.begin() + static_cast<std::ptrdiff_t>(prefix.size()), text.end(),
                                    [](char c) { return c >= '0' && c <= '9'; });
  return numbered ? std::string() : "\"" + text + "\" is no device; expected auto, cpu, cuda or cuda:N";
}

}  // namespace

void set_raster_options(const CommonOptions& options, raster::RasterOptions& raster) {
  raster.max_pixels = options.max_pixels;
  raster.max_pages = options.max_pages;
  raster.polarity = options.polarity;
}

void add_common_options(CLI::App& app, CommonOptions& options) {
  constexpr int kMostThreads = 4096;
  constexpr int kMostPages = 65535;
  const std::string group = "Common options";
  app.add_option("--device", options.device, "Where networks run: auto, cpu, cuda or cuda:N")
      ->check(CLI::Validator(device_fault, "DEVICE", "device"))
      ->option_text("DEVICE [auto]")
      ->group(group);
  app.add_option("--precision", options.precision, "Arithmetic of networks: auto, fp32, bf16 or fp16")
      ->check(CLI::IsMember({"auto", "fp32", "bf16", "fp16"}))
      ->option_text("WORD [auto]")
      ->group(group);
  app.add_option("--model", options.model, "Model by name or path; the shipped one if not given")
      ->type_name("NAME|PATH")
      ->group(group);
  app.add_option("--threads", options.threads, "Threads to compute with; 0 = all cores this process may use")
      ->check(CLI::Range(0, kMostThreads))
      ->option_text("N [0]")
      ->group(group);
  app.add_option("--max-pixels", options.max_pixels, "Refuse a scan of more pixels than this")
      ->check(CLI::Range(std::int64_t{1}, std::numeric_limits<std::int64_t>::max()))
      ->option_text("N [4000000000]")
      ->group(group);
  app.add_option("--max-pages", options.max_pages, "Refuse a scan of more pages than this")
      ->check(CLI::Range(1, kMostPages))
      ->option_text("N [64]")
      ->group(group);
  std::map<std::string, raster::Polarity> polarities;
  for (const auto polarity :
       {raster::Polarity::kAuto, raster::Polarity::kPositive, raster::Polarity::kNegative})
    polarities.emplace(raster::polarity_name(polarity), polarity);
  app.add_option("--polarity", options.polarity,
                 "What is ink on a scan: the dark (positive), the light (negative), or what is thin (auto)")
      ->transform(CLI::CheckedTransformer(polarities))
      ->option_text("WORD [auto]")
      ->group(group);
  app.add_flag("--json", options.json, "Print results as JSON")->group(group);
  app.add_flag("-q,--quiet", options.quiet, "Print no warnings and no progress")->group(group);
  app.add_flag("-v,--verbose", options.verbose, "Say on stderr what is being done")->group(group);
  app.add_flag("--no-color", options.no_color, "No colours; so does the environment variable NO_COLOR")
      ->group(group);
  app.set_config("--config", "", "Read options from a TOML or INI file; [verb] sections hold a verb's own")
      ->option_text("FILE")
      ->group(group);
}

}  // namespace logdigitise::app
