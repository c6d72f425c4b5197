"""How quick the review page of a long log is: review_page.py PROGRAM [ROWS]

Draws a bilevel scan of 1652 x ROWS pixels (100,000 if not given) with nine curves and as many depths, makes its page, and
measures in Chromium, both by the clock and in seconds of processor time of all its processes (for machines that have other
work): until the log is in sight, and per frame while it is panned at several zooms. Without a GPU Chromium paints in software."""
import glob
import hashlib
import json
import os
import random
import struct
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "review"))
from chromium import Chromium  # noqa: E402

PROGRAM = sys.argv[1]
ROWS = int(sys.argv[2]) if len(sys.argv) > 2 else 100000
WIDTH = 1652
TRACKS = [(60, 540), (700, 1180), (1180, 1640)]
PX_PER_FT = 10.0
TOP = 5000


def ink(row, first, last):
    for x in range(max(0, first), min(WIDTH, last)):
        row[x >> 3] |= 0x80 >> (x & 7)


def draw(folder):
    """Scan, log and record; curves are random walks."""
    rng = random.Random(7)
    plain, lined = bytearray((WIDTH + 7) // 8), bytearray((WIDTH + 7) // 8)
    for left, right in TRACKS:
        ink(lined, left, right)
        for k in range(11):
            ink(plain, left + (right - left) * k // 10, left + (right - left) * k // 10 + 1 + (k % 10 == 0))
    place, speed, before = [0.5] * 9, [0.0] * 9, None
    scan, las = os.path.join(folder, "scan.tif"), os.path.join(folder, "out.las")
    with open(scan, "wb") as tif, open(las, "w", encoding="ascii") as log:
        tif.write(struct.pack("<2sHI", b"II", 42, 8 + len(plain) * ROWS))
        log.write("~V\nVERS. 2.0 :\nWRAP. NO :\n~W\nSTRT.FT :\nSTOP.FT :\nSTEP.FT 0.1 :\nNULL. -999.25 :\nWELL. LONG :\n~C\nDEPT.FT :\n")
        log.write("".join("C%d.X :\n" % c for c in range(9)) + "~A\n")
        for y in range(ROWS):
            row = bytearray(plain if y % 20 else lined)
            for c in range(9):
                speed[c] = 0.9 * speed[c] + rng.gauss(0, 0.002)
                place[c] = min(0.95, max(0.05, place[c] + speed[c]))
                left, right = TRACKS[c // 3]
                x = int(left + place[c] * (right - left))
                old = int(left + before[c] * (right - left)) if before else x
                if c % 3 == 0 or (c % 3 == 1 and y % 8 < 5) or (c % 3 == 2 and y % 4 < 2):
                    ink(row, min(x, old) - 1, max(x, old) + 2)
            tif.write(row)
            before = place[:]
            log.write("%.1f " % (TOP + y / PX_PER_FT) + " ".join("%.4f" % (100 * u) for u in place) + "\n")
        tags = [(256, 4, WIDTH), (257, 4, ROWS), (258, 3, 1), (259, 3, 1), (262, 3, 0), (273, 4, 8), (277, 3, 1), (278, 4, ROWS), (279, 4, len(plain) * ROWS)]
        tif.write(struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags) + struct.pack("<I", 0))
    base = TOP + ROWS / PX_PER_FT
    ties = [{"x": 620, "y": (depth - TOP) * PX_PER_FT, "depth": depth} for depth in range(TOP, int(base), 100)]
    layout = {"raster": "scan.tif", "depth": {"unit": "FT", "top": TOP, "base": base, "step": 0.1, "ties": ties}, "tracks": [
        {"name": str(t + 1), "scale": "linear", "edges": [{"y": 0, "left": left, "right": right}],
         "curves": [{"mnemonic": "C%d" % (3 * t + k), "left": 0, "right": 100} for k in range(3)]} for t, (left, right) in enumerate(TRACKS)]}
    curves = [{"mnemonic": "C%d" % c, "track": str(c // 3 + 1), "coverage": 1, "mean_confidence": 0.9,
               "flagged": [{"from": TOP + 13 * k + c, "to": TOP + 13 * k + c + 1, "reason": "faint"} for k in range(int(ROWS / 200))]} for c in range(9)]
    with open(scan, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    with open(os.path.join(folder, "out.qc.json"), "w", encoding="ascii") as file:
        json.dump({"status": "ok", "reasons": [], "scans": [{"file": "scan.tif", "sha256": digest}], "curves": curves, "layout": layout}, file)
    return las


def processor_seconds(browser):
    ticks = 0
    for path in glob.glob("/proc/[0-9]*/stat"):
        try:
            with open(path.replace("stat", "cmdline"), encoding="utf-8") as file:
                if browser.folder not in file.read():
                    continue
            with open(path, encoding="utf-8") as file:
                fields = file.read().rsplit(")", 1)[1].split()
            ticks += int(fields[11]) + int(fields[12])
        except OSError:
            continue
    return ticks / os.sysconf("SC_CLK_TCK")


PAN = """(async (scale, dy, frames) => {
  const { view } = logdigitiseReview;
  view.scale = scale; view.top = 20000; view.clamp();
  await new Promise((done) => setTimeout(done, 500));
  const times = [];
  let last = performance.now();
  for (let i = 0; i < frames; i += 1) {
    view.pan(0, -dy);
    await new Promise((done) => requestAnimationFrame(done));
    times.push(performance.now() - last);
    last = performance.now();
  }
  return times.sort((a, b) => a - b);
})(%r, %r, %d)"""


def main():
    with tempfile.TemporaryDirectory() as folder:
        las = draw(folder)
        begin = time.time()
        subprocess.run([PROGRAM, "review", las], check=True)
        page = os.path.join(folder, "out.review.html")
        print("page: %.2f MB, made in %.1f s" % (os.path.getsize(page) / 1e6, time.time() - begin))
        browser = Chromium(1500, 900)
        try:
            before = processor_seconds(browser)
            browser.open("file://" + page)
            while not browser.run("performance.getEntriesByName('log in sight').length"):
                browser.settle(0.05)
            spent = processor_seconds(browser) - before
            print("in sight after %.2f s by the clock, %.2f s of processor" % (browser.run("performance.getEntriesByName('log in sight')[0].startTime") / 1000, spent))
            browser.settle(1.0)
            for scale, dy in ((4, 30), (1, 40), (0.6, 60), (0.1, 60), (0.01, 4)):
                before, frames = processor_seconds(browser), 60
                times = browser.run(PAN % (scale, dy, frames))
                spent = (processor_seconds(browser) - before) / frames
                print("zoom %5.2f: frame median %.0f ms, 95 %% %.0f ms by the clock; %.0f ms of processor" % (scale, times[30], times[57], 1000 * spent))
        finally:
            browser.close()


main()
