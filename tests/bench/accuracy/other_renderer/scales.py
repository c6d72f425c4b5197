"""Scales of tracks: from values to places across a track and back, and which scale suits a curve."""
import math
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Scale:
    """The values at the left and at the right edge of a track; kind is "linear" or "log"."""
    left: float
    right: float
    kind: str

    def fractions(self, values):
        """0 at the left edge, 1 at the right one; NaN or infinite where the scale has no place for a value."""
        with np.errstate(all="ignore"):
            if self.kind == "log":
                return np.log(values / self.left) / math.log(self.right / self.left)
            return (values - self.left) / (self.right - self.left)

    def values(self, fractions):
        """The reverse of fractions()."""
        if self.kind == "log":
            return self.left * (self.right / self.left) ** fractions
        return self.left + fractions * (self.right - self.left)


LOG_RESISTIVITY = [(0.2, 2000), (0.2, 200), (1, 1000), (1, 100), (0.2, 20), (2, 200), (2, 2000), (1, 10),
                   (10, 1000), (1, 10000)]
LINEAR_RESISTIVITY = [(0, 10), (0, 20), (0, 50), (0, 100), (0, 200), (0, 500)]
POROSITY_AS_FRACTION = [(0.45, -0.15), (0.3, -0.1), (0.6, 0), (0.4, 0), (0.3, 0)]
# Left and right edge, by kind of curve.
CUSTOMARY = {
    "GR": [(0, 100), (0, 120), (0, 150), (0, 200), (20, 120)],
    "SP": [(-160, 40), (-80, 20), (-100, 0), (-150, 50), (-120, 30)],
    "CALI": [(6, 16), (4, 14), (5, 15), (6, 26), (16, 6)],
    "RHOB": [(2, 3), (1.95, 2.95), (1.9, 2.9)],
    "DRHO": [(-0.25, 0.25), (-0.5, 0.5), (-0.75, 0.25)],
    "DT": [(140, 40), (100, 50), (110, 40), (150, 50), (240, 40)],
    "PEF": [(0, 10), (0, 5), (1, 6)],
    "CILD": [(400, 0), (500, 0), (1000, 0), (200, 0)],
    "TENS": [(10000, 0), (5000, 0), (6000, 0), (0, 2000)],
}
FLAT_KINDS = ("CALI", "TENS", "DRHO", "SP")
WRAPPING_KINDS = ("GR", "DT", "CILD", "NEU", "SP")


def rounded_up(value):
    """The next number from value on that a scale may end with."""
    power = 10 ** math.floor(math.log10(value))
    for factor in (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8):
        if factor * power >= value:
            return factor * power
    return 10 * power


def customary_scales(recording, values, kind):
    """Pairs of left and right edge that are usual for a curve on a track of a kind ("linear", "log")."""
    if recording.kind in ("RES", "MIC"):
        return LOG_RESISTIVITY if kind == "log" else LINEAR_RESISTIVITY
    if recording.kind == "POR":
        unit = 1 if recording.unit == "V/V" else 100
        return [(left * unit, right * unit) for left, right in POROSITY_AS_FRACTION]
    if recording.kind in CUSTOMARY:
        return CUSTOMARY[recording.kind]
    high = np.percentile(values[np.isfinite(values)], 99)
    return [(0, rounded_up(high)), (0, rounded_up(high * 1.25)), (0, rounded_up(high * 0.7))]


def finite_fractions(scale, values):
    fractions = scale.fractions(values)
    return fractions[np.isfinite(fractions)]


def begins_inside(scale, values):
    """Whether the first values lie between the edges, so that a reader can tell which lane a curve begins in."""
    fractions = finite_fractions(scale, values[:8])
    return len(fractions) > 3 and bool(np.all((fractions > 0.02) & (fractions < 0.98)))


def judged(scale, values, first, may_wrap, kind):
    """(weight, scale, whether the curve wraps) if the scale suits the curve, else None."""
    fractions = finite_fractions(scale, values)
    spread = np.percentile(fractions, 95) - np.percentile(fractions, 5)
    if spread < (0.02 if kind in FLAT_KINDS else 0.06):
        return None
    outside = np.mean((fractions < 0) | (fractions > 1))
    if outside <= 0.004:
        return 3, scale, False
    lanes = np.floor(fractions)
    if may_wrap and outside < 0.22 and lanes.min() >= -1 and lanes.max() <= 1 and begins_inside(scale, values[first:]):
        return 2, scale, True
    if outside <= 0.10:
        return 1.4, scale, False
    return None


def choose_scale(random, recording, values, kind, first):
    """A scale, and whether the curve wraps on it; None if no scale suits. first: the sample at the first truth."""
    may_wrap = recording.kind in WRAPPING_KINDS or (recording.kind == "RES" and random.random() < 0.5)
    scales = [Scale(left, right, kind)
              for left, right in dict.fromkeys(customary_scales(recording, values, kind))]
    fit = [judged(scale, values, first, may_wrap, recording.kind) for scale in scales]
    fit = [one for one in fit if one]
    if not fit:
        return None
    _, scale, wraps = random.choices(fit, [weight for weight, _, _ in fit])[0]
    if not wraps and recording.kind == "GR" and random.random() < 0.25:
        # A form may offer a second lane that this stretch never needs.
        fractions = finite_fractions(scale, values)
        wraps = bool(fractions.min() > 0 and fractions.max() < 1)
    return scale, wraps
