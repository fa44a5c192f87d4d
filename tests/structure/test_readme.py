"""The script that keeps documents and compiled code the same."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import pytest
from sources import ROOT

PROGRAM = """\
int main()
{
    //! [call]
    call(
        //! [argument]
        1
        //! [argument]
    );
    //! [call]
}
"""

SCRIPT = """\
# [build]
cmake --build .
# [build]
"""


@pytest.fixture
def readme(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT / "scripts")
    return importlib.import_module("readme")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "program.cpp").write_text(PROGRAM)
    (tmp_path / "build.sh").write_text(SCRIPT)
    return tmp_path


def block(region: str, text: str, language: str = "cpp") -> str:
    return f"before\n\n<!-- region: {region} -->\n```{language}\n{text}```\n\nafter\n"


def check(readme: ModuleType, project: Path, document: str) -> int:
    (project / "README.md").write_text(document)
    code = readme.main(["--check"], project)
    assert (project / "README.md").read_text() == document, "a check changed the document"
    assert isinstance(code, int)
    return code


@pytest.mark.parametrize(
    ("region", "text"),
    [
        ("program.cpp#call", "call(\n    1\n);\n"),
        ("program.cpp#argument", "1\n"),
        ("build.sh#build", "cmake --build .\n"),
    ],
)
def test_a_block_as_compiled_passes(readme: ModuleType, project: Path, region: str, text: str) -> None:
    assert check(readme, project, block(region, text)) == 0


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (block("program.cpp#call", "call(2);\n"), "-call(2);"),
        (block("program.cpp#call", "call(\n    1\n);\n\n"), "-\n"),
        (block("program.cpp#other", ""), "program.cpp has 0 marks [other] instead of 2"),
        (block("gone.cpp#call", ""), "there is no file gone.cpp"),
        ("```cpp\ncall();\n```\n", "line 1: nothing compiles this block"),
        ("```cmake\nadd_library()\n```\n", "line 1: nothing compiles this block"),
        ("```sh\nls\n", "line 1: this block has no end"),
        ("<!-- region: program.cpp#call -->\n\ncall(1);\n", "has no block in the next line"),
        ("<!-- region:program.cpp#call -->\n```sh\n```\n", "misspelt"),
        ("See [the examples](examples/run.sh).\n", "the link to examples/run.sh leads nowhere"),
    ],
)
def test_a_block_that_is_not_as_compiled_fails(
    readme: ModuleType, project: Path, capsys: pytest.CaptureFixture[str], document: str, said: str
) -> None:
    assert check(readme, project, document) == 1
    told = capsys.readouterr()
    assert said in told.out + told.err


def test_without_a_readme_there_is_nothing_to_pass(readme: ModuleType, project: Path) -> None:
    assert readme.main(["--check"], project) == 1


@pytest.mark.parametrize(
    "document",
    [
        "```sh\nls\n```\n",
        "```\noutput\n```\n",
        "[a](program.cpp) [b](#part) [c](https://example.com/x) [d](program.cpp#L1)\n",
    ],
)
def test_what_is_no_claim_about_code_passes(readme: ModuleType, project: Path, document: str) -> None:
    assert check(readme, project, document) == 0


def test_writing_brings_every_document_up_to_date(readme: ModuleType, project: Path) -> None:
    old = block("program.cpp#call", "call(2);\nmore();\n") + block("build.sh#build", "", "sh")
    new = block("program.cpp#call", "call(\n    1\n);\n") + block("build.sh#build", "cmake --build .\n", "sh")
    (project / "docs").mkdir()
    for place in ("README.md", "docs/more.md"):
        (project / place).write_text(old)
    assert readme.main(["--write"], project) == 0
    assert (project / "README.md").read_text() == new
    assert (project / "docs" / "more.md").read_text() == new
    assert readme.main(["--check"], project) == 0
