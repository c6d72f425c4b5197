// Inspected layouts against the truth, over a folder of synthetic logs or over the paper scans.
//
// usage: inspect_accuracy synthetic FOLDER [OVERLAYS]   logs with scan.tif and layout.json (the truth)
//        inspect_accuracy paper FOLDER [OVERLAYS]       scans beside a truth.json of ties and tracks
//        inspect_accuracy crops FOLDER                  depth numbers cut out, beside a labels.csv
//        inspect_accuracy curves FOLDER                 curves found from the ink of drawn logs' tracks
//        inspect_accuracy wells FOLDER                  well data of logs drawn with --well-header
//        inspect_accuracy well SCAN ROW                 what the page above that row says

#include <filesystem>
#include <iostream>
#include <set>
#include <string>

#include "census_accuracy.hpp"
#include "crop_accuracy.hpp"
#include "paper_accuracy.hpp"
#include "synthetic_accuracy.hpp"
#include "well_accuracy.hpp"

int main(int argc, char** argv) {
  using namespace logdigitise;
  const std::string kind = argc > 2 ? argv[1] : "";
  const std::set<std::string> kinds = {"synthetic", "paper", "crops", "curves", "wells", "well"};
  if (kinds.count(kind) == 0) {
    std::cerr << "usage: inspect_accuracy synthetic|paper|crops|curves|wells FOLDER [OVERLAYS]\n";
    return 2;
  }
  const std::filesystem::path overlays = argc > 3 ? argv[3] : "";
  if (kind == "crops")
    run_crops(argv[2]);
  else if (kind == "curves")
    run_census(argv[2]);
  else if (kind == "wells")
    run_wells(argv[2]);
  else if (kind == "well")
    print_well(argv[2], argc > 3 ? std::stoi(argv[3]) : 3000);
  else if (kind == "synthetic")
    run_synthetic(argv[2], overlays);
  else
    run_paper(argv[2], overlays);
  return 0;
}
