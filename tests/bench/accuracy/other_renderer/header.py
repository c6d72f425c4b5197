"""The header of a full sheet: title, well, and a box per track with names and scales of its curves."""
from dataclasses import dataclass

TITLES = ["DUAL INDUCTION LOG", "COMPENSATED DENSITY NEUTRON", "ELECTRICAL SURVEY", "GAMMA RAY NEUTRON LOG",
          "COMPOSITE LOG"]
SERVICES = ["PRAIRIE WIRELINE", "ATLANTIC LOGGING CO.", "WELEX", "BASIN SURVEYS INC."]
LONG_NAMES = {"GR": "GAMMA RAY", "SP": "SP", "CALI": "CALIPER", "RHOB": "DENSITY", "DT": "SONIC"}
MOST_CURVES = 3
# Sizes in inches.
SERVICE_LINE, TITLE_LINE, WELL_LINE = 0.42, 0.22, 0.2
LETTERS = 0.085


@dataclass
class HeaderPlace:
    """Where the header lies, in px; without a sheet there is none, and only the first two are set."""
    curve_height_px: float     # of a curve in a box
    well_line_count: int
    top: float = 0.0
    boxes_top: float = 0.0
    boxes_bottom: float = 0.0
    tail_height_px: float = 0.0   # the boxes stand below the log once more; 0: they do not


@dataclass
class HeaderStyle:
    font: str
    service: str
    names_stand_above: bool    # names above, values at the ends of the line; else values and name above the line
    curves_are_at_top: bool    # of their box
    has_long_names: bool


def choose_place(random, scan, margin_px):
    """margin_px: rows above and below that bending and skew need."""
    curve_height_px = random.uniform(0.3, 0.38) * scan.dpi
    place = HeaderPlace(curve_height_px, random.randint(3, 5))
    if scan.preset != "sheet":
        return place
    place.top = margin_px + 0.1 * scan.dpi
    text_height_px = (0.75 + WELL_LINE * place.well_line_count + 0.1) * scan.dpi
    place.boxes_top = place.top + text_height_px + random.uniform(0.05, 0.4) * scan.dpi
    place.boxes_bottom = place.boxes_top + 0.1 * scan.dpi + MOST_CURVES * curve_height_px
    if random.random() < 0.3:
        place.tail_height_px = place.boxes_bottom - place.boxes_top + 0.1 * scan.dpi
    return place


def choose_style(random):
    return HeaderStyle(font=random.choice(["sans-serif", "sans-serif", "serif", "monospace"]),
                       service=random.choice(SERVICES),
                       names_stand_above=random.choice([True, False]),
                       curves_are_at_top=random.choice([True, False]),
                       has_long_names=random.random() < 0.3)


def choose_well(random):
    """Names as layouts and LAS files have them."""
    return {
        "WELL": random.choice(["MILLER", "KOEHN", "POTTS", "UNRUH"]) + f" #{random.randint(1, 9)}",
        "COMP": random.choice(["BLACK STONE OIL", "HALE PETROLEUM CORP.", "RED FORK DRILLING"]),
        "FLD": random.choice(["WILDCAT", "EAST GOFF", "SPIVEY"]),
        "LOC": f"SE SE {random.randint(1, 36)}-{random.randint(1, 33)}S-{random.randint(1, 20)}E",
        "DATE": f"{random.randint(1, 12)}/{random.randint(1, 28)}/{random.randint(58, 89)}",
    }


def frame_width_px(scan):
    return max(1.3, 0.3 * scan.px_per_mm)


def draw_frame(canvas, scan, left, top, right, bottom):
    width_px = frame_width_px(scan)
    for column in (left, right):
        canvas.line(column, top, column, bottom, width_px)
    for row in (top, bottom):
        canvas.line(left, row, right, row, width_px)


def draw_title(canvas, log, random, left, right):
    """The names of the service company and of the log; returns the row below them."""
    dpi, row, font = log.scan.dpi, log.header_place.top, log.header_style.font
    canvas.text((left + right) / 2, row + 0.2 * dpi, log.header_style.service, 0.22 * dpi, is_bold=True, font=font)
    row += SERVICE_LINE * dpi
    canvas.text((left + right) / 2, row, random.choice(TITLES), 0.13 * dpi, font=font)
    return row + TITLE_LINE * dpi


