"""How the cost of a conversion grows: growth.py PROGRAM LOG_FOLDER [LONGER_LOG_FOLDER] [--threads N] [--workers-only] [--no-workers]

LOG_FOLDER as of convert_speed.py, three tracks. By tracks: the first, two, all of them. By rows: the longer log besides. By workers:
a batch of drawn logs (24) of 2,000 rows with one worker and with two, a thread each."""
import argparse
import json
import os
import subprocess
import tempfile
import time

from convert_speed import band_pixels, converted

MODEL = "models/tracks-v8.safetensors"


def row(what, layout, measured):
    wall, spent, memory, _ = measured
    rows, pixels = band_pixels(layout)
    print("%-28s %8.0f rows %7.1f Mpx %8.2f s by the clock %8.2f s of processor %6.0f ns of it a px %6.0f MB" % (
        what, rows, pixels / 1e6, wall, spent, 1e9 * spent / pixels, memory), flush=True)


def read_layout(folder):
    with open(os.path.join(folder, "layout.json"), encoding="utf-8") as file:
        layout = json.load(file)
    layout["raster"] = os.path.abspath(os.path.join(folder, layout["raster"]))
    return layout


def by_size(given, place):
    def one(what, layout):
        path = os.path.join(place, "layout.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(layout, file)
        row(what, layout, converted(given.program, path, MODEL, given.threads, os.path.join(place, "out.las")))

    layout = read_layout(given.folder)
    for count in range(1, len(layout["tracks"]) + 1):
        one("%d of its tracks" % count, {**layout, "tracks": layout["tracks"][:count]})
    if given.longer:
        one("the longer log", read_layout(given.longer))


def by_workers(given, place):
    logs = os.path.join(place, "logs")
    subprocess.run([given.program, "synthesise", "--out", logs, "--count", str(given.logs), "--seed", "5", "--rows", "2000", "--dpi", "200",
                    "--preset", "three_track", "--no-masks", "-q"], check=True)
    seconds = {}
    for jobs in (1, 2, 2, 1):  # There and back, so that a drift of the machine shows and evens out.
        begin = time.time()
        subprocess.run([given.program, "--threads", "1", "-q", "batch", logs, "--out", os.path.join(place, "out"), "--jobs", str(jobs), "--force"],
                       check=True, stdout=subprocess.DEVNULL)
        spent = time.time() - begin
        seconds[jobs] = seconds.get(jobs, 0.0) + 0.5 * spent
        print("batch of %d logs, %d worker(s): %.2f s, %.0f logs/hour" % (given.logs, jobs, spent, given.logs * 3600 / spent), flush=True)
    print("two workers against one: %.2f x the throughput" % (seconds[1] / seconds[2]))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("program")
    options.add_argument("folder")
    options.add_argument("longer", nargs="?")
    options.add_argument("--threads", type=int, default=1)
    options.add_argument("--logs", type=int, default=24)
    options.add_argument("--workers-only", action="store_true")
    options.add_argument("--no-workers", action="store_true")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as place:
        if not given.workers_only:
            by_size(given, place)
        if not given.no_workers:
            by_workers(given, place)


main()
