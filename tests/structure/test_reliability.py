"""Each promise in docs/reliability.md names a test that there is."""

from __future__ import annotations

import re

import pytest
from sources import ROOT

ROWS = re.findall(
    r"`((?:api/)?\w+_test\.cpp)`: ([^|\n]+?)\.?(?: \||\n)", (ROOT / "docs" / "reliability.md").read_text()
)


def test_promises_are_read() -> None:
    assert len(ROWS) > 30


@pytest.mark.parametrize(("file", "name"), ROWS)
def test_the_test_of_a_promise_exists(file: str, name: str) -> None:
    path = ROOT / "tests" / (file if "/" in file else f"integration/{file}")
    assert f'TEST_CASE("{name}"' in path.read_text()
