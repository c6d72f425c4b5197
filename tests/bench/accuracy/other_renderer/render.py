#!/usr/bin/env python3
"""Draws synthetic scans of paper well logs, apart from the program's own generator; README.md says why.

Each log becomes a folder log_NNNN: the scan, layout.json, truth.las, and ceiling.las with what the centre of the
clean ink gives at best. Prints a line per log: what was drawn, the least share of a curve's ink that the scan shows,
the share of each curve's depths at which the ceiling is within 1 % of the track of the truth (ceil1%), and the median
distance and offset of the ink from layout and truth in px, with the share of the depths that were compared (dx).
Exit: 1 if any of them is off by half a pixel or more.

Needs python3-cairo, python3-numpy, python3-scipy and python3-pil.
"""
import argparse
import math
import sys
from pathlib import Path

import numpy as np

import las
import selfcheck
from canvas import Canvas
from ceiling import ceiling_values, true_values
from forms import draw_form
from header import draw_header
from layout import layout_of, write_layout
from log import choose_log
from notes import draw_notes
from scan import HARDNESSES, PRESETS
from scanner import save_scan, scan_legibly
from wells import load_recordings

DEFAULT_ROWS = 2200


def draw_picture(log, random):
    """The log on its paper before it is scanned: float32 [height, width, 3] in 0..1."""
    canvas = Canvas(log.paper, log.scan)
    draw_form(canvas, log)
    in_any_order = log.drawn
    random.shuffle(in_any_order)
    for track, curve in in_any_order:
        canvas.curve(log, track, curve)
    draw_notes(canvas, log, random)
    if log.scan.preset == "sheet":
        draw_header(canvas, log, random)
    return canvas.pixels()


def share_within_one_percent(curve, truth, ceiling):
    error = np.abs(curve.scale.fractions(ceiling) - curve.scale.fractions(truth))
    return np.mean(error[np.isfinite(truth)] < 0.01)


def write_curves(log, folder):
    """Writes truth.las and ceiling.las; returns what there is to say about each curve."""
    truths, ceilings, reports = [], [], []
    for track, curve in log.traced:
        truth = true_values(log, track, curve)
        ceiling = np.where(np.isfinite(truth), ceiling_values(log, track, curve), np.nan)
        about = (curve.mnemonic, curve.unit, f"{curve.pen.style} from {curve.well}")
        truths.append((*about, truth))
        ceilings.append((*about, ceiling))
        reports.append(f"{curve.mnemonic} {curve.pen.style}{' wrap' if curve.wraps else ''} "
                       f"w{curve.pen.width_px:.1f} ceil1%={share_within_one_percent(curve, truth, ceiling):.2f}")
    for name, columns, note in (("truth.las", truths, "truth"),
                                ("ceiling.las", ceilings, "row centroid of the clean ink")):
        las.write(folder / name, log.axis.truth_depths_ft, log.axis.step_ft, log.well, columns, note)
    return reports


def report_line(name, log, visible, curve_reports, findings):
    scan = log.scan
    strange = [number for number, track in enumerate(log.curve_tracks, 1) if track.strangers]
    parts = [f"{name} {scan.hardness} {scan.preset} dpi {scan.dpi} {scan.inches_per_100_ft} in {scan.mode} "
             f"{scan.width_px}x{scan.height_px} skew {math.degrees(log.paper.skew):.2f} "
             f"{','.join(sorted(scan.damages))}",
             f"visible {visible:.2f}",
             f"STRANGER in track {strange}" if strange else "",
             "|", "; ".join(curve_reports),
             "| dx", " ".join(f"{one.mnemonic} {one.median_distance_px:.2f}"
                              f"({one.median_offset_px:+.2f},{one.share:.2f})" for one in findings),
             "BAD" if any(one.is_bad for one in findings) else ""]
    return " ".join(parts)


def render(out, number, hardness, options, recordings):
    """Draws one log and checks it; returns the number of curves that are off."""
    log, random, noise = choose_log(number, options.seed, options.preset, hardness, options.rows, recordings)
    picture = draw_picture(log, random)
    pixels, visible = scan_legibly(log, picture, random, noise)
    folder = out / f"log_{number:04d}"
    folder.mkdir(parents=True, exist_ok=True)
    for earlier in folder.glob("scan.*"):
        earlier.unlink()
    raster = save_scan(log, pixels, random, folder)
    write_layout(folder / "layout.json", layout_of(log, raster))
    curve_reports = write_curves(log, folder)
    findings = selfcheck.check(log, folder)
    print(report_line(folder.name, log, visible, curve_reports, findings), flush=True)
    return sum(one.is_bad for one in findings)


def parse_arguments():
    parser = argparse.ArgumentParser(description="Draws synthetic scans of paper well logs.")
    parser.add_argument("--wells", type=Path, required=True, help="folder of LAS files whose curves are drawn")
    parser.add_argument("--out", type=Path, required=True, help="folder for the logs")
    parser.add_argument("--count", type=int, default=4, help="number of logs")
    parser.add_argument("--only", type=int, help="draw only the log of this number")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--preset", choices=PRESETS, default="three_track")
    parser.add_argument("--hardness", choices=[*HARDNESSES, "mixed"], default="clean", help="mixed: all in turn")
    parser.add_argument("--rows", type=int, default=DEFAULT_ROWS, help="height in px; sheets have their own")
    return parser.parse_args()


def main():
    options = parse_arguments()
    recordings = load_recordings(options.wells)
    bad = 0
    for number in [options.only] if options.only else range(1, options.count + 1):
        hardness = HARDNESSES[number % 3] if options.hardness == "mixed" else options.hardness
        bad += render(options.out, number, hardness, options, recordings)
    print("self-check failures", bad)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
