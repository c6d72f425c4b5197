"""The review page in a real browser: browser_test.py PROGRAM SAMPLES_FOLDER [--screenshots DIR]

Makes a log of a sample's truth with one stretch spoiled, opens its page, checks that the curves stand where the LAS
says, corrects the stretch with the mouse and others with keys alone, applies what the page saved and compares.
Exit code 77 (skipped) where no Chromium is installed."""
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from chromium import Chromium, find_chromium  # noqa: E402

PROGRAM, SAMPLES = sys.argv[1], sys.argv[2]
SHOTS = sys.argv[4] if len(sys.argv) > 4 else None
if SHOTS:
    os.makedirs(SHOTS, exist_ok=True)
NULL = -999.25
HOSTILE = [
    "<script>window.hacked=1</script>", "</script><img src=x onerror=window.hacked=1>", "\"' onload='window.hacked=1",
    "x" * 300, "\u202e\u05d0\u05d1\u05d2 \u0639\u0631\u0628\u064a", "<!--<script>", "${window.hacked=1}", "&lt;b&gt;",
]


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def read_las(path):
    """Header lines, then rows of numbers."""
    with open(path, encoding="latin1") as file:
        lines = file.read().splitlines()
    start = [i for i, line in enumerate(lines) if line.startswith("~A")][0] + 1
    return lines[:start], [[float(word) for word in line.split()] for line in lines[start:] if line.strip()]


def write_las(path, header, rows):
    with open(path, "w", encoding="latin1", newline="\r\n") as file:
        file.write("\n".join(header) + "\n")
        for row in rows:
            file.write(" ".join("%12.5f" % value for value in row) + "\n")


def run(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True)


