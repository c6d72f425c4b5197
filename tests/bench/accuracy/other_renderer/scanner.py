"""Scanning: from the picture that was drawn to the pixels of the file."""
from dataclasses import replace

import numpy as np
from PIL import Image

from canvas import ink_of
from damage import damaged

LUMINANCE = np.array([0.299, 0.587, 0.114], np.float32)
# Of the ink of each curve so much must be black in a bilevel scan.
LEAST_VISIBLE = 0.75
# Ink of a curve that counts: more than half of a pixel's, less of thin ones, which have few such.
INKED, INKED_OF_THIN, THIN_PX = 140, 90, 1.5


def damages_of(log):
    """The damages of the scan; a copy of a logarithmic grid in heavy lines would be all black."""
    is_log = any(track.scale_kind == "log" for track in log.tracks)
    if is_log and log.grid.line_widths_px[0] > 0.11 * log.scan.px_per_mm:
        return log.scan.damages - {"copy"}
    return log.scan.damages


def scanned(log, picture, random, noise):
    """One scan of a picture, float32 [height, width, 3] in 0..1: uint8 [height, width] or [height, width, 3].

    Of a bilevel scan bool [height, width], True white.
    """
    scan = log.scan
    if scan.mode != "colour":
        picture = (picture @ LUMINANCE)[..., None]
    if scan.hardness == "clean":
        if scan.mode == "bilevel":
            return picture[..., 0] > 1 - scan.ink_threshold
        return (picture.squeeze() * 255 + 0.5).astype(np.uint8)
    ink = damaged(1 - picture, random, noise, scan, damages_of(log))
    if scan.mode == "bilevel":
        return ~(ink[..., 0] > scan.ink_threshold)
    paper_darkness = random.uniform(0.0, 0.12) if scan.mode == "gray" else 0
    contrast = random.uniform(0.85, 1)
    brightness = np.clip(1 - paper_darkness - ink * (1 - paper_darkness) * contrast, 0, 1)
    return (brightness.squeeze() * 255 + 0.5).astype(np.uint8)


def curve_pixels(log):
    """The pixels (rows, columns) that the curves of the layout ink, one entry per curve."""
    return [np.nonzero(ink_of(log, track, curve) > (INKED if curve.pen.width_px > THIN_PX else INKED_OF_THIN))
            for track, curve in log.traced]


def least_visible(pixels, curves):
    """The share of its pixels that are black, of the curve that has the least."""
    return min(float((~pixels[curve]).mean()) if len(curve[0]) else 1 for curve in curves)


def scan_legibly(log, picture, random, noise):
    """(pixels as of scanned(), the least share of a curve that can be seen).

    A person turns the knob of a bilevel scanner until the curves can be seen, and so does this, with the same damages:
    to a lower threshold, and of hard scans to fewer damages where that is not enough. Changes log.scan accordingly.
    """
    if log.scan.mode != "bilevel":
        return scanned(log, picture, random, noise), 1.0
    curves = curve_pixels(log)
    choices, field = random.getstate(), noise.bit_generator.state

    def try_thresholds(count, step):
        """Scans with ever lower thresholds, count times at most."""
        for _ in range(count):
            random.setstate(choices)
            noise.bit_generator.state = field
            pixels = scanned(log, picture, random, noise)
            visible = least_visible(pixels, curves)
            if visible > LEAST_VISIBLE:
                break
            log.scan = replace(log.scan, ink_threshold=log.scan.ink_threshold - step)
        return pixels, visible

    pixels, visible = try_thresholds(7, 0.05 if log.scan.hardness == "clean" else 0.035)
    if log.scan.hardness == "hard" and (visible <= LEAST_VISIBLE or log.scan.ink_threshold < 0.30):
        log.scan = replace(log.scan, damages=log.scan.damages - {"fade", "copy", "stain"}, ink_threshold=0.40)
        pixels, visible = try_thresholds(5, 0.035)
    return pixels, visible


def save_scan(log, pixels, random, folder):
    """Writes scan.tif, scan.png or scan.jpg; returns its name."""
    if log.scan.mode == "bilevel":
        name = random.choices(["scan.tif", "scan.png"], [5, 1])[0]
        options = {"scan.tif": {"compression": "group4"}, "scan.png": {}}[name]
    else:
        is_clean = log.scan.hardness == "clean"
        name = random.choice(["scan.tif", "scan.png"] if is_clean else ["scan.jpg", "scan.jpg", "scan.tif"])
        options = {}
        if name == "scan.jpg":
            options = {"quality": random.randint(45, 88)}
        elif name == "scan.tif":
            options = {"compression": "tiff_lzw"}
    Image.fromarray(pixels).save(folder / name, dpi=(log.scan.dpi, log.scan.dpi), **options)
    return name
