"""Curves of real wells, read from LAS files and resampled to every half foot."""
import math
import os
import re
from dataclasses import dataclass

import numpy as np

import las

FEWEST_DEPTHS = 50
FEWEST_VALUES = 300
COARSEST_STEP_FT = 1.01


@dataclass(frozen=True)
class Kind:
    """What a tool measured: the mnemonics it goes by, its unit, and the values that are possible."""
    name: str
    pattern: str
    unit: str
    lowest: float
    highest: float


KINDS = [
    Kind("GR", r"GR|SGR|CGR|HGR|ECGR", "GAPI", -1, 900),
    Kind("SP", r"SP", "MV", -900, 900),
    Kind("CALI", r"CALI|DCAL|MCAL|HCAL", "IN", 3, 28),
    Kind("RES", r"ILD|ILM|RILD|RILM|RLL3|LL|SFLU|GUAR|GUARD|SHGD|DIND|MIND|A[TFO]\d\d|AORT|AORX|LL3|LLD|LLS",
         "OHMM", 0.05, 30000),
    Kind("RHOB", r"RHOB|ZDEN|CD|RHOZ|RHO8", "G/C3", 1.2, 3.2),
    Kind("DRHO", r"RHOC|ZCOR|HDRA", "G/C3", -0.6, 0.6),
    Kind("POR", r"NPHI|DPHI|DPOR|CNLS|SPHI|SPOR|CN|CNDL|CNSS|NPOR|DPHZ|DPH8|HNPO|HTNP", "PU", -30, 80),
    Kind("DT", r"DT", "US/F", 35, 230),
    Kind("PEF", r"PEF.*", "B/E", 0.3, 12),
    Kind("NEU", r"NEU|NEUT", "CPS", 1, 1e5),
    Kind("CILD", r"CILD", "MMHO/M", 0, 3000),
    Kind("MIC", r"MI|MN|MINV|MNOR|HMIN|HMNO", "OHMM", 0.1, 200),
    Kind("TENS", r"TENS|LTEN", "LBF", 50, 12000),
]
POROSITY_AS_FRACTION = Kind("POR", "", "V/V", -0.3, 0.8)
KINDS_THAT_MAY_BE_ZERO = ("SP", "POR", "DRHO")


@dataclass(frozen=True)
class Recording:
    """A curve of a well. values float [n], every half foot from where the file of the well begins; NaN: none."""
    well: str
    mnemonic: str
    kind: str
    unit: str
    values: np.ndarray


def kind_of(mnemonic, values):
    """The kind of curve that a mnemonic says, or None. Porosities come in percent and as fractions."""
    for kind in KINDS:
        if re.fullmatch(kind.pattern, mnemonic):
            if kind.name == "POR" and np.nanmedian(np.abs(values)) < 1.0:
                return POROSITY_AS_FRACTION
            return kind
    return None


def without_nulls(values, null):
    """A copy with NaN for the null value, for other files' usual ones, and for what no tool measures."""
    values = values.copy()
    is_null = (np.abs(values - null) < 1e-3) | (np.abs(values + 999.25) < 0.5) | (np.abs(values + 499.6) < 0.5)
    values[is_null | (np.abs(values) > 1e6) | (values <= -999) | ~np.isfinite(values)] = np.nan
    return values


def averaged(values, count):
    """The mean of count neighbours; NaN where one of them is."""
    window = np.ones(count) / count
    mean = np.convolve(np.nan_to_num(values), window, "same")
    share = np.convolve(~np.isnan(values), window, "same")
    return np.where(share > 0.99, mean, np.nan)


def interpolated(depths_ft, values, wanted_ft):
    """Values [m] at wanted_ft [m], of values [n] at ascending depths_ft [n]; NaN within gaps of over 1.1 ft."""
    last = len(depths_ft) - 1
    after = np.searchsorted(depths_ft, wanted_ft).clip(1, last)
    gap_ft = depths_ft[after] - depths_ft[after - 1]
    share = (wanted_ft - depths_ft[after - 1]) / gap_ft
    result = values[after - 1] * (1 - share) + values[after] * share
    # A depth that is there keeps its value, even beside a null.
    nearest = np.searchsorted(depths_ft, wanted_ft - 1e-6).clip(0, last)
    is_there = np.abs(depths_ft[nearest] - wanted_ft) < 1e-4
    result = np.where(is_there, values[nearest], result)
    result[(gap_ft > 1.1) & ~is_there] = np.nan
    return result


def read_curves(path):
    """Values float [n] by mnemonic, every half foot; none if the file is unfit. Depths are taken to be in feet."""
    content = las.read(path)
    if content is None:
        return {}
    mnemonics, table, null = content
    table = table[np.argsort(table[:, 0], kind="stable")]
    is_new = np.concatenate([[True], np.diff(table[:, 0]) > 1e-6])
    table = table[is_new]
    depths_ft = table[:, 0]
    if len(depths_ft) < FEWEST_DEPTHS:
        return {}
    step_ft = np.median(np.diff(depths_ft))
    if step_ft > COARSEST_STEP_FT:
        return {}
    half_feet = np.arange(math.ceil(depths_ft[0] * 2), math.floor(depths_ft[-1] * 2) + 1) / 2.0
    curves = {}
    for column, mnemonic in enumerate(mnemonics[1:], 1):
        values = without_nulls(table[:, column], null)
        if step_ft < 0.3:
            values = averaged(values, max(1, int(round(0.5 / step_ft))))
        curves[mnemonic] = interpolated(depths_ft, values, half_feet)
    return curves


def plausible(values, kind):
    """A copy with NaN for what this kind of curve cannot be, and for zeros that stand for nothing measured."""
    values = values.copy()
    values[(values < kind.lowest) | (values > kind.highest)] = np.nan
    is_zero = values == 0
    if kind.name in KINDS_THAT_MAY_BE_ZERO:
        # Many zeros in a row are nulls all the same.
        is_zero = np.convolve(is_zero, np.ones(9), "same") >= 9
    values[is_zero] = np.nan
    return values


def load_recordings(folder):
    """The curves of all LAS files of a folder whose mnemonic is known and that have enough values."""
    recordings = []
    for name in sorted(name for name in os.listdir(folder) if name.endswith(".las")):
        for mnemonic, values in read_curves(os.path.join(folder, name)).items():
            kind = kind_of(mnemonic, values)
            if kind is None:
                continue
            values = plausible(values, kind)
            if np.isfinite(values).sum() >= FEWEST_VALUES:
                recordings.append(Recording(name, mnemonic, kind.name, kind.unit, values))
    return recordings
