"""Makes a long log out of a shorter one: stack_log.py LOG_FOLDER OUT_FOLDER TIMES

The scan (a bilevel TIFF) is laid below itself TIMES times; ties, edges and depths go on. Needs tiffcp (libtiff-tools)."""
import json
import os
import struct
import subprocess
import sys
import tempfile

WIDTH, LENGTH, BITS, PHOTOMETRIC, OFFSETS, COUNTS = 256, 257, 258, 262, 273, 279
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 16: 8}


def plain_rows(path):
    """Width, height, photometric interpretation and the packed rows of an uncompressed bilevel TIFF."""
    with open(path, "rb") as file:
        data = file.read()
    order = "<" if data[:2] == b"II" else ">"
    at = struct.unpack_from(order + "I", data, 4)[0]
    tags = {}
    for k in range(struct.unpack_from(order + "H", data, at)[0]):
        tag, kind, count = struct.unpack_from(order + "HHI", data, at + 2 + 12 * k)
        if kind not in (3, 4):
            continue
        size = SIZES[kind] * count
        where = at + 2 + 12 * k + 8 if size <= 4 else struct.unpack_from(order + "I", data, at + 2 + 12 * k + 8)[0]
        tags[tag] = struct.unpack_from(order + ("H" if kind == 3 else "I") * count, data, where)
    assert tags.get(BITS, (1,))[0] == 1, "the scan is not bilevel"
    rows = b"".join(data[offset:offset + count] for offset, count in zip(tags[OFFSETS], tags[COUNTS]))
    return tags[WIDTH][0], tags[LENGTH][0], tags[PHOTOMETRIC][0], rows


def write_plain(path, width, height, photometric, parts):
    size = (width + 7) // 8 * height
    with open(path, "wb") as out:
        out.write(struct.pack("<2sHI", b"II", 42, 8 + size))
        for part in parts:
            out.write(part)
        tags = [(256, 4, width), (257, 4, height), (258, 3, 1), (259, 3, 1), (262, 3, photometric), (273, 4, 8), (277, 3, 1), (278, 4, height), (279, 4, size)]
        out.write(struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags) + struct.pack("<I", 0))


def main():
    source, out, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
    with open(os.path.join(source, "layout.json"), encoding="utf-8") as file:
        layout = json.load(file)
    os.makedirs(out, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out) as folder:
        plain = os.path.join(folder, "plain.tif")
        subprocess.run(["tiffcp", "-c", "none", os.path.join(source, layout["raster"]), plain], check=True)
        width, height, photometric, rows = plain_rows(plain)
        write_plain(plain, width, height * times, photometric, [rows] * times)
        subprocess.run(["tiffcp", "-c", "g4", "-r", "64", plain, os.path.join(out, "scan.tif")], check=True)
    layout["raster"] = "scan.tif"
    depth = layout["depth"]
    ties = sorted(depth["ties"], key=lambda tie: tie["depth"])
    # As many feet further down as the paper is tall, so that the scale stays what it was.
    feet = height * (ties[-1]["depth"] - ties[0]["depth"]) / (ties[-1]["y"] - ties[0]["y"])
    depth["ties"] = [{**tie, "y": tie["y"] + k * height, "depth": tie["depth"] + k * feet} for k in range(times) for tie in ties]
    depth["base"] += (times - 1) * feet
    for track in layout["tracks"]:
        track["edges"] = [{**edge, "y": edge["y"] + k * height} for k in range(times) for edge in track["edges"]]
    with open(os.path.join(out, "layout.json"), "w", encoding="utf-8") as file:
        json.dump(layout, file)


main()
