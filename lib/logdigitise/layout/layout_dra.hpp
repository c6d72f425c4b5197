#pragma once
// Layouts as depth registrations (DRA), and back.

#include <string>

#include "logdigitise/layout/dra.hpp"
#include "logdigitise/layout/layout.hpp"

namespace logdigitise::layout {

/// The depth of a layout as a DRA of one well and one log section: its ties, rounded to whole pixels, and the
/// box that its tracks fill from top to base. Tracks, curves and scales have no place in it. An input error
/// that begins with `name` if the layout is turned or has ties on several pages, which a DRA cannot say.
[[nodiscard]] DraFile dra_from_layout(const Layout& layout, const std::string& name);

/// The depth of a log section as a layout: ties, top, base, unit, raster and what is known of the well. It
/// has no tracks, since a DRA says nothing of them: so it is no layout yet that check_layout would pass.
/// `scan`, if not empty, is the scan that is meant: of several sections those of its name are taken. Input
/// errors begin with `name` and the line: no section or several, points of less than two depths, depths that
/// do not increase down the image.
[[nodiscard]] Layout layout_from_dra(const DraFile& file, const std::string& scan, const std::string& name);

}  // namespace logdigitise::layout
