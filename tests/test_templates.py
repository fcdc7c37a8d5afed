"""Templates: all compile, all serve, undefined is an error, nothing is imported for nothing."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import Environment, StrictUndefined, UndefinedError, nodes

from facilitator.app import create_app
from tests.house import ROOT, modules

FOLDER = ROOT / "templates"
NAMES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def house() -> Flask:
    """An application, for its template environment."""
    return create_app(SECRET_KEY="x" * 40, DATABASE_URL="sqlite://")


@cache
def tree(name: str) -> nodes.Template:
    """The syntax of a template."""
    environment = Environment(autoescape=True, extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"])
    return environment.parse((FOLDER / name).read_text())


def test_each_template_compiles(house: Flask) -> None:
    for name in NAMES:
        if Path(name).suffix in {".html", ".txt", ".xml"}:
            house.jinja_env.get_template(name)  # its error says the template and the line


def test_undefined_is_an_error(house: Flask) -> None:
    assert house.jinja_env.undefined is StrictUndefined
    with pytest.raises(UndefinedError):
        house.jinja_env.from_string("{{ nobody.knows }}").render()


def named_by_python() -> Iterator[str]:
    """What the source names as a template; the changing part of an f-string is any text."""
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "." in node.value:
                yield re.escape(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(part.value) if isinstance(part, ast.Constant) else ".+" for part in node.values
                ]
                yield "".join(str(part) for part in parts)


def named_by_templates() -> Iterator[str]:
    """What templates extend, include or import."""
    kinds = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
    for name in NAMES:
        for node in tree(name).find_all(kinds):
            yield from (re.escape(str(constant.value)) for constant in node.template.find_all(nodes.Const))
            if isinstance(node.template, nodes.Const):
                yield re.escape(str(node.template.value))


def test_no_template_lies_unused() -> None:
    named = {name for name in (*named_by_python(), *named_by_templates()) if name not in {".+", ".+.+"}}
    whole = {name for name in NAMES if re.escape(name) in named}
    patterns = [re.compile(one) for one in named if ".+" in one]
    others = [name for name in NAMES if name not in whole]
    unused = [name for name in others if not any(one.fullmatch(name) for one in patterns)]

    assert not unused, f"nothing renders {unused}: take them away"


def imported(name: str) -> Iterator[str]:
    """The names that a template imports."""
    for node in tree(name).find_all((nodes.FromImport, nodes.Import)):
        if isinstance(node, nodes.Import):
            yield node.target
        else:
            yield from (one if isinstance(one, str) else one[1] for one in node.names)


def test_no_macro_is_imported_for_nothing() -> None:
    used = {name: {node.name for node in tree(name).find_all(nodes.Name)} for name in NAMES}
    unused = {name: left for name in NAMES if (left := sorted(set(imported(name)) - used[name]))}

    assert not unused, f"take these out of the imports: {unused}"


def test_no_macro_lies_unused() -> None:
    called = {node.name for name in NAMES for node in tree(name).find_all(nodes.Name)}
    called |= {node.attr for name in NAMES for node in tree(name).find_all(nodes.Getattr)}
    called |= {
        one if isinstance(one, str) else one[0]
        for name in NAMES
        for node in tree(name).find_all(nodes.FromImport)
        for one in node.names
    }
    macros = {macro.name: name for name in NAMES for macro in tree(name).find_all(nodes.Macro)}
    unused = {f"{macro} in {name}" for macro, name in macros.items() if macro not in called}

    assert not unused, f"nothing calls {sorted(unused)}: take them away, or show them in the gallery"
