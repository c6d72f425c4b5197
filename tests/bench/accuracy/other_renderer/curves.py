"""Curves: which stretch of which recording is drawn in a track, on which scale and with which pen."""
from dataclasses import dataclass

import numpy as np
from scipy.interpolate import PchipInterpolator
from scipy.ndimage import gaussian_filter1d

from depth import SMOOTHED_SAMPLES
from pens import STYLES, Pen, choose_dashes, choose_pens
from scales import Scale, choose_scale

# Kinds that share a track, the more often named the more often drawn. The first track is that of shale and hole, the
# second that of resistivity, the others hold porosity and the like.
FIRST_TRACK = ["GR", "GR", "SP", "CALI"]
SECOND_TRACK = ["RES", "RES", "MIC"]
OTHER_TRACKS = ["RHOB", "RHOB", "POR", "POR", "POR", "POR", "DT", "DT", "PEF", "DRHO", "NEU", "CILD"]
PAIR_KINDS = [FIRST_TRACK, ["GR", "SP", "NEU"], ["POR"], ["RHOB", "POR"], ["POR", "DT"], ["GR", "POR"],
              ["GR", "CALI"], ["SP", "RES", "MIC"]]
PAIR_KINDS_AT_NEED = ["GR", "POR", "NEU", "SP", "RHOB"]
STRANGER_KINDS = ("GR", "POR", "NEU", "CALI")
POINTS_PER_SAMPLE = 4


@dataclass
class Curve:
    """A curve of a track. values float [n] at the axis's sample depths; NaN: nothing is drawn."""
    mnemonic: str
    unit: str
    kind: str
    values: np.ndarray
    scale: Scale
    wraps: bool           # what leaves the track at one edge comes in again at the other
    well: str = ""
    pen: Pen = None

    @property
    def fractions(self):
        """Where the values lie across the track: 0 the left edge, 1 the right one."""
        return self.scale.fractions(self.values)


def runs_of(wanted):
    """(first, last + 1) of each run of True of a boolean array."""
    borders = np.flatnonzero(np.diff(np.concatenate([[False], wanted, [False]]).astype(int)))
    return list(zip(borders[::2].tolist(), borders[1::2].tolist()))


def lines_of(curve, track, axis):
    """The lines (x, y) on the paper in px that a curve is drawn with, one per run of values, not wrapped."""
    depths_ft, fractions = axis.sample_depths_ft, curve.fractions
    lines = []
    for first, end in runs_of(np.isfinite(fractions)):
        if end - first < 2:
            continue
        depth_ft, fraction = depths_ft[first:end], fractions[first:end]
        if curve.pen.is_rounded and end - first > 4:
            rounded = PchipInterpolator(depth_ft, fraction)
            between = np.linspace(depth_ft[:-1], depth_ft[1:], POINTS_PER_SAMPLE, endpoint=False)
            depth_ft = np.concatenate([between.T.ravel(), depth_ft[-1:]])
            fraction = rounded(depth_ft)
        lines.append((track.left_px + fraction * track.width_px, axis.row_of(depth_ft)))
    return lines


def smoothed(values, samples):
    """values as a scale shows them on which about so many samples run into one; NaN stays NaN."""
    if samples <= 1:
        return values
    is_there = np.isfinite(values)
    total = gaussian_filter1d(np.where(is_there, values, 0), samples / 2.5)
    share = gaussian_filter1d(is_there.astype(float), samples / 2.5)
    return np.where(is_there, total / np.maximum(share, 1e-9), np.nan)


def without_lone_samples(values):
    """A copy without the values that have none beside them: a line takes two."""
    is_there = np.isfinite(values)
    has_one_above = np.concatenate([[False], is_there[:-1]])
    has_one_below = np.concatenate([is_there[1:], [False]])
    values = values.copy()
    values[is_there & ~has_one_above & ~has_one_below] = np.nan
    return values


def stretch_at(recording, first, count):
    """A copy of count samples from first on; None unless most of them and both ends were recorded."""
    if first < 0 or first + count > len(recording.values):
        return None
    values = recording.values[first:first + count]
    is_there = np.isfinite(values)
    if is_there.mean() >= 0.88 and is_there[:4].all() and is_there[-4:].all():
        return values.copy()
    return None


def any_stretch(random, recording, count):
    """(first sample, values) of a stretch that was recorded; None if eight tries find none."""
    if len(recording.values) < count:
        return None
    for _ in range(8):
        first = random.randrange(0, len(recording.values) - count + 1)
        values = stretch_at(recording, first, count)
        if values is not None:
            return first, values
    return None


