"""layout.json: where the tracks and depths of a log lie in its scan, and what curves it has."""
import json
import math

import numpy as np

# Rows on the paper that the edges are known from, before they are taken at round rows of the scan.
EDGE_ROW_STEP_PX, EDGE_OVERHANG_PX = 3.0, 300
# Ties come no closer than this to the first and the last, feet.
CLOSEST_TIE_FT = 5


def tie_depths_ft(log):
    """Top, base, and round depths between them."""
    is_fine = log.axis.px_per_ft >= 3 or log.scan.hardness == "hard"
    step_ft = 25 if is_fine else 50
    top_ft, base_ft = log.axis.top_ft, log.axis.base_ft
    between = [step_ft * count for count in range(math.floor(top_ft / step_ft) + 1, math.ceil(base_ft / step_ft))]
    return [top_ft] + [depth_ft for depth_ft in between
                       if depth_ft - top_ft > CLOSEST_TIE_FT and base_ft - depth_ft > CLOSEST_TIE_FT] + [base_ft]


def ties_of(log):
    """A tie at the left and one at the right edge of the log for each depth."""
    ties = []
    for depth_ft in tie_depths_ft(log):
        for column in (log.tracks[0].left_px, log.tracks[-1].right_px):
            x, y = log.paper.to_scan(column, log.axis.row_of(depth_ft))
            ties.append({"x": round(float(x), 3), "y": round(float(y), 3), "depth": round(depth_ft, 4)})
    return ties


def edges_of(log, track):
    """Left and right edge of a track at some rows of the scan."""
    height_px = log.scan.height_px
    rows = np.arange(-EDGE_OVERHANG_PX, height_px + EDGE_OVERHANG_PX, EDGE_ROW_STEP_PX)
    left_x, left_y = log.paper.to_scan(track.left_px, rows)
    right_x, right_y = log.paper.to_scan(track.right_px, rows)
    count = 2 if log.scan.hardness == "clean" else max(3, height_px // 150)
    return [{"y": round(float(y), 3),
             "left": round(float(np.interp(y, left_y, left_x)), 3),
             "right": round(float(np.interp(y, right_y, right_x)), 3)}
            for y in np.linspace(0, height_px, count)]


def curve_entry(curve):
    entry = {"mnemonic": curve.mnemonic, "unit": curve.unit, "left": curve.scale.left, "right": curve.scale.right,
             "style": curve.pen.style, "wrap": bool(curve.wraps)}
    if curve.pen.weight_is_named:
        entry["weight"] = curve.pen.weight
    if curve.pen.colour:
        entry["colour"] = curve.pen.colour
    return entry


def layout_of(log, raster):
    """The content of layout.json; raster: the name of the scan's file."""
    tracks = [{"name": str(number), "scale": track.scale_kind, "edges": edges_of(log, track),
               "curves": [curve_entry(curve) for curve in track.curves]}
              for number, track in enumerate(log.curve_tracks, 1)]
    depth = {"unit": "FT", "top": log.axis.top_ft, "base": log.axis.base_ft, "step": log.axis.step_ft,
             "ties": ties_of(log)}
    return {"raster": raster, "well": log.well, "depth": depth, "tracks": tracks}


def write_layout(path, layout):
    path.write_text(json.dumps(layout, indent=1), encoding="ascii")
