"""Text of the description as C++ comments and literals, and as Markdown.

The text is taken to be hostile: whatever it holds, a comment stays a comment, a literal a literal, a table
cell a cell. There is one function for each kind of place.
"""

from __future__ import annotations

import json
import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain, count
from typing import Final

from ..extensions import Pagination, Support
from ..ir import Integer, Notes, Number, Sorting, TimeFilter, Type, ValueFilter
from ..load import Json, plain_number

WIDTH: Final = 100
NAMED_AT_MOST: Final = 6

_LIST_ITEM: Final = re.compile(r"(\s*)([-*+]|\d+[.)])\s+")
_BOUNDS: Final = {
    "minimum": "At least {}.",
    "exclusiveMinimum": "More than {}.",
    "maximum": "At most {}.",
    "exclusiveMaximum": "Less than {}.",
    "multipleOf": "A multiple of {}.",
    "minLength": "At least {} characters.",
    "maxLength": "At most {} characters.",
    "pattern": "Of the form `{}`.",
    "minItems": "At least {} elements.",
    "maxItems": "At most {} elements.",
}


# Escaping


def visible(text: str) -> str:
    """The text with control characters, and those that reorder what a reader sees, spelled out."""
    kept = "\n\t"
    return "".join(
        char
        if char in kept or (unicodedata.category(char)[0] not in "C" and char not in "\u2028\u2029")
        else f"[U+{ord(char):04X}]"
        for char in text.replace("\r\n", "\n")
    )


def literal(text: str) -> str:
    """The text as a string literal of C++, quotes included."""
    named = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    out: list[str] = []
    for index, char in enumerate(text):
        if char in named:
            out.append(named[char])
        elif char == "?" and text[index - 1 : index] == "?":
            out.append("\\?")
        elif unicodedata.category(char) == "Cc":
            out.append(f"\\{ord(char):03o}" if ord(char) < 128 else f"\\u{ord(char):04x}")
        elif unicodedata.category(char)[0] == "C" or char in "\u2028\u2029":
            out.append(f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}")
        else:
            out.append(char)
    return '"' + "".join(out) + '"'


def raw(value: Json) -> str:
    """A value as JSON in a raw string literal, whose delimiter does not occur in it."""
    text = json.dumps(value, ensure_ascii=False)
    marks = chain(("", "json"), (f"json{number}" for number in count(2)))
    mark = next(each for each in marks if f'){each}"' not in text)
    return f'R"{mark}({text}){mark}"'


def numeral(value: Json, kind: Type) -> str:
    """A number or truth value as it stands in C++, which narrows none and has no literal of the least one."""
    match kind:
        case Integer() if isinstance(value, int | float):
            return plain_number(value) if value > -(2**63) else f"{value + 1} - 1"
        case Number() if isinstance(value, int | float) and abs(value) >= 2**53:
            return json.dumps(float(value))
        case _:
            return json.dumps(value)


def _prose(text: str) -> str:
    """Text outside of `code`: Doxygen finds no command and no HTML in it."""
    text = text.replace("\\", "\\\\")
    text = re.sub(r"(?<![\w.])@(?=\w)", r"\\@", text)
    return re.sub(r"<(?=[A-Za-z/!?])", r"\\<", text)


def _inline(text: str) -> str:
    """One paragraph, with code spans left as they are."""
    parts = re.split(r"(`+[^`]*`+)", text)
    return "".join(part if part.startswith("`") else _prose(part) for part in parts)


def _comment_safe(line: str) -> str:
    """A line that cannot end in a continuation, be it spelled as a backslash or as a trigraph."""
    line = line.rstrip().replace("??/", "?&#63;/")
    return line[:-1] + "&#92;" if line.endswith("\\") else line


def cell(text: str) -> str:
    """The text in a cell of a Markdown table."""
    return " ".join(visible(text).split()).replace("|", "\\|").replace("<", "&lt;")


def markdown(text: str) -> str:
    """The text as a part of a Markdown document, without HTML."""
    lines = [line.rstrip() for line in visible(text).strip().split("\n")]
    return "\n".join(re.sub(r"^(#+ )", r"\\\1", line).replace("<", "&lt;") for line in lines)


