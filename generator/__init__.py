"""Generates the C++ client of an API from its OpenAPI description.

Stages, each a module that knows only the ones before it:

    load      YAML text           -> nodes with line numbers
    document  nodes               -> typed mirror of the OpenAPI subset in use
    lint      document            -> house rules of the description
    build     document            -> ir: resources, operations, types; no C++ in it
    cpp       ir                  -> views: every name, type and sentence decided
    render    views               -> text, by templates that decide nothing
    emit      text                -> files: formatted, compared, written, pruned
"""

from typing import Final

# What somebody types: in the project's tree, and where it is installed, under another name.
COMMAND: Final = "python -m generator" if __name__ == "generator" else "truto-generator"
