"""The printed form: tracks, grid lines, depth numbers, and how they are drawn."""
import math
from dataclasses import dataclass, field

from depth import is_multiple
from pens import BLACK


@dataclass
class Track:
    """A track of curves, or the one of the depth numbers. Places are on the paper."""
    is_depth: bool
    left_px: float
    width_px: float
    scale_kind: str = "linear"
    curves: list = field(default_factory=list)
    strangers: list = field(default_factory=list)   # drawn, but not in the layout

    @property
    def right_px(self):
        return self.left_px + self.width_px


@dataclass
class Grid:
    """The lines of the tracks. Colours are red, green and blue in 0..1."""
    closes_ends: bool          # a line across all tracks where the log begins and where it ends
    line_steps_ft: tuple       # of fine, middle and main lines
    divisions: int             # across a linear track
    line_widths_px: list       # of fine, middle and main lines
    edge_width_px: float
    fine_colour: tuple
    main_colour: tuple
    fine_dashes_px: list       # empty: solid


@dataclass
class DepthNumbers:
    step_ft: int
    turn: float                # radians
    size_px: float
    font: str
    is_bold: bool
    has_ticks: bool            # beside the numbers, at the middle lines


CURVES, DEPTHS = False, True
# Kind and width in inches of each track, from left to right.
PAIR_FORMS = [[(CURVES, 2.5), (DEPTHS, 0.75)], [(DEPTHS, 0.75), (CURVES, 2.5)], [(DEPTHS, 0.6), (CURVES, 3.0)]]
PAIR_WIDTHS = [2.5, 2.5, 2.4, 2.0, 3.0, 1.75, 3.5]
COMMON_FORM = [(CURVES, 2.5), (DEPTHS, 0.75), (CURVES, 2.5), (CURVES, 2.5)]
# The common form stands here twice: otherwise the seeds of earlier measurements would draw other logs.
FULL_FORMS = [
    COMMON_FORM,
    [(CURVES, 2.4), (DEPTHS, 0.8), (CURVES, 2.4), (CURVES, 2.4)],
    [(CURVES, 2.5), (DEPTHS, 0.75), (CURVES, 5.0)],
    [(DEPTHS, 0.9), (CURVES, 1.75), (CURVES, 1.75), (CURVES, 1.75)],
    [(CURVES, 1.75), (DEPTHS, 0.7), (CURVES, 1.75), (CURVES, 1.75)],
    COMMON_FORM,
]
FULL_FORM_WEIGHTS = [4, 3, 1.3, 0.7, 1, 2]

LINE_STEPS_FT = {
    5: [(2, 10, 50), (2, 10, 50), (2, 10, 100), (1, 5, 10), (5, 25, 50), (10, 50, 100)],
    2: [(10, 50, 100)],
    1: [(10, 50, 100), (20, 100, 500)],
}
LINE_WIDTHS_MM = [(0.1, 0.16, 0.3), (0.13, 0.2, 0.35), (0.16, 0.25, 0.5), (0.1, 0.1, 0.2)]
# Fine and main lines: green, orange and blue print.
COLOURED_LINES = [((0.45, 0.75, 0.5), (0.3, 0.65, 0.4)), ((0.95, 0.7, 0.45), (0.9, 0.55, 0.3)),
                  ((0.6, 0.75, 0.9), (0.4, 0.6, 0.85))]
CLOSEST_LINES_PX = 8


def choose_form(random, preset):
    """[(is_depth, width in inches)] from left to right."""
    if preset != "two_curve":
        return random.choices(FULL_FORMS, FULL_FORM_WEIGHTS)[0]
    if random.random() < 0.6:
        return [(CURVES, random.choice(PAIR_WIDTHS))]
    return random.choice(PAIR_FORMS)


