"""The interface units of modules, and the script that writes them."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import pytest
from sources import ROOT, generated_halves


@pytest.fixture
def modules(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT / "scripts")
    return importlib.import_module("modules")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    files = {
        "spec/one-api.yaml": "",
        "spec/two.yaml": "",
        "include/truto/one_api.hpp": "#include <truto/base.hpp>\n#include <vector>\n",
        "include/truto/two.hpp": "#include <map>\n",
        "include/truto/base.hpp": "#include <truto/detail/deep.hpp>\n#include <boost/a.hpp>\n#include <string>\n",
        "include/truto/detail/deep.hpp": "#include <array>\n#include <truto/impl/deep.ipp>\n",
        "include/truto/impl/deep.ipp": "#include <openssl/ssl.h>\n",
        "include/truto/src.hpp": "#include <truto/impl/deep.ipp>\n",
        "cmake/readme": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_each_api_has_a_unit_that_is_up_to_date(modules: ModuleType) -> None:
    assert modules.main(["--check"]) == 0
    assert [path.stem for path in modules.units(ROOT)] == [f"truto.{half}" for half in generated_halves()]


def test_a_unit_holds_public_headers_and_before_them_what_they_include(
    modules: ModuleType, project: Path
) -> None:
    text = modules.units(project)[project / "cmake/truto.one_api.cppm"]
    before, inside = text.split("export module truto.one_api;")
    named = [line for line in before.splitlines() if line.startswith("#")]
    assert named == ["#include <boost/a.hpp>", "#include <array>", "#include <string>", "#include <vector>"]
    assert [line for line in inside.splitlines() if line.startswith("#")] == [
        "#include <truto/base.hpp>",
        "#include <truto/one_api.hpp>",
    ]


def test_a_changed_header_is_noticed(
    modules: ModuleType, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert modules.main(["--check"], project) == 1
    assert modules.main(["--write"], project) == 0
    assert modules.main(["--check"], project) == 0
    (project / "include/truto/base.hpp").write_text("#include <deque>\n", encoding="utf-8")
    capsys.readouterr()
    assert modules.main(["--check"], project) == 1
    assert capsys.readouterr().err.count("python scripts/modules.py --write") == 2
