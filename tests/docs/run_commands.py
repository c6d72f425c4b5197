#!/usr/bin/env python3
"""Runs the commands that the docs show, as a reader would.

usage: run_commands.py PROGRAM SOURCE [--list]

Of README.md and docs/*.md, each fenced block without a language, or of sh or bash, is commands: its lines that begin
with `$ `, if there are any (what follows them is output), else all of it. They run with `bash -e`, page by page and in
order, in a folder that holds nothing but a copy of samples/. A comment on the line before a block,
`<!-- not run: REASON -->`, leaves it out; --list says which and why. Other languages (text, json, ...) are no commands.

Whether run or not, indented synopses included, every option of a line that begins with `logdigitise VERB` must be one
that this verb has. Exit: 0 if all went well, 1 if not.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

FENCE = re.compile(r"(?:^<!-- not run: (?P<reason>[^\n]*?) -->\n)?^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.M | re.S)
COMMANDS = ("", "sh", "bash")
TIME_LIMIT_S = 300


def pages(source):
    names = ["README.md"] + sorted("docs/" + name for name in os.listdir(source + "/docs") if name.endswith(".md"))
    for name in names:
        with open(os.path.join(source, name), encoding="utf-8") as file:
            yield name, file.read()


def commands_of(text):
    """The commands of a block, continued lines joined to theirs."""
    if not re.search(r"^\$ ", text, re.M):
        return text
    lines, continued = [], False
    for line in text.splitlines():
        if continued or line.startswith("$ "):
            lines.append(line if continued else line[2:])
            continued = line.endswith("\\")
    return "\n".join(lines) + "\n"


class Program:
    def __init__(self, path):
        self.path = path
        self.options = {}

    def options_of(self, verb):
        if verb not in self.options:
            words = ["--help"] if verb is None else [verb, "--help"]
            outcome = subprocess.run([self.path] + words, capture_output=True, text=True, check=False)
            # Of a verb that there is none of, --help is that of the whole program.
            is_known = outcome.returncode == 0 and (verb is None or f"Usage: logdigitise {verb} " in outcome.stdout)
            self.options[verb] = set(re.findall(r"(?<![\w-])--?[A-Za-z][\w-]*", outcome.stdout)) if is_known else None
        return self.options[verb]

    def complaints(self, command):
        verb = re.match(r"logdigitise +([a-z]+)", command).group(1)
        known = self.options_of(verb)
        if known is None:
            return [f'"{command}": no verb {verb}']
        allowed = known | self.options_of(None)
        if verb == "model":
            allowed |= {"--shares", "--out", "-o", "--name", "--data"}
        command = re.split(r" \|\| | && | \| |;|  #", command)[0]
        return [f'"{command}": {verb} has no {option}'
                for option in re.findall(r"(?<=[ \[])--?[A-Za-z][\w-]*", command) if option not in allowed]


def check_options(name, text, program):
    joined = text.replace("\\\n", " ")
    found = re.findall(r"^(?: {4}|\$ )?(logdigitise +[a-z]+.*)$", joined, re.M)
    return [f"{name}: {complaint}" for command in found for complaint in program.complaints(command)]


def run_page(name, blocks, program, source):
    complaints = []
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(os.path.join(source, "samples"), os.path.join(folder, "samples"))
        programs = os.path.join(folder, ".bin")
        os.mkdir(programs)
        os.symlink(program.path, os.path.join(programs, "logdigitise"))
        surroundings = dict(os.environ, PATH=programs + ":" + os.environ["PATH"],
                            LOGDIGITISE_MODELS=os.path.join(source, "models"))
        for text in blocks:
            commands = commands_of(text)
            outcome = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", commands], cwd=folder, env=surroundings,
                                     stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=TIME_LIMIT_S,
                                     check=False)
            if outcome.returncode != 0:
                complaints.append(f"{name}: exit code {outcome.returncode} of\n{commands}{outcome.stderr}")
                break
    return complaints


def main():
    program, source = Program(os.path.abspath(sys.argv[1])), os.path.abspath(sys.argv[2])
    only_list = "--list" in sys.argv
    complaints, run, left_out = [], 0, 0
    for name, text in pages(source):
        blocks = []
        for block in FENCE.finditer(text):
            if block["language"] not in COMMANDS:
                continue
            if block["reason"] is None:
                blocks.append(block["text"])
                continue
            left_out += 1
            if only_list:
                print(f"{name}: not run: {block['reason']}\n{block['text']}")
        complaints += check_options(name, text, program)
        if blocks and not only_list:
            run += len(blocks)
            complaints += run_page(name, blocks, program, source)
    for complaint in complaints:
        print(complaint)
    print(f"{run} blocks run, {left_out} not, {len(complaints)} complaints")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
