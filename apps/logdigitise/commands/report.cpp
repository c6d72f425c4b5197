// logdigitise report DIR...: one table and page of what batches did.

#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "commands.hpp"
#include "logdigitise/batch/journal.hpp"
#include "logdigitise/batch/report.hpp"
#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"

namespace logdigitise::app {

namespace {

struct Options {
  std::vector<std::filesystem::path> folders;
  std::filesystem::path out;
};

std::filesystem::path output_folder(const Options& options) {
  if (!options.out.empty()) {
    if (!std::filesystem::is_directory(options.out)) {
      throw usage_error(options.out.string(), "is no folder", "Make it first");
    }
    return options.out;
  }
  if (options.folders.size() > 1) {
    throw usage_error("", "several folders are merged; expected --out to say where the report goes");
  }
  return options.folders.front();
}

/// The review pages that lie beside the report.
std::set<std::string> review_pages(const std::filesystem::path& folder) {
  std::set<std::string> pages;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    const std::string name = file.path().filename().string();
    if (name.ends_with(".review.html")) pages.insert(name);
  }
  return pages;
}

int run(const Options& options, const CommonOptions& common, Progress& progress) {
  const std::filesystem::path out = output_folder(options);
  const batch::JournalContents journals = batch::read_journals(options.folders, true);
  for (const std::string& doubt : journals.doubts) progress.warn(doubt);
  const std::string json = batch::report_json(journals.latest);
  write_file_atomically(out / "report.csv", batch::report_csv(journals.latest));
  write_file_atomically(out / "report.json", json);
  write_file_atomically(out / "index.html", batch::report_page(journals.latest, review_pages(out)));
  if (common.json) {
    std::cout << json;
  } else {
    for (const auto& [status, count] : batch::status_counts(journals.latest)) {
      std::cout << fmt::format("{:<8} {:>7}\n", batch::status_name(status), count);
    }
  }
  return 0;
}

}  // namespace

void add_report(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("report", "Merge the results of batches into one table and page");
  verb->add_option("DIR", options->folders, "Folders that batch wrote")->type_name("DIR")->required();
  verb->add_option("--out", options->out,
                   "Folder for report.csv, report.json and index.html; DIR itself if not given")
      ->type_name("DIR");
  verb->callback([options, &action] {
    action = [options](const CommonOptions& common, Progress& progress) {
      return run(*options, common, progress);
    };
  });
}

}  // namespace logdigitise::app
