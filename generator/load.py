"""Reads YAML into nodes that know their line and path.

Works on the parser's events rather than on constructed objects: so each key has its line, duplicate keys are
seen, and nesting is bounded by a counter instead of by the interpreter's stack. Scalars follow the core
schema of YAML 1.2: `no` is a text and a date is a text.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from .issues import Issues, Location

MAX_DEPTH = 64

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text, number, boolean or null."""

    at: Location
    value: bool | int | float | str | None


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    at: Location
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """Named members, in the order of the file."""

    at: Location
    members: dict[str, Node] = field(hash=False)


Node: TypeAlias = Scalar | Sequence | Mapping


@dataclass(slots=True)
class _Open:
    """A collection whose end has not been read yet."""

    at: Location
    is_mapping: bool
    members: dict[str, Node]
    items: list[Node]
    key: str | None = None
    key_line: int = 0
    key_is_new: bool = True
    is_key: bool = False


def load(path: Path, name: str, issues: Issues) -> Mapping | None:
    """The file's root mapping; `name` is what issues and banners call the file."""
    start = Location(name, 1, "")
    try:
        raw = path.read_bytes()
    except OSError as error:
        issues.add(start, f"the file cannot be read ({error.strerror}); name an existing, readable YAML file")
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        issues.add(Location(name, line, ""), "the file is not UTF-8; save it in that encoding")
        return None
    return parse(text, name, issues)


def parse(text: str, name: str, issues: Issues) -> Mapping | None:
    """The root mapping of a YAML text."""
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.reader import ReaderError

    root: Node | None = None
    try:
        root = _Tree(name, issues).read(_events(text))
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        found = f"U+{error.character:04X}" if isinstance(error.character, int) else repr(error.character)
        issues.add(
            Location(name, line, ""),
            f"YAML allows no character {found}; write it as an escape in double quotes",
        )
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = ", ".join(part for part in (error.context, error.problem) if part)
        issues.add(
            Location(name, mark.line + 1 if mark else 1, ""), f"not valid YAML: {what}; mend the syntax here"
        )
    except YAMLError as error:
        issues.add(Location(name, 1, ""), f"not valid YAML: {error}; mend the syntax")
    except (ValueError, OverflowError):
        # The parser does not say where it met the number.
        beyond = re.search(r"\\U(?!000|0010)[0-9A-Fa-f]{8}", text)
        line = 1 if beyond is None else text.count("\n", 0, beyond.start()) + 1
        what = "a number" if beyond is None else f"the number in {beyond[0]}"
        issues.add(Location(name, line, ""), f"not valid YAML: {what} is too large; write a smaller one")
    if root is None:
        if not issues:
            issues.add(Location(name, 1, ""), "the file is empty; expected an OpenAPI document")
        return None
    if not isinstance(root, Mapping):
        issues.add(
            root.at,
            f"expected a mapping at the top of the file, found {kind_of(root)}; start with `openapi:`",
        )
        return None
    return root


def plain(node: Node) -> Json:
    """The node as JSON would hold it, without places."""
    match node:
        case Mapping():
            return {key: plain(member) for key, member in node.members.items()}
        case Sequence():
            return [plain(item) for item in node.items]
        case Scalar():
            return node.value


def kind_of(node: Node) -> str:
    """What to call a node in a message."""
    match node:
        case Mapping():
            return "a mapping"
        case Sequence():
            return "a list"
        case Scalar(value=None):
            return "nothing"
        case Scalar(value=bool()):
            return "a boolean"
        case Scalar(value=str()):
            return "a text"
        case _:
            return "a number"


def _events(text: str) -> Iterator[Any]:
    """The parser's events; imported late because most of the tests do not need the parser."""
    from ruamel.yaml import YAML

    return iter(YAML(typ="safe", pure=True).parse(text))


