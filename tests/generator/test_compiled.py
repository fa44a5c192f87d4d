"""Generated code, compiled and run."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, Compile
from helpers import DATA

from generator import emit
from generator.examples import as_tests
from generator.issues import Issues
from generator.pipeline import headers

pytestmark = pytest.mark.compiled
SPECS = ("kitchen-sink.yaml", "kitchen-sink-3-0.yaml")


@pytest.fixture(scope="module")
def sink(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An include folder with the headers of the kitchen sinks."""
    root = tmp_path_factory.mktemp("sink")
    issues = Issues()
    texts: dict[str, str] = {}
    for name in SPECS:
        texts.update(headers(DATA / name, f"spec/{name}", issues))
    assert not issues
    emit.apply(emit.plan(emit.format_files(texts), root, (), False), root)
    return root


def test_models_mean_what_the_description_says(sink: Path, compile_cpp: Compile, tmp_path: Path) -> None:
    program = tmp_path / "models"
    done = compile_cpp(DATA / "models.cpp", [sink], output=program)
    assert done.returncode == 0, done.stderr
    ran = subprocess.run([program], capture_output=True, text=True, check=False, timeout=60)
    assert ran.returncode == 0, ran.stderr


def test_every_form_of_a_call_compiles(sink: Path, compile_cpp: Compile) -> None:
    done = compile_cpp(DATA / "operations.cpp", [sink])
    assert done.returncode == 0, done.stderr


def test_deprecated_operations_warn_with_their_successor(sink: Path, compile_cpp: Compile) -> None:
    done = compile_cpp(DATA / "operations.cpp", [sink], "-DUSE_DEPRECATED")
    assert done.returncode != 0
    assert "use pieces().async_weld_on" in done.stderr
    assert "deprecated by the API" in done.stderr


def test_every_header_compiles_alone(sink: Path, compile_cpp: Compile, tmp_path: Path) -> None:
    """All but the operations, which are checked above and take long."""
    source = tmp_path / "alone.cpp"
    for path in sorted((sink / "truto" / "kitchen_sink").rglob("*.hpp")):
        if path.parent.name == "models" or path.name == "fwd.hpp":
            source.write_text(f"#include <{path.relative_to(sink).as_posix()}>\n", encoding="utf-8")
            done = compile_cpp(source, [sink])
            assert done.returncode == 0, f"{path.name}: {done.stderr}"


LISTS = """
openapi: 3.1.0
info: { title: Things, version: '1' }
servers: [{ url: https://things.example/v1 }]
tags: [{ name: boxes }]
paths:
  /shelves/{shelf}/boxes:
    get:
      operationId: boxes.list
      tags: [boxes]
      summary: Lists a shelf.
      x-pagination: { cursor: from, limit: size, items: all, next: then }
      parameters:
        - { name: shelf, in: path, required: true, schema: { type: string } }
        - { name: size, in: query, schema: { type: integer } }
        - { name: from, in: query, schema: { type: string } }
      responses: { '200': { $ref: '#/components/responses/Boxes' } }
  /boxes:
    get:
      operationId: boxes.list_more
      tags: [boxes]
      summary: Lists everything.
      x-pagination: { cursor: from, items: all, next: then }
      parameters: [{ name: from, in: query, schema: { type: string } }]
      responses: { '200': { $ref: '#/components/responses/Boxes' } }
    post:
      operationId: boxes.pack
      tags: [boxes]
      summary: Packs boxes.
      requestBody:
        required: true
        content: { application/json: { schema: { type: array, items: { type: string } } } }
      responses: { '204': { description: Packed. } }
  /exports:
    post:
      operationId: boxes.export
      tags: [boxes]
      summary: Exports boxes.
      x-pagination: { cursor: at, items: rows, next: more }
      parameters: [{ name: at, in: query, schema: { type: string } }]
      requestBody:
        required: true
        content: { application/json: { schema: { type: object, properties: { kind: { type: string } } } } }
      responses:
        '200':
          description: Rows.
          content:
            application/json:
              schema:
                type: object
                properties:
                  rows: { type: [array, object], items: { type: string }, additionalProperties: { type: string } }
                  more: { type: string }
components:
  responses:
    Boxes:
      description: Some boxes.
      content: { application/json: { schema: { $ref: '#/components/schemas/BoxPage' } } }
  schemas:
    Box: { type: object, properties: { label: { type: string } } }
    BoxPage:
      type: object
      properties:
        all: { type: [array, 'null'], items: { $ref: '#/components/schemas/Box' } }
        others: { type: array, items: { $ref: '#/components/schemas/Box' } }
        then: { type: [string, 'null'] }
"""


def test_lists_are_read_page_by_page(compile_cpp: Compile, tmp_path: Path) -> None:
    spec, program, issues = tmp_path / "things.yaml", tmp_path / "lists", Issues()
    spec.write_text(LISTS, encoding="utf-8")
    texts = headers(spec, "spec/things.yaml", issues)
    assert not issues, list(map(str, issues))
    root = tmp_path / "include"
    emit.apply(emit.plan(emit.format_files(texts), root, (), False), root)
    done = compile_cpp(DATA / "lists.cpp", [root], output=program)
    assert done.returncode == 0, done.stderr
    ran = subprocess.run([program], capture_output=True, text=True, check=False, timeout=60)
    assert ran.returncode == 0, ran.stderr


def test_examples_go_over_the_wire_as_described(sink: Path, compile_cpp: Compile, tmp_path: Path) -> None:
    issues = Issues()
    (text,) = as_tests([(DATA / name, name) for name in SPECS], issues)
    assert not issues
    source, program = tmp_path / "examples.cpp", tmp_path / "examples"
    source.write_text(text, encoding="utf-8")
    main = "-DDOCTEST_CONFIG_IMPLEMENT_WITH_MAIN"
    done = compile_cpp(source, [sink, ROOT / "tests"], main, output=program)
    assert done.returncode == 0, done.stderr
    ran = subprocess.run([program], capture_output=True, text=True, check=False, timeout=120, cwd=ROOT)
    assert ran.returncode == 0, ran.stdout
