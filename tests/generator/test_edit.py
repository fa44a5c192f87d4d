"""Editing the description and running one command is all there is to it.

Works on a copy of the project's own description: the edits are those that the API will ask for.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Compile
from test_emit import snapshot

Run = Callable[..., subprocess.CompletedProcess[str]]

MEMBER = """
        owner:
          type: [string, 'null']
          description: Id of the user who owns the group.
          examples: [00u4h8vTzKExample]
"""
GROUP_TYPE = """\
        group_type:
          $ref: '#/components/schemas/GroupType'
          description: What kind of group it is.
"""
OPERATION = """
  /groups/{id}/parent:
    get:
      operationId: groups.get_parent
      tags: [groups]
      summary: Gets the group that a group is in.
      parameters:
        - name: id
          in: path
          required: true
          description: Id of the group.
          schema:
            type: string
        - $ref: '#/components/parameters/integrated_account_id'
      responses:
        '200':
          description: The group.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Group'
"""
RESOURCE = """
  /rooms:
    get:
      operationId: rooms.list
      tags: [rooms]
      summary: Lists rooms.
      parameters:
        - name: status
          in: query
          description: Only those in this state.
          schema:
            $ref: '#/components/schemas/GroupType'
      responses:
        '200':
          description: A page of rooms.
          content:
            application/json:
              schema:
                type: object
                properties:
                  next_cursor: { type: [string, 'null'], description: Where to go on. }
                  result:
                    type: array
                    items: { $ref: '#/components/schemas/UserWorkspace' }
"""
USE = """
#include <truto/user_directory.hpp>

#include <boost/asio/awaitable.hpp>

namespace directory = truto::user_directory;

boost::asio::awaitable<void> use(directory::client api)
{
    auto group = co_await api.groups().async_get_parent("grp-3");
    group->owner = "somebody";
    group->group_type = directory::group_type::night_shift;
    auto page = co_await api.rooms().async_list({.status = directory::group_type::night_shift});
    page->next_cursor = page->result->front().id;
}
"""


@pytest.fixture
def project(root: Path, tmp_path: Path) -> Path:
    """A copy of the project's descriptions, with its headers generated."""
    shutil.copytree(root / "spec", tmp_path / "spec")
    return tmp_path


def edit(project: Path, anchor: str, addition: str) -> None:
    """Inserts text before the line that is the anchor."""
    file = project / "spec" / "user-directory.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(anchor) == 1, anchor
    file.write_text(text.replace(anchor, addition.strip("\n") + "\n" + anchor), encoding="utf-8")


def changed(before: dict[str, tuple[bytes, int]], after: dict[str, tuple[bytes, int]]) -> list[str]:
    """The files that are new or other."""
    short = "truto/user_directory/"
    return sorted(path.removeprefix(short) for path in after if before.get(path) != after[path])


@pytest.mark.compiled
def test_members_values_operations_and_resources(project: Path, generator: Run, compile_cpp: Compile) -> None:
    assert generator().returncode == 0
    start = snapshot(project / "include")

    edit(project, GROUP_TYPE, MEMBER)
    assert generator().stdout.split(": ")[1].startswith("1 written")
    member = snapshot(project / "include")
    assert changed(start, member) == ["models/group.hpp"]

    spec = project / "spec" / "user-directory.yaml"
    text = spec.read_text(encoding="utf-8")
    known = "x-enum: [team, department, group, product"
    assert text.count(known) == 1
    text = text.replace(known, f"{known}, night-shift")
    spec.write_text(text, encoding="utf-8")
    assert generator().returncode == 0
    value = snapshot(project / "include")
    assert changed(member, value) == ["models/group_type.hpp"]

    edit(project, "  /users/unassign-role:\n", OPERATION)
    assert generator().returncode == 0
    operation = snapshot(project / "include")
    assert changed(value, operation) == ["operations.md", "resources/groups.hpp"]

    edit(project, "components:\n  securitySchemes:\n", RESOURCE)
    edit(project, "paths:\n", "  - name: rooms\n    description: Places to work in.\n")
    assert generator().returncode == 0
    resource = snapshot(project / "include")
    assert changed(operation, resource) == [
        "client.hpp",
        "fwd.hpp",
        "operations.md",
        "resources/rooms.hpp",
        "src.hpp",
        "truto/user_directory.hpp",
    ]

    assert generator("--check").returncode == 0
    source = project / "use.cpp"
    source.write_text(USE, encoding="utf-8")
    done = compile_cpp(source, [project / "include"])
    assert done.returncode == 0, done.stderr


def test_what_is_taken_out_of_the_description_goes(project: Path, generator: Run) -> None:
    assert generator().returncode == 0
    spec = project / "spec" / "user-directory.yaml"
    text = spec.read_text(encoding="utf-8")
    start, end = text.index("  /workspaces:\n"), text.index("components:\n  securitySchemes:\n")
    text = text[:start] + text[end:]
    text = text.replace("  - name: workspaces\n", "  - name: worksites\n")
    spec.write_text(text, encoding="utf-8")
    done = generator()
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith(" 1 removed\n")
    assert not (project / "include/truto/user_directory/resources/workspaces.hpp").exists()
    assert generator("--check").returncode == 0
