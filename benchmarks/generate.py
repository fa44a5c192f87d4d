#!/usr/bin/env python3
"""How long the generator takes for all headers, and for `--check`.

    generate.py [--quick] [--rounds N]

Needs an interpreter that has the generator's requirements. The headers go to a temporary directory.
"""

import argparse
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BOUND = 3.0


def seconds(*arguments: str) -> float:
    """Wall-clock seconds of one `python -m generator`, start of the interpreter included."""
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "generator", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    elapsed = time.monotonic() - started
    if done.returncode != 0:
        raise SystemExit(f"python -m generator {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
    return elapsed


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--quick", action="store_true", help="one round instead of three")
    arguments.add_argument("--rounds", type=int, help="how often each is run")
    options = arguments.parse_args()
    rounds = options.rounds or (1 if options.quick else 3)

    measured: dict[str, list[float]] = {"all headers, from nothing": [], "--check": []}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as scratch:
            measured["all headers, from nothing"].append(seconds("--out", scratch))
        measured["--check"].append(seconds("--check"))

    print(f"Generating, median of {rounds}")
    width = max(map(len, measured))
    for name, runs in measured.items():
        middle = statistics.median(runs)
        print(f"{name:<{width}}  {middle:6.2f} s  <= {BOUND:.1f} s  {'ok' if middle <= BOUND else 'MISSED'}")


if __name__ == "__main__":
    main()
