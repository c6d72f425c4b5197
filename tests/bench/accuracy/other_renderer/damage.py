"""What copying, age and scanning do to a picture. ink is float [height, width, 1 or 3], 0 paper, 1 black.

random is for choices, noise a numpy generator for fields. Lengths in the functions hold at 200 dpi; px_scale is the
factor to those of the scan.
"""
import numpy as np
from scipy.ndimage import gaussian_filter, gaussian_filter1d, zoom


def noise_field(noise, height_px, width_px, cell_px):
    """float [height, width] of unit noise that varies from cell to cell, linear between them."""
    coarse = noise.standard_normal((int(height_px / cell_px) + 3, int(width_px / cell_px) + 3))
    return zoom(coarse, cell_px, order=1)[:height_px, :width_px]


def copied(ink, px_scale):
    """A photocopy: blurred, then all but black and white lost."""
    ink = gaussian_filter(ink, (0.7 * px_scale, 0.7 * px_scale, 0))
    return np.clip((ink - 0.32) / 0.36, 0, 1)


def blurred(ink, random, px_scale, is_hard, is_strong):
    low, high = (0.35, 0.65) if not is_hard else (0.8, 1.15) if is_strong else (0.4, 0.7)
    sigma_px = random.uniform(low, high) * max(0.75, px_scale)
    return gaussian_filter(ink, (sigma_px, sigma_px, 0))


def faded(ink, noise, px_scale, is_hard):
    """Ink that is paler here and darker there."""
    height_px, width_px = ink.shape[:2]
    middle, swing, least = (0.82, 0.14, 0.6) if is_hard else (0.93, 0.07, 0.75)
    field = noise_field(noise, height_px, width_px, int(350 * px_scale)) * swing
    return ink * np.clip(middle + field, least, 1.0)[..., None]


def add_streaks(ink, random, noise):
    """Broken vertical lines of dirty or dead sensors, dark or pale."""
    height_px, width_px = ink.shape[:2]
    for _ in range(random.randint(2, 6)):
        column = random.randrange(5, width_px - 6)
        streak_px = random.choice([1, 1, 2])
        first, length = random.randrange(0, height_px), random.randint(height_px // 6, height_px)
        is_hit = gaussian_filter1d(noise.standard_normal(height_px), 25) * 5 > random.uniform(-1, 0.6)
        is_hit[:first] = False
        is_hit[first + length:] = False
        if random.random() < 0.7:
            beneath = ink[is_hit, column:column + streak_px]
            ink[is_hit, column:column + streak_px] = np.maximum(beneath, random.uniform(0.5, 0.95))
        else:
            ink[is_hit, column:column + 1] *= 0.25


def stained(ink, random, noise, px_scale, darkest):
    """Round stains with a dark rim; darkest: the most that one takes from the paper."""
    height_px, width_px = ink.shape[:2]
    rows, columns = np.mgrid[0:height_px, 0:width_px].astype(np.float32)
    for _ in range(random.randint(1, 3)):
        column, row = random.uniform(0, width_px), random.uniform(0, height_px)
        radius_px = random.uniform(150, 420) * px_scale
        distance_px = np.hypot(columns - column, (rows - row) * random.uniform(0.7, 1.2))
        wobble = noise_field(noise, height_px, width_px, int(90 * px_scale))
        outside_px = distance_px + wobble * 14 * px_scale - radius_px
        depth = random.uniform(0.08, 0.2) / (1 + np.exp(outside_px / (12 * px_scale)))
        rim = 0.22 * np.exp(-(outside_px / (7 * px_scale)) ** 2)
        ink = 1 - (1 - ink) * (1 - np.minimum(depth + rim, darkest))[..., None]
    return ink


def add_folds(ink, random, noise, px_scale):
    """Dark lines across, nearly level, where the paper was folded."""
    height_px, width_px = ink.shape[:2]
    for _ in range(random.randint(1, 4)):
        row = random.randrange(30, height_px - 40)
        fold_px = random.randint(2, max(3, int(6 * px_scale))) * 0.7
        course = row + np.cumsum(noise.standard_normal(width_px) * 0.06)
        darkness = np.clip(0.55 + 0.35 * gaussian_filter1d(noise.standard_normal(width_px), 30) * 5, 0, 0.85)
        darkness = darkness * random.uniform(0.5, 1)
        for near in range(max(0, row - 25), min(height_px, row + 26)):
            fold = darkness * np.exp(-((near - course) / fold_px) ** 2)
            ink[near] = np.maximum(ink[near], fold[:, None])


def grainy(ink, random, noise, is_hard):
    strength = random.uniform(*((0.05, 0.1) if is_hard else (0.03, 0.07)))
    grain = gaussian_filter(noise.standard_normal(ink.shape[:2]), 0.6) * 2.0 * strength
    return ink + grain.astype(np.float32)[..., None]


def add_specks(ink, random, is_hard, is_strong):
    """Specks of dirt, and some where ink is missing."""
    height_px, width_px = ink.shape[:2]
    low, high = (2e-6, 1.5e-5) if not is_hard else (2e-5, 8e-5) if is_strong else (5e-6, 2e-5)
    for _ in range(int(height_px * width_px * random.uniform(low, high))):
        column, row = random.randrange(1, width_px - 4), random.randrange(1, height_px - 4)
        speck_width_px, speck_height_px = random.choice([1, 1, 2, 2, 3]), random.choice([1, 1, 2, 3])
        darkness = random.uniform(0.55, 1) if random.random() < 0.8 else 0
        ink[row:row + speck_height_px, column:column + speck_width_px] = darkness


def damaged(ink, random, noise, scan, damages):
    """All that befalls a log that is not clean, in the order of its life."""
    px_scale, is_hard = scan.dpi / 200, scan.hardness == "hard"
    if "copy" in damages:
        ink = copied(ink, px_scale)
    ink = blurred(ink, random, px_scale, is_hard, "blur" in damages)
    if "fade" in damages or (not is_hard and random.random() < 0.6):
        ink = faded(ink, noise, px_scale, is_hard)
    if "streak" in damages:
        add_streaks(ink, random, noise)
    if "stain" in damages:
        ink = stained(ink, random, noise, px_scale, darkest=0.2 if scan.mode == "bilevel" else 0.34)
    if "fold" in damages:
        add_folds(ink, random, noise, px_scale)
    ink = grainy(ink, random, noise, is_hard)
    add_specks(ink, random, is_hard, "specks" in damages)
    return ink
