"""Drawing with cairo on paper that is bent: lines, text, and curves. All places are on the paper, in px."""
import math

import cairo
import numpy as np

from curves import lines_of
from pens import BLACK

CAPS = {"butt": cairo.LINE_CAP_BUTT, "round": cairo.LINE_CAP_ROUND}
JOINS = {"round": cairo.LINE_JOIN_ROUND, "bevel": cairo.LINE_JOIN_BEVEL, "miter": cairo.LINE_JOIN_MITER}
# Straight lines are bent at points no further apart than this.
LINE_PIECE_PX = 60
# How far the sides of a track go on above and below the scan when a curve is cut off at them.
CLIP_OVERHANG_PX = 300


class Canvas:
    """A picture of paper, of what is drawn on it."""

    def __init__(self, paper, scan):
        self.paper = paper
        self.size = scan.height_px, scan.width_px
        self.surface = cairo.ImageSurface(cairo.FORMAT_RGB24, scan.width_px, scan.height_px)
        self.context = cairo.Context(self.surface)
        self.context.set_antialias(cairo.ANTIALIAS_BEST)
        self.context.set_source_rgb(*scan.paper_colour)
        self.context.paint()

    def pixels(self):
        """float32 [height, width, 3] of red, green and blue in 0..1."""
        self.surface.flush()
        height_px, width_px = self.size
        stored = np.ndarray((height_px, self.surface.get_stride() // 4, 4), np.uint8, self.surface.get_data())
        return stored[:, :width_px, 2::-1].astype(np.float32) / 255

    def line(self, x0, y0, x1, y1, width_px, colour=BLACK, dashes_px=()):
        """A line that is straight on the paper."""
        pieces = max(2, int(max(abs(x1 - x0), abs(y1 - y0)) / LINE_PIECE_PX) + 2)
        self.context.set_source_rgb(*colour)
        self.context.set_line_width(width_px)
        self.context.set_line_cap(cairo.LINE_CAP_BUTT)
        self.context.set_dash(list(dashes_px))
        trace(self.context, *self.paper.to_scan(np.linspace(x0, x1, pieces), np.linspace(y0, y1, pieces)))
        self.context.stroke()

    def text(self, x, y, words, size_px, anchor=0.5, turn=0, font="sans-serif", is_bold=False, is_italic=False):
        """Black words about the height y; anchor: the share of them left of x. turn: radians. Returns their width."""
        context = self.context
        context.select_font_face(font, cairo.FONT_SLANT_ITALIC if is_italic else cairo.FONT_SLANT_NORMAL,
                                 cairo.FONT_WEIGHT_BOLD if is_bold else cairo.FONT_WEIGHT_NORMAL)
        context.set_font_size(size_px)
        extents = context.text_extents(words)
        scan_x, scan_y = self.paper.to_scan(x, y)
        context.save()
        context.translate(float(scan_x), float(scan_y))
        context.rotate(self.paper.skew + turn)
        context.set_source_rgb(*BLACK)
        context.move_to(-anchor * extents.width - extents.x_bearing, -extents.y_bearing - extents.height / 2)
        context.show_text(words)
        context.restore()
        return extents.width

    def pen_sample(self, pen, x0, x1, y):
        """A piece of the line that a pen draws, as headers show it."""
        context = self.context
        context.save()
        context.set_source_rgb(*pen.ink)
        context.set_line_width(pen.width_px)
        context.set_dash(pen.dashes_px)
        context.set_line_cap(CAPS[pen.cap])
        trace(context, *self.paper.to_scan([x0, x1], [y, y]))
        context.stroke()
        context.restore()

    def scrawl(self, x, y, width_px):
        """A line by hand through places x, y: 1 + 3 n of them, each three a bend; what is over is left out."""
        context = self.context
        x, y = self.paper.to_scan(x, y)
        context.set_source_rgb(*BLACK)
        context.set_line_width(width_px)
        context.set_dash([])
        context.set_line_join(cairo.LINE_JOIN_ROUND)
        context.move_to(x[0], y[0])
        for at in range(1, len(x) - 2, 3):
            context.curve_to(x[at], y[at], x[at + 1], y[at + 1], x[at + 2], y[at + 2])
        context.stroke()

    def curve(self, log, track, curve):
        self.context.set_source_rgb(*curve.pen.ink)
        draw_curve(self.context, log, track, curve)


def trace(context, x, y):
    """Makes a path of places in the scan."""
    context.move_to(x[0], y[0])
    for next_x, next_y in zip(x[1:].tolist(), y[1:].tolist()):
        context.line_to(next_x, next_y)


def clip_to_track(context, paper, track, beyond_px):
    """Lets nothing be drawn but within a track and so many px beyond its edges."""
    rows = np.linspace(-CLIP_OVERHANG_PX, paper.height_px + CLIP_OVERHANG_PX, 80)
    left_x, left_y = paper.to_scan(track.left_px - beyond_px, rows)
    right_x, right_y = paper.to_scan(track.right_px + beyond_px, rows)
    context.new_path()
    trace(context, np.concatenate([left_x, right_x[::-1]]), np.concatenate([left_y, right_y[::-1]]))
    context.close_path()
    context.clip()


def lanes_of(track, curve, x):
    """The lanes that a line at columns x runs through: 0 the track itself, 1 what comes in again at its left."""
    if not curve.wraps:
        return [0]
    fractions = (x - track.left_px) / track.width_px
    return range(math.floor(fractions.min()), math.floor(fractions.max()) + 1)


def draw_curve(context, log, track, curve, is_whole=False):
    """Draws a curve with its pen, in the colour that is set; whole: solid, and what wraps goes on beyond the track."""
    pen = curve.pen
    goes_on = is_whole and curve.wraps
    context.save()
    if not goes_on:
        clip_to_track(context, log.paper, track, 0 if curve.wraps else pen.width_px / 2)
    context.set_line_width(pen.width_px)
    context.set_line_join(JOINS[pen.join])
    context.set_miter_limit(3)
    context.set_dash([] if is_whole else pen.dashes_px)
    context.set_line_cap(CAPS["butt" if is_whole else pen.cap])
    for x, y in lines_of(curve, track, log.axis):
        lanes = [0] if goes_on else lanes_of(track, curve, x)
        if pen.stops_at_edges:
            x = np.clip(x, track.left_px, track.right_px)
        for lane in lanes:
            trace(context, *log.paper.to_scan(x - lane * track.width_px, y))
            context.stroke()
    context.restore()


def ink_of(log, track, curve, is_whole=False, left_px=0, right_px=0):
    """The ink of a curve alone: uint8 [height, left_px + width + right_px], the share of each pixel, 255 all.

    left_px, right_px: columns beside the scan.
    """
    height_px, width_px = log.scan.height_px, left_px + log.scan.width_px + right_px
    surface = cairo.ImageSurface(cairo.FORMAT_A8, width_px, height_px)
    context = cairo.Context(surface)
    context.set_antialias(cairo.ANTIALIAS_BEST)
    context.translate(left_px, 0)
    draw_curve(context, log, track, curve, is_whole)
    surface.flush()
    stored = np.ndarray((height_px, surface.get_stride()), np.uint8, surface.get_data())
    return stored[:, :width_px].copy()
