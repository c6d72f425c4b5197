// digitise_scan LAYOUT OUT.las [BASE]: the curves of the scan that LAYOUT names, down to BASE, with what to
// look at.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <logdigitise/api/digitise.hpp>

namespace api = logdigitise::api;

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const std::filesystem::path layout_file = argv[1];
  try {
    api::Layout layout = api::read_layout(layout_file);
    if (argc > 3) layout.base = std::atof(argv[3]);

    api::DigitiserOptions options;
    options.threads = 1;
    api::Digitiser digitiser(options);  // Loads the model; for one log or thousands.
    const auto result = digitiser.convert({layout_file.parent_path() / layout.raster}, layout);
    api::write_conversion(argv[2], result);

    std::printf("%s on %s: %s\n", digitiser.model().c_str(), digitiser.device().c_str(),
                result.status.c_str());
    for (std::size_t i = 0; i < result.log.curves.size(); ++i) {
      const api::CurveQuality& quality = result.quality[i];
      std::printf("%s: %.1f %% of %zu depths, mean confidence %.2f\n", result.log.curves[i].mnemonic.c_str(),
                  100.0 * quality.coverage, result.log.depths.size(), quality.mean_confidence);
      for (const api::Flag& flag : quality.flags)
        std::printf("  look at %g to %g: %s\n", flag.from, flag.to, flag.reason.c_str());
    }
    return 0;
  } catch (const api::Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return error.kind() == api::ErrorKind::kEnvironment ? 5 : 3;
  }
}
