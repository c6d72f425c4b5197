"""All that is chosen about one log before anything is drawn."""
from dataclasses import dataclass
from random import Random

import numpy as np

import curves
import depth
import forms
import header
import notes
import scan as scans
from paper import Paper, margin_above_px, margin_beside_px

ATTEMPTS = 40


@dataclass
class Log:
    scan: scans.Scan
    tracks: list                # from left to right, that of the depth numbers included
    axis: depth.DepthAxis
    grid: forms.Grid
    numbers: forms.DepthNumbers
    notes: notes.Notes
    header_place: header.HeaderPlace
    header_style: header.HeaderStyle
    well: dict                  # COMP, WELL, FLD, LOC, DATE
    paper: Paper = None

    @property
    def curve_tracks(self):
        return [track for track in self.tracks if not track.is_depth]

    @property
    def traced(self):
        """(track, curve) of all curves that the layout asks for."""
        return [(track, curve) for track in self.curve_tracks for curve in track.curves]

    @property
    def drawn(self):
        """(track, curve) of all curves, those that nobody asked for included."""
        return [(track, curve) for track in self.curve_tracks for curve in track.curves + track.strangers]


def choose_all_but_curves(random, preset, hardness, rows):
    scan = scans.choose_scan(random, preset, hardness, rows)
    tracks, scan.width_px = forms.choose_tracks(random, scan, margin_beside_px(scan))
    margin_px = margin_above_px(scan)
    place = header.choose_place(random, scan, margin_px)
    axis = depth.choose_axis(random, scan, margin_px, place)
    # The order of the fields is the order in which they are drawn from the seed.
    return Log(scan=scan, tracks=tracks, axis=axis,
               grid=forms.choose_grid(random, scan, axis),
               numbers=forms.choose_depth_numbers(random, scan, axis, tracks),
               notes=notes.choose_notes(random, hardness),
               header_place=place,
               header_style=header.choose_style(random),
               well=header.choose_well(random))


def choose_log(number, seed, preset, hardness, rows, recordings):
    """(log, its random.Random, its numpy generator for noise) of a number and a seed.

    Raises RuntimeError if the recordings are too short or too few for such logs.
    """
    for attempt in range(ATTEMPTS):
        random = Random(f"{preset}/{seed}/{number}/{attempt}/{hardness}")
        noise = np.random.default_rng(random.randrange(1 << 30))
        log = choose_all_but_curves(random, preset, hardness, rows)
        if not curves.fill_tracks(random, log.scan, log.axis, log.curve_tracks, recordings):
            continue
        if hardness != "clean" and random.random() < 0.15:
            curves.add_stranger(random, log.scan, log.axis, random.choice(log.curve_tracks), recordings)
        log.paper = Paper(random, log.scan)
        return log, random, noise
    raise RuntimeError(f"no log in {ATTEMPTS} attempts; expected wells with more and longer curves")
