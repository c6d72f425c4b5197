"""How quick a conversion is, against the least it could take: convert_speed.py PROGRAM STAGE_BENCH LOG_FOLDER [MODEL]
[--threads N] [--repeat N]

LOG_FOLDER holds layout.json and its scan, as `synthesise` writes them; stack_log.py makes longer ones. Runs the stages alone
(stage_bench) and then the whole, in the same run, so that both see the same machine. The floor is the plain libtiff decode of
the scan and the network's multiply-adds over the pixels of the tracks at the rate of a large convolution."""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time

LARGE_GMAC = 512 * 512 * 64 * 64 * 9 / 1e9  # One convolution of large_convolution.hpp.


def band_pixels(layout):
    """Pixels of the scan that lie in a track, between the top of the section and its base."""
    ties = sorted(layout["depth"]["ties"], key=lambda tie: tie["depth"])
    per_depth = (ties[-1]["y"] - ties[0]["y"]) / (ties[-1]["depth"] - ties[0]["depth"])
    rows = abs(per_depth * (layout["depth"]["base"] - layout["depth"]["top"]))
    wide = sum(track["edges"][0]["right"] - track["edges"][0]["left"] for track in layout["tracks"])
    return rows, rows * wide


def stages(bench, folder, model, threads):
    done = subprocess.run([bench, folder, model, "--benchmark_format=json"], check=True, capture_output=True, text=True,
                          env={**os.environ, "LOGDIGITISE_THREADS": str(threads)})
    return {re.sub("/.*", "", one["name"]): one for one in json.loads(done.stdout)["benchmarks"]}


def converted(program, layout, model, threads, out):
    """Seconds by the clock and of processor, the most memory in MB, and the stages as the program books them."""
    begin = time.time()
    process = subprocess.Popen([program, "--threads", str(threads), "--model", model, "-q", "convert", "--layout", layout, "-o", out])
    _, status, used = os.wait4(process.pid, 0)
    wall = time.time() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError("convert ended with %d" % process.returncode)
    with open(out.replace(".las", ".qc.json"), encoding="utf-8") as file:
        booked = json.load(file)["seconds"]
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, booked


def main():
    options = argparse.ArgumentParser()
    for name in ("program", "bench", "folder"):
        options.add_argument(name)
    options.add_argument("model", nargs="?", default="models/tracks-v8.safetensors")
    options.add_argument("--threads", type=int, default=1)
    options.add_argument("--repeat", type=int, default=1)
    given = options.parse_args()
    path = os.path.join(given.folder, "layout.json")
    with open(path, encoding="utf-8") as file:
        layout = json.load(file)
    rows, pixels = band_pixels(layout)
    feet = abs(layout["depth"]["base"] - layout["depth"]["top"])
    found = stages(given.bench, given.folder, given.model, given.threads)
    for name, one in found.items():
        print("%-18s %9.1f ms by the clock, %9.1f of processor %s" % (name, one["real_time"], one["cpu_time"], "  ".join(
            "%.4g %s" % (one[key], key) for key in ("rows/s", "Mpx/s", "GMAC/s") if key in one)))
    shown = subprocess.run([given.program, "model", "show", given.model], check=True, capture_output=True, text=True).stdout
    cost = float(re.search(r"cost\s+([0-9.]+)", shown).group(1))
    decode = found["PlainDecode"]["real_time"] / 1000
    convolve = pixels * cost / (found["LargeConvolutions"]["GMAC/s"] * 1e9)
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out.las")
        best = min((converted(given.program, path, given.model, given.threads, out) for _ in range(given.repeat)), key=lambda one: one[0])
    wall, spent, memory, booked = best
    print("floor: decode %.2f s + %.0f GMAC at %.0f GMAC/s %.2f s = %.2f s" % (
        decode, pixels * cost / 1e9, found["LargeConvolutions"]["GMAC/s"], convolve, decode + convolve))
    print("whole: %.2f s by the clock, %.2f s of processor: %.2f x the floor" % (wall, spent, wall / (decode + convolve)))
    if given.threads == 1:  # On a machine with other work this is the figure to trust.
        least = found["PlainDecode"]["cpu_time"] / 1000 + pixels * cost / (LARGE_GMAC * 1e9) * found["LargeConvolutions"]["cpu_time"] / 1000
        print("       in processor seconds %.2f against a floor of %.2f: %.2f x" % (spent, least, spent / least))
    print("       %.0f rows/s, %.2f Mpx/s of track, %.0f ft/s, %.0f logs/hour, peak %.0f MB" % (
        rows / wall, pixels / wall / 1e6, feet / wall, 3600 / wall, memory))
    print("       " + ", ".join("%s %.2f s" % pair for pair in sorted(booked.items())))


if __name__ == "__main__":
    sys.exit(main())
