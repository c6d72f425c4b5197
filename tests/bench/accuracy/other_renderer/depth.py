"""Depths: what stretch of a well is drawn, and in which row of the paper a depth lies."""
import math
from dataclasses import dataclass

import numpy as np

SAMPLES_PER_FT = 2
# Neighbouring samples that are averaged before drawing, by inches per 100 ft: what a smaller scale cannot show.
SMOOTHED_SAMPLES = {5: 0, 2: 4, 1: 12}


@dataclass
class DepthAxis:
    """The truth goes from top_ft to base_ft every step_ft; the drawing may begin above and end below."""
    top_ft: float
    base_ft: float
    step_ft: float
    top_row: float
    px_per_ft: float
    drawn_top_ft: float
    drawn_base_ft: float
    is_cut: bool          # the scan begins and ends amidst the log

    def row_of(self, depth_ft):
        """The row on the paper, in pixels; takes numbers and arrays."""
        return self.top_row + (np.asarray(depth_ft, float) - self.top_ft) * self.px_per_ft

    def depth_of(self, row):
        return self.top_ft + (row - self.top_row) / self.px_per_ft

    @property
    def sample_count(self):
        return int(round((self.drawn_base_ft - self.drawn_top_ft) * SAMPLES_PER_FT)) + 1

    @property
    def sample_depths_ft(self):
        """The depths [sample_count] of the values that curves are drawn from."""
        return self.drawn_top_ft + np.arange(self.sample_count) / SAMPLES_PER_FT

    @property
    def first_sample(self):
        """The sample at top_ft."""
        return int(round((self.top_ft - self.drawn_top_ft) * SAMPLES_PER_FT))

    @property
    def truth_depths_ft(self):
        """The depths of the truth: multiples of the step, from top to base."""
        return np.array(list(multiples(self.step_ft, self.top_ft, self.base_ft)))

    def drawn_multiples(self, step_ft):
        """The multiples of a step that lie within what is drawn."""
        return multiples(step_ft, self.drawn_top_ft, self.drawn_base_ft)


def multiples(step, low, high):
    """The multiples of step from low to high, both included."""
    return [count * step for count in range(math.ceil(low / step - 1e-6), math.floor(high / step + 1e-6) + 1)]


def is_multiple(depth_ft, step_ft):
    return abs(depth_ft / step_ft - round(depth_ft / step_ft)) < 1e-6


def truth_step_ft(scan):
    """The finest step that a scan can be read with; half a foot of a 5 inch log takes less dpi."""
    if scan.inches_per_100_ft * scan.dpi >= 400:
        return {5: 0.5, 2: 1.0, 1: 2.0}[scan.inches_per_100_ft]
    return 0.5 if scan.inches_per_100_ft == 5 else 2.0


def drawn_rows(random, scan, margin_px, header):
    """The first and last row that the truth may have, and whether the log goes on beyond them."""
    first, last = margin_px, scan.height_px - margin_px
    if scan.preset == "sheet":
        first = header.boxes_bottom + random.choice([0, 0, 0.1, 0.3]) * scan.dpi
        return first, last - 0.55 * scan.dpi - header.tail_height_px, False
    is_cut = random.random() < 0.5
    if not is_cut:
        first += random.uniform(0.05, 0.3) * scan.dpi
        last -= random.uniform(0.05, 0.3) * scan.dpi
    return first, last, is_cut


def choose_axis(random, scan, margin_px, header):
    """margin_px: rows above and below that bending and skew need; header: the HeaderPlace."""
    first, last, is_cut = drawn_rows(random, scan, margin_px, header)
    step_ft = truth_step_ft(scan)
    length_ft = math.floor((last - first) / scan.px_per_ft / step_ft - 0.01) * step_ft
    top_ft = round(random.uniform(150, 11000) / step_ft) * step_ft
    if scan.preset == "sheet" and random.random() < 0.6:
        top_ft = round(top_ft / 10) * 10
    base_ft = top_ft + length_ft
    overhang_ft = math.ceil((margin_px + 60) / scan.px_per_ft / step_ft) * step_ft if is_cut else 0.0
    return DepthAxis(top_ft=top_ft, base_ft=base_ft, step_ft=step_ft, top_row=first + random.random(),
                     px_per_ft=scan.px_per_ft, drawn_top_ft=top_ft - overhang_ft, drawn_base_ft=base_ft + overhang_ft,
                     is_cut=is_cut)
