#include "tracks_option.hpp"

namespace logdigitise::app {

void add_tracks_option(CLI::App& verb, std::filesystem::path& tracks) {
  verb.add_option("--tracks", tracks,
                  "Layout whose tracks, curves and scales a DRA gets: it holds depths alone")
      ->type_name("FILE");
}

}  // namespace logdigitise::app
