"""The OpenAPI Initiative's own schema, and the package's own validator."""

from __future__ import annotations

from pathlib import Path

import openapi_spec_validator
import pytest
from helpers import DATA, mistakes, operation, spec, tree

from generator.load import plain


@pytest.mark.parametrize("version", ["3.1.0", "3.0.3"])
def test_what_our_rules_overlook_the_official_schema_finds(version: str) -> None:
    text = spec(operation("responses:\n  '204': {}"), version=version)
    (found,) = mistakes(text)
    assert found.startswith(
        f"11: paths./things.get.responses.204: not valid OpenAPI {version[:3]}: 'description'"
    )


def test_good_documents_pass_the_packages_own_validator(root: Path) -> None:
    files = [*sorted((root / "spec").glob("*.yaml")), *sorted(DATA.glob("*.yaml"))]
    assert len(files) >= 3
    for file in files:
        openapi_spec_validator.validate(plain(tree(file.read_text(encoding="utf-8"))))  # type: ignore[arg-type]
