"""Examples as test data."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers import DATA, api, operation, spec, structs

from generator.cpp.docs import raw
from generator.examples import write
from generator.ir import StructRef, Style
from generator.load import Json
from generator.wire import Shapes, pairs, target

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize(
    ("value", "style", "expected"),
    [
        ("a b", Style.BRACKETS, ["q=a%20b"]),
        ("ä/&=[]~", Style.FORM, ["q=%C3%A4%2F%26%3D%5B%5D~"]),
        (True, Style.FORM, ["q=true"]),
        (1.5, Style.FORM, ["q=1.5"]),
        (2.0, Style.FORM, ["q=2"]),
        ([], Style.BRACKETS, []),
        ([], Style.FORM_COMMA, []),
        ([1, 2], Style.BRACKETS, ["q%5B%5D=1", "q%5B%5D=2"]),
        ([1, 2], Style.FORM, ["q=1", "q=2"]),
        (["a,b", "c"], Style.FORM_COMMA, ["q=a%2Cb,c"]),
        ([{"a": 1}, {"b": [2]}], Style.BRACKETS, ["q%5B0%5D%5Ba%5D=1", "q%5B1%5D%5Bb%5D%5B%5D=2"]),
        ({"a": {"b": 1}}, Style.BRACKETS, ["q%5Ba%5D%5Bb%5D=1"]),
        ({"a": 1, "b": [2, 3]}, Style.DEEP_OBJECT, ["q%5Ba%5D=1", "q%5Bb%5D=2", "q%5Bb%5D=3"]),
        ({}, Style.BRACKETS, []),
    ],
)
def test_how_a_query_is_spelled(value: Json, style: Style, expected: list[str]) -> None:
    assert list(pairs("q", value, style)) == expected


def test_the_target_of_a_request() -> None:
    body = """
        parameters:
          - { name: id, in: path, required: true, schema: { type: string } }
          - { name: b, in: query, schema: { type: string } }
          - { name: a, in: query, x-style: brackets, schema: { type: array, items: { type: string } } }
    """
    built = api(spec(operation(body, path="/things/{id}/x")))
    it = built.resources[0].operations[0]
    assert target(it, {"id": "a/b"}, {"a": ["1"], "b": "2"}) == "/things/a%2Fb/x?b=2&a%5B%5D=1"
    assert target(it, {"id": "a"}, {}) == "/things/a/x"


SHAPES = """
M: { type: object, properties: { t: { type: [string, 'null'] }, n: { type: number }, i: { type: integer }, any: {}, l: { type: array, items: {} } } }
"""


def test_what_remains_of_a_value_that_is_read_and_written() -> None:
    built = api(spec(schemas=SHAPES))
    shapes = Shapes.of(built)
    (struct,) = structs(built).values()
    sent = shapes._struct({"u": None, "l": [], "any": None, "n": 1, "i": 2.0, "t": None, "v": 2}, struct)
    assert json.dumps(sent) == '{"n": 1.0, "i": 2, "l": [], "u": null, "v": 2}'


KEYED = """
Page:
  type: object
  properties:
    l:
      type: [array, object]
      items: { $ref: '#/components/schemas/M' }
      additionalProperties: { $ref: '#/components/schemas/M' }
M: { type: object, properties: { n: { type: number } } }
"""


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        ({"l": [{"n": 1}, {}]}, {"l": [{"n": 1.0}, {}]}),
        ({"l": {"a": {"n": 1}, "b": {"u": 2}}}, {"l": [{"n": 1.0}, {"u": 2}]}),
        ({"l": {}}, {}),
        ({"l": []}, {}),
        ({"l": None}, {}),
        ({}, {}),
    ],
)
def test_records_come_out_as_an_array(value: Json, sent: Json) -> None:
    built = api(spec(schemas=KEYED))
    assert Shapes.of(built).sent(value, StructRef(("Page",))) == sent


def test_every_example_is_listed(tmp_path: Path, generator: Run) -> None:
    done = generator("examples", "--spec", str(DATA / "kitchen-sink.yaml"), "--out", "made/examples.json")
    assert done.returncode == 0, done.stderr
    entries = json.loads((tmp_path / "made" / "examples.json").read_text(encoding="utf-8"))
    assert {"kind": "schema", "schema": "Derived", "cpp": "derived", "name": "1"}.items() <= entries[
        [each.get("schema") for each in entries].index("Derived")
    ].items()
    assert {
        "kind": "parameter",
        "operation": "things.get",
        "parameter": "codes",
        "name": "two",
        "value": [1, 2],
    } in entries
    assert {
        "kind": "request",
        "operation": "things.update",
        "name": "little",
        "value": {"name": "n", "tags": [], "settings": {}},
    } in entries
    assert {
        "kind": "answer",
        "operation": "things.list",
        "status": "200",
        "name": "two",
        "value": [{"name": "a"}, {}],
    } in entries


def test_the_examples_of_all_descriptions_become_tests_at_once(
    tmp_path: Path, root: Path, generator: Run
) -> None:
    places = [str(tmp_path / f"{number}.cpp") for number in range(3)]
    done = generator("example-tests", "--out", *places, cwd=root)
    assert done.returncode == 0, done.stderr
    texts = [Path(place).read_text(encoding="utf-8") for place in places]
    for text in texts:
        assert "#include <truto/platform.hpp>" in text
        assert "#include <truto/user_directory.hpp>" in text
    for name in ("users.delete", "batch_requests.create", "meta.model"):
        assert sum(f"{name} sends its examples as described" in text for text in texts) == 1, name


def test_a_test_source_is_written_only_when_it_changes(tmp_path: Path) -> None:
    file = tmp_path / "x" / "a.cpp"
    write(file, "1")
    first = file.stat().st_mtime_ns
    write(file, "1")
    assert file.stat().st_mtime_ns == first
    write(file, "2")
    assert file.read_text() == "2"


def test_tests_are_dealt_among_files(tmp_path: Path, generator: Run) -> None:
    paths = [tmp_path / f"{number}.cpp" for number in range(3)]
    spec_file = str(DATA / "kitchen-sink.yaml")
    done = generator("example-tests", "--spec", spec_file, "--out", *map(str, paths), str(tmp_path / "4.cpp"))
    assert done.returncode == 0, done.stderr
    done = generator("example-tests", "--spec", spec_file, "--out", str(tmp_path / "all.cpp"))
    assert done.returncode == 0, done.stderr
    parts = [path.read_text() for path in (*paths, tmp_path / "4.cpp")]
    assert all("TEST_CASE" in each for each in parts)
    whole = (tmp_path / "all.cpp").read_text()
    assert re.findall(r"TEST_CASE\(.*\)", "".join(parts)) == re.findall(r"TEST_CASE\(.*\)", whole)
    assert generator("examples", "--spec", spec_file, "--out", "a.json", "b.json").returncode == 2


def test_bad_descriptions_give_no_test_source(tmp_path: Path, generator: Run) -> None:
    (tmp_path / "bad.yaml").write_text("a: 1\n")
    done = generator("example-tests", "--spec", "bad.yaml", "--out", "a.cpp")
    assert done.returncode == 2
    assert "bad.yaml:1: document: the document has no" in done.stderr
    assert not (tmp_path / "a.cpp").exists()


def test_raw_literals_end_where_they_should() -> None:
    assert raw({"a": 1}) == 'R"({"a": 1})"'
    assert raw("Ann (HR)") == 'R"json("Ann (HR)")json"'
    assert raw([")", ")json"]) == 'R"json2([")", ")json"])json2"'
    assert json.loads(raw('x)json"').partition("(")[2].rpartition(")")[0]) == 'x)json"'