class _Tree:
    """Puts nodes together from events, without recursion."""

    def __init__(self, name: str, issues: Issues) -> None:
        self._name = name
        self._issues = issues
        self._stack: list[_Open] = []
        self._root: Node | None = None
        self._documents = 0

    def read(self, events: Iterator[Any]) -> Node | None:
        for event in events:
            line = event.start_mark.line + 1
            match type(event).__name__:
                case "DocumentStartEvent":
                    self._documents += 1
                    if self._documents > 1:
                        self._add(
                            Location(self._name, line, ""),
                            "a second YAML document begins; keep one to a file",
                        )
                        return self._root
                case "MappingStartEvent" | "SequenceStartEvent":
                    self._check_plain(event, line)
                    if not self._open(type(event).__name__ == "MappingStartEvent", line):
                        return None
                case "MappingEndEvent" | "SequenceEndEvent":
                    self._close()
                case "ScalarEvent":
                    self._check_plain(event, line)
                    self._scalar(event, line)
                case "AliasEvent":
                    message = f"the alias *{event.anchor} is not supported; write the value out, or use $ref"
                    self._add(self._place(line), message)
                    self._put_unless_key(Scalar(self._place(line), None), line)
        return self._root

    def _add(self, at: Location, message: str) -> None:
        self._issues.add(at, message)

    def _check_plain(self, event: Any, line: int) -> None:
        """Anchors and tags would give one text two meanings."""
        if event.anchor:
            self._add(
                self._place(line),
                f"the anchor &{event.anchor} is not supported; remove it, and use $ref to share",
            )
        if event.tag:
            self._add(self._place(line), f"the tag {event.tag} is not supported; remove it")

    def _place(self, line: int) -> Location:
        """Where the next node stands: at its key, or at its position in a list."""
        if not self._stack:
            return Location(self._name, line, "")
        top = self._stack[-1]
        if not top.is_mapping:
            return top.at.child(len(top.items), line)
        if top.key is None:
            return Location(top.at.file, line, top.at.path)
        return top.at.child(top.key, top.key_line)

    def _open(self, is_mapping: bool, line: int) -> bool:
        at = self._place(line)
        if len(self._stack) >= MAX_DEPTH:
            self._add(
                at, f"nested more than {MAX_DEPTH} levels deep; move inner parts to components and use $ref"
            )
            return False
        is_key = self._expects_key()
        if is_key:
            self._add(at, "a key is a collection; use a text as key")
        self._stack.append(_Open(at, is_mapping, {}, [], is_key=is_key))
        return True

    def _close(self) -> None:
        done = self._stack.pop()
        if done.is_key:
            self._refuse_key(done.at.line)
        elif done.is_mapping:
            self._put(Mapping(done.at, done.members))
        else:
            self._put(Sequence(done.at, tuple(done.items)))

    def _expects_key(self) -> bool:
        return bool(self._stack) and self._stack[-1].is_mapping and self._stack[-1].key is None

    def _refuse_key(self, line: int) -> None:
        """Goes on to the value of a key that is no text; the value is dropped with it."""
        top = self._stack[-1]
        top.key, top.key_line, top.key_is_new = "", line, False

    def _put_unless_key(self, node: Node, line: int) -> None:
        if self._expects_key():
            self._refuse_key(line)
        else:
            self._put(node)

    def _scalar(self, event: Any, line: int) -> None:
        at = self._place(line)
        text = event.value
        if any("\ud800" <= char <= "\udfff" for char in text):
            self._add(at, "the text holds half of a surrogate pair; write the character itself")
            text = ""
        if self._expects_key():
            self._key(self._stack[-1], text, event, line)
            return
        value = self._resolve(text, at) if event.style is None and event.implicit[0] else text
        self._put(Scalar(at, value))

    def _key(self, top: _Open, text: str, event: Any, line: int) -> None:
        at = top.at.child(text, line)
        if text == "<<" and event.style is None:
            self._add(at, "merge keys are not supported; write the members out, or use allOf")
        top.key, top.key_line, top.key_is_new = text, line, text not in top.members
        if not top.key_is_new:
            first = top.members[text].at.line
            self._add(at, f'the key "{text}" stands twice, first on line {first}; keep one of them')

    def _put(self, node: Node) -> None:
        if not self._stack:
            self._root = node
            return
        top = self._stack[-1]
        if not top.is_mapping:
            top.items.append(node)
            return
        if top.key is not None and top.key_is_new:
            top.members[top.key] = node
        top.key = None

    def _resolve(self, text: str, at: Location) -> bool | int | float | str | None:
        """What a plain scalar means in the core schema of YAML 1.2."""
        if text in ("", "~", "null", "Null", "NULL"):
            return None
        if text in ("true", "True", "TRUE"):
            return True
        if text in ("false", "False", "FALSE"):
            return False
        if re.fullmatch(r"[-+]?(\.inf|\.Inf|\.INF)|\.nan|\.NaN|\.NAN", text):
            self._add(at, f"JSON has no number {text}; write a finite one, or quote it as a text")
            return 0
        if not re.fullmatch(
            r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", text
        ):
            return text
        if len(text) > 400:
            self._add(at, "a number of more than 400 digits; quote it as a text")
            return 0
        if re.fullmatch(r"[-+]?[0-9]+", text):
            number: int | float = int(text)
        else:
            number = int(text, 0) if text.startswith(("0o", "0x")) else float(text)
        if abs(number) > sys.float_info.max:
            self._add(at, f"the number {text} is too large for JSON; write a smaller one")
            return 0
        return number


def plain_number(value: int | float) -> str:
    """A number in the shortest spelling that means the same."""
    return (
        str(int(value))
        if isinstance(value, float) and value.is_integer() and abs(value) < 2**53
        else repr(value)
    )