def choose_tracks(random, scan, margin_px):
    """The tracks, still empty, and the width of the paper in px. margin_px: columns that bending and skew need."""
    form = choose_form(random, scan.preset)
    left_margin_px = random.uniform(0.15, 0.7) * scan.dpi + margin_px
    right_margin_px = random.uniform(0.15, 0.7) * scan.dpi + margin_px
    gap_px = random.choice([0, 0, 0, 0.04]) * scan.dpi
    tracks, left_px = [], left_margin_px
    for is_depth, width_in in form:
        tracks.append(Track(is_depth, left_px, width_in * scan.dpi))
        left_px += width_in * scan.dpi + gap_px
    return tracks, int(left_px - gap_px + right_margin_px)


def choose_line_steps_ft(random, scan):
    choices = LINE_STEPS_FT[scan.inches_per_100_ft]
    steps = random.choice(choices) if len(choices) > 1 else choices[0]
    if steps[0] * scan.px_per_ft < CLOSEST_LINES_PX:
        return steps[1], steps[2], steps[2]
    return steps


def choose_line_colours(random, mode):
    """Colours of the fine and of the main lines."""
    draw = random.random()
    if draw < 0.25:
        gray = random.uniform(0.25, 0.6)
        return (gray,) * 3, (gray * 0.6,) * 3
    if draw < 0.42 and mode == "colour":
        return random.choice(COLOURED_LINES)
    if draw < 0.34:
        return (random.uniform(0.5, 0.75),) * 3, (0.3,) * 3
    return BLACK, BLACK


def choose_grid(random, scan, axis):
    closes_ends = not axis.is_cut and random.random() < 0.7
    line_steps_ft = choose_line_steps_ft(random, scan)
    divisions = random.choices([10, 20, 5, 4], [8, 1, 1, 0.5])[0]
    thinnest_px = 1.05 if scan.hardness == "clean" else 0.95
    widths_px = [max(thinnest_px, width_mm * scan.px_per_mm) for width_mm in random.choice(LINE_WIDTHS_MM)]
    edge_width_px = widths_px[2] * random.uniform(0.8, 1.2)
    fine_colour, main_colour = choose_line_colours(random, scan.mode)
    dashes_px = [1.5 * scan.px_per_mm / 4, 2.5 * scan.px_per_mm / 4]
    fine_dashes_px = random.choice([[]] * 6 + [dashes_px])
    return Grid(closes_ends, line_steps_ft, divisions, widths_px, edge_width_px, fine_colour, main_colour,
                fine_dashes_px)


def choose_depth_numbers(random, scan, axis, tracks):
    step_ft = random.choice([50, 100]) if scan.inches_per_100_ft == 5 else 100
    if scan.preset == "sheet" and (axis.base_ft - axis.top_ft) / step_ft < 4:
        # A reader who is told no ties needs numbers enough to find them.
        step_ft = 50
    turn = random.choice([0, 0, math.pi / 2, -math.pi / 2])
    size_px = random.uniform(0.1, 0.14) * scan.dpi
    if any(track.is_depth and track.width_px < 0.7 * scan.dpi for track in tracks):
        size_px = min(size_px, 0.11 * scan.dpi)
    font = random.choice(["sans-serif", "monospace", "serif"])
    return DepthNumbers(step_ft, turn, size_px, font, is_bold=random.random() < 0.4, has_ticks=random.random() < 0.6)


def dashes_of(grid, width_px):
    """Only lines as thin as the finest are dashed, on forms that have dashes."""
    return grid.fine_dashes_px if width_px == grid.line_widths_px[0] else []


def draw_depth_lines(canvas, log, track):
    """The lines across a track of curves, at the multiples of the steps."""
    fine_ft, middle_ft, main_ft = log.grid.line_steps_ft
    fine_px, middle_px, main_px = log.grid.line_widths_px
    for depth_ft in log.axis.drawn_multiples(fine_ft):
        width_px, colour = fine_px, log.grid.fine_colour
        if is_multiple(depth_ft, main_ft):
            width_px, colour = main_px, log.grid.main_colour
        elif is_multiple(depth_ft, middle_ft):
            width_px, colour = middle_px, log.grid.main_colour
        row = log.axis.row_of(depth_ft)
        canvas.line(track.left_px, row, track.right_px, row, width_px, colour, dashes_of(log.grid, width_px))


