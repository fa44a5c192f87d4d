"""What is wrong with a description, and where.

Stages do not stop at the first mistake: they add an issue and go on with a harmless substitute, so that one
run shows all there is to mend. Nothing is written as long as there is one.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a description: `spec/api.yaml:12: paths./users.get`."""

    file: str
    line: int
    path: str

    def child(self, key: str | int, line: int | None = None) -> Location:
        """The place of a member or an element of what stands here."""
        step = f"[{key}]" if isinstance(key, int) else f".{key}" if self.path else key
        return Location(self.file, self.line if line is None else line, self.path + step)


@dataclass(frozen=True, slots=True, order=True)
class Issue:
    """One mistake. Its text says what is wrong, what was expected and how to mend it."""

    file: str
    line: int
    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.path or 'document'}: {self.message}"


class Issues:
    """Collects the mistakes of a run. Passed from stage to stage, since no module keeps state."""

    def __init__(self) -> None:
        self._found: dict[Issue, None] = {}
        self._settled: set[Location] = set()

    def add(self, at: Location, message: str) -> None:
        """Notes a mistake; the same one twice counts once."""
        issue = Issue(at.file, at.line, printable(at.path), printable(message))
        if Location(issue.file, issue.line, issue.path) not in self._settled:
            self._found[issue] = None

    def settle(self) -> None:
        """Ends a stage: where it found a mistake, what later stages would say is a consequence of that."""
        self._settled.update(Location(each.file, each.line, each.path) for each in self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Issue]:
        return iter(sorted(self._found))


def printable(text: str) -> str:
    """The text with what a terminal would obey, or show in another order, spelled out."""
    return "".join(char if char.isprintable() else f"[U+{ord(char):04X}]" for char in text)


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """A closing hint for misspelt names; empty where nothing known comes close."""
    close = difflib.get_close_matches(wrong, list(known), n=1, cutoff=0.6)
    return f' (did you mean "{close[0]}"?)' if close else ""
