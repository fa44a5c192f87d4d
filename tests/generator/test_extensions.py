"""The x- keys, and their documentation."""

from __future__ import annotations

import re
from pathlib import Path

from generator import extensions


def documented(root: Path) -> dict[str, str]:
    """The rows of the table in spec/README.md: the key and where it belongs."""
    text = (root / "spec" / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(x-[a-z-]+)` \| ([^|]+) \|", text, flags=re.M)
    return dict(rows)


def test_every_key_is_documented_where_the_specification_is(root: Path) -> None:
    assert sorted(documented(root)) == sorted(each.key for each in extensions.TABLE)


def test_every_key_has_a_place_and_a_sentence() -> None:
    for each in extensions.TABLE:
        assert each.places, each.key
        assert each.meaning.endswith("."), each.key
        assert extensions.places_of(each.key) == each.places
    assert extensions.places_of("x-unheard-of") == ()


def test_no_other_module_spells_a_key(root: Path) -> None:
    for file in sorted((root / "generator").rglob("*.py")):
        if file.name == "extensions.py":
            continue
        # Messages may name a key; code that looks one up has to use the constant.
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"""(get|take|in)\(?\s*["']x-""", text), file.name
