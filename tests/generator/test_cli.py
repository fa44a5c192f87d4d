"""`python -m generator`, as it is run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers import DATA, operation, spec
from test_emit import snapshot

from generator.emit import source_of

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with spec/kitchen-sink.yaml."""
    (tmp_path / "spec").mkdir()
    shutil.copy(DATA / "kitchen-sink.yaml", tmp_path / "spec")
    return tmp_path


def test_generating_checking_and_generating_again(project: Path, generator: Run) -> None:
    first = generator()
    files = snapshot(project / "include")
    assert first.returncode == 0, first.stderr
    assert first.stdout == f"{len(files)} files: {len(files)} written, 0 unchanged, 0 removed\n"
    assert first.stderr == ""

    check = generator("--check")
    assert (check.returncode, check.stdout) == (0, f"{len(files)} files: all up to date\n")
    again = generator()
    assert again.stdout == f"{len(files)} files: 0 written, {len(files)} unchanged, 0 removed\n"
    assert snapshot(project / "include") == files


def test_check_shows_what_differs_and_writes_nothing(project: Path, generator: Run) -> None:
    generator()
    folder = project / "include" / "truto" / "kitchen_sink"
    (folder / "models" / "node.hpp").unlink()
    (folder / "models" / "empty.hpp").write_text(
        (folder / "models" / "empty.hpp").read_text() + "// edited\n"
    )
    (folder / "models" / "old.hpp").write_text(
        "// Generated from spec/kitchen-sink.yaml, schema Old. Do not edit;\n"
    )
    before = snapshot(project)
    done = generator("--check")
    assert done.returncode == 1
    assert "-// edited" in done.stdout.splitlines()
    assert done.stdout.splitlines()[-4:] == [
        "stale: truto/kitchen_sink/models/empty.hpp",
        "missing: truto/kitchen_sink/models/node.hpp",
        "obsolete: truto/kitchen_sink/models/old.hpp",
        f"3 of {len(list((project / 'include').rglob('*.*')))} files out of date; run: python -m generator",
    ]
    assert snapshot(project) == before
    assert generator().returncode == 0
    assert generator("--check").returncode == 0


def test_a_bad_description_writes_nothing(project: Path, generator: Run) -> None:
    generator()
    before = snapshot(project / "include")
    (project / "spec" / "bad.yaml").write_text(spec(operation("sumary: x"), "A: { oneOf: [] }"))
    for arguments in ((), ("--check",)):
        done = generator(*arguments)
        assert done.returncode == 2
        assert done.stdout == ""
        lines = done.stderr.splitlines()
        assert [line.split(" ")[0] for line in lines[:-1]] == ["spec/bad.yaml:10:", "spec/bad.yaml:14:"]
        assert lines[-1] == "2 mistakes; nothing was written"
        assert snapshot(project / "include") == before


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("", "a"),
        ("- 1", "a"),
        ("a: [", "a"),
        ("\x00", "a"),
        (spec(), "client"),
        (spec(), "response"),
        (spec(), "error-code"),
        (spec(), "Ünï"),
        (spec(), "2nd"),
    ],
)
def test_no_description_gives_a_traceback(tmp_path: Path, generator: Run, text: str, stem: str) -> None:
    (tmp_path / f"{stem}.yaml").write_text(text)
    done = generator("--spec", f"{stem}.yaml")
    assert done.returncode == 2
    assert done.stderr.splitlines()[0].startswith(f"{stem}.yaml:1: ")
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "include").exists()


def test_a_missing_description_is_said_so(tmp_path: Path, generator: Run) -> None:
    done = generator("--spec", "absent.yaml")
    assert done.returncode == 2
    assert done.stderr.startswith(
        "absent.yaml:1: document: the file cannot be read (No such file or directory)"
    )
    done = generator()
    assert done.returncode == 2
    assert done.stderr.startswith("spec:1: document: no description found")


def test_a_link_that_leads_back_to_itself_is_said_so(tmp_path: Path, generator: Run) -> None:
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    done = generator("--spec", "loop.yaml")
    assert done.returncode == 2
    assert done.stderr.startswith("loop.yaml:1: document: the file cannot be read (Too many levels of")


