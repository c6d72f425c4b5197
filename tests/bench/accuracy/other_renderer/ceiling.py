"""What can be read from a drawn log: the values themselves, and what the clean ink gives at best."""
import math

import numpy as np

from canvas import ink_of
from curves import runs_of
from depth import SAMPLES_PER_FT

# A row counts as inked from about a quarter of a pixel on.
LEAST_INK = 60
# Rows without ink that the ceiling is still interpolated over, and from how near an end is taken as it is.
LONGEST_GAP_PX, NEAR_PX = 6, 1.6
SHORTEST_EDGE_RUN = 3
BESIDE_PX = 40


def true_values(log, track, curve):
    """The values [n] at the depths of the truth; NaN where nothing can be read.

    That is where a curve is off scale, and where its ink lies on the line of the edge for a while.
    """
    values = curve.values.copy()
    if not curve.wraps:
        fractions = curve.fractions
        values[(fractions < 0) | (fractions > 1)] = np.nan
        near = (curve.pen.width_px / 2 + log.grid.edge_width_px / 2 + 1) / track.width_px
        for first, end in runs_of((np.abs(fractions) < near) | (np.abs(fractions - 1) < near)):
            if end - first >= SHORTEST_EDGE_RUN:
                values[first:end] = np.nan
    samples = np.round((log.axis.truth_depths_ft - log.axis.drawn_top_ft) * SAMPLES_PER_FT).astype(int)
    return values[samples]


def ink_centres(log, track, curve):
    """Depths and fractions of the track of the centre of the clean ink, row by row, by ascending depth.

    What wraps is drawn unwrapped and what has dashes solid, so nothing is missing from the ink.
    """
    left_px = right_px = BESIDE_PX
    if curve.wraps:
        fractions = curve.fractions
        left_px = int(-min(0, math.floor(np.nanmin(fractions))) * track.width_px + BESIDE_PX)
        right_px = int(max(0, math.floor(np.nanmax(fractions))) * track.width_px + BESIDE_PX)
    ink = ink_of(log, track, curve, is_whole=True, left_px=left_px, right_px=right_px).astype(np.float64)
    total = ink.sum(1)
    rows = np.nonzero(total > LEAST_INK)[0]
    columns = (ink[rows] @ (np.arange(ink.shape[1]) + 0.5)) / total[rows] - left_px
    x, y = log.paper.from_scan(columns, rows + 0.5)
    depths_ft, fractions = log.axis.depth_of(y), (x - track.left_px) / track.width_px
    order = np.argsort(depths_ft)
    return depths_ft[order], fractions[order]


def ceiling_values(log, track, curve):
    """The values [n] at the depths of the truth that the centre of the clean ink gives: what a tracer can reach."""
    wanted_ft = log.axis.truth_depths_ft
    depths_ft, centres = ink_centres(log, track, curve)
    fractions = np.interp(wanted_ft, depths_ft, centres, left=np.nan, right=np.nan)
    after = np.searchsorted(depths_ft, wanted_ft).clip(1, len(depths_ft) - 1)
    fractions[(depths_ft[after] - depths_ft[after - 1]) * log.axis.px_per_ft > LONGEST_GAP_PX] = np.nan
    below_ft, above_ft = np.abs(depths_ft[after] - wanted_ft), np.abs(depths_ft[after - 1] - wanted_ft)
    is_near = np.minimum(below_ft, above_ft) * log.axis.px_per_ft < NEAR_PX
    nearest = np.where(below_ft < above_ft, centres[after], centres[after - 1])
    fractions = np.where(np.isnan(fractions) & is_near, nearest, fractions)
    return curve.scale.values(fractions)
