"""What the templates print: every field is ready text, a list of such, or a yes or no.

View       File
ModelView     models/<schema>.hpp
ResourceView  resources/<resource>.hpp
ClientView    client.hpp
ForwardView   fwd.hpp
SourceView    src.hpp
UmbrellaView  <api>.hpp
RequirementsView  requirements.hpp
IndexView     operations.md
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Lines: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MemberView:
    """A member of a struct, and its line in the table of fields."""

    doc: Lines
    type: str
    name: str
    json_name: str
    sentence: str
    style: str


@dataclass(frozen=True, slots=True)
class StructView:
    """A struct with its `fields`, and of a page its `parts`."""

    doc: Lines
    name: str
    self: str
    members: tuple[MemberView, ...]
    extra_doc: Lines
    parts: str = ""


@dataclass(frozen=True, slots=True)
class EnumeratorView:
    """A value of an enumeration, and its line in the table of names."""

    doc: Lines
    name: str
    trailing: str
    text: str
    sentence: str


@dataclass(frozen=True, slots=True)
class EnumView:
    """An enumeration with its `names`."""

    doc: Lines
    name: str
    values: tuple[EnumeratorView, ...]


@dataclass(frozen=True, slots=True)
class HeaderView:
    """What every header begins with; includes are grouped and sorted."""

    banner: Lines
    include_groups: tuple[tuple[str, ...], ...]
    space: str


@dataclass(frozen=True, slots=True)
class ModelView:
    """The types of one schema, and of those it is recursive with."""

    header: HeaderView
    forwards: tuple[str, ...]
    enums: tuple[EnumView, ...]
    structs: tuple[StructView, ...]


@dataclass(frozen=True, slots=True)
class ConstantView:
    """The description of an operation for the runtime."""

    doc: Lines
    name: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FunctionView:
    """One overload of an operation, or without `template` its pager."""

    doc: Lines
    template: str
    attribute: str
    signature: str
    body: str


@dataclass(frozen=True, slots=True)
class TablesView:
    """The structs whose tables operations need: of answers, and of arguments, which are only written."""

    read: tuple[str, ...]
    written: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.read or self.written)


@dataclass(frozen=True, slots=True)
class ResourceView:
    """A resource, its operations, and the types of their arguments."""

    header: HeaderView
    enums: tuple[EnumView, ...]
    structs: tuple[StructView, ...]
    constants: tuple[ConstantView, ...]
    doc: Lines
    name: str
    functions: tuple[FunctionView, ...]
    tables: TablesView


@dataclass(frozen=True, slots=True)
class AccessorView:
    """A function of the client that gives a resource."""

    doc: Lines
    type: str
    name: str


@dataclass(frozen=True, slots=True)
class ClientView:
    """The client of the API."""

    header: HeaderView
    doc: Lines
    base_path: str
    accessors: tuple[AccessorView, ...]


@dataclass(frozen=True, slots=True)
class ClassView:
    """A template of a format, and the header that defines it."""

    name: str
    file: str


@dataclass(frozen=True, slots=True)
class ForwardView:
    """Declarations of everything."""

    header: HeaderView
    doc: Lines
    enums: tuple[str, ...]
    structs: tuple[str, ...]
    classes: tuple[ClassView, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """What is compiled once in separate compilation: the tables that operations need."""

    header: HeaderView
    tables: TablesView


@dataclass(frozen=True, slots=True)
class UmbrellaView:
    """Includes of everything."""

    header: HeaderView


@dataclass(frozen=True, slots=True)
class NameListView:
    """A list of names: what it is called, and its elements as they are initialised."""

    name: str
    elements: str


@dataclass(frozen=True, slots=True)
class ConstantFieldsView:
    """An element of a table, member by member."""

    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OperationRequirementsView:
    """An operation in the tables of requirements."""

    name: str
    lists: tuple[NameListView, ...]
    arguments: tuple[ConstantFieldsView, ...]
    row: ConstantFieldsView


@dataclass(frozen=True, slots=True)
class RequirementsView:
    """What is published about integrations."""

    header: HeaderView
    operations: tuple[OperationRequirementsView, ...]


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A parameter or a member of a body in the index."""

    name: str
    place: str
    type: str
    doc: str
    certainty: str
    support: str


@dataclass(frozen=True, slots=True)
class IndexExample:
    """A request or an answer, as JSON."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class IndexOperation:
    """An operation in the index."""

    title: str
    anchor: str
    summary: str
    signatures: tuple[str, ...]
    call: str
    wire: str
    description: str
    facts: tuple[str, ...]
    rows: tuple[IndexRow, ...]
    answers: tuple[str, ...]
    mapped: tuple[tuple[str, str], ...]
    examples: tuple[IndexExample, ...]


@dataclass(frozen=True, slots=True)
class IndexResource:
    """A resource in the index."""

    title: str
    anchor: str
    description: str
    operations: tuple[IndexOperation, ...]


@dataclass(frozen=True, slots=True)
class IndexView:
    """The index of operations, for readers."""

    banner: Lines
    title: str
    description: str
    about_calls: str
    call_options: tuple[tuple[str, str], ...]
    filters: tuple[tuple[str, str], ...]
    resources: tuple[IndexResource, ...]


@dataclass(frozen=True, slots=True)
class FileView:
    """A file to be: its path below the include root, the template that prints it, and what it prints."""

    path: str
    template: str
    view: (
        ModelView
        | ResourceView
        | ClientView
        | ForwardView
        | SourceView
        | UmbrellaView
        | RequirementsView
        | IndexView
    )


@dataclass(frozen=True, slots=True)
class ExampleCase:
    """A call that checks one example."""

    function: str
    arguments: Lines


@dataclass(frozen=True, slots=True)
class ExampleSuite:
    """A test case: its title as a literal, its checks, and a `call` that they share."""

    title: str
    cases: tuple[ExampleCase, ...]
    call: str = ""


@dataclass(frozen=True, slots=True)
class ExamplesView:
    """A test source made from examples."""

    includes: Lines
    suites: tuple[ExampleSuite, ...]