@pytest.mark.parametrize(
    ("folder", "named"),
    [
        ("my folder", "my folder"),
        ("a, b. c", "a, b. c"),
        ("a\n#error b", "a[U+000A]#error b"),
        (os.fsdecode(b"\xff"), "[U+DCFF]"),
    ],
)
def test_a_folder_may_have_any_name(tmp_path: Path, generator: Run, folder: str, named: str) -> None:
    place = tmp_path / folder / "api.yaml"
    place.parent.mkdir()
    place.write_text(spec(operation(), "A: { type: object, properties: {} }"))
    assert generator("--spec", str(place)).returncode == 0
    for path in (tmp_path / "include").rglob("*.hpp"):
        assert source_of(path.read_text(encoding="utf-8")) == f"{named}/api.yaml", path
    place.write_text(spec(operation()))
    again = generator("--spec", str(place))
    assert again.returncode == 0, again.stderr
    assert again.stdout.endswith(" 1 removed\n")


def test_unknown_arguments_are_refused(generator: Run) -> None:
    assert generator("--chek").returncode == 2


def test_several_descriptions_stand_side_by_side(project: Path, generator: Run) -> None:
    shutil.copy(DATA / "kitchen-sink-3-0.yaml", project / "spec")
    assert generator().returncode == 0
    made = snapshot(project / "include")
    assert "truto/kitchen_sink.hpp" in made
    assert "truto/kitchen_sink_3_0.hpp" in made

    one = generator("--spec", "spec/kitchen-sink.yaml")
    assert one.stdout.endswith(" 0 removed\n"), "naming one description leaves the files of the others"
    (project / "spec" / "kitchen-sink-3-0.yaml").unlink()
    rest = generator()
    assert "0 written" in rest.stdout
    assert not rest.stdout.endswith(" 0 removed\n"), "the files of a description that is gone go too"
    assert not (project / "include" / "truto" / "kitchen_sink_3_0").exists()


def test_one_run_serves_the_projects_own_descriptions(tmp_path: Path, root: Path, generator: Run) -> None:
    shutil.copytree(root / "spec", tmp_path / "spec")
    done = generator()
    made = snapshot(tmp_path / "include")
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{len(made)} files: {len(made)} written, 0 unchanged, 0 removed\n"
    for api in ("user_directory", "platform"):
        assert {f"truto/{api}.hpp", f"truto/{api}/client.hpp", f"truto/{api}/operations.md"} <= made.keys()

    old = "// Generated from spec/platform.yaml. Do not edit;\n"
    (tmp_path / "include" / "truto" / "platform" / "client.hpp").write_text(old)
    one = generator("--check", "--spec", "spec/user-directory.yaml")
    assert one.returncode == 0, "what another description gives is none of this one's business"
    both = generator("--check")
    assert both.returncode == 1
    assert [line for line in both.stdout.splitlines() if line.startswith("stale")] == [
        "stale: truto/platform/client.hpp"
    ]

    (tmp_path / "spec" / "platform.yaml").unlink()
    assert generator().returncode == 0
    rest = snapshot(tmp_path / "include")
    assert rest == {path: each for path, each in made.items() if "platform" not in path}


def test_descriptions_of_one_name_are_refused(project: Path, generator: Run) -> None:
    (project / "more").mkdir()
    shutil.copy(DATA / "kitchen-sink.yaml", project / "more")
    done = generator("--spec", "spec/kitchen-sink.yaml", "--spec", "more/kitchen-sink.yaml")
    assert done.returncode == 2
    assert "another description gives truto/kitchen_sink.hpp too" in done.stderr


def test_the_same_input_gives_the_same_bytes(tmp_path: Path, generator: Run) -> None:
    results: set[bytes] = set()
    for seed in ("0", "1", "4711"):
        project = tmp_path / f"somewhere-{seed}"
        (project / "spec").mkdir(parents=True)
        shutil.copy(DATA / "kitchen-sink.yaml", project / "spec")
        done = generator(cwd=project, PYTHONHASHSEED=seed, TZ=f"UTC{seed[0]}", LC_ALL="C")
        assert done.returncode == 0, done.stderr
        made = {path: content for path, (content, _) in snapshot(project / "include").items()}
        assert not any(str(tmp_path).encode() in content for content in made.values())
        results.add(repr(sorted(made.items())).encode())
    assert len(results) == 1


def test_a_folder_that_cannot_be_written_is_said_so(project: Path, generator: Run) -> None:
    (project / "include").write_text("a file where a folder has to be")
    done = generator()
    assert done.returncode == 2
    assert re.fullmatch(
        r"include\S* cannot be (read|written) \(Not a directory\); make it \w+\n", done.stderr
    )


def test_the_projects_own_files_are_up_to_date(root: Path, generator: Run) -> None:
    done = generator("--check", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
