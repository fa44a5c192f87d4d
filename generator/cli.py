"""The command line: `python -m generator [--check] [--spec FILE ...] [--out DIR]`; where the package is
installed, `truto-generator …`.

Exit codes: 0, all is well; 1, `--check` found files that differ from what the description gives; 2, the
description is bad or files cannot be written.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from . import COMMAND
from .issues import Issues, Location, printable

if TYPE_CHECKING:
    from .emit import Plan

OK, DRIFT, BAD = 0, 1, 2


def console() -> int:
    """What the installed command `truto-generator` calls."""
    return main(sys.argv[1:])


def main(arguments: Sequence[str]) -> int:
    """Runs the generator; the result is the exit code."""
    try:
        return _run(arguments)
    except ModuleNotFoundError as error:
        listed = Path(__file__).with_name("requirements.txt")
        print(f"{error.name} is missing; run: pip install -r {listed}", file=sys.stderr)
        return BAD


def _run(arguments: Sequence[str]) -> int:
    if arguments and arguments[0] in ("examples", "example-tests"):
        return _examples(arguments[0], arguments[1:])
    options = _parser().parse_args(arguments)
    return _generate(_specs(options.spec), options.spec is None, options.out, options.check)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=COMMAND,
        description="Generates the C++ client of each API described in spec/.",
        epilog="Also: `examples` and `example-tests`, which turn the descriptions' examples into test data.",
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit with 1 if files are out of date"
    )
    _add_specs(parser)
    parser.add_argument(
        "--out", type=Path, default=Path("include"), help="the folder that holds truto/ (default: include)"
    )
    return parser


def _add_specs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--spec",
        type=Path,
        action="append",
        metavar="FILE",
        help="a description (default: every spec/*.yaml)",
    )


def _specs(given: list[Path] | None) -> list[Path]:
    return sorted(Path("spec").glob("*.yaml")) if given is None else given


def source_name(path: Path) -> str:
    """What a description is called in banners and messages: never by where this machine keeps it, and on
    one line.
    """
    try:
        resolved, here = path.resolve(), Path.cwd().resolve()
    except (OSError, RuntimeError):  # A link that leads back to itself: reading it will say so.
        return printable(path.name)
    return printable(resolved.relative_to(here).as_posix() if resolved.is_relative_to(here) else path.name)


def _report(issues: Issues) -> int:
    for issue in issues:
        print(issue, file=sys.stderr)
    count = len(issues)
    print(f"{count} mistake{'' if count == 1 else 's'}; nothing was written", file=sys.stderr)
    return BAD


def _generate(specs: list[Path], all_sources: bool, out: Path, check: bool) -> int:
    from . import emit
    from .pipeline import headers

    issues = Issues()
    if not specs:
        issues.add(
            Location("spec", 1, ""),
            "no description found; put one there as <name>.yaml, or name it with --spec",
        )
    texts: dict[str, str] = {}
    for spec in specs:
        made = headers(spec, source_name(spec), issues)
        for path in sorted(made.keys() & texts.keys()):
            issues.add(
                Location(source_name(spec), 1, ""),
                f"another description gives {path} too; rename one of them",
            )
        texts.update(made)
    if issues:
        return _report(issues)
    try:
        todo = emit.plan(
            emit.format_files(texts), out, tuple(source_name(spec) for spec in specs), all_sources
        )
        if check:
            return _show_drift(todo, out)
        emit.apply(todo, out)
    except emit.EmitError as error:
        print(error, file=sys.stderr)
        return BAD
    print(todo.summary())
    return OK


def _show_drift(todo: Plan, out: Path) -> int:
    from .emit import drift

    for line in drift(todo, out):
        print(line)
    if todo:
        count = len(todo.stale) + len(todo.missing) + len(todo.obsolete)
        print(f"{count} of {len(todo.files)} files out of date; run: {COMMAND}")
        return DRIFT
    print(f"{len(todo.files)} files: all up to date")
    return OK


def _examples(command: str, arguments: Sequence[str]) -> int:
    from . import examples

    parser = argparse.ArgumentParser(prog=f"{COMMAND} {command}")
    _add_specs(parser)
    several = "the files to write; tests are dealt among several"
    parser.add_argument("--out", type=Path, required=True, nargs="+", metavar="FILE", help=several)
    options = parser.parse_args(arguments)
    specs = _specs(options.spec)
    issues = Issues()
    named = [(spec, source_name(spec)) for spec in specs]
    if command == "examples" and len(options.out) > 1:
        parser.error("examples go into one file")
    texts = (
        (examples.as_json(named, issues),)
        if command == "examples"
        else examples.as_tests(named, issues, len(options.out))
    )
    if issues:
        return _report(issues)
    for path, text in zip(options.out, texts, strict=True):
        try:
            examples.write(path, text)
        except OSError as error:
            print(f"{path} cannot be written ({error.strerror})", file=sys.stderr)
            return BAD
    return OK
