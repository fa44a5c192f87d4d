"""The layers of the library, from the bottom to the top. A file includes its own layer and those below."""

from __future__ import annotations

from dataclasses import dataclass

from sources import generated_halves, is_generated_place, library_files, own_includes_of


@dataclass(frozen=True)
class Layer:
    name: str
    why: str
    folders: tuple[str, ...] = ()
    """Below truto/; everything in them."""
    files: tuple[str, ...] = ()
    """Below truto/; single headers."""
    is_pure: bool = False
    """Whether it gets by without sockets, timers and TLS."""


LAYERS = (
    Layer(
        "base",
        "Values, errors and settings: what every other layer may speak about. Settings of clients and calls "
        "are plain data, and the layers that obey them are far below the client.",
        files=(
            "call_options.hpp",
            "client_options.hpp",
            "config.hpp",
            "counters.hpp",
            "error.hpp",
            "error_details.hpp",
            "fields.hpp",
            "filter.hpp",
            "format.hpp",
            "free_form.hpp",
            "headers.hpp",
            "indirect.hpp",
            "list.hpp",
            "no_content.hpp",
            "observer.hpp",
            "observer_list.hpp",
            "open_enum.hpp",
            "operation.hpp",
            "page_parts.hpp",
            "patch.hpp",
            "payload.hpp",
            "rate_budget.hpp",
            "rate_limit.hpp",
            "records.hpp",
            "request.hpp",
            "retry_options.hpp",
            "secret.hpp",
            "text.hpp",
            "timestamp.hpp",
            "version.hpp",
            # Comparing names of header fields: `headers` is made of them, and it needs nothing itself.
            "detail/http/field_name.hpp",
            # Reading dates: `rate_limit` tells how long to wait, and needs nothing else for it.
            "detail/http/http_date.hpp",
            "detail/telemetry.hpp",
        ),
        is_pure=True,
    ),
    Layer(
        "formats",
        "Texts of HTTP, and JSON: what a value looks like on the wire.",
        folders=("detail/http", "detail/json"),
        files=("json.hpp", "multipart.hpp"),
        is_pure=True,
    ),
    Layer(
        "preflight",
        "What is known of a call before it is made.",
        files=("requirements.hpp",),
        is_pure=True,
    ),
    Layer(
        "policy",
        "Decisions. The time, chance and what happened are arguments.",
        folders=("detail/policy",),
        is_pure=True,
    ),
    Layer("net", "Connections: names, sockets, TLS, the pool.", folders=("detail/net",)),
    Layer(
        "answer",
        "What a call gives back. Above the formats, because it tells what the decoder noted; connections "
        "know nothing of it.",
        files=("api_error.hpp", "response.hpp"),
        is_pure=True,
    ),
    Layer(
        "call",
        "One call: from prepared arguments to an answer, or to its body while it comes.",
        folders=("detail/call",),
        files=("body_stream.hpp",),
    ),
    Layer(
        "webhook",
        "What the API sends by itself. Servers of any kind call it; it knows no calls and no connections.",
        files=("webhook.hpp",),
    ),
    Layer(
        "client",
        "What users hold and write: the client, its resources, completion tokens.",
        files=(
            "as_curl.hpp",
            "basic_client.hpp",
            "blocking.hpp",
            "for_each.hpp",
            "log_observer.hpp",
            "pager.hpp",
            "resource.hpp",
            "throwing.hpp",
        ),
    ),
    Layer("generated", "The resources and models of the described APIs."),
    Layer(
        "combined",
        "What knows how one API speaks of another, and so more than the runtime does. Nothing needs it.",
        files=("account_check.hpp",),
    ),
    Layer("testing", "The test kit, which plays the other side. Nothing needs it.", folders=("testing",)),
)

GENERATED = next(layer for layer in LAYERS if layer.name == "generated")

# What separate compilation compiles is about all layers, and is part of none.
OUTSIDE = ("truto/src.hpp", *(f"truto/{part}/src.hpp" for part in ("testing", *generated_halves())))


def height_of(layer: Layer) -> int:
    return LAYERS.index(layer)


def layer_of(name: str) -> Layer | None:
    """The layer of a file; None if the table does not know it. A body belongs where its header is."""
    if name.endswith(".ipp"):
        homes = [layer_of(header) for header in headers_of_body(name)]
        return homes[0] if homes else None
    if is_generated_place(name):
        return GENERATED
    below = name.removeprefix("truto/")
    for layer in LAYERS:
        if below in layer.files:
            return layer
    for layer in LAYERS:
        if any(below.startswith(f"{folder}/") for folder in layer.folders):
            return layer
    return None


def headers_of_body(body: str) -> list[str]:
    """The headers that include a body at their end."""
    return [
        name
        for name in library_files()
        if name.endswith(".hpp") and name not in OUTSIDE and body in own_includes_of(name)
    ]