def log_lines(grid, scale):
    """(fraction of the track, width, colour, dashes) of the lines 1 to 9 of each decade of a logarithmic scale."""
    low, high = sorted((scale.left, scale.right))
    exponent = math.floor(math.log10(low) + 1e-9)
    while 10 ** exponent < high * 1.0001:
        for factor in range(1, 10):
            value = factor * 10 ** exponent
            if value < low * 0.999 or value > high * 1.001:
                continue
            if factor == 1:
                yield scale.fractions(value), grid.line_widths_px[2] * 0.8, grid.main_colour, []
            else:
                yield scale.fractions(value), grid.line_widths_px[0], grid.fine_colour, grid.fine_dashes_px
        exponent += 1


def linear_lines(grid):
    """The same of the lines that part a linear track; the one in its middle stands out."""
    for division in range(1, grid.divisions):
        is_middle = 2 * division == grid.divisions
        width_px = grid.line_widths_px[1 if is_middle else 0]
        colour = grid.main_colour if is_middle else grid.fine_colour
        yield division / grid.divisions, width_px, colour, dashes_of(grid, width_px)


def draw_value_lines(canvas, log, track):
    """The lines down a track of curves, its edges last."""
    first, last = log.axis.row_of(log.axis.drawn_top_ft), log.axis.row_of(log.axis.drawn_base_ft)
    is_log = track.scale_kind == "log"
    for fraction, width_px, colour, dashes_px in (
            log_lines(log.grid, track.curves[0].scale) if is_log else linear_lines(log.grid)):
        column = track.left_px + fraction * track.width_px
        canvas.line(column, first, column, last, width_px, colour, dashes_px)
    for column in (track.left_px, track.right_px):
        canvas.line(column, first, column, last, log.grid.edge_width_px, log.grid.main_colour)


def draw_depth_track(canvas, log, track):
    """The numbers, none of them cut by the ends of the log, and the ticks."""
    axis, numbers = log.axis, log.numbers
    clearance_px = 0.08 * log.scan.dpi
    first, last = axis.row_of(axis.drawn_top_ft) + clearance_px, axis.row_of(axis.drawn_base_ft) - clearance_px
    for depth_ft in axis.drawn_multiples(numbers.step_ft):
        row = axis.row_of(depth_ft)
        if first <= row <= last:
            canvas.text((track.left_px + track.right_px) / 2, row, str(depth_ft), numbers.size_px, font=numbers.font,
                        is_bold=numbers.is_bold, turn=numbers.turn)
    if not numbers.has_ticks:
        return
    tick_px, width_px, colour = 0.07 * log.scan.dpi, log.grid.line_widths_px[1], log.grid.main_colour
    for depth_ft in axis.drawn_multiples(log.grid.line_steps_ft[1]):
        row = axis.row_of(depth_ft)
        canvas.line(track.left_px, row, track.left_px + tick_px, row, width_px, colour)
        canvas.line(track.right_px - tick_px, row, track.right_px, row, width_px, colour)


def draw_form(canvas, log):
    """All that is printed before the curves are drawn, but for the header."""
    for track in log.tracks:
        if track.is_depth:
            draw_depth_track(canvas, log, track)
        else:
            draw_depth_lines(canvas, log, track)
            draw_value_lines(canvas, log, track)
    if not log.grid.closes_ends:
        return
    for depth_ft in (log.axis.drawn_top_ft, log.axis.drawn_base_ft):
        row = log.axis.row_of(depth_ft)
        canvas.line(log.tracks[0].left_px, row, log.tracks[-1].right_px, row, log.grid.edge_width_px,
                    log.grid.main_colour)
