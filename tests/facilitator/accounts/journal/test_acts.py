"""The journal speaks French: each act that the shell records has its words."""

import ast
from collections.abc import Iterator

from flask import Flask

from tests.house import Module, modules


def acts_of(module: Module) -> Iterator[str]:
    """The acts that a module records by name."""
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or not node.args:
            continue
        first = node.args[0]
        if node.func.id == "record" and isinstance(first, ast.Constant):
            yield str(first.value)


def test_each_act_of_the_shell_has_its_french_words(app: Flask) -> None:
    said = {act for feature in app.extensions["features"] for act in feature.acts}
    done = {act for module in modules() if module.name.startswith("facilitator.") for act in acts_of(module)}

    assert done - said == set(), "hand their words over in the `acts` of the room's feature"


def test_no_words_are_kept_for_an_act_that_nobody_does(app: Flask) -> None:
    written = "\n".join(module.source for module in modules() if module.path.stem not in ("feature", "acts"))
    said = {act for feature in app.extensions["features"] for act in feature.acts}

    assert {act for act in said if f'"{act}"' not in written} == set()
