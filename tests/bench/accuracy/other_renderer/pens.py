"""Pens: the style, width, dashes and ink of each curve of a track."""
from dataclasses import dataclass

# Width in mm, from and to, by weight.
WIDTHS_MM = {"light": (0.2, 0.28), "medium": (0.34, 0.44), "heavy": (0.52, 0.7)}
# How often a style comes.
STYLES = {"solid": 5, "dashed": 3, "longdash": 2, "dotted": 2}
# Lengths of ink and of paper in mm.
DASHES_MM = {
    "dashed": [(1.6, 1.6), (2.0, 1.0), (1.4, 0.9), (2.4, 1.6), (1.8, 1.2)],
    "longdash": [(4, 1.2), (5, 1.4), (6, 2), (4.5, 1.0), (7, 2)],
    "dotted": [(0.45, 0.55), (0.6, 0.6), (0.5, 0.8)],
}
THINNEST_PX = 1.15
BLACK = (0, 0, 0)


@dataclass
class Pen:
    """How a curve is drawn. ink: red, green and blue in 0..1."""
    style: str                   # one of STYLES
    weight: str                  # one of WIDTHS_MM
    width_px: float
    dashes_px: list              # ink, paper; empty: solid
    cap: str                     # butt or round
    join: str = "round"          # round, bevel or miter
    ink: tuple = BLACK
    colour: str = ""             # "#rrggbb", if the layout is to name it
    weight_is_named: bool = False  # another curve of the track has the same style
    stops_at_edges: bool = False   # runs along the edge of the track where the curve is beyond
    is_rounded: bool = False       # a smooth curve through the samples, not straight lines


def choose_dashes(random, style, width_px, px_per_mm):
    """Lengths of ink and of paper in px along the curve, and the shape of their ends."""
    if style == "solid":
        return [], "butt"
    if style == "dotted" and random.random() < 0.5:
        period = max(1.9 * width_px, width_px + 0.35 * px_per_mm, width_px + 2.2)
        return [0.001, period * random.uniform(1, 1.25)], "round"
    ink, gap = random.choice(DASHES_MM[style])
    cap = "butt" if style == "dotted" else random.choice(["butt", "butt", "round"])
    ink, gap = max(ink * px_per_mm, 2.2), max(gap * px_per_mm, 2.6)
    if cap == "round":
        # Round ends go beyond the dash, by half the width at each.
        gap += width_px
        ink = max(0.1, ink - width_px)
    return [ink, gap], cap


def choose_crowded_style(random, taken, usual_weight):
    """(style, weight) where no style may come more than twice, and pens are all alike."""
    used = [style for style, _ in taken]
    free = [style for style in STYLES if used.count(style) < 2]
    return random.choices(free, [STYLES[style] for style in free])[0], usual_weight


def choose_style(random, taken, usual_weight, dpi):
    """(style, weight) that a reader can tell from those taken already, a list of the same kind."""
    for _ in range(60):
        style = random.choices(list(STYLES), list(STYLES.values()))[0]
        if not taken and random.random() < 0.6:
            style = "solid"
        weight = usual_weight if random.random() < 0.7 else random.choice(list(WIDTHS_MM))
        if style == "dotted" and weight == "light" and dpi <= 120:
            weight = "medium"
        same = [other_weight for other_style, other_weight in taken if other_style == style]
        if not same:
            return style, weight
        # Two curves of one style are rare, and then differ plainly in weight.
        if random.random() >= 0.8 and len(same) == 1 and {weight, same[0]} == {"light", "heavy"}:
            return style, weight
    used = [style for style, _ in taken]
    return next(style for style in STYLES if style not in used), usual_weight


def choose_width_px(random, style, weight, scan):
    thinnest = THINNEST_PX
    if style == "dotted":
        thinnest = 2.2 if scan.hardness == "hard" else 1.5
    return max(random.uniform(*WIDTHS_MM[weight]) * scan.px_per_mm, thinnest)


def choose_ink(random, scan, place):
    """(red, green and blue in 0..1, "#rrggbb" or nothing) of the pen at a place in the order of colours."""
    if scan.pen_colours:
        colour = scan.pen_colours[place % len(scan.pen_colours)]
        return tuple(int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5)), colour
    if scan.hardness != "clean" and scan.mode != "bilevel":
        gray = random.uniform(0, 0.25)
        return (gray, gray, gray), ""
    return BLACK, ""


def choose_pens(random, scan, wraps, track_number):
    """A pen for each curve of a track; wraps: whether each of them does."""
    usual_weight = random.choice(["light", "medium", "medium", "heavy"])
    styles = []
    for _ in wraps:
        if scan.preset == "crowded" and len(wraps) > 3:
            styles.append(choose_crowded_style(random, styles, usual_weight))
        else:
            styles.append(choose_style(random, styles, usual_weight, scan.dpi))
    pens = []
    for place, (style, weight) in enumerate(styles):
        width_px = choose_width_px(random, style, weight, scan)
        dashes_px, cap = choose_dashes(random, style, width_px, scan.px_per_mm)
        join = random.choice(["round", "bevel", "miter"])
        ink, colour = choose_ink(random, scan, place + track_number)
        pens.append(Pen(style=style, weight=weight, width_px=width_px, dashes_px=dashes_px, cap=cap, join=join, ink=ink,
                        colour=colour, weight_is_named=sum(other == style for other, _ in styles) > 1,
                        stops_at_edges=not wraps[place] and random.random() < 0.3,
                        is_rounded=random.random() < 0.3))
    return pens
