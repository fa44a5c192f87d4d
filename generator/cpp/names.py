"""Every name in the generated code, given in one pass.

Names are derived in one way, from the text in the description, and never altered to make them fit: a name
that is a keyword, a macro or taken already is an issue, and `x-cpp-name` in the description settles it. So a
name in C++ does not change because another one came along.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ..extensions import CPP_NAME, ENUM_CPP_NAMES
from ..ir import INPUT, Api, Definition, Enumeration, Name, Operation, Resource, Role, Struct, owner
from ..issues import Issues, Location

KEYWORDS: Final = frozenset(
    """
    alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t char32_t
    class compl concept const consteval constexpr constinit const_cast continue co_await co_return
    co_yield decltype default delete do double dynamic_cast else enum explicit export extern false float
    for friend goto if inline int long mutable namespace new noexcept not not_eq nullptr operator or or_eq
    private protected public register reinterpret_cast requires return short signed sizeof static
    static_assert static_cast struct switch template this thread_local throw true try typedef typeid
    typename union unsigned using virtual void volatile wchar_t while xor xor_eq
    """.split()
)

# Macros in lower case of the standard library, POSIX, Linux and OpenSSL, which replace a name wherever it
# stands. A test compares the list with what the headers define.
MACROS: Final = frozenset(
    """
    alloca assert assert_perror be16toh be32toh be64toh environ errno fpclassify get_rfc2409_prime_1024
    get_rfc2409_prime_768 get_rfc3526_prime_1536 get_rfc3526_prime_2048 get_rfc3526_prime_3072
    get_rfc3526_prime_4096 get_rfc3526_prime_6144 get_rfc3526_prime_8192 gnu_dev_major gnu_dev_makedev
    gnu_dev_minor h_addr h_errno hex_to_string htobe16 htobe32 htobe64 htole16 htole32 htole64 i386
    ifa_broadaddr ifa_dstaddr ifc_buf ifc_req ifr_addr ifr_bandwidth ifr_broadaddr ifr_data ifr_dstaddr
    ifr_flags ifr_hwaddr ifr_ifindex ifr_map ifr_metric ifr_mtu ifr_name ifr_netmask ifr_newname ifr_qlen
    ifr_slave int_implement_lhash_doall isfinite isgreater isgreaterequal isinf isless islessequal
    islessgreater isnan isnormal issubnormal isunordered le16toh le32toh le64toh lh_delete lh_doall
    lh_doall_arg lh_error lh_free lh_insert lh_new lh_node_stats lh_node_stats_bio lh_node_usage_stats
    lh_node_usage_stats_bio lh_num_items lh_retrieve lh_stats lh_stats_bio lh_strhash linux major makedev
    math_errhandling minor offsetof ossl_inline ossl_noreturn ossl_ssize_t ossl_unused pthread_cleanup_pop
    pthread_cleanup_pop_restore_np pthread_cleanup_push pthread_cleanup_push_defer_np s6_addr s6_addr16
    s6_addr32 sa_handler sa_sigaction sched_priority setjmp si_addr si_addr_lsb si_arch si_band
    si_call_addr si_fd si_int si_lower si_overrun si_pid si_pkey si_ptr si_status si_stime si_syscall
    si_timerid si_uid si_upper si_utime si_value sigev_notify_attributes sigev_notify_function sigmask
    signbit sigsetjmp sk_deep_copy sk_delete sk_delete_ptr sk_dup sk_find sk_find_ex sk_free sk_insert
    sk_is_sorted sk_new sk_new_null sk_num sk_pop sk_pop_free sk_push sk_set sk_set_cmp_func sk_shift
    sk_sort sk_unshift sk_value sk_void_deep_copy sk_void_delete sk_void_delete_ptr sk_void_dup
    sk_void_find sk_void_find_all sk_void_find_ex sk_void_free sk_void_insert sk_void_is_sorted
    sk_void_new sk_void_new_null sk_void_new_reserve sk_void_num sk_void_pop sk_void_pop_free sk_void_push
    sk_void_reserve sk_void_set sk_void_set_cmp_func sk_void_shift sk_void_sort sk_void_unshift
    sk_void_value sk_void_zero sk_zero st_atime st_ctime st_mtime stderr stdin stdout strdupa
    string_to_hex strndupa timeradd timerclear timercmp timerisset timersub ub_common_name
    ub_email_address ub_locality_name ub_name ub_organization_name ub_organization_unit_name ub_state_name
    ub_title unix va_arg va_copy va_end va_start
    """.split()
)

# What generated code says without qualification, or begins a qualified name with, at namespace scope.
RUNTIME: Final = frozenset(
    """
    truto std boost type field field_list fields names open_enum enum_name timestamp patch indirect
    text secret list free_form time_filter value_filter sorting records no_content operation operations
    operation_arguments resource resource_as token_for default_token basic_client client client_as query_style
    async_call pager page_parts parts base_path response_format unified
    argument_place argument_support operation_support requirement_table requirements requirement_lists
    detail impl testing
    """.split()
)
QUALIFIERS: Final = frozenset({"truto", "std", "boost"})

# What else stands in the namespace of the runtime or in its folder, beside which an API has its own. A test
# compares the list with the headers.
NEIGHBOURS: Final = frozenset(
    """
    account_check after answer_in api_error array_style as_curl as_curl_t ascending attempt_info
    basic_counters before blocking blocking_t body_stream call_end_info call_info call_options
    capability_report check_account client_options close_reason condition condition_category config
    connection_info counters debug debug_answer decode decode_note decode_options decoded descending
    describe described documented_account_budget documented_token_budget encode errc errc_of_status error
    error_category error_code error_details error_hint error_insight filter for_each for_each_field format
    headers intended_call is_same_integration item item_pager json log_level log_observer log_options
    make_error_code make_error_condition merge multipart named_enum necessity normalized null null_t
    observer observer_list offer one_of page path_value path_values payload preflight query_condition
    rate_budget rate_limit raw request requirement response response_base retry_options retry_reason
    since sort_term src stream throwing throwing_t tls_options to_string until version wait_info
    wait_reason webhook
    """.split()
)

# Members of the runtime's base classes, which a generated function must not hide.
RESOURCE_MEMBERS: Final = frozenset({"async_call", "core", "get_executor", "resource", "resource_as"})
# What a generated class says within itself, which a function of it must not be called.
RESOURCE_WORDS: Final = frozenset({"default_token", "operations", "pager", "token_for"})
CLIENT_MEMBERS: Final = frozenset(
    """
    client client_as basic_client base_path account as with core counters get_executor async_call
    async_custom_method
    """.split()
)
ARGUMENTS: Final = ("body", "query", "headers", "token")

EXTRA: Final = "extra"

# A name with what is put behind it is the name of a file, which most systems bound to 255 bytes.
LONGEST: Final = 200


class Identifier(str):
    """A text that C++ takes for a name: snake_case, no keyword, no macro."""

    __slots__ = ()

    def __new__(cls, text: str) -> Identifier:
        problem = problem_with(text)
        if problem:
            raise ValueError(problem)
        return super().__new__(cls, text)


def problem_with(text: str) -> str | None:
    """Why the text cannot be a name; nothing if it can."""
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", text):
        return f'"{text}" is no snake_case name'
    if text in KEYWORDS:
        return f'"{text}" is a keyword of C++'
    if text in MACROS:
        return f'"{text}" is a macro of the platform'
    if len(text) > LONGEST:
        return f'"{text[:20]}…" has {len(text)} characters, more than {LONGEST}'
    return None


def templated(name: str) -> str:
    """What a class is called before its format is chosen."""
    return f"{name}_as"


def pager_name(method: str) -> str:
    """What the function is called that gives the pages of an operation: `list` for `async_list`."""
    name = method.removeprefix("async_")
    return f"{name}_pages" if problem_with(name) else name


def snake_case(text: str) -> str:
    """The one derivation: `serviceAccount`, `service-account` and `ServiceAccount` give `service_account`."""
    text = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", text)
    text = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", text)
    return re.sub(r"[^A-Za-z0-9]+", "_", text).strip("_").lower() if text.isascii() else text


@dataclass(frozen=True, slots=True)
class Names:
    """The names of an API. Keys are those of the IR; a name that could not be given has a harmless
    substitute.
    """

    space: Identifier
    types: dict[Name, Identifier]
    members: dict[tuple[Name, str], Identifier]
    values: dict[tuple[Name, str], Identifier]
    resources: dict[str, Identifier]
    methods: dict[str, Identifier]
    pagers: dict[str, Identifier]
    constants: dict[str, Identifier]
    arguments: dict[tuple[str, str], Identifier]


def assign_names(api: Api, issues: Issues) -> Names:
    """All names of the API; clashes and unusable names are issues."""
    return _Namer(api, issues).assign()


class _Scope:
    """Names that have to differ, and who took each."""

    def __init__(self, what: str, taken: dict[str, str]) -> None:
        self.what = what
        self.taken = dict(taken)


class _Namer:
    """Walks the API once and gives each thing its name, in the scope where it has to be unique."""

    def __init__(self, api: Api, issues: Issues) -> None:
        self._api = api
        self._issues = issues
        self._names = Names(self._space(), {}, {}, {}, {}, {}, {}, {}, {})
        self._pinned: dict[str, str] = {}

    def assign(self) -> Names:
        reserved = dict.fromkeys(sorted(RUNTIME), "the runtime")
        reserved[self._names.space] = "the namespace"
        scope = _Scope("types", reserved)
        definitions = [each for unit in self._api.units for each in unit.definitions]
        components = [each for each in definitions if owner(each.name) == each.name]
        self._pinned = {each.name[0]: each.pinned for each in components if each.pinned is not None}
        operations = [each for resource in self._api.resources for each in resource.operations]
        self._resources(scope)
        for each in definitions + [each for operation in operations for each in operation.definitions]:
            self._type(each, scope)
        self._constants(operations)
        for resource in self._api.resources:
            self._methods(resource)
        return self._names

    def _space(self) -> Identifier:
        """The namespace and folder of the API."""
        name = snake_case(self._api.name)
        if name in RUNTIME | NEIGHBOURS:
            return self._refuse(
                self._api.at, f'the file\'s name "{name}" is a name of the runtime', "rename the file"
            )
        problem = problem_with(name)
        if problem:
            return self._refuse(
                self._api.at, f"the file's name becomes a namespace, but {problem}", "rename the file"
            )
        return Identifier(name)

    def _refuse(self, at: Location, problem: str, remedy: str) -> Identifier:
        self._issues.add(at, f"{problem}; {remedy}")
        return Identifier("unnamed")

    def _give(
        self, scope: _Scope, at: Location, text: str, pinned: str | None, remedy: str = ""
    ) -> Identifier:
        """The name for `text` in this scope."""
        remedy = remedy or f"set {CPP_NAME} to another name in lower case with underscores"
        name = snake_case(text) if pinned is None else pinned
        problem = problem_with(name)
        if problem:
            source = f' (from "{text}")' if pinned is None and text != name else ""
            return self._refuse(at, f"{problem}{source}", remedy)
        if name in scope.taken:
            owner = scope.taken[name]
            return self._refuse(at, f'the name "{name}" among the {scope.what} is taken by {owner}', remedy)
        scope.taken[name] = f'"{text}" on line {at.line}'
        return Identifier(name)

    def _type(self, it: Definition, scope: _Scope) -> None:
        remedy = "" if len(it.name) == 1 else "move the schema to components.schemas, under a name of its own"
        pinned = it.pinned if len(it.name) == 1 else None
        self._names.types[it.name] = self._give(scope, it.at, self._type_text(it.name), pinned, remedy)
        if isinstance(it, Enumeration):
            self._values(it)
        else:
            self._members(it)

    def _type_text(self, name: Name) -> str:
        """Nested types are called after the one around them, as that is called in C++."""
        if len(name) == 1:
            return name[0]
        outer = self._names.resources.get(name[0], self._pinned.get(name[0], name[0]))
        return "_".join([outer, *("input" if step == INPUT else step for step in name[1:])])

    def _members(self, it: Struct) -> None:
        taken = dict.fromkeys(sorted(QUALIFIERS | {self._names.space}), "a namespace")
        if it.role is Role.MODEL:
            taken[EXTRA] = "the member for what is not known"
        scope = _Scope("members", taken)
        for member in it.members:
            self._names.members[it.name, member.name] = self._give(
                scope, member.at, member.name, member.pinned
            )

    def _values(self, it: Enumeration) -> None:
        scope = _Scope("values", {})
        for value in it.values:
            remedy = f'give it a name of its own in {ENUM_CPP_NAMES}: {{"{value.text}": name}}'
            name = self._give(scope, it.at, value.text, value.pinned, remedy)
            self._names.values[it.name, value.text] = name

    def _resources(self, scope: _Scope) -> None:
        accessors = _Scope("client's functions", dict.fromkeys(sorted(CLIENT_MEMBERS), "the runtime"))
        for resource in self._api.resources:
            name = self._give(scope, resource.at, resource.name, resource.pinned)
            self._names.resources[resource.name] = name
            if name in scope.taken:
                self._give(scope, resource.at, templated(name), None)
            if name in CLIENT_MEMBERS:
                self._give(accessors, resource.at, resource.name, resource.pinned)

    def _methods(self, resource: Resource) -> None:
        words = RESOURCE_MEMBERS | RESOURCE_WORDS | QUALIFIERS
        scope = _Scope("functions", dict.fromkeys(sorted(words), "the runtime"))
        scope.taken[templated(self._names.resources[resource.name])] = "the class"
        for operation in resource.operations:
            text = f"async_{operation.method}" if operation.pinned is None else f"async_{operation.pinned}"
            name = self._give(scope, operation.at, text, None)
            self._names.methods[operation.id] = name
            if operation.pagination is not None:
                given = name in scope.taken
                pager = self._give(scope, operation.at, pager_name(name), None) if given else name
                self._names.pagers[operation.id] = pager
            self._arguments(operation)

    def _arguments(self, operation: Operation) -> None:
        taken = dict.fromkeys(ARGUMENTS, "another argument")
        taken.update(dict.fromkeys(sorted(QUALIFIERS | {"operations"}), "a namespace"))
        taken.update(dict.fromkeys(sorted(RESOURCE_MEMBERS), "the runtime"))
        taken[self._names.resources[operation.resource]] = "the class"
        scope = _Scope("arguments", taken)
        for parameter in operation.path_parameters:
            name = self._give(scope, parameter.at, parameter.name, parameter.pinned)
            self._names.arguments[operation.id, parameter.name] = name

    def _constants(self, operations: list[Operation]) -> None:
        scope = _Scope("operations", {})
        for operation in operations:
            method = operation.pinned or operation.method
            text = f"{self._names.resources.get(operation.resource, operation.resource)}_{method}"
            self._names.constants[operation.id] = self._give(scope, operation.at, text, None)
