"""Includes only go down."""

from __future__ import annotations

import re

import pytest
from layers import LAYERS, OUTSIDE, Layer, headers_of_body, height_of, layer_of
from sources import (
    generated_halves,
    includes_of,
    is_generated_place,
    library_files,
    own_includes_of,
    text_of,
)

FILES = [name for name in library_files() if name not in OUTSIDE]
_INPUT_OUTPUT = re.compile(r"boost/(asio|beast)|openssl/|sys/|netinet/|thread$|mutex$|condition_variable$")


def known_layer(name: str) -> Layer:
    layer = layer_of(name)
    assert layer is not None, f"{name} is in no layer; give it a place in tests/structure/layers.py"
    return layer


@pytest.mark.parametrize("name", FILES)
def test_a_file_includes_its_own_layer_and_those_below(name: str) -> None:
    layer = known_layer(name)
    too_high = [
        f"{each} ({known_layer(each).name})"
        for each in own_includes_of(name)
        if height_of(known_layer(each)) > height_of(layer)
    ]
    assert not too_high, f"{name} ({layer.name}) includes {', '.join(too_high)}"


@pytest.mark.parametrize("name", [each for each in FILES if (at := layer_of(each)) and at.is_pure])
def test_a_pure_layer_has_no_means_of_input_and_output(name: str) -> None:
    # Inflating bytes is no input, whatever library does it.
    assert not [each for each in includes_of(name) if _INPUT_OUTPUT.match(each) and "/zlib/" not in each]


@pytest.mark.parametrize("body", [each for each in FILES if each.endswith(".ipp")])
def test_a_body_belongs_to_one_header(body: str) -> None:
    assert len(headers_of_body(body)) == 1


@pytest.mark.parametrize("name", [each for each in FILES if each.endswith(".hpp")])
def test_bodies_come_last_and_only_header_only(name: str) -> None:
    bodies = [each for each in own_includes_of(name) if each.endswith(".ipp")]
    if not bodies:
        return
    text = "".join(f"#include <{each}>\n" for each in bodies)
    assert text_of(name).endswith(f"\n#if defined(TRUTO_HEADER_ONLY)\n{text}#endif\n")


def test_generated_halves_do_not_know_each_other() -> None:
    for half in generated_halves():
        others = [each for each in generated_halves() if each != half]
        for name in FILES:
            if name.startswith(f"truto/{half}"):
                assert not [
                    each
                    for each in own_includes_of(name)
                    if re.match(rf"truto/({'|'.join(others) or '(?!)'})[./]", each)
                ]


@pytest.mark.parametrize(
    "name",
    [each for each in FILES if re.match(r"truto/\w+/(models|resources)/", each) and is_generated_place(each)],
)
def test_a_resource_or_model_knows_no_resource_but_itself(name: str) -> None:
    others = [each for each in own_includes_of(name) if is_generated_place(each) and "/models/" not in each]
    assert others == []


def test_the_table_of_layers_names_nothing_that_is_gone() -> None:
    for layer in LAYERS:
        for file in layer.files:
            assert f"truto/{file}" in FILES, f"{file} of layer {layer.name}"
        for folder in layer.folders:
            assert any(each.startswith(f"truto/{folder}/") for each in FILES), f"{folder} of {layer.name}"