class SampleLog:
    """A log in a folder of its own, as convert leaves it."""

    def __init__(self, sample, folder, well=None, names=None):
        source = os.path.join(SAMPLES, sample)
        with open(os.path.join(source, "layout.json"), encoding="utf-8") as file:
            self.layout = json.load(file)
        self.folder = folder
        self.las = os.path.join(folder, "out.las")
        self.truth = os.path.join(folder, "truth.las")
        self.record = os.path.join(folder, "out.qc.json")
        self.layout_path = os.path.join(folder, "layout.json")
        scan = os.path.join(folder, self.layout["raster"])
        shutil.copy(os.path.join(source, self.layout["raster"]), scan)
        self.header, self.rows = read_las(os.path.join(source, "truth.las"))
        self.curves = [(track, curve) for track in self.layout["tracks"] for curve in track["curves"]]
        if well:
            self.layout["well"] = well
        for (_, curve), name in zip(self.curves, names or []):
            curve["mnemonic"] = name
        with open(self.layout_path, "w", encoding="utf-8") as file:
            json.dump(self.layout, file)
        shutil.copy(os.path.join(source, "truth.las"), self.truth)
        self.write(self.rows, scan)

    def write(self, rows, scan=None):
        write_las(self.las, self.header, rows)
        self.rows = rows
        if scan:
            self.scan_record = [{"file": os.path.basename(scan), "sha256": sha256(scan)}]
        curves = []
        for column, (track, curve) in enumerate(self.curves, 1):
            flagged = []
            for row in rows:
                if row[column] != NULL:
                    continue
                if flagged and abs(flagged[-1]["to"] + rows[1][0] - rows[0][0] - row[0]) < 1e-6:
                    flagged[-1]["to"] = row[0]
                else:
                    flagged.append({"from": row[0], "to": row[0], "reason": "gap"})
            flagged.append({"from": rows[5][0], "to": rows[9][0], "reason": "faint"})
            flagged.append({"from": rows[20][0], "to": rows[40][0], "reason": "jump"})
            curves.append({"mnemonic": curve["mnemonic"], "track": track["name"], "coverage": 1, "mean_confidence": 0.8,
                           "flagged": flagged, "confidence": {"depths": 1, "tenths": "97" * (len(rows) // 2) + "9" * (len(rows) % 2)}})
        record = {"status": "review", "reasons": ["made for a test"], "version": "0", "scans": self.scan_record,
                  "layout_sha256": "", "model": {"name": "none", "sha256": ""}, "depth_map": {"knots": [], "skew": [], "ties": []},
                  "curves": curves, "damaged_rows": [], "layout": self.layout, "seconds": {}}
        with open(self.record, "w", encoding="utf-8") as file:
            json.dump(record, file)

    def page(self):
        """Makes the page; its address."""
        out = os.path.join(self.folder, "out.review.html")
        result = run("review", self.las)
        assert result.returncode == 0, result.stderr
        return "file://" + out

    def apply(self, decisions):
        return run("review", "--decisions", decisions, self.las)

    def knots(self):
        """Height at the mean x of the ties, and depth: worked out here a second time, for ties in pairs."""
        ties = self.layout["depth"]["ties"]
        reference = sum(tie["x"] for tie in ties) / len(ties)
        knots = []
        for depth in sorted({tie["depth"] for tie in ties}):
            own = [tie for tie in ties if tie["depth"] == depth]
            slope = 0.0
            if len(own) == 2 and own[0]["x"] != own[1]["x"]:
                slope = (own[1]["y"] - own[0]["y"]) / (own[1]["x"] - own[0]["x"])
            mean_x = sum(tie["x"] for tie in own) / len(own)
            knots.append((depth, sum(tie["y"] for tie in own) / len(own) + slope * (reference - mean_x), slope))
        return reference, knots

    def scan_point(self, column, row):
        """Where the value of a column in a row stands on the scan."""
        track, curve = self.curves[column - 1]
        u = (row[column] - curve["left"]) / (curve["right"] - curve["left"])
        assert track["scale"] == "linear"
        if curve.get("wrap") and not 0 <= u <= 1:
            u %= 1
        reference, knots = self.knots()
        pairs = list(zip(knots, knots[1:]))
        (d0, y0, s0), (d1, y1, s1) = next((p for p in pairs if row[0] <= p[1][0]), pairs[-1])
        share = (row[0] - d0) / (d1 - d0)
        height, slope = y0 + share * (y1 - y0), s0 + share * (s1 - s0)
        x, y = 0.0, height
        for _ in range(3):
            edges = sorted(track["edges"], key=lambda edge: edge["y"])
            above = [edge for edge in edges if edge["y"] <= y] or edges[:1]
            below = [edge for edge in edges if edge["y"] >= y] or edges[-1:]
            a, b = above[-1], below[0]
            t = (y - a["y"]) / (b["y"] - a["y"]) if b["y"] > a["y"] else 0.0
            left, right = (a[side] + t * (b[side] - a[side]) for side in ("left", "right"))
            x = left + u * (right - left)
            y = height + slope * (x - reference)
        return x, y


class ReviewPage(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="review_")
        self.browser = None

    def tearDown(self):
        if self.browser:
            self.browser.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def open(self, log, **settings):
        self.browser = Chromium(downloads=self.folder, **settings)
        address = log.page()
        self.browser.open(address)
        self.browser.settle(0.6)
        self.assertTrue(self.browser.run("document.title").startswith("Review"))
        return self.browser

    def quiet(self):
        """Nothing on the console, and nothing asked for but the file itself and what it holds."""
        # Reading pixels back is what the test does, not the page.
        self.assertEqual([one for one in self.browser.complaints if "willReadFrequently" not in one], [])
        others = [url for url in self.browser.requests if not url.startswith(("file://" + self.folder, "blob:", "data:", "about:"))]
        self.assertEqual(others, [])

    def shot(self, name):
        if SHOTS:
            self.browser.screenshot(os.path.join(SHOTS, name + ".png"))

    def saved(self, name="out.decisions.json"):
        path = os.path.join(self.folder, name)
        for _ in range(50):
            if os.path.exists(path):
                return path
            self.browser.settle(0.1)
        self.fail("the page saved no " + name)

    def compared(self, log, curve):
        result = run("compare", log.las, log.truth, "--layout", log.layout_path, "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        return [one for one in json.loads(result.stdout)["curves"] if one["mnemonic"] == curve][0]

    def test_curves_stand_where_the_las_says(self):
        for sample in ("two_curve", "gr_resistivity_porosity"):
            folder = os.path.join(self.folder, sample)
            os.mkdir(folder)
            log = SampleLog(sample, folder)
            browser = self.open(log)
            worst = 0.0
            for column in range(1, len(log.curves) + 1):
                name = log.curves[column - 1][1]["mnemonic"]
                for row in log.rows[::3]:
                    if row[column] == NULL:
                        continue
                    x, y = log.scan_point(column, row)
                    shown = browser.run("logdigitiseReview.screenOf(%s, %r).scan" % (json.dumps(name), row[0]))
                    worst = max(worst, abs(shown["x"] - x), abs(shown["y"] - y))
            self.assertLess(worst, 0.5)
            # And the pixels: alone on an empty canvas at one CSS px per scan px, each sample is in the curve's colour.
            missing = browser.run("""(() => {
              const { review, state, view, paint } = { review: logdigitiseReview.review, ...logdigitiseReview };
              const missing = [];
              state.ink = 0; state.bands = false; state.mode = "pan";
              const canvas = document.getElementById("view");
              const context = canvas.getContext("2d");
              for (const curve of review.model.curves) {
                state.shown.fill(false); state.shown[curve.index] = true; state.active = curve.index;
                const want = [1, 3, 5].map((k) => parseInt(curve.colour.slice(k, k + 2), 16));
                for (let i = 0; i < curve.values.length; i += 9) {
                  const point = review.model.worldOf(curve, i);
                  if (Number.isNaN(curve.values[i])) continue;
                  view.scale = 1; view.left = point.x - 300; view.top = point.y - 300; paint();
                  const near = context.getImageData(Math.floor(view.x(point.x)) - 1, Math.floor(view.y(point.y)) - 1, 3, 3).data;
                  let found = false;
                  for (let k = 0; k < 36; k += 4) found = found || want.every((v, c) => Math.abs(near[k + c] - v) < 60);
                  if (!found) missing.push([curve.id, review.model.depths[i]]);
                }
              }
              return missing;
            })()""")
            self.assertEqual(missing, [])
            self.quiet()
            self.browser.close()
            self.browser = None

    def test_a_stretch_drawn_with_the_mouse_ends_in_the_las(self):
        log = SampleLog("two_curve", self.folder)
        name = log.curves[0][1]["mnemonic"]
        spoiled = [list(row) for row in log.rows]
        width = abs(log.curves[0][1]["right"] - log.curves[0][1]["left"])
        bad = range(len(spoiled) // 3, len(spoiled) // 3 + 24)
        for i in bad:
            spoiled[i][1] += (-0.3 if spoiled[i][1] > 0.5 * width else 0.3) * width
        truth = log.rows
        log.write(spoiled)
        before = self.compared(log, name)
        self.assertGreater(before["max"], 0.25 * width)

        browser = self.open(log)
        self.shot("spoiled")
        browser.run("logdigitiseReview.view.show(%r, %r, 0)" % (truth[bad[0] - 4][0], truth[bad[-1] + 4][0]))
        browser.settle(0.3)
        browser.click_on("#mode-draw")
        points = []
        for i in range(bad[0] - 1, bad[-1] + 2):
            x, y = log.scan_point(1, truth[i])
            at = browser.run("(() => { const b = document.getElementById('view').getBoundingClientRect(), v = logdigitiseReview.view;"
                             " return [b.left + v.x(%r), b.top + v.y(%r)]; })()" % (x, y))
            points.append(tuple(at))
        browser.drag(points)
        browser.settle(0.3)
        self.shot("drawn")
        self.assertEqual(browser.run("logdigitiseReview.review.list.length"), 1)
        browser.click_on("#save")
        decisions = self.saved()
        shown = browser.run("Array.from(logdigitiseReview.review.model.curves[0].values)")
        self.quiet()

        result = log.apply(decisions)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        after = self.compared(log, name)
        self.assertLess(after["max"], 0.02 * width)
        # The page and the program agree on what a decision does.
        _, rows = read_las(log.las)
        for row, value in zip(rows, shown):
            if value is not None:
                self.assertLess(abs(row[1] - value), 2e-4 * width)
        with open(log.record, encoding="utf-8") as file:
            record = json.load(file)
        self.assertEqual(record["curves"][0]["reviewed"][0]["action"], "drawn")
        self.assertEqual(record["review"]["decisions"][0]["sha256"], sha256(decisions))
        self.assertEqual(record["review"]["log_sha256"], sha256(log.las))

        # Once more changes nothing; another log's decisions are refused.
        stamp = (sha256(log.las), sha256(log.record))
        self.assertEqual(log.apply(decisions).returncode, 0)
        self.assertEqual((sha256(log.las), sha256(log.record)), stamp)
        other = os.path.join(self.folder, "other")
        os.mkdir(other)
        refused = SampleLog("gr_resistivity_porosity", other).apply(decisions)
        self.assertEqual(refused.returncode, 3)
        self.assertEqual(len(refused.stderr.strip().splitlines()), 1)

    def test_a_whole_review_by_keys_alone(self):
        log = SampleLog("two_curve", self.folder)
        name = log.curves[0][1]["mnemonic"]
        browser = self.open(log)
        flags = browser.run("logdigitiseReview.tools.flags().length")
        self.assertGreater(flags, 2)
        browser.key("n")  # The worst flag, accepted.
        browser.key("a")
        self.assertEqual(browser.run("logdigitiseReview.tools.flags().length"), flags - 1)
        browser.key("n")  # The next, made null, taken back and done again.
        worst = browser.run("logdigitiseReview.state.selection")
        browser.key("Delete")
        gone = browser.run("logdigitiseReview.review.model.curves[%d].values[logdigitiseReview.review.model.nearestRow(%r)]" % (worst["curve"], worst["from"]))
        self.assertIsNone(gone)  # NaN is null in JSON.
        browser.key("z")
        self.assertEqual(browser.run("logdigitiseReview.review.list.length"), 1)
        back = browser.run("logdigitiseReview.review.model.curves[%d].values[logdigitiseReview.review.model.nearestRow(%r)]" % (worst["curve"], worst["from"]))
        self.assertIsNotNone(back)
        browser.key("y")
        self.assertEqual(browser.run("logdigitiseReview.review.list.length"), 2)
        # A stroke of three points with the cross.
        browser.key("Escape")
        browser.key("Home")
        for _ in range(3):
            browser.key("+")
        while browser.run("logdigitiseReview.state.active") != 0:
            browser.key("c")
        browser.key("d")
        browser.key(" ")
        for _ in range(3):
            browser.key("ArrowDown", modifiers=8)
            browser.key("ArrowRight", modifiers=8)
            browser.key(" ")
        browser.settle(0.2)
        self.shot("keys")
        browser.key("Enter")
        browser.settle(0.2)
        last = browser.run("logdigitiseReview.review.list[2]")
        self.assertEqual((last["do"], last["curve"], len(last["points"])), ("draw", name, 4))
        # A stretch marked with Space, moved two pixels, then a lane over; the scale and the name in their fields.
        browser.key("s")
        browser.key(" ")
        browser.key("ArrowDown", modifiers=8)
        browser.key(" ")
        browser.key("]")
        browser.key("]")
        browser.key("l")
        self.assertEqual([one["do"] for one in browser.run("logdigitiseReview.review.list")], ["accept", "delete", "draw", "move", "lane"])
        browser.key("e")
        self.assertEqual(browser.run("document.activeElement.id"), "curve-name")
        for letter in "NEW":
            browser.key(letter)
        browser.key("Enter")
        browser.settle(0.2)
        self.assertEqual(browser.run("logdigitiseReview.review.list[5].name"), "NEW")
        # A panel, into it and back; a tie half a pixel down.
        browser.key("3")
        self.assertEqual(browser.run("document.activeElement.id"), "tab-depth")
        browser.key("Tab")
        self.assertTrue(browser.run("document.getElementById('panel-depth').contains(document.activeElement)"))
        browser.key("Escape")
        self.assertEqual(browser.run("document.activeElement.id"), "view")
        browser.key("t")
        browser.key("ArrowDown")
        self.assertEqual(browser.run("logdigitiseReview.review.list[6].do"), "tie")
        browser.key("s", modifiers=2)
        decisions = self.saved()
        shown = browser.run("logdigitiseReview.review.model.curves.map((c) => Array.from(c.values))")
        self.quiet()
        result = log.apply(decisions)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        header, rows = read_las(log.las)
        self.assertTrue(any(line.startswith("NEW") for line in header))
        for column, values in enumerate(shown, 1):
            curve = log.curves[column - 1][1]
            for row, value in zip(rows, values):
                self.assertEqual(row[column] == NULL, value is None, (column, row[0]))
                if value is not None:
                    self.assertLess(abs(row[column] - value), 2e-4 * abs(curve["right"] - curve["left"]))

    def test_hostile_names_are_text(self):
        well = {"WELL": HOSTILE[0], "COMP": HOSTILE[1], "FLD": HOSTILE[2], "LOC": HOSTILE[3], "UWI": HOSTILE[4],
                "SRVC": HOSTILE[5], "DATE": HOSTILE[6], "PROV": HOSTILE[7]}
        log = SampleLog("two_curve", self.folder, well=well, names=["</script><svg/onload=hacked=1>", "\"'><b>"])
        log.layout["tracks"][0]["name"] = HOSTILE[1]
        for (_, curve), unit in zip(log.curves, HOSTILE[2:]):
            curve["unit"] = "<b>"
        log.header = [line for line in log.header if not line.startswith(("WELL", "COMP"))]
        at = log.header.index(next(line for line in log.header if line.startswith("~W"))) + 1
        log.header[at:at] = ["WELL.  %s : WELL" % HOSTILE[0], "COMP.  %s : COMPANY" % HOSTILE[1]]
        log.write(log.rows)
        with open(log.record, encoding="utf-8") as file:
            record = json.load(file)
        record["reasons"] = HOSTILE
        record["curves"][0]["flagged"][0]["reason"] = HOSTILE[1]
        with open(log.record, "w", encoding="utf-8") as file:
            json.dump(record, file)
        browser = self.open(log)
        for panel in "123456":
            browser.key(panel)
            browser.settle(0.1)
        browser.key("4")
        self.shot("hostile")
        self.assertIsNone(browser.run("window.hacked === undefined ? null : 1"))
        self.assertEqual(browser.run("document.querySelectorAll('img, iframe, object').length"), 0)
        self.assertEqual(browser.run("document.scripts.length"), 2)
        self.assertEqual(browser.run("document.getElementById('name').textContent"), HOSTILE[0])
        self.assertIn(HOSTILE[1], browser.run("document.getElementById('panel-header').textContent"))
        self.quiet()

    def test_it_fits_windows_of_all_sizes(self):
        log = SampleLog("gr_resistivity_porosity", self.folder)
        for width, height, dark in ((1900, 1000, False), (1200, 800, True), (390, 760, False), (760, 420, True)):
            browser = self.open(log, width=width, height=height, dark=dark)
            browser.key("n")
            browser.settle(0.4)
            self.shot("window_%d%s" % (width, "_dark" if dark else ""))
            over = browser.run("[document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight]")
            self.assertEqual([max(0, one) for one in over], [0, 0], (width, height))
            for selector in ("#save", "#accept", "#tab-keys", "#view", "#map"):
                box = browser.run("(() => { const b = document.querySelector(%s).getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom, b.width]; })()" % json.dumps(selector))
                self.assertTrue(box[0] >= -1 and box[1] >= -1 and box[2] <= width + 1 and box[3] <= height + 1 and box[4] > 10, (selector, box))
            self.quiet()
            browser.close()
            self.browser = None

    def test_the_comparison_page_shows_where_two_logs_differ(self):
        log = SampleLog("two_curve", self.folder)
        name = log.curves[0][1]["mnemonic"]
        scale = log.curves[0][1]
        spoiled = [list(row) for row in log.rows]
        width = scale["right"] - scale["left"]
        bad = range(40, 60)
        for i in bad:
            spoiled[i][1] += (-0.05 if spoiled[i][1] > scale["left"] + 0.5 * width else 0.05) * width
        log.write(spoiled)
        page = os.path.join(self.folder, "difference.html")
        result = run("compare", log.las, log.truth, "--layout", log.layout_path, "--plot", page)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        for width_px, dark in ((1400, False), (390, True)):
            self.browser = browser = Chromium(width_px, 800, dark)
            browser.open("file://" + page)
            browser.settle(0.4)
            self.assertEqual(browser.run("document.querySelector('[role=tab][aria-selected=true]').textContent"), name)
            browser.key("n")  # The worst interval is the spoiled one.
            browser.settle(0.2)
            self.shot("comparison_%d" % width_px)
            words = browser.run("document.querySelector('#worst [aria-current=true]').textContent").split()
            self.assertLessEqual(float(words[0]), log.rows[bad[0]][0])
            self.assertGreaterEqual(float(words[2]), log.rows[bad[-1]][0])
            browser.key("ArrowRight")
            self.assertEqual(browser.run("document.querySelector('[role=tab][aria-selected=true]').textContent"), log.curves[1][1]["mnemonic"])
            self.assertEqual(browser.run("document.getElementById('worst').textContent"), "None: they are the same.")
            self.assertEqual(browser.run("document.documentElement.scrollWidth - innerWidth"), 0)
            self.quiet()
            browser.close()
            self.browser = None


if __name__ == "__main__":
    if not find_chromium():
        print("skipped: no Chromium is installed")
        sys.exit(77)
    unittest.main(argv=[sys.argv[0]] + sys.argv[5:], verbosity=2)
