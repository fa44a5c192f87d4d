"""Everything about a release that can be checked or made by a machine; docs/releasing.md tells the rest.

    python scripts/release.py check [--final]      is the project as it has to be?
    python scripts/release.py archive --out DIR    the source archive, the same bytes for the same files
    python scripts/release.py recipes --archive FILE --url URL --homepage URL --out DIR
                                                   recipes for public indexes of packages: Conan, vcpkg

It needs nothing but Python; `check --final` also what the generator and CMake need.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# What a source archive is made of: all that is needed to use, build, test, regenerate and package.
CONTENT = (
    ".clang-format",
    "CHANGELOG.md",
    "CMakeLists.txt",
    "CMakePresets.json",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
    "benchmarks",
    "cmake",
    "conanfile.py",
    "docs",
    "examples",
    "generator",
    "include",
    "packaging",
    "scripts",
    "spec",
    "test_package",
    "tests",
)
# What only the repository needs.
LEFT_OUT = (".ci", ".editorconfig", ".gitattributes", ".gitignore")
# What tools leave behind.
LITTER = re.compile(r"(^|/)(__pycache__|\.(pytest|mypy|ruff)_cache|build|CMakeUserPresets\.json)(/|$)|\.pyc$")

CONAN_INDEX = "https://github.com/conan-io/conan-center-index"

# The time that every file in an archive bears: no machine's.
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def version(root: Path) -> str:
    """The version, from the only place where it is written."""
    text = (root / "include/truto/version.hpp").read_text(encoding="utf-8")
    match = re.search(r'^#define TRUTO_VERSION_STRING "(\d+\.\d+\.\d+)"$', text, re.MULTILINE)
    if match is None:
        raise SystemExit("include/truto/version.hpp names no version")
    return match[1]


def files(root: Path) -> Iterator[str]:
    """The files of a source archive, sorted."""
    found: list[Path] = []
    for name in CONTENT:
        path = root / name
        if path.is_dir():
            found += (each for each in path.rglob("*") if each.is_file())
        elif path.is_file():
            found.append(path)
    names = (each.relative_to(root).as_posix() for each in found)
    yield from sorted(name for name in names if not LITTER.search(name))


def archive(root: Path, folder: Path) -> Path:
    """Writes truto-VERSION.tar.gz; without times, owners and modes of this machine."""
    name = f"truto-{version(root)}"
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for file in files(root):
            content = (root / file).read_bytes()
            member = tarfile.TarInfo(f"{name}/{file}")
            member.size = len(content)
            member.mtime = int(EPOCH.timestamp())
            member.mode = 0o644
            tar.addfile(member, io.BytesIO(content))
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{name}.tar.gz"
    target.write_bytes(gzip.compress(buffer.getvalue(), compresslevel=9, mtime=0))
    return target


def recipes(root: Path, source: Path, url: str, homepage: str, folder: Path) -> None:
    """Writes what the indexes want to have in a pull request, with the archive's address and hashes."""
    content = source.read_bytes()
    number = version(root)
    place = folder / "conan" / "recipes" / "truto"
    _write(place / "config.yml", f'versions:\n  "{number}":\n    folder: all\n')
    _write(
        place / "all" / "conandata.yml",
        f'sources:\n  "{number}":\n    url: "{url}"\n    sha256: "{hashlib.sha256(content).hexdigest()}"\n',
    )
    recipe = (root / "conanfile.py").read_text(encoding="utf-8")
    named = f'    homepage = "{homepage}"\n    url = "{CONAN_INDEX}"\n'
    recipe = re.sub(r'(?<=\n)(    license = "[^"]+"\n)', lambda match: match[1] + named, recipe)
    _write(place / "all" / "conanfile.py", recipe)
    for file in sorted((root / "test_package").iterdir()):
        if file.is_file() and not LITTER.search(file.name):
            _copy(file, place / "all" / "test_package" / file.name)

    port = folder / "vcpkg" / "ports" / "truto"
    values = {
        "VERSION": number,
        "URL": url,
        "HOMEPAGE": homepage,
        "SHA512": hashlib.sha512(content).hexdigest(),
    }
    for file in sorted((root / "packaging/vcpkg").glob("*.in")):
        text = file.read_text(encoding="utf-8")
        _write(port / file.stem, re.sub(r"@(\w+)@", lambda match: values[match[1]], text))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _copy(source: Path, target: Path) -> None:
    _write(target, source.read_text(encoding="utf-8"))


def mistakes(root: Path, final: bool) -> Iterator[str]:
    """What stands between the project and a release; with `final`, also what one may still leave."""
    number = version(root)
    yield from _changelog_mistakes(root, number, final)
    yield from _version_mistakes(root, number)
    yield from _content_mistakes(root, final)


