#!/usr/bin/env python3
"""Two results of one log (a print scanned twice, its 2 in and its 5 in section) against each other.

usage: compare_prints.py FIRST.las SECOND.las [FIRST_CURVE=SECOND_CURVE]...

Beside each LAS stands the quality record that `convert` wrote, which holds the layout. Curves pair by
mnemonic, others as asked for. At the depths that both have a value at: median, 95th percentile and largest
absolute difference, in percent of the track. Curves of the same unit are both laid over the first one's
scale; where one is in fractions of its track (TRACKn_CURVEm), each over its own.
"""
import json
import math
import sys
from pathlib import Path


def read_las(path):
    """Mnemonics, and per depth (in thousandths) the values of the curves; nulls are left out."""
    names, rows, section, null = [], {}, "", -999.25
    for line in Path(path).read_text(encoding="ascii").splitlines():
        if line.startswith("~"):
            section = line[1].upper()
        elif section == "W" and line.strip().startswith("NULL"):
            null = float(line.split(".", 1)[1].split(":")[0])
        elif section == "C" and "." in line:
            names.append(line.split(".", 1)[0].strip())
        elif section == "A":
            values = [float(word) for word in line.split()]
            rows[round(1000 * values[0])] = {
                name: value for name, value in zip(names[1:], values[1:]) if abs(value - null) > 1e-6}
    return names[1:], rows


def scales_of(path):
    """Left, right and whether the track is logarithmic, by mnemonic."""
    record = json.loads(Path(path).with_suffix(".qc.json").read_text(encoding="utf-8"))
    return {curve["mnemonic"]: (curve["left"], curve["right"], track["scale"] == "log")
            for track in record["layout"]["tracks"] for curve in track["curves"]}


def fraction(value, scale):
    left, right, is_log = scale
    if not is_log:
        return (value - left) / (right - left)
    return math.log(value / left) / math.log(right / left) if value > 0.0 else None


def differences(first, second, pair, scales):
    result = []
    for depth in first.keys() & second.keys():
        one, other = first[depth].get(pair[0]), second[depth].get(pair[1])
        if one is None or other is None:
            continue
        one, other = fraction(one, scales[0]), fraction(other, scales[1])
        if one is not None and other is not None:
            result.append(abs(one - other))
    return sorted(result)


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    (first_names, first), (second_names, second) = read_las(sys.argv[1]), read_las(sys.argv[2])
    first_scales, second_scales = scales_of(sys.argv[1]), scales_of(sys.argv[2])
    pairs = [tuple(asked.split("=", 1)) for asked in sys.argv[3:]]
    asked = {name for pair in pairs for name in pair}
    pairs += [(name, name) for name in first_names
              if name in second_names and name not in asked and not name.startswith("TRACK")]
    print(f"{'curves':<30} {'both':>6} {'median %':>9} {'p95 %':>7} {'max %':>7}")
    for pair in pairs:
        own = [first_scales[pair[0]], second_scales[pair[1]]]
        if not any(name.startswith("TRACK") for name in pair):
            own[1] = own[0]
        off = [100.0 * value for value in differences(first, second, pair, own)]
        name = pair[0] if pair[0] == pair[1] else "=".join(pair)
        if not off:
            print(f"{name:<30} {0:>6}")
            continue
        print(f"{name:<30} {len(off):>6} {off[len(off) // 2]:>9.2f} {off[int(0.95 * len(off))]:>7.2f} {off[-1]:>7.2f}")
    left = [f"first: {name}" for name in first_names if name not in {one for one, _ in pairs}]
    left += [f"second: {name}" for name in second_names if name not in {other for _, other in pairs}]
    if left:
        print("without a partner: " + ", ".join(left))


if __name__ == "__main__":
    main()
