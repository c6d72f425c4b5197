"""What holds for a scan as a whole: its size and resolution, the scale of the paper, and what befell it."""
from dataclasses import dataclass

HARDNESSES = ("clean", "typical", "hard")
PRESETS = ("two_curve", "three_track", "sheet", "crowded")
MODES = {"bilevel": 6, "gray": 2, "colour": 2}
DAMAGES = ("blur", "fade", "streak", "stain", "fold", "specks", "copy", "skew")
PEN_COLOURS = [("#c81e1e", "#1e3cc8", "#0a0a0a"), ("#0a0a0a", "#c81e1e", "#148c28"), ("#1e3cc8", "#0a0a0a", "#b414a0")]
WHITE = (1, 1, 1)
TINTED_PAPERS = [(1, 1, 0.96), (0.97, 0.95, 0.88), (0.98, 0.98, 0.98)]


@dataclass
class Scan:
    """How a log is printed and scanned. Colours are red, green and blue in 0..1, but for those of pens."""
    preset: str              # one of PRESETS
    hardness: str            # one of HARDNESSES
    dpi: int
    inches_per_100_ft: int   # 5, 2 or 1
    mode: str                # one of MODES
    pen_colours: tuple       # "#rrggbb"; empty: all pens are black
    height_px: int
    damages: set             # of DAMAGES; hard scans only
    ink_threshold: float     # of a bilevel scan: the darkness in 0..1 above which a pixel is black
    paper_colour: tuple
    width_px: int = 0        # follows from the tracks

    @property
    def px_per_mm(self):
        return self.dpi / 25.4

    @property
    def px_per_ft(self):
        return self.inches_per_100_ft * self.dpi / 100


def choose_dpi(random, preset):
    if preset == "sheet":
        # The small print of a header takes more than 100 dpi.
        return random.choices([200, 150, 240, 300], [12, 2, 2, 3])[0]
    return random.choices([200, 100, 150, 240, 300], [12, 1.2, 2, 2, 3])[0]


def choose_inches_per_100_ft(random, dpi):
    inches = random.choices([5, 2, 1], [7, 2, 0.8])[0]
    if dpi < 150:
        return 5
    return 2 if inches == 1 and dpi > 200 else inches


def choose_damages(random, hardness, mode):
    if hardness != "hard":
        return set()
    damages = set(random.sample(DAMAGES, random.randint(3, 5)))
    if "fade" in damages and mode == "bilevel":
        # Together they leave nothing of a thin line.
        damages.discard("blur")
    return damages


def choose_ink_threshold(random, hardness):
    low, high = {"clean": (0.4, 0.6), "typical": (0.40, 0.52), "hard": (0.34, 0.46)}[hardness]
    return random.uniform(low, high)


def choose_paper_colour(random, hardness, mode):
    if mode != "colour" or (hardness == "clean" and random.random() < 0.5):
        return WHITE
    return random.choice(TINTED_PAPERS)


def choose_scan(random, preset, hardness, rows):
    """A scan of rows pixels in height; of sheets the height is drawn. Its width is still open."""
    dpi = choose_dpi(random, preset)
    inches = choose_inches_per_100_ft(random, dpi)
    mode = random.choices(list(MODES), list(MODES.values()))[0]
    has_colour_pens = mode == "colour" and random.random() < 0.6
    colours = random.choice(PEN_COLOURS)
    height_px = random.randint(3500, 5000) if preset == "sheet" else rows
    return Scan(preset=preset, hardness=hardness, dpi=dpi, inches_per_100_ft=inches, mode=mode,
                pen_colours=colours if has_colour_pens else (), height_px=height_px,
                damages=choose_damages(random, hardness, mode),
                ink_threshold=choose_ink_threshold(random, hardness),
                paper_colour=choose_paper_colour(random, hardness, mode))
