"""The `x-` keys: what each is called, where it belongs, what it means, and how its value is read.

This is the only module that spells them. `spec/README.md` documents the same keys; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from .issues import Issues, did_you_mean
from .load import Mapping, Node, Scalar, Sequence, kind_of

ENUM: Final = "x-enum"
ENUM_DESCRIPTIONS: Final = "x-enum-descriptions"
ENUM_CPP_NAMES: Final = "x-enum-cpp-names"
CERTAINTY: Final = "x-certainty"
CALL_OPTION: Final = "x-call-option"
STYLE: Final = "x-style"
INTEGRATIONS: Final = "x-integrations"
INTEGRATION_COUNT: Final = "x-integration-count"
SUPPORT: Final = "x-support"
RESPONSE_SUPPORT: Final = "x-response-support"
SUCCESSOR: Final = "x-successor"
CPP_NAME: Final = "x-cpp-name"
IDEMPOTENT: Final = "x-idempotent"
RESULT_WRAPPER: Final = "x-result-wrapper"
FILTER: Final = "x-filter"
PAGINATION: Final = "x-pagination"

CERTAINTIES: Final = ("certain", "likely", "unknown")
ACCOUNT: Final = "integrated_account_id"
CALL_OPTIONS: Final = (
    ACCOUNT,
    "response_format",
    "ignore_remote_data",
    "exclude_fields",
    "remote_query",
)
WRAPPER: Final = "result"
RANGE, CHOICE, SORT = FILTERS = ("range", "choice", "sort")
DIRECTIONS: Final = ("asc", "desc")


@dataclass(frozen=True, slots=True)
class Extension:
    """One key, the kinds of object it may stand in, and its meaning in a sentence."""

    key: str
    places: tuple[str, ...]
    meaning: str


TABLE: Final = (
    Extension(ENUM, ("schema",), "Known values of a string that may take others too."),
    Extension(ENUM_DESCRIPTIONS, ("schema",), "A sentence for each value, by value."),
    Extension(ENUM_CPP_NAMES, ("schema",), "The enumerator's name in C++, by value."),
    Extension(CERTAINTY, ("schema", "parameter"), "How sure the name and the type are."),
    Extension(
        CALL_OPTION, ("parameter",), "The member of call_options that sets the parameter on every call."
    ),
    Extension(
        STYLE, ("parameter",), "`brackets`: arrays and objects are written as a[]=1, a[0][k]=1, a[k]=1."
    ),
    Extension(
        FILTER,
        ("parameter",),
        "What it takes besides one value: `range`, a[gt]=1; `choice`, a[in]=1,2; `sort` is a[member]=asc.",
    ),
    Extension(INTEGRATIONS, ("operation",), "The integrations that offer the operation."),
    Extension(INTEGRATION_COUNT, ("operation",), "How many offer it, where they are not named."),
    Extension(
        SUPPORT, ("schema", "parameter"), "Which integrations require it and which of the others read it."
    ),
    Extension(
        RESPONSE_SUPPORT, ("operation",), "Which integrations, or how many, map a member of the answer."
    ),
    Extension(SUCCESSOR, ("operation",), "The operation to use instead of a deprecated one."),
    Extension(
        CPP_NAME,
        ("schema", "parameter", "operation", "tag"),
        "The name in C++, where the derived one will not do.",
    ),
    Extension(
        IDEMPOTENT, ("operation",), "Whether twice is as good as once, where the method does not say so."
    ),
    Extension(RESULT_WRAPPER, ("media type",), "The answer may stand under this name in an object."),
    Extension(PAGINATION, ("operation",), "The parameters and members by which a list is read page by page."),
)


@dataclass(frozen=True, slots=True)
class Support:
    """Which integrations require a parameter or member, and which of the others read it."""

    required: tuple[str, ...] = ()
    supported: tuple[str, ...] = ()
    required_count: int | None = None
    supported_count: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class MappedMember:
    """A member of an answer, and who maps it: named integrations or a number of them."""

    name: str
    integrations: tuple[str, ...] = ()
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Pagination:
    """How a list is read page by page: names of query parameters, and of members of the answer."""

    cursor: str
    limit: str | None
    items: str
    next: str


def places_of(key: str) -> tuple[str, ...]:
    """The kinds of object this key may stand in; none for a key that is not declared."""
    return next((extension.places for extension in TABLE if extension.key == key), ())


def read_text(node: Node, issues: Issues) -> str | None:
    """A text that is not empty."""
    if isinstance(node, Scalar) and isinstance(node.value, str):
        if node.value.strip():
            return node.value
        issues.add(node.at, "the text is empty; write one, or remove the key")
        return None
    issues.add(node.at, f"expected a text, found {kind_of(node)}; write one, in quotes if need be")
    return None


def read_flag(node: Node, issues: Issues) -> bool | None:
    """true or false."""
    if isinstance(node, Scalar) and isinstance(node.value, bool):
        return node.value
    issues.add(node.at, f"expected true or false, found {kind_of(node)}; write one of the two")
    return None


def read_count(node: Node, issues: Issues) -> int | None:
    """A number of things."""
    if isinstance(node, Scalar) and type(node.value) is int and node.value >= 0:
        return node.value
    issues.add(node.at, f"expected a count, found {kind_of(node)}; write a whole number from 0")
    return None


def read_choice(allowed: tuple[str, ...]) -> Callable[[Node, Issues], str | None]:
    """A reader for one of a few words."""

    def read(node: Node, issues: Issues) -> str | None:
        if isinstance(node, Scalar) and isinstance(node.value, str) and node.value in allowed:
            return node.value
        found = f'"{node.value}"' if isinstance(node, Scalar) else kind_of(node)
        hint = did_you_mean(str(node.value), allowed) if isinstance(node, Scalar) else ""
        issues.add(node.at, f"{found} is not one of {', '.join(allowed)}; write one of them{hint}")
        return None

    return read


def read_texts(node: Node, issues: Issues) -> tuple[str, ...]:
    """A list of different texts."""
    if not isinstance(node, Sequence):
        issues.add(node.at, f"expected a list of texts, found {kind_of(node)}; write one in [ ]")
        return ()
    texts: dict[str, None] = {}
    for item in node.items:
        text = read_text(item, issues)
        if text is not None and text in texts:
            issues.add(item.at, f'"{text}" stands twice in the list; keep one of them')
        elif text is not None:
            texts[text] = None
    return tuple(texts)


def read_texts_by_name(node: Node, issues: Issues) -> dict[str, str]:
    """A text for each name."""
    if not isinstance(node, Mapping):
        issues.add(
            node.at, f"expected a text for each value, found {kind_of(node)}; write `value: text` lines"
        )
        return {}
    texts = {name: read_text(member, issues) for name, member in node.members.items()}
    return {name: text for name, text in texts.items() if text is not None}


T = TypeVar("T")


def _member(node: Mapping, key: str, read: Callable[[Node, Issues], T], issues: Issues, absent: T) -> T:
    member = node.members.get(key)
    return absent if member is None else read(member, issues)


def read_support(node: Node, issues: Issues) -> Support | None:
    """`{required: [...], supported: [...], required_count, supported_count, note}`; all may be left out."""
    known = ("required", "supported", "required_count", "supported_count", "note")
    if not isinstance(node, Mapping):
        issues.add(node.at, f"expected a mapping with {', '.join(known)}, found {kind_of(node)}; write one")
        return None
    for key, member in node.members.items():
        if key not in known:
            hint = did_you_mean(key, known)
            issues.add(member.at, f'unknown key "{key}"; expected one of: {", ".join(known)}{hint}')
    support = Support(
        _member(node, "required", read_texts, issues, ()),
        _member(node, "supported", read_texts, issues, ()),
        _member(node, "required_count", read_count, issues, None),
        _member(node, "supported_count", read_count, issues, None),
        _member(node, "note", read_text, issues, None),
    )
    _check_support(node, support, issues)
    return support


def _check_support(node: Mapping, support: Support, issues: Issues) -> None:
    for name in support.supported:
        if name in support.required:
            issues.add(node.at, f'"{name}" is listed as required and as supported; keep it under required')
    required, supported = support.required_count, support.supported_count
    if required is not None and required < len(support.required):
        issues.add(node.at, f"required_count is {required} but more are named; correct one of the two")
    named = max(required or 0, len(support.required)) + len(support.supported)
    if supported is not None and supported < named:
        message = (
            f"supported_count is {supported}, which has to count the required ones too: at least {named}"
        )
        issues.add(node.at, f"{message}; correct it")


def read_response_support(node: Node, issues: Issues) -> tuple[MappedMember, ...]:
    """For each member of an answer a list of integrations, or their number."""
    if not isinstance(node, Mapping):
        issues.add(
            node.at, f"expected a mapping from members to integrations, found {kind_of(node)}; write one"
        )
        return ()
    mapped: list[MappedMember] = []
    for name, member in node.members.items():
        if isinstance(member, Sequence):
            mapped.append(MappedMember(name, read_texts(member, issues)))
        else:
            mapped.append(MappedMember(name, (), read_count(member, issues)))
    return tuple(mapped)


def read_pagination(node: Node, issues: Issues) -> Pagination | None:
    """`{cursor, limit, items, next}`; `limit` may be left out."""
    known = ("cursor", "limit", "items", "next")
    if not isinstance(node, Mapping):
        issues.add(node.at, f"expected a mapping with {', '.join(known)}, found {kind_of(node)}; write one")
        return None
    for key, member in node.members.items():
        if key not in known:
            hint = did_you_mean(key, known)
            issues.add(member.at, f'unknown key "{key}"; expected one of: {", ".join(known)}{hint}')
    found = {key: _member(node, key, read_text, issues, None) for key in known}
    for key in ("cursor", "items", "next"):
        if key not in node.members:
            issues.add(node.at, f'"{key}" is missing; name the parameter or member')
    cursor, items, follows = found["cursor"], found["items"], found["next"]
    if cursor is None or items is None or follows is None:
        return None
    return Pagination(cursor, found["limit"], items, follows)
