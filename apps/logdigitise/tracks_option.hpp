#pragma once
// --tracks, the same at every verb that takes a DRA for a layout.

#include <CLI/CLI.hpp>
#include <filesystem>

namespace logdigitise::app {

/// Adds --tracks L.json. `tracks` must outlive the parsing; it stays empty if the option is not given.
void add_tracks_option(CLI::App& verb, std::filesystem::path& tracks);

}  // namespace logdigitise::app
