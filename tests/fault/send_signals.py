#!/usr/bin/env python3
"""Sends signals at random moments to `convert` and `batch`, and looks at what they leave.

usage: send_signals.py PROGRAM SCAN LAYOUT [--runs N] [--seed S] [--only convert|batch]
  SCAN, LAYOUT   a log of a few seconds' work; the batch has three copies of it and two workers
  N              runs of each verb, each with another signal and moment; default 12

Of SIGINT and SIGTERM (sent to the program alone or, as a terminal does, to its whole group) a run must end with
130 or 143, or with 0 if it was done before; convert leaves all its outputs or none, batch only whole ones, and neither
leaves anything else. A program that has not come to its main yet is ended by the signal itself: the same for a shell.
Of SIGKILL the outputs must be whole or absent; the same batch with --resume, or the same convert, must then give what
an undisturbed run gives, and leave nothing else. Exit: 0 if all was so, 1 if not.
"""
import argparse
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter

HANGS_AFTER_S = 120


def parse():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("scan")
    parser.add_argument("layout")
    parser.add_argument("--runs", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=("convert", "batch"))
    return parser.parse_args()


def outputs(folder):
    """Bytes of every file, by name, without seconds; folders end in /. What a batch keeps for itself is left out."""
    found = {}
    for path, folders, files in os.walk(folder):
        for name in folders:
            found[os.path.relpath(os.path.join(path, name), folder) + "/"] = b""
        for name in files:
            if name.startswith("journal") or name == ".logdigitise.lock":
                continue
            with open(os.path.join(path, name), "rb") as file:
                text = re.sub(rb'"seconds": \{[^}]*\}', b"", file.read())
            found[os.path.relpath(os.path.join(path, name), folder)] = text
    return found


class Attack:
    """One verb: how it is run, and what an undisturbed run leaves."""

    def __init__(self, verb, command, resume, folder, work):
        self.verb, self.command, self.resume, self.folder = verb, command, resume, folder
        self.said = os.path.join(work, "said")
        begin = time.monotonic()
        code = self.run(self.command, None, None, False)
        self.seconds = time.monotonic() - begin
        begin = time.monotonic()
        self.run([command[0], "version"], None, None, False)
        self.startup = min(time.monotonic() - begin, 0.9 * self.seconds)
        if code != 0:
            raise SystemExit(f"undisturbed, {verb} ends with {code}: {self.words()}")
        self.expected = outputs(folder)

    def words(self):
        with open(self.said, encoding="utf-8", errors="replace") as file:
            return file.read().strip()

    def run(self, command, number, after, to_group):
        """The exit code, as a shell would say it; None if it hung."""
        with open(self.said, "wb") as said:
            # What a shell has put in the background would ignore SIGINT until it asks for it.
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True,
                                       preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
        try:
            if number is not None:
                time.sleep(after)
                send = os.killpg if to_group else os.kill
                if process.poll() is None:
                    send(process.pid, number)
            code = process.wait(HANGS_AFTER_S)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return None
        return 128 - code if code < 0 else code

    def fresh(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        os.mkdir(self.folder)

    def not_whole(self, left):
        return [name for name, text in left.items() if self.expected.get(name) != text]

    def complaint(self, number, code, left):
        if code is None:
            return "it hung"
        if code == 0:
            return "" if left == self.expected else f"exit code 0, but {sorted(left)} is there"
        if code != 128 + number:
            return f"exit code {code}"
        if number == signal.SIGKILL:
            torn = [name for name in self.not_whole(left) if name in self.expected]
            return f"not whole: {torn}" if torn else ""
        if self.verb == "convert":
            return "" if left in ({}, self.expected) else f"left behind: {sorted(left)}"
        torn = self.not_whole(left)
        return f"left behind or not whole: {torn}" if torn else ""

    def again(self):
        """What is wrong with the run after a kill."""
        code = self.run(self.resume, None, None, False)
        left = outputs(self.folder)
        if code != 0:
            return f"the next run ends with {code}: {self.words()}"
        return "" if left == self.expected else f"the next run leaves {sorted(left)}"

    def attack(self, runs, chance):
        ends, bad, leftovers = Counter(), 0, 0
        for _ in range(runs):
            number = chance.choice((signal.SIGINT, signal.SIGTERM, signal.SIGKILL))
            to_group = number != signal.SIGKILL and chance.random() < 0.5
            # Most of a short run is the start of its libraries: nine of ten signals come after that.
            begin = self.startup if chance.random() < 0.9 else 0.0
            after = begin + chance.random() * (1.05 * self.seconds - begin)
            self.fresh()
            code = self.run(self.command, number, after, to_group)
            left = outputs(self.folder)
            complaint = self.complaint(number, code, left)
            if not complaint and number == signal.SIGKILL:
                leftovers += any(name not in self.expected for name in left)
                complaint = self.again()
            ends[f"{signal.Signals(number).name} {code}"] += 1
            if complaint:
                bad += 1
                whom = " to the group" if to_group else ""
                print(f"{self.verb}: {signal.Signals(number).name}{whom} after {after:.3f} s: {complaint}\n{self.words()}")
        codes = ", ".join(f"{end}: {count}" for end, count in sorted(ends.items()))
        print(f"{self.verb}: {runs} runs of {self.seconds:.1f} s, {bad} wrong; {codes}; "
              f"files of a killed run that the next one had to clear: {leftovers}")
        return bad


def main():
    arguments = parse()
    chance = random.Random(arguments.seed)
    bad = 0
    with tempfile.TemporaryDirectory() as work:
        folder = os.path.join(work, "out")
        os.mkdir(folder)
        logs = os.path.join(work, "logs")
        os.mkdir(logs)
        scan = os.path.abspath(arguments.scan)
        with open(arguments.layout, encoding="utf-8") as file:
            layout = json.load(file)
        for i in range(3):
            layout["raster"] = f"log_{i}{os.path.splitext(scan)[1]}"
            shutil.copy(scan, f"{logs}/{layout['raster']}")
            with open(f"{logs}/log_{i}.json", "w", encoding="utf-8") as file:
                json.dump(layout, file)
        convert = [arguments.program, "convert", scan, "--layout", arguments.layout, "-o", f"{folder}/log.las", "--plot",
                   f"{folder}/log.svg", "--threads", "1", "-q"]
        batch = [arguments.program, "batch", logs, "--out", folder, "--jobs", "2", "--threads", "1", "-q"]
        for verb, command, resume in (("convert", convert, convert), ("batch", batch, batch + ["--resume"])):
            if arguments.only in (None, verb):
                attack = Attack(verb, command, resume, folder, work)
                bad += attack.attack(arguments.runs, chance)
                attack.fresh()
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
