"""Each promise in docs/reliability.md names a test that there is."""

from __future__ import annotations

import re

import pytest
from sources import ROOT

ROWS = re.findall(
    r"`(\w+_test\.cpp)`: ([^|\n]+?)\.?(?: \||\n)", (ROOT / "docs" / "reliability.md").read_text()
)


def test_promises_are_read() -> None:
    assert len(ROWS) > 30


@pytest.mark.parametrize(("file", "name"), ROWS)
def test_the_test_of_a_promise_exists(file: str, name: str) -> None:
    assert f'TEST_CASE("{name}"' in (ROOT / "tests" / "integration" / file).read_text()
