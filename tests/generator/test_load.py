"""YAML to nodes."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers import FILE, messages, tree

from generator.issues import Issues, Location
from generator.load import Mapping, Scalar, Sequence, load, parse, plain


def test_nodes_know_their_line_and_their_path() -> None:
    root = tree("a:\n  b:\n    - 1\n    - c: x\n'd.e': {f: g}\n")
    assert root == Mapping(
        Location(FILE, 1, ""),
        {
            "a": Mapping(
                Location(FILE, 1, "a"),
                {
                    "b": Sequence(
                        Location(FILE, 2, "a.b"),
                        (
                            Scalar(Location(FILE, 3, "a.b[0]"), 1),
                            Mapping(
                                Location(FILE, 4, "a.b[1]"), {"c": Scalar(Location(FILE, 4, "a.b[1].c"), "x")}
                            ),
                        ),
                    )
                },
            ),
            "d.e": Mapping(Location(FILE, 5, "d.e"), {"f": Scalar(Location(FILE, 5, "d.e.f"), "g")}),
        },
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1),
        ("-17", -17),
        ("0o17", 15),
        ("0x1f", 31),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("no", "no"),
        ("on", "on"),
        ("2024-02-29", "2024-02-29"),
        ("2024-02-29T12:00:00Z", "2024-02-29T12:00:00Z"),
        ("1:30", "1:30"),
        ("0x", "0x"),
        ("1_000", "1_000"),
        ("'1'", "1"),
        ('"null"', "null"),
        ("'\U0001f600'", "\U0001f600"),
    ],
)
def test_scalars_follow_the_core_schema_of_yaml_1_2(text: str, value: object) -> None:
    assert plain(tree(f"a: {text}\n")) == {"a": value}
    assert type(plain(tree(f"a: {text}\n"))["a"]) is type(value)  # type: ignore[index,call-overload]


def test_keys_are_texts_even_where_they_look_like_numbers() -> None:
    assert plain(tree("200: ok\nnull: x\n'': y\n")) == {"200": "ok", "null": "x", "": "y"}


def test_the_first_of_two_equal_keys_wins() -> None:
    issues = Issues()
    root = parse("a: 1\nb: 2\na: 3\n", FILE, issues)
    assert root is not None
    assert plain(root) == {"a": 1, "b": 2}
    assert messages(issues) == f'{FILE}:3: a: the key "a" stands twice, first on line 1; keep one of them'


def test_what_follows_a_key_that_is_no_text_is_still_read() -> None:
    issues = Issues()
    root = parse("? [a, {b: c}]\n: {d: e}\nf: &x g\n*x : h\ni: j\n", FILE, issues)
    assert root is not None
    assert plain(root) == {"f": "g", "i": "j"}
    assert len(issues) == 3


@pytest.mark.parametrize("raw", [b"\xef\xbb\xbfa: 1\n", b"a: 1\r\n", b"a: 1"])
def test_byte_order_marks_and_carriage_returns_are_accepted(tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(raw)
    issues = Issues()
    root = load(file, "a.yaml", issues)
    assert root is not None
    assert plain(root) == {"a": 1}
    assert not issues


def test_a_file_that_is_not_utf_8_is_located(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"a: 1\nb: caf\xe9\n")
    issues = Issues()
    assert load(file, "a.yaml", issues) is None
    assert messages(issues) == "a.yaml:2: document: the file is not UTF-8; save it in that encoding"


@pytest.mark.parametrize("name", ["absent.yaml", "."])
def test_a_file_that_cannot_be_read_is_an_issue(tmp_path: Path, name: str) -> None:
    issues = Issues()
    assert load(tmp_path / name, "a.yaml", issues) is None
    assert messages(issues).startswith("a.yaml:1: document: the file cannot be read (")


def test_depth_costs_no_stack() -> None:
    issues = Issues()
    assert parse("[" * 200_000, FILE, issues) is None
    assert "levels deep" in messages(issues)
