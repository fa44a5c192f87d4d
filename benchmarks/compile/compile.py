#!/usr/bin/env python3
"""Processor seconds and peak memory of compiling one call: this library against a program written by hand.

    compile.py [--quick] [--include DIR]... [--rounds N] [--compiler CXX]

CXX is taken from the environment if set. Each file is compiled alone, in turn, N times; the table shows medians.
"""

import argparse
import os
import pathlib
import shlex
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
BASE = "hand-written Beast, TLS"
SPEED_TARGETS = {"truto, header-only": 0.60, "truto, separate": 0.20}
MEMORY_TARGETS = {"truto, header-only": 1.00}

CASES = (
    (BASE, "one_call_beast.cpp", ()),
    ("truto, header-only", "one_call_truto.cpp", ()),
    ("truto, separate", "one_call_truto.cpp", ("-DTRUTO_SEPARATE_COMPILATION",)),
    ("truto, models only", "models_only.cpp", ("-DTRUTO_SEPARATE_COMPILATION",)),
    ("Boost.JSON alone", "json_only.cpp", ()),
)


def compile_once(command: list[str]) -> tuple[float, float]:
    """Runs `command`; its processor seconds and the largest resident set, in MB, of any process it started."""
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"this did not compile: {shlex.join(command)}")
    unit = 1 if sys.platform == "darwin" else 1024
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6


def verdict(ratio: float, bound: float | None) -> str:
    if bound is None:
        return ""
    return f"<= {bound:.2f} {'ok' if ratio <= bound else 'MISSED'}"


def print_table(rows: list[tuple[str, ...]]) -> None:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for number, row in enumerate(rows):
        cells = [row[0].ljust(widths[0])] + [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])]
        print("  ".join(cells).rstrip())
        if number == 0:
            print("-" * (sum(widths) + 2 * (len(widths) - 1)))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--quick", action="store_true", help="one round instead of three")
    arguments.add_argument("--rounds", type=int, help="how often each file is compiled")
    arguments.add_argument("--include", action="append", default=[], help="further include directories")
    arguments.add_argument("--compiler", default=os.environ.get("CXX", "g++"))
    options = arguments.parse_args()
    rounds = options.rounds or (1 if options.quick else 3)

    flags = ["-std=c++20", "-O2", "-c", f"-I{HERE.parent.parent / 'include'}"]
    flags += [f"-I{path}" for path in options.include]
    measured: dict[str, list[tuple[float, float]]] = {name: [] for name, _, _ in CASES}
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        output = ["-o", os.path.join(scratch, "object.o")]
        for _ in range(rounds):
            for name, source, extra in CASES:
                command = [*shlex.split(options.compiler), *flags, *extra, str(HERE / source), *output]
                measured[name].append(compile_once(command))

    seconds = {name: statistics.median(cpu for cpu, _ in runs) for name, runs in measured.items()}
    memory = {name: statistics.median(peak for _, peak in runs) for name, runs in measured.items()}
    rows = [("", "cpu s", "ratio", "target", "peak MB", "ratio", "target")]
    for name, _, _ in CASES:
        cpu_ratio = seconds[name] / seconds[BASE]
        memory_ratio = memory[name] / memory[BASE]
        rows.append(
            (
                name,
                f"{seconds[name]:.1f}",
                f"{cpu_ratio:.2f}",
                verdict(cpu_ratio, SPEED_TARGETS.get(name)),
                f"{memory[name]:.0f}",
                f"{memory_ratio:.2f}",
                verdict(memory_ratio, MEMORY_TARGETS.get(name)),
            )
        )
    print(
        f"Compiling one file: {options.compiler} -std=c++20 -O2 -c, median of {rounds}, "
        f"{time.monotonic() - started:.0f} s in all"
    )
    print_table(rows)


if __name__ == "__main__":
    main()