class CurvePicker:
    """Picks the curves of one log; no mnemonic comes twice. Most are of one well, at the same depths."""

    def __init__(self, random, scan, axis, recordings):
        self.random, self.scan, self.axis = random, scan, axis
        self.count = axis.sample_count
        self.recordings = [recording for recording in recordings if len(recording.values) >= self.count]
        self.used = set()
        self.well, self.first = self._choose_base()

    def _choose_base(self):
        """The well that most curves shall be of, and the sample that they begin with."""
        wells = sorted({recording.well for recording in self.recordings})
        curves_of = {well: [one for one in self.recordings if one.well == well] for well in wells}
        rich = [well for well in wells if len(curves_of[well]) >= 3] or wells
        for _ in range(60 if rich else 0):
            well = self.random.choice(rich)
            stretch = any_stretch(self.random, self.random.choice(curves_of[well]), self.count)
            if stretch:
                return well, stretch[0]
        return None, None

    def _candidate(self, kind, keeps_to_base):
        """(recording, values) of a kind, from the base well if it has the kind and is kept to; values may be None."""
        pool = [recording for recording in self.recordings if recording.kind == kind]
        of_base = [recording for recording in pool if recording.well == self.well]
        if of_base and keeps_to_base:
            recording = self.random.choice(of_base)
            return recording, stretch_at(recording, self.first, self.count)
        if not pool:
            return None, None
        recording = self.random.choice(pool)
        stretch = any_stretch(self.random, recording, self.count)
        return recording, stretch[1] if stretch else None

    def _curve(self, recording, values, scale_kind):
        """The curve, if its values fit a usual scale, else None."""
        values = smoothed(values, SMOOTHED_SAMPLES[self.scan.inches_per_100_ft])
        if recording.kind == "SP":
            # Its zero is wherever the engineer put it.
            values = values - np.nanmedian(values) + self.random.choice([-30, -50, -60, -40])
        if recording.kind == "RES" and scale_kind == "log":
            values = np.where(values > 0, values, np.nan)
        if np.nanstd(values) == 0 or np.isfinite(values).sum() < self.count * 0.7:
            return None
        chosen = choose_scale(self.random, recording, values, scale_kind, self.axis.first_sample)
        if chosen is None:
            return None
        return Curve(recording.mnemonic, recording.unit, recording.kind, without_lone_samples(values), *chosen,
                     well=recording.well)

    def pick(self, kinds, scale_kind, wanted):
        """Up to so many curves of some kinds, without pens."""
        curves = []
        for attempt in range(120):
            if len(curves) >= wanted:
                break
            recording, values = self._candidate(self.random.choice(kinds), attempt < 25)
            if values is None or recording.mnemonic in self.used:
                continue
            curve = self._curve(recording, values, scale_kind)
            if curve:
                self.used.add(curve.mnemonic)
                curves.append(curve)
        return curves


def pick_pair(picker):
    curves = picker.pick(picker.random.choice(PAIR_KINDS), "linear", 2)
    if len(curves) < 2:
        curves += picker.pick(PAIR_KINDS_AT_NEED, "linear", 2 - len(curves))
    return curves


def on_one_scale(curves):
    """Those that fit on the scale of the first: a logarithmic grid is drawn for one scale."""
    kept = curves[:1]
    for curve in curves[1:]:
        curve.scale, curve.wraps = kept[0].scale, False
        fractions = curve.fractions
        if np.nanmean((fractions < 0) | (fractions > 1)) < 0.12:
            kept.append(curve)
    return kept


def pick_resistivities(picker, kinds_at_need):
    """(scale kind, curves) of the second track."""
    random = picker.random
    kind = "log" if random.random() < 0.8 else "linear"
    curves = picker.pick(SECOND_TRACK, kind, random.choice([1, 2, 2, 3]))
    if not curves:
        return "linear", picker.pick(kinds_at_need, "linear", 1)
    return kind, on_one_scale(curves) if kind == "log" else curves


def fill_tracks(random, scan, axis, tracks, recordings):
    """Gives the tracks of curves theirs, pens included. False if there were too few that fit."""
    picker = CurvePicker(random, scan, axis, recordings)
    others = OTHER_TRACKS + (["TENS"] if random.random() < 0.2 else [])
    for number, track in enumerate(tracks, 1):
        if scan.preset == "two_curve":
            track.curves = pick_pair(picker)
        elif number == 1:
            track.curves = picker.pick(FIRST_TRACK, "linear", random.choice([1, 2, 2, 3]))
        elif number == 2:
            track.scale_kind, track.curves = pick_resistivities(picker, others)
        else:
            wanted = [1, 2, 2, 3] if scan.preset != "crowded" else [4, 5]
            track.curves = picker.pick(others, "linear", random.choice(wanted))
        if len(track.curves) < (2 if scan.preset == "two_curve" else 1):
            return False
        pens = choose_pens(random, scan, [curve.wraps for curve in track.curves], number)
        for curve, pen in zip(track.curves, pens):
            curve.pen = pen
    return True


def add_stranger(random, scan, axis, track, recordings):
    """Draws a curve into a track that the layout says nothing about, in a style of its own, if there is one left."""
    taken = {curve.pen.style for curve in track.curves}
    free = [style for style in STYLES if style not in taken]
    pool = [recording for recording in recordings
            if recording.kind in STRANGER_KINDS and len(recording.values) >= axis.sample_count]
    stretch = any_stretch(random, random.choice(pool), axis.sample_count) if free and pool else None
    if not stretch:
        return
    values = smoothed(stretch[1], SMOOTHED_SAMPLES[scan.inches_per_100_ft])
    low, high = np.nanpercentile(values, [0, 100])
    values = (values - low) / (high - low + 1e-9) * 0.5 + random.uniform(0.05, 0.45)
    scale = Scale(0, 1, "linear")
    if track.scale_kind == "log":
        values, scale = 10.0 ** values, Scale(1, 10, "log")
    style = random.choice(free)
    width_px = max(1.5, random.uniform(0.25, 0.45) * scan.px_per_mm)
    pen = Pen(style, "medium", width_px, *choose_dashes(random, style, width_px, scan.px_per_mm))
    track.strangers.append(Curve("XX", "", "", values, scale, False, pen=pen))
