"""Text to files."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from helpers import DATA

from generator import emit
from generator.issues import Issues
from generator.pipeline import headers

BANNER = "// Generated from spec/a.yaml, schema A. Do not edit;\n"


def kitchen_sink() -> dict[str, str]:
    """The unformatted files of the kitchen sink."""
    issues = Issues()
    texts = headers(DATA / "kitchen-sink.yaml", "spec/kitchen-sink.yaml", issues)
    assert not issues
    return texts


def snapshot(root: Path) -> dict[str, tuple[bytes, int]]:
    """Content and time of every file."""
    return {
        path.relative_to(root).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_files_are_written_once(tmp_path: Path) -> None:
    files = {"truto/a/x.hpp": BANNER + "1\n", "truto/a/y.hpp": BANNER + "2\n"}
    first = emit.plan(files, tmp_path, ("spec/a.yaml",), False)
    assert first.missing == ("truto/a/x.hpp", "truto/a/y.hpp")
    emit.apply(first, tmp_path)
    assert first.summary() == "2 files: 2 written, 0 unchanged, 0 removed"
    before = snapshot(tmp_path)

    second = emit.plan(files, tmp_path, ("spec/a.yaml",), False)
    assert not second
    emit.apply(second, tmp_path)
    assert second.summary() == "2 files: 0 written, 2 unchanged, 0 removed"
    assert snapshot(tmp_path) == before

    third = emit.plan({**files, "truto/a/x.hpp": BANNER + "3\n"}, tmp_path, ("spec/a.yaml",), False)
    emit.apply(third, tmp_path)
    assert third.summary() == "2 files: 1 written, 1 unchanged, 0 removed"
    after = snapshot(tmp_path)
    assert after["truto/a/y.hpp"] == before["truto/a/y.hpp"]
    assert after["truto/a/x.hpp"][0] == (BANNER + "3\n").encode()


def test_cpp_in_documents_is_formatted_like_a_header() -> None:
    files = {
        "truto/a/x.hpp": "int  a ;\n",
        "truto/a/operations.md": '# A\n\n```cpp\nint  b ;\n```\n\n```json\n{ "a":  1}\n```\n\n```cpp\nf( 1,2 );\n```\n',
        "truto/a/y.hpp": "int  c ;\n",
    }
    assert emit.format_files(files) == {
        "truto/a/x.hpp": "int a;\n",
        "truto/a/operations.md": '# A\n\n```cpp\nint b;\n```\n\n```json\n{ "a":  1}\n```\n\n```cpp\nf(1, 2);\n```\n',
        "truto/a/y.hpp": "int c;\n",
    }


def test_what_is_no_longer_generated_is_removed_and_nothing_else(tmp_path: Path) -> None:
    old = {
        "truto/a/models/gone.hpp": BANNER,
        "truto/a/operations.md": "<!-- Generated from spec/a.yaml. Do not edit;\n",
        "truto/a/hand_written.hpp": "// Not generated from spec/a.yaml, schema A. Do not edit;\n",
        "truto/b/other.hpp": BANNER.replace("a.yaml", "b.yaml"),
        "truto/error.hpp": "#pragma once\n",
        "truto/a/data.txt": BANNER,
        "elsewhere/x.hpp": BANNER,
    }
    for path, text in old.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    files = {"truto/a/kept.hpp": BANNER}

    todo = emit.plan(files, tmp_path, ("spec/a.yaml",), False)
    assert todo.obsolete == ("truto/a/models/gone.hpp", "truto/a/operations.md")
    everything = emit.plan(files, tmp_path, ("spec/a.yaml",), True)
    assert everything.obsolete == ("truto/a/models/gone.hpp", "truto/a/operations.md", "truto/b/other.hpp")

    emit.apply(todo, tmp_path)
    assert sorted(snapshot(tmp_path)) == sorted(
        [path for path in old if path not in todo.obsolete] + ["truto/a/kept.hpp"]
    )
    assert not (tmp_path / "truto/a/models").exists()


def test_a_file_that_was_not_generated_is_never_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "truto" / "error.hpp"
    target.parent.mkdir()
    target.write_text("#pragma once\n")
    with pytest.raises(emit.EmitError, match=r"truto/error\.hpp was not generated"):
        emit.plan({"truto/error.hpp": BANNER}, tmp_path, ("spec/a.yaml",), True)
    assert target.read_text() == "#pragma once\n"


def test_what_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "truto").write_text("a file where a folder has to be")
    with pytest.raises(emit.EmitError, match=r"cannot be (written|read)"):
        emit.apply(emit.plan({"truto/a.hpp": BANNER}, tmp_path, ("spec/a.yaml",), True), tmp_path)


def test_where_one_file_cannot_be_written_none_is(tmp_path: Path) -> None:
    (tmp_path / "truto" / "a").mkdir(parents=True)
    (tmp_path / "truto" / "a" / "x.hpp").write_text(BANNER + "old\n")
    before = snapshot(tmp_path)
    files = {"truto/a/x.hpp": BANNER, "truto/a/models/y.hpp": BANNER, f"truto/b/{'z' * 300}.hpp": BANNER}
    todo = emit.plan({path: files[path] for path in list(files)[:2]}, tmp_path, (), False)
    with pytest.raises(emit.EmitError, match=r"cannot be written \(File name too long\)"):
        emit.apply(replace(todo, files=files, missing=(*todo.missing, list(files)[2])), tmp_path)
    assert snapshot(tmp_path) == before
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a", "truto", "x.hpp"]


def test_drift_is_a_diff_and_lists(tmp_path: Path) -> None:
    for path, text in {"truto/a/stale.hpp": BANNER + "old\n", "truto/a/gone.hpp": BANNER}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    todo = emit.plan(
        {"truto/a/stale.hpp": BANNER + "new\n", "truto/a/new.hpp": BANNER}, tmp_path, ("spec/a.yaml",), False
    )
    assert list(emit.drift(todo, tmp_path)) == [
        "--- old/truto/a/stale.hpp",
        "+++ new/truto/a/stale.hpp",
        "@@ -1,2 +1,2 @@",
        f" {BANNER.strip()}",
        "-old",
        "+new",
        "stale: truto/a/stale.hpp",
        "missing: truto/a/new.hpp",
        "obsolete: truto/a/gone.hpp",
    ]


def test_formatting_twice_changes_nothing() -> None:
    once = emit.format_files(kitchen_sink())
    assert emit.format_files(once) == once


def test_templates_alone_give_the_layout() -> None:
    """The formatter breaks long lines and aligns; it moves nothing that it keeps."""
    raw = kitchen_sink()
    for path, text in emit.format_files(raw).items():
        assert re.sub(r'"\s*"|\s', "", text) == re.sub(r'"\s*"|\s', "", raw[path]), path
        lines = set(text.splitlines())
        stripped = {line.strip(): line for line in lines}
        for line in raw[path].splitlines():
            if re.search(r"\w", line) and line.strip() in stripped and line not in lines:
                assert stripped[line.strip()] == line, path


def test_lines_are_as_short_as_their_words_allow() -> None:
    for path, text in emit.format_files(kitchen_sink()).items():
        for line in text.splitlines() if path.endswith(".hpp") else ():
            longest = max(map(len, line.split()), default=0)
            assert len(line) <= 120 or longest > 70, f"{path}: {line}"


def test_the_banner_is_the_first_line_of_every_file() -> None:
    for path, text in emit.format_files(kitchen_sink()).items():
        assert emit.source_of(text) == "spec/kitchen-sink.yaml", path