def _changelog_mistakes(root: Path, number: str, final: bool) -> Iterator[str]:
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    titles = re.findall(r"^## (.+)$", text, re.MULTILINE)
    for title in titles:
        if not re.fullmatch(r"Unreleased|\d+\.\d+\.\d+", title):
            yield f'CHANGELOG.md: "{title}" is no version and not "Unreleased"'
    versions = [each for each in titles if each != "Unreleased"]
    if not versions or versions[0] != number:
        yield f"CHANGELOG.md: the newest version is not {number}, which include/truto/version.hpp names"
    if versions != sorted(set(versions), key=_as_numbers, reverse=True):
        yield "CHANGELOG.md: versions are not in order, the newest first"
    if "Unreleased" in titles[1:]:
        yield "CHANGELOG.md: what is unreleased does not stand first"
    if final and "Unreleased" in titles:
        yield f'CHANGELOG.md: "Unreleased" has to become {number}'
    for title, body in re.findall(r"^## (.+)\n((?:(?!## ).*\n)*)", text, re.MULTILINE):
        if not body.strip():
            yield f"CHANGELOG.md: nothing is said about {title}"


def _as_numbers(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", number))


def _version_mistakes(root: Path, number: str) -> Iterator[str]:
    """Projects that ask for the library ask for this version of it."""
    series = ".".join(number.split(".")[:2])
    again = re.compile(rf"(?<![\d.]){re.escape(number)}(?![\d.])")
    for file in files(root):
        if not file.endswith(("CMakeLists.txt", "conanfile.txt", ".cmake", ".in", ".py", ".toml")):
            continue
        text = (root / file).read_text(encoding="utf-8")
        for asked in re.findall(r"(?:find_package\(truto |^truto/\[>=)([\d.]+)", text, re.MULTILINE):
            if asked != series and not file.endswith(".py"):
                yield f"{file}: asks for {asked}, and this is {series}"
        if not file.startswith("tests/"):
            written = [line.strip() for line in text.splitlines() if again.search(line)]
            yield from (f"{file}: the version is written here again: {line}" for line in written)


def _content_mistakes(root: Path, final: bool) -> Iterator[str]:
    """The archive against what git knows, where it does."""
    missing = [name for name in CONTENT if not (root / name).exists()]
    yield from (f"{name}: part of the archive, and not there" for name in missing)
    command = ["git", "-C", str(root), "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        done = None
    if done is None or done.returncode != 0 or not (root / ".git").exists():
        if final:
            yield "a release is made from a clone, and this is none"
        return
    known = {name for name in done.stdout.split("\0") if name and (root / name).exists()}
    archived = set(files(root))
    for name in sorted(archived - known):
        yield f"{name}: in the archive, and nothing that git should know"
    for name in sorted(known - archived):
        if name.split("/")[0] not in LEFT_OUT:
            yield f"{name}: not in the archive; scripts/release.py says what is"
    if final:
        command = ["git", "-C", str(root), "status", "--porcelain"]
        changed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        if changed:
            yield "there are changes that are not committed"


def trials(root: Path) -> Iterator[str]:
    """What only shows when it is tried."""
    with tempfile.TemporaryDirectory(prefix="release-") as folder:
        build = Path(folder, "build")
        parts = ("TESTS", "EXAMPLES", "BENCHMARKS")
        steps = {
            "generated files are out of date": [sys.executable, "-m", "generator", "--check"],
            "it can't be configured": [
                *("cmake", "-S", str(root), "-B", str(build)),
                *(f"-DTRUTO_BUILD_{part}=OFF" for part in parts),
            ],
            "the package is not complete": [
                *("cmake", f"-Dbuild={build}", f"-Dsource={root}", f"-Dprefix={folder}/prefix"),
                *("-P", str(root / "tests/consumer/install.cmake")),
            ],
        }
        for problem, command in steps.items():
            done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                yield f"{problem}:\n{(done.stdout + done.stderr).strip()}"
                return


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    """The result is the exit code."""
    parser = argparse.ArgumentParser(
        prog="python scripts/release.py",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check")
    check.add_argument("--final", action="store_true", help="as strict as a release has to be")
    make = commands.add_parser("archive")
    make.add_argument("--out", type=Path, required=True, metavar="DIR")
    write = commands.add_parser("recipes")
    write.add_argument("--archive", type=Path, required=True, metavar="FILE")
    write.add_argument("--url", required=True, help="where the archive can be downloaded")
    write.add_argument("--homepage", required=True, help="the project's page")
    write.add_argument("--out", type=Path, required=True, metavar="DIR")
    options = parser.parse_args(arguments)

    if options.command == "archive":
        made = archive(root, options.out)
        hashed = hashlib.sha256(made.read_bytes()).hexdigest()
        print(json.dumps({"file": str(made.resolve()), "version": version(root), "sha256": hashed}))
        return 0
    if options.command == "recipes":
        recipes(root, options.archive, options.url, options.homepage, options.out)
        return 0
    found = [*mistakes(root, options.final), *(trials(root) if options.final else ())]
    for mistake in found:
        print(mistake, file=sys.stderr)
    if not found:
        print(f"{version(root)}: {len(list(files(root)))} files, nothing to complain about")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
