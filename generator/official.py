"""Checks a document against the JSON schema that the OpenAPI Initiative publishes.

It runs last, on documents in which nothing else was found: our own rules are stricter, and give better
advice. The schema comes from the package openapi-spec-validator. It is applied directly, with its anchors
indexed once: the package's own entry point looks every anchor up anew, and takes four times as long. The
tests run that entry point too.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

from .issues import Issues, Location
from .load import Mapping, Node, Sequence, plain


def check_official(root: Mapping, version: str, issues: Issues) -> None:
    """Adds an issue for each place where the document breaks the official schema."""
    for broken in _validator(version).iter_errors(plain(root)):
        error = _meant(broken)
        message = f"not valid OpenAPI {version}: {error.message[:300]}; correct it"
        issues.add(_place(root, list(error.absolute_path)), message)


def _meant(error: Any) -> Any:
    """Of several alternatives that all fail, what is wrong with the one that was meant: not the reference."""
    while error.context:
        others = [each for each in error.context if "'$ref' is a required property" not in each.message]
        error = (others or error.context)[0]
    return error


def _validator(version: str) -> Any:
    import jsonschema
    import referencing

    schema = json.loads(_schema_file(version).read_text(encoding="utf-8"))
    if version == "3.0":
        return jsonschema.Draft4Validator(schema)
    resource = referencing.Resource.from_contents(schema)
    registry: Any = referencing.Registry().with_resource(schema["$id"], resource).crawl()
    return jsonschema.Draft202012Validator({"$ref": schema["$id"]}, registry=registry)


def _schema_file(version: str) -> Path:
    """The file in the installed package, found without importing the package, which takes longer than the
    check.
    """
    found = importlib.util.find_spec("openapi_spec_validator")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(name="openapi-spec-validator")
    return Path(found.submodule_search_locations[0], "resources", "schemas", f"v{version}", "schema.json")


def _place(node: Node, path: list[str | int]) -> Location:
    """Where the way into the document leads, as far as it can be followed."""
    at = node.at
    for step in path:
        if isinstance(node, Mapping) and isinstance(step, str) and step in node.members:
            node = node.members[step]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            break
        at = node.at
    return at