def draw_well(canvas, log, left, right, top):
    """The first lines of the form about the well, framed."""
    dpi, row = log.scan.dpi, top
    lines = [("COMPANY", "COMP"), ("WELL", "WELL"), ("FIELD", "FLD"), ("LOCATION", "LOC"), ("DATE", "DATE")]
    for label, key in lines[:log.header_place.well_line_count]:
        canvas.text(left + 0.1 * dpi, row + 0.1 * dpi, label, 0.075 * dpi, anchor=0, font=log.header_style.font)
        canvas.text(left + 1.1 * dpi, row + 0.1 * dpi, log.well[key], LETTERS * dpi, anchor=0, font="monospace")
        row += WELL_LINE * dpi
        rule = row - 0.02 * dpi
        canvas.line(left + 1.05 * dpi, rule, right - 0.2 * dpi, rule, max(1, 0.12 * log.scan.px_per_mm),
                    dashes_px=[2, 4])
    draw_frame(canvas, log.scan, left, top - 0.05 * dpi, right, row + 0.04 * dpi)


def draw_scale(canvas, log, track, curve, row):
    """The values at the edges of the track; returns how wide they are in px, the left one first."""
    dpi, font = log.scan.dpi, log.header_style.font
    left_px = canvas.text(track.left_px + 0.06 * dpi, row, f"{curve.scale.left:g}", LETTERS * dpi, anchor=0, font=font)
    right_px = canvas.text(track.right_px - 0.06 * dpi, row, f"{curve.scale.right:g}", LETTERS * dpi, anchor=1,
                           font=font)
    return left_px, right_px


def draw_curve_entry(canvas, log, track, curve, top):
    """Name, unit, values at the edges of the track and a piece of the line of a curve."""
    dpi, style, height_px = log.scan.dpi, log.header_style, log.header_place.curve_height_px
    name = LONG_NAMES.get(curve.kind, curve.mnemonic) if style.has_long_names else curve.mnemonic
    middle, size_px = (track.left_px + track.right_px) / 2, LETTERS * dpi

    if style.names_stand_above:
        canvas.text(middle, top + 0.3 * height_px, f"{name} ({curve.unit})", size_px, font=style.font)
        row = top + 0.72 * height_px
        left_px, right_px = draw_scale(canvas, log, track, curve, row)
        canvas.pen_sample(curve.pen, track.left_px + 0.14 * dpi + left_px, track.right_px - 0.14 * dpi - right_px, row)
    else:
        canvas.text(middle, top + 0.32 * height_px, f"{name} {curve.unit}", size_px, font=style.font)
        draw_scale(canvas, log, track, curve, top + 0.32 * height_px)
        canvas.pen_sample(curve.pen, track.left_px + 0.05 * dpi, track.right_px - 0.05 * dpi, top + 0.78 * height_px)


def draw_boxes(canvas, log, random, top, bottom):
    """A box above or below each track."""
    dpi, style, height_px = log.scan.dpi, log.header_style, log.header_place.curve_height_px
    for track in log.tracks:
        draw_frame(canvas, log.scan, track.left_px, top, track.right_px, bottom)
        if track.is_depth:
            column, row = (track.left_px + track.right_px) / 2, (top + bottom) / 2
            canvas.text(column, row - 0.08 * dpi, "DEPTH", LETTERS * dpi, font=style.font)
            canvas.text(column, row + 0.08 * dpi, random.choice(["FEET", "FT", "(FT)"]), LETTERS * dpi, font=style.font)
            continue
        row = top + 0.04 * dpi
        if not style.curves_are_at_top:
            row = bottom - 0.04 * dpi - height_px * len(track.curves)
        for curve in track.curves:
            draw_curve_entry(canvas, log, track, curve, row)
            row += height_px


def draw_header(canvas, log, random):
    """All of a full sheet that stands above the log and below it."""
    place, dpi = log.header_place, log.scan.dpi
    left, right = log.tracks[0].left_px, log.tracks[-1].right_px
    draw_well(canvas, log, left, right, top=draw_title(canvas, log, random, left, right))
    draw_boxes(canvas, log, random, place.boxes_top, place.boxes_bottom)
    if place.tail_height_px:
        top = log.axis.row_of(log.axis.drawn_base_ft) + 0.06 * dpi
        draw_boxes(canvas, log, random, top, top + (place.boxes_bottom - place.boxes_top))
    canvas.text((left + right) / 2, log.scan.height_px - 0.35 * dpi,
                random.choice(["LAST READING", "END OF LOG", log.header_style.service]), 0.1 * dpi,
                font=log.header_style.font)
