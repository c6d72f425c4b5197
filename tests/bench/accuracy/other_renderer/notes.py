"""What people write on a log: the name of a curve beside it, remarks, scribbles."""
import math
from dataclasses import dataclass

import numpy as np

REMARKS = ["RUN 2", "LOSS OF MUD", "T.D.", "x150", "BACKUP", "DST #1", "TOP SAND"]
# Labels keep so far from the upper and lower end of the scan.
LABEL_MARGIN_PX = 60
REMARK_MARGIN_PX = 100


@dataclass
class Notes:
    label_share: float    # of the curves
    remark_share: float   # of the tracks
    font: str


def choose_notes(random, hardness):
    label_share = 0.25 if random.random() < 0.4 else 0
    remark_share = 0.35 if hardness != "clean" and random.random() < 0.5 else 0
    return Notes(label_share, remark_share, random.choice(["sans-serif", "serif"]))


def draw_label(canvas, log, random, track, curve):
    """The mnemonic beside a place that the curve passes, and a stroke from there to it."""
    sample = random.randrange(log.axis.sample_count)
    fraction = curve.fractions[sample]
    if not np.isfinite(fraction) or not 0 < fraction < 1:
        return
    column, row = track.left_px + fraction * track.width_px, log.axis.row_of(log.axis.sample_depths_ft[sample])
    if not LABEL_MARGIN_PX < row < log.scan.height_px - LABEL_MARGIN_PX:
        return
    side, anchor = (1, 0) if fraction < 0.6 else (-1, 1)
    dpi = log.scan.dpi
    canvas.text(column + side * 0.14 * dpi, row, curve.mnemonic, 0.085 * dpi, anchor=anchor, font=log.notes.font,
                is_italic=True)
    canvas.line(column + side * 0.02 * dpi, row, column + side * 0.12 * dpi, row, max(1, 0.15 * log.scan.px_per_mm))


def draw_scribble(canvas, log, random, x, y):
    """Loops that go on to the right."""
    size_px = random.uniform(0.06, 0.12) * log.scan.dpi
    loops = random.randint(4, 9)
    places = []
    for sixth in range(6 * loops):
        angle = sixth / 6 * 2 * math.pi
        across = 0.55 * sixth / 6 + 0.45 * math.cos(angle + random.uniform(-0.3, 0.3))
        places.append((x + size_px * across, y + size_px * random.uniform(0.5, 1) * 0.6 * math.sin(angle)))
    canvas.scrawl(*zip(*places), max(1.2, 0.3 * log.scan.px_per_mm))


def draw_remark(canvas, log, random, track):
    first, last = log.axis.row_of(log.axis.drawn_top_ft), log.axis.row_of(log.axis.drawn_base_ft)
    row = random.uniform(float(first) + REMARK_MARGIN_PX, float(last) - REMARK_MARGIN_PX)
    column = track.left_px + random.uniform(0.1, 0.6) * track.width_px
    if random.random() >= 0.6:
        draw_scribble(canvas, log, random, column, row)
        return
    words = random.choice([f"CSG @ {int(log.axis.depth_of(row))}"] + REMARKS)
    canvas.text(column, row, words, 0.1 * log.scan.dpi, anchor=0, font=log.notes.font, is_italic=True,
                turn=random.choice([0, 0, -0.1, math.pi / 2]))


def draw_notes(canvas, log, random):
    for track in log.curve_tracks:
        for curve in track.curves:
            if random.random() < log.notes.label_share:
                draw_label(canvas, log, random, track, curve)
        if random.random() < log.notes.remark_share:
            draw_remark(canvas, log, random, track)
