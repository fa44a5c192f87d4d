"""Whatever the description holds: issues, never an exception."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from helpers import DATA, FILE, mistakes, spec, tree

from generator.issues import Issues
from generator.load import Mapping, Node, Scalar, Sequence, parse
from generator.pipeline import check

STRANGE = (
    None,
    True,
    -1,
    10**30,
    1.5,
    "",
    "null",
    "$ref",
    "#/components/schemas/Thing",
    "get",
    "*/ \\",
    "x" * 3000,
)


def replaced(node: Node, source: random.Random, chance: float) -> Node:
    """A copy in which some nodes are something else, gone, or have another key."""
    if source.random() < chance:
        others: list[Node] = [
            Scalar(node.at, source.choice(STRANGE)),
            Sequence(node.at, (node,)),
            Mapping(node.at, {}),
        ]
        return source.choice(others)
    if isinstance(node, Sequence):
        return replace(node, items=tuple(replaced(item, source, chance) for item in node.items))
    if isinstance(node, Mapping):
        members = {
            (source.choice(sorted(node.members)) if source.random() < chance else key): replaced(
                each, source, chance
            )
            for key, each in node.members.items()
            if source.random() >= chance / 2
        }
        return replace(node, members=members)
    return node


@pytest.mark.parametrize("name", ["kitchen-sink.yaml", "kitchen-sink-3-0.yaml"])
def test_mutilated_documents_give_issues_and_no_exception(name: str) -> None:
    root = tree((DATA / name).read_text(encoding="utf-8"))
    source = random.Random(20)
    with_issues = 0
    for round_ in range(150):
        chance = (0.001, 0.005, 0.02)[round_ % 3]
        mutant = replaced(root, source, chance)
        issues = Issues()
        if isinstance(mutant, Mapping):
            check(mutant, "api", issues)
        with_issues += bool(issues)
        for issue in issues:
            assert str(issue).isprintable()
    assert with_issues > 50


def test_truncated_files_give_issues_and_no_exception(root: Path) -> None:
    text = (DATA / "kitchen-sink.yaml").read_text(encoding="utf-8")
    for end in range(0, len(text), 397):
        issues = Issues()
        found = parse(text[:end], FILE, issues)
        if found is not None:
            check(found, "api", issues)


@pytest.mark.parametrize("named", ["cursor: from", "limit: size", "items: parts", "next: then"])
def test_a_list_that_lacks_a_part_gives_issues_and_no_exception(named: str) -> None:
    text = (DATA / "kitchen-sink.yaml").read_text(encoding="utf-8")
    assert text.count(named) == 1
    (found,) = mistakes(text.replace(named, f"{named}_not_there"))
    assert f'x-pagination names "{named.partition(": ")[2]}_not_there"' in found


@pytest.mark.parametrize(
    "link",
    [
        "allOf: [{0}, {0}], required: [p]",
        "type: array, items: {{ type: object, properties: {{ a: {0}, b: {0} }} }}",
    ],
)
def test_what_is_referred_to_twice_is_followed_once(link: str) -> None:
    """Else the work would double with each of the schemas."""
    references = [f"{{ $ref: '#/components/schemas/A{n + 1}' }}" for n in range(60)]
    schemas = [f"A{n}: {{ {link.format(each)} }}" for n, each in enumerate(references)]
    schemas.append("A60: { type: object, properties: { p: { type: string } } }")
    assert mistakes(spec(schemas="\n".join(schemas))) == []


@pytest.mark.parametrize(
    "link",
    [
        "allOf: [{{ $ref: '#/components/schemas/A{0}' }}, {{ type: object }}]",
        "type: array, items: {{ $ref: '#/components/schemas/A{0}' }}",
    ],
)
def test_endless_chains_give_an_issue_and_no_exception(link: str) -> None:
    schemas = [f"A{n}: {{ {link.format(n + 1)}, description: x }}" for n in range(1500)]
    found = mistakes(spec(schemas="\n".join([*schemas, "A1500: { type: object, properties: {} }"])))
    assert found == [
        "1: document: schemas refer to each other in a chain that is too long to follow; shorten it"
    ]
