"""The paper: how it stretched, waved and lies askew, and the room that this takes."""
import math

import numpy as np

# Pixels that the paper is known for above and below the scan, so that what hangs over bends as well.
OVERHANG_PX = 400


def margin_beside_px(scan):
    """Columns that bending and skew may move what is drawn."""
    wave = 0.06 if scan.hardness == "hard" else 0.02
    return wave * scan.dpi + {"clean": 0, "typical": 0.0095, "hard": 0.03}[scan.hardness] * scan.height_px / 2


def margin_above_px(scan):
    """Rows that stretch, bending and skew may move what is drawn."""
    skew = {"clean": 0, "typical": 0.009, "hard": 0.03}[scan.hardness]
    return 0.02 * scan.height_px + skew * scan.width_px / 2 + 12


class Paper:
    """Places on flat paper (x, y in pixels) and where they lie in the scan (X, Y in pixels).

    Rows stretch and come unevenly, columns wander with the rows, and the whole is turned about its middle.
    """

    def __init__(self, random, scan):
        self.height_px = scan.height_px
        self.centre_x, self.centre_y = scan.width_px / 2, scan.height_px / 2
        self.rows = np.arange(-OVERHANG_PX, scan.height_px + OVERHANG_PX + 1, 4.0)
        self.bent_rows = self._bent_rows(random, scan)
        self.sideways_px = self._sideways_px(random, scan)
        self.skew = math.radians(self._skew_degrees(random, scan))

    def _bent_rows(self, random, scan):
        most = {"clean": 0, "typical": 0.006, "hard": 0.012}[scan.hardness]
        stretch = 1 + random.uniform(-most, most)
        low, high = {"clean": (0, 0), "typical": (0, 1.5), "hard": (1, 5)}[scan.hardness]
        amplitude = 0 if scan.hardness == "clean" else random.uniform(low, high) * scan.dpi / 200
        length = random.uniform(1500, 4000) * scan.dpi / 200
        wave = amplitude * np.sin(2 * np.pi * (self.rows / length + random.random()))
        ripple = amplitude * 0.4 * np.sin(2 * np.pi * (self.rows / length * 2.1 + random.random()))
        bent = (self.rows - self.centre_y) * stretch + self.centre_y + (wave + ripple)
        assert np.all(np.diff(bent) > 0), "no row may overtake another"
        return bent

    def _sideways_px(self, random, scan):
        high = {"clean": 0, "typical": 1.5, "hard": 6}[scan.hardness]
        amplitude = 0 if scan.hardness == "clean" else random.uniform(0, high) * scan.dpi / 200
        length = random.uniform(1200, 3500) * scan.dpi / 200
        return amplitude * np.sin(2 * np.pi * (self.rows / length + random.random()))

    @staticmethod
    def _skew_degrees(random, scan):
        most = {"clean": 0, "typical": 0.5, "hard": 1.5 if "skew" in scan.damages else 0.4}[scan.hardness]
        return random.uniform(-most, most)

    def to_scan(self, x, y):
        """Where places on the paper lie in the scan; arrays or numbers, in pixels."""
        x, y = np.asarray(x, float), np.asarray(y, float)
        x = x + np.interp(y, self.rows, self.sideways_px)
        y = np.interp(y, self.rows, self.bent_rows)
        cosine, sine = math.cos(self.skew), math.sin(self.skew)
        return (self.centre_x + (x - self.centre_x) * cosine - (y - self.centre_y) * sine,
                self.centre_y + (x - self.centre_x) * sine + (y - self.centre_y) * cosine)

    def from_scan(self, x, y):
        """The reverse of to_scan(), for arrays."""
        cosine, sine = math.cos(self.skew), math.sin(self.skew)
        straight_x = self.centre_x + (x - self.centre_x) * cosine + (y - self.centre_y) * sine
        straight_y = self.centre_y - (x - self.centre_x) * sine + (y - self.centre_y) * cosine
        row = np.interp(straight_y, self.bent_rows, self.rows)
        return straight_x - np.interp(row, self.rows, self.sideways_px), row
