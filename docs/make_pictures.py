"""Makes the pictures of the documentation with what the program makes now: make_pictures.py PROGRAM, in the repository's root.

docs/first_log.png: the scan of a sample and its overlay side by side. docs/review_page.png: its review page.
Needs Chromium, tiff2rgba and tiff2pdf (libtiff-tools) and pdftoppm (poppler-utils)."""
import base64
import collections
import json
import os
import struct
import subprocess
import sys
import tempfile
import zlib

sys.path.insert(0, os.path.join("tests", "review"))
from chromium import Chromium  # noqa: E402

SAMPLE = os.path.join("samples", "gr_resistivity_porosity")
COLOURS, COMMON = 256, 200


def png_pixels(data):
    """Width, height and rows of (r, g, b) bytes of a PNG as Chromium writes it: 8 bits, RGB or RGBA, not interlaced."""
    width, height, _, kind = struct.unpack(">IIBB", data[16:26])
    size = {2: 3, 6: 4}[kind]
    at, packed = 8, b""
    while at < len(data):
        length, name = struct.unpack(">I4s", data[at:at + 8])
        packed += data[at + 8:at + 8 + length] if name == b"IDAT" else b""
        at += 12 + length
    raw, rows, before = zlib.decompress(packed), [], bytes(width * size)
    for y in range(height):
        method = raw[y * (width * size + 1)]
        row = bytearray(raw[y * (width * size + 1) + 1:(y + 1) * (width * size + 1)])
        for i in range(len(row)):
            left = row[i - size] if i >= size else 0
            up = before[i]
            corner = before[i - size] if i >= size else 0
            if method == 4:
                guess = left + up - corner
                near = sorted((abs(guess - one), k, one) for k, one in enumerate((left, up, corner)))[0][2]
            else:
                near = {0: 0, 1: left, 2: up, 3: (left + up) // 2}[method]
            row[i] = (row[i] + near) & 255
        before = bytes(row)
        rows.append([tuple(row[i:i + 3]) for i in range(0, len(row), size)])
    return width, height, rows


def write_small(path, data):
    """The same picture in its most frequent colours: a third of the size."""
    width, height, rows = png_pixels(data)
    coarse = collections.Counter(tuple(c >> 3 for c in pixel) for row in rows for pixel in row)
    colours = [tuple(min(255, (c << 3) + 4) if c < 31 else 255 for c in one) for one, _ in coarse.most_common()]
    palette = colours[:COMMON]
    for colour in colours[COMMON:]:  # Thin curves have few pixels, but must keep their colours.
        if len(palette) < COLOURS and all(sum((a - b) ** 2 for a, b in zip(colour, other)) > 400 for other in palette):
            palette.append(colour)
    nearest = {one: min(range(len(palette)), key=lambda k: sum((palette[k][c] - (one[c] << 3) - 4) ** 2 for c in range(3))) for one in coarse}

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    raw = b"".join(b"\0" + bytes(nearest[tuple(c >> 3 for c in pixel)] for pixel in row) for row in rows)
    with open(path, "wb") as out:
        out.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)) +
                  chunk(b"PLTE", b"".join(bytes(one) for one in palette)) + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b""))


def shot(address, width, height, keys=()):
    browser = Chromium(width, height)
    try:
        browser.open(address)
        browser.run("Promise.all(Array.from(document.images).map((one) => one.decode())).then(() => 0)")
        browser.settle(1.0)
        for key in keys:
            browser.key(key)
            browser.settle(0.5)
        return base64.b64decode(browser.call("Page.captureScreenshot", format="png")["data"])
    finally:
        browser.close()


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        log, overlay, scan = (os.path.join(folder, name) for name in ("first_log.las", "overlay.png", "scan"))
        with open(os.path.join(SAMPLE, "layout.json"), encoding="utf-8") as file:
            raster = os.path.join(SAMPLE, json.load(file)["raster"])
        subprocess.run([program, "-q", "convert", "--layout", os.path.join(SAMPLE, "layout.json"), "-o", log], check=True)
        subprocess.run([program, "review", log, "--overlay", overlay], check=True)
        subprocess.run([program, "review", log], check=True)
        subprocess.run(["tiff2rgba", "-c", "none", "-n", raster, scan + ".tif"], check=True)
        subprocess.run(["tiff2pdf", "-o", scan + ".pdf", scan + ".tif"], check=True)
        subprocess.run(["pdftoppm", "-png", "-singlefile", "-r", "200", scan + ".pdf", scan], check=True)
        side = os.path.join(folder, "side.html")
        with open(side, "w", encoding="utf-8") as page:
            page.write("<style>body{margin:0;display:flex;gap:12px;background:#fff}img{width:794px;height:572px}</style>"
                       "<img src='scan.png'><img src='overlay.png'>")
        write_small(os.path.join("docs", "first_log.png"), shot("file://" + side, 1600, 572))
        write_small(os.path.join("docs", "review_page.png"), shot("file://" + log.replace(".las", ".review.html"), 1400, 860, ("n", "Escape", "0")))


main()
