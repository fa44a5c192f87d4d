#!/usr/bin/env python3
"""What it costs to compile a call beside a program written by hand: processor time, memory, size.

    compile.py [--quick] [--include DIR]... [--rounds N] [--compiler CXX]

CXX is taken from the environment if set. Each file is compiled alone, in turn, N times; the tables show
medians.
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
from collections.abc import Sequence

HERE = pathlib.Path(__file__).resolve().parent
SEPARATE = ("-DTRUTO_SEPARATE_COMPILATION",)
ASIO_TOO = (*SEPARATE, "-DBOOST_ASIO_SEPARATE_COMPILATION")
ALL = ("-include", "truto/user_directory.hpp")

CASES = {
    "one call, hand-written Beast, TLS": ("one_call_beast.cpp", ()),
    "one call, header-only": ("one_call_truto.cpp", ()),
    "one call, client from elsewhere, header-only": ("given_client_truto.cpp", ()),
    "one call, client from elsewhere, all headers, header-only": ("given_client_truto.cpp", ALL),
    "ten more, client from elsewhere, all headers, header-only": ("more_calls_truto.cpp", ALL),
    "one call, separate": ("one_call_truto.cpp", SEPARATE),
    "one call, separate, Asio too": ("one_call_truto.cpp", ASIO_TOO),
    "one call, client from elsewhere, separate": ("given_client_truto.cpp", SEPARATE),
    "one call, client from elsewhere, all headers, separate": ("given_client_truto.cpp", (*SEPARATE, *ALL)),
    "ten more, client from elsewhere, all headers, separate": ("more_calls_truto.cpp", (*SEPARATE, *ALL)),
    "no call, separate": ("no_call_truto.cpp", SEPARATE),
    "models of users": ("models_only.cpp", SEPARATE),
    "Boost.JSON alone": ("json_only.cpp", ()),
}

# What is compared with what, and the largest ratios of processor time and of memory.
RATIOS = (
    ("one call, client from elsewhere, header-only", "one call, hand-written Beast, TLS", 0.50, 1.00),
    ("one call, header-only", "one call, hand-written Beast, TLS", 0.50, 1.00),
    ("one call, client from elsewhere, separate", "one call, hand-written Beast, TLS", 0.15, None),
    ("one call, separate", "one call, hand-written Beast, TLS", 0.15, None),
    ("one call, separate, Asio too", "one call, hand-written Beast, TLS", 0.15, None),
    ("one call, separate", "no call, separate", 1.10, 1.10),
    ("models of users", "Boost.JSON alone", 1.50, 1.50),
)
MORE_CALLS = 10
MOST_SECONDS_A_CALL = 0.120
LARGEST_BINARY = 1.30
LIBRARIES = ("-lboost_json", "-lssl", "-lcrypto", "-pthread")


def compile_once(command: list[str]) -> tuple[float, float]:
    """Runs `command`; its processor seconds, and the largest resident set of its processes in MB."""
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"this did not compile: {shlex.join(command)}")
    unit = 1 if sys.platform == "darwin" else 1024
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6


def stripped_size(compiler: list[str], compiled: str) -> int:
    """The size of the program that is linked of one object, without symbols."""
    program = compiled + ".program"
    compile_once([*compiler, "-s", compiled, "-o", program, *LIBRARIES])
    return pathlib.Path(program).stat().st_size


def verdict(value: float, bound: float | None) -> str:
    if bound is None:
        return ""
    return f"<= {bound:.2f} {'ok' if value <= bound else 'MISSED'}"


def print_table(rows: Sequence[tuple[str, ...]]) -> None:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for number, row in enumerate(rows):
        cells = [row[0].ljust(widths[0])] + [
            cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)
        ]
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

    compiler = shlex.split(options.compiler)
    flags = ["-std=c++20", "-O2", f"-I{HERE.parent.parent / 'include'}"]
    flags += [f"-I{path}" for path in options.include]
    measured: dict[str, list[tuple[float, float]]] = {name: [] for name in CASES}
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        objects = {name: f"{scratch}/{number}.o" for number, name in enumerate(CASES)}
        for _ in range(rounds):
            for name, (source, extra) in CASES.items():
                measured[name].append(
                    compile_once([*compiler, *flags, *extra, "-c", str(HERE / source), "-o", objects[name]])
                )
        by_hand = stripped_size(compiler, objects["one call, hand-written Beast, TLS"])
        ours = stripped_size(compiler, objects["one call, header-only"])

    seconds = {name: statistics.median(cpu for cpu, _ in runs) for name, runs in measured.items()}
    memory = {name: statistics.median(peak for _, peak in runs) for name, runs in measured.items()}
    print(
        f"Compiling one file: {options.compiler} -std=c++20 -O2 -c, median of {rounds}, "
        f"{time.monotonic() - started:.0f} s in all"
    )
    print_table(
        [("", "cpu s", "peak MB"), *((name, f"{seconds[name]:.1f}", f"{memory[name]:.0f}") for name in CASES)]
    )

    rows = [("", "time", "target", "memory", "target")]
    for name, base, most_time, most_memory in RATIOS:
        time_ratio = seconds[name] / seconds[base]
        memory_ratio = memory[name] / memory[base]
        rows.append(
            (
                f"{name} / {base}",
                f"{time_ratio:.2f}",
                verdict(time_ratio, most_time),
                f"{memory_ratio:.2f}",
                verdict(memory_ratio, most_memory),
            )
        )
    for way in ("header-only", "separate"):
        each = (
            seconds[f"ten more, client from elsewhere, all headers, {way}"]
            - seconds[f"one call, client from elsewhere, all headers, {way}"]
        ) / MORE_CALLS
        rows.append(
            (f"each further operation, {way}, s", f"{each:.3f}", verdict(each, MOST_SECONDS_A_CALL), "", "")
        )
    print()
    print_table(rows)
    print()
    print_table(
        [
            ("Stripped program of one call", "kB", "ratio", "target"),
            ("hand-written Beast, TLS", f"{by_hand / 1e3:.0f}", "1.00", ""),
            (
                "header-only",
                f"{ours / 1e3:.0f}",
                f"{ours / by_hand:.2f}",
                verdict(ours / by_hand, LARGEST_BINARY),
            ),
        ]
    )


if __name__ == "__main__":
    main()