def code(text: str) -> str:
    """The text as a code span of Markdown."""
    text = " ".join(visible(text).split()).replace("|", "\\|")
    fence = "`" * (max((len(run) for run in re.findall(r"`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def raw_json(value: object) -> str:
    """A value as JSON on several lines."""
    return json.dumps(value, indent=2, ensure_ascii=False)


# Sentences


def stop(text: str) -> str:
    """The text with a full stop, if it ends like a sentence without one."""
    text = text.strip()
    return text + "." if (text and text[-1].isalnum()) or text.endswith(("`", ")", '"', "'")) else text


def first_sentence(text: str | None) -> str:
    """What the text says first, on one line."""
    paragraph = re.split(r"\n\s*\n", visible(text or "").strip())[0]
    line = " ".join(paragraph.split())
    match = re.search(r"[.!?](?=\s+[A-Z`\"'(])", line)
    return stop(line[: match.end()] if match else line)


def joined(names: tuple[str, ...]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def some(names: tuple[str, ...], count: int | None) -> str:
    """Whom a sentence speaks of: by name where the names are few and complete, else by number."""
    total = max(count or 0, len(names))
    if total == len(names) and total <= NAMED_AT_MOST:
        return joined(names)
    if names and total <= NAMED_AT_MOST:
        return f"{', '.join(names)} and {total - len(names)} more"
    return f"{total} integrations" if total > 1 else "one integration"


def support_sentences(support: Support) -> Iterator[str]:
    """Who needs it and who else reads it; nothing where nothing is known."""
    required = max(support.required_count or 0, len(support.required))
    needed = f"Required by {some(support.required, support.required_count)}" if required else ""
    others = None if support.supported_count is None else support.supported_count - required
    if not others and not support.supported:
        yield from [f"{needed}."] if needed else []
    elif needed:
        also = some(support.supported, others) if support.supported else f"{others} more"
        yield f"{needed}; also read by {also}."
    else:
        yield f"Read by {some(support.supported, others)}."


def notes_sentences(notes: Notes) -> Iterator[str]:
    """What is said after the description, in the order in which a reader needs it."""
    if notes.deprecated:
        yield "Deprecated."
    for key, value in notes.bounds:
        if not isinstance(value, bool):
            shown = visible(str(value)).replace("\n", " ")
            yield _BOUNDS[key].format(shown)
    for value in notes.default:
        yield f"The server's default is `{visible(json.dumps(value, ensure_ascii=False))}`."
    if notes.read_only:
        yield "Set by the server."
    if notes.write_only:
        yield "Never sent back."
    if notes.required:
        yield "Required."
    elif notes.support is not None:
        yield from support_sentences(notes.support)
    yield from certainty_sentence(notes.certainty)


def certainty_sentence(certainty: str | None) -> Iterator[str]:
    """A warning where a fact is not certain."""
    if certainty == "likely":
        yield "Not certain: inferred, not published."
    elif certainty == "unknown":
        yield "Unknown: a guess."


def filter_sentence(kind: Type) -> str:
    """What a filter takes besides one value; nothing for anything else."""
    match kind:
        case TimeFilter():
            return "A moment, or a range: `after`, `since`, `before`, `until`."
        case ValueFilter():
            return "One value, or several: `one_of`."
        case Sorting():
            return "`ascending` or `descending`."
        case _:
            return ""


def pagination_sentence(pagination: Pagination | None) -> str:
    """How to get at all of a list."""
    if pagination is None:
        return ""
    return (
        f"One page of a list: `{pagination.next}` of the answer, unless it is empty, is the "
        f"`{pagination.cursor}` of the query for the next one."
    )


def describe(notes: Notes, more: str = "") -> str:
    """The full text on a member: description, `more`, then notes, as one piece of Markdown."""
    sentences = [*([more] if more else []), *notes_sentences(notes)]
    text = stop(notes.description or "")
    if not text:
        return " ".join(sentences)
    if not sentences:
        return text
    last = re.split(r"\n\s*\n", text)[-1]
    glue = "\n\n" if _LIST_ITEM.match(last.split("\n")[-1]) or last.endswith("```") else " "
    return text + glue + " ".join(sentences)


# Comments


class Own(str):
    """A paragraph of ours, in which Doxygen's commands are meant as such."""

    __slots__ = ()


def comment(*parts: str, width: int = WIDTH) -> tuple[str, ...]:
    """Markdown as the lines of a comment, without the slashes; each part begins a paragraph.

    Paragraphs are wrapped, list items hang, and what is fenced stays as it is.
    """
    lines: list[str] = []
    for part in parts:
        body = (
            textwrap.wrap(part, width, break_long_words=False)
            if isinstance(part, Own)
            else _lines(part, width)
        )
        lines += ["", *body]
    return _tidy(_comment_safe(line) for line in lines)


def parameter(name: str, text: str, width: int = WIDTH) -> tuple[str, ...]:
    """The lines of a `@param`; its text is one paragraph."""
    flat = _inline(" ".join(visible(text).split()))
    lines = textwrap.wrap(
        f"@param {name} {flat}",
        width,
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return _tidy(_comment_safe(line) for line in lines)


def _lines(text: str, width: int) -> Iterator[str]:
    fence = ""
    paragraph: list[str] = []
    for line in visible(text).strip("\n").expandtabs(4).split("\n"):
        mark = re.match(r"\s*(```|~~~)", line)
        if fence:
            fence = "" if mark and mark[1] == fence else fence
            yield line
            continue
        if mark or not line.strip() or _LIST_ITEM.match(line) or line.lstrip().startswith(("|", "#")):
            yield from _wrapped(paragraph, width)
            paragraph = []
        if mark:
            fence = mark[1]
            yield line
        elif line.lstrip().startswith(("|", "#")):
            yield _inline(line)
        elif line.strip():
            paragraph.append(line)
        else:
            yield ""
    yield from _wrapped(paragraph, width)
    if fence:
        yield fence


def _wrapped(paragraph: list[str], width: int) -> Iterator[str]:
    if not paragraph:
        return
    item = _LIST_ITEM.match(paragraph[0])
    lead = item.group(0) if item else ""
    text = _inline(" ".join(" ".join(paragraph)[len(lead) :].split()))
    yield from textwrap.wrap(
        text,
        width,
        initial_indent=lead,
        subsequent_indent=" " * len(lead),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _tidy(lines: Iterable[str]) -> tuple[str, ...]:
    """Without blank lines at the ends, or two in a row."""
    out: list[str] = []
    for line in lines:
        if line or (out and out[-1]):
            out.append(line)
    while out and not out[-1]:
        out.pop()
    return tuple(out)
