"""Whether layout.json and truth.las say where the ink is: they are read back and held against it."""
import json
import math
from dataclasses import dataclass

import numpy as np

import las
from canvas import ink_of
from scales import Scale

# A curve is off if the median distance of truth and ink is as large as this.
MOST_OFF_PX = 0.5
# Only where a row has one place: so much may a curve go sideways per row, and so much may that change.
STEEPEST, MOST_BENT = 2, 0.7
# Columns on either side that the centre of the ink is taken over, and the ink that they must hold (255: a pixel).
REACH_PX, LEAST_INK = 8, 60
FEWEST_DEPTHS, LEAST_SHARE = 10, 0.08
SETTLING_STEPS = 4


@dataclass
class Finding:
    """Of one curve: distances of the ink from the truth in px, and the share of the depths that were compared."""
    mnemonic: str
    median_distance_px: float
    median_offset_px: float
    share: float

    @property
    def is_bad(self):
        return self.median_distance_px >= MOST_OFF_PX


class Reader:
    """Finds places in a scan by its layout alone, as a program would."""

    def __init__(self, layout):
        ties = sorted(layout["depth"]["ties"], key=lambda tie: tie["depth"])
        middle = np.mean([tie["x"] for tie in ties])
        self.left_ties = [tie for tie in ties if tie["x"] < middle]
        self.right_ties = [tie for tie in ties if tie["x"] >= middle]

    @staticmethod
    def _place_of(ties, depths_ft):
        known_ft = [tie["depth"] for tie in ties]
        return (np.interp(depths_ft, known_ft, [tie["x"] for tie in ties]),
                np.interp(depths_ft, known_ft, [tie["y"] for tie in ties]))

    def places_of(self, depths_ft, fractions, edges):
        """(x [n], y [n]) in the scan at depths [n] and fractions [n] of the track with these edges."""
        edge_rows = [edge["y"] for edge in edges]
        left_x, left_y = self._place_of(self.left_ties, depths_ft)
        right_x, right_y = self._place_of(self.right_ties, depths_ft)
        y = left_y
        # The edges are known by row, and on skewed paper the row of a depth depends on where across it is looked for.
        for _ in range(SETTLING_STEPS):
            left = np.interp(y, edge_rows, [edge["left"] for edge in edges])
            right = np.interp(y, edge_rows, [edge["right"] for edge in edges])
            x = left + fractions * (right - left)
            y = left_y + (x - left_x) / (right_x - left_x) * (right_y - left_y)
        return x, y


def row_centre(row, x):
    """The column of the centre of the ink about x in a row of ink; NaN without ink."""
    first = max(0, int(x) - REACH_PX)
    near = row[first:int(x) + REACH_PX + 1]
    total = near.sum()
    return (near * (np.arange(len(near)) + 0.5 + first)).sum() / total if total > LEAST_INK else np.nan


def ink_centre(ink, x, y):
    """The column of the centre of the ink about x at height y, between the middles of two rows; NaN without ink."""
    above = math.floor(y - 0.5)
    if above < 0 or above + 1 >= len(ink):
        return np.nan
    share = y - 0.5 - above
    return row_centre(ink[above], x) * (1 - share) + row_centre(ink[above + 1], x) * share


def is_plain(fractions, width_px, px_per_step):
    """Where [n] a curve with a value per step goes down more than sideways, and straight."""
    x = fractions * width_px
    slope = np.abs(np.gradient(x)) / px_per_step
    bend = np.abs(np.convolve(x, [1, -2, 1], "same")) / px_per_step
    return (slope < STEEPEST) & (bend < MOST_BENT)


def check_curve(reader, ink, edges, scale, wraps, depths_ft, values, track_width_px, px_per_step):
    """(distances of the ink from the truth in px where they can be told, number of depths with a value)."""
    fractions = scale.fractions(values)
    wanted = is_plain(fractions, track_width_px, px_per_step)
    if wraps:
        fractions = fractions - np.floor(fractions)
    x, y = reader.places_of(depths_ft[wanted], fractions[wanted], edges)
    offsets = np.array([ink_centre(ink, column, row) - column for column, row in zip(x, y)])
    return offsets[np.isfinite(offsets)], np.isfinite(values).sum()


def check(log, folder):
    """A Finding for each solid curve that is plain enough in enough places."""
    layout = json.loads((folder / "layout.json").read_text(encoding="ascii"))
    mnemonics, table, null = las.read(folder / "truth.las")
    table[table == null] = np.nan
    reader = Reader(layout)
    px_per_step = layout["depth"]["step"] * log.axis.px_per_ft
    findings = []
    for track_entry, track in zip(layout["tracks"], log.curve_tracks):
        for entry, curve in zip(track_entry["curves"], track.curves):
            if entry["style"] != "solid":
                continue
            offsets, known = check_curve(
                reader, ink_of(log, track, curve).astype(float), track_entry["edges"],
                Scale(entry["left"], entry["right"], track_entry["scale"]), entry["wrap"], table[:, 0],
                table[:, mnemonics.index(entry["mnemonic"])], track.width_px, px_per_step)
            if len(offsets) > FEWEST_DEPTHS and len(offsets) > LEAST_SHARE * known:
                findings.append(Finding(entry["mnemonic"], float(np.median(np.abs(offsets))),
                                        float(np.median(offsets)), len(offsets) / known))
    return findings
