"""Laws 5 and 13, and the habits of the house: sizes, names, docstrings, the clock, no float."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, nodes

from tests.house import ROOT, Module, modules, modules_in

FILE_LINES = 400
FUNCTION_LINES = 30
TEMPLATE_LINES = 80
MACRO_PARAMETERS = 6
DRAWERS = {"utils", "util", "common", "helpers", "helper", "misc", "manager", "service", "services"}
CLOCKS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
}


def tracked() -> list[Path]:
    """The files of the project: what git follows, or would follow."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [path for name in listed.stdout.splitlines() if (path := ROOT / name).is_file()]


def templates() -> list[Path]:
    """Every template."""
    return sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())


def report(broken: list[str]) -> None:
    """Fail with every place and its mend."""
    assert not broken, "\n" + "\n".join(broken)


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of a function's body, its docstring left out."""
    start = function.body[0].lineno
    if ast.get_docstring(function) is not None:
        start = (function.body[0].end_lineno or 0) + 1
    return (function.end_lineno or 0) - start + 1


def test_no_file_is_too_long() -> None:
    report(
        [
            f"{module.where}: {lines} lines, {FILE_LINES} at most: split it by noun"
            for module in (*modules(), *modules_in(ROOT / "tests"))
            if (lines := module.source.count("\n")) > FILE_LINES
        ]
    )


def test_no_function_is_too_long() -> None:
    report(
        [
            f"{module.where}:{function.lineno} {function.name}: {lines} lines, {FUNCTION_LINES} at most"
            for module in modules()
            for function in module.functions()
            if (lines := body_lines(function)) > FUNCTION_LINES
        ]
    )


def test_no_template_is_too_long() -> None:
    report(
        [
            f"{path.relative_to(ROOT)}: {lines} lines, {TEMPLATE_LINES} at most: cut it into components"
            for path in templates()
            if (lines := path.read_text().count("\n")) > TEMPLATE_LINES
        ]
    )


def test_no_macro_takes_too_much() -> None:
    report(
        [
            f"{path.relative_to(ROOT)}: macro {macro.name} takes {len(macro.args)} parameters, "
            f"{MACRO_PARAMETERS} at most: use caller() or hand in one thing"
            for path in templates()
            for macro in Environment(autoescape=True).parse(path.read_text()).find_all(nodes.Macro)
            if len(macro.args) > MACRO_PARAMETERS
        ]
    )


def test_no_drawer_without_a_name() -> None:
    report(
        [
            f"{path.relative_to(ROOT)}: name the noun it is about, or move it to its lowest owner"
            for path in tracked()
            if DRAWERS & {Path(part).stem for part in path.relative_to(ROOT).parts}
        ]
    )


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(TO" + r"DO|FIX" + r"ME)\b")
    report(
        [
            f"{path.relative_to(ROOT)}:{number}: do it now, or open an issue"
            for path in tracked()
            if path.suffix in {".py", ".html", ".css", ".js", ".toml", ".yml", ".md"}
            for number, line in enumerate(path.read_text().splitlines(), 1)
            if later.search(line)
        ]
    )


def clock_calls(module: Module) -> Iterator[int]:
    """The lines where a module reads the system's clock."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
            if (owner, node.attr) in CLOCKS:
                yield node.lineno


def test_only_the_clock_reads_the_clock() -> None:
    report(
        [
            f"{module.where}:{line}: call facilitator.clock, or take the day as an argument in a rule"
            for module in modules()
            if module.name != "facilitator.clock"
            for line in clock_calls(module)
        ]
    )


def float_lines(module: Module) -> Iterator[int]:
    """The lines where a module names or writes a float."""
    for node in ast.walk(module.tree):
        is_name = isinstance(node, ast.Name) and node.id == "float"
        is_literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
        if is_name or is_literal:
            yield node.lineno


def test_no_float_comes_near_hours_or_money() -> None:
    report(
        [
            f"{module.where}:{line}: hours are whole minutes, money and rates are Decimal"
            for module in modules()
            if module.path.stem in {"rules", "models"}
            for line in float_lines(module)
        ]
    )


def undocumented(tree: ast.AST) -> Iterator[ast.ClassDef | ast.FunctionDef]:
    """Public classes, functions and methods that say nothing of themselves."""
    for node in ast.iter_child_nodes(tree):
        if not isinstance(node, ast.ClassDef | ast.FunctionDef) or node.name.startswith("_"):
            continue
        if ast.get_docstring(node) is None:
            yield node
        if isinstance(node, ast.ClassDef):
            yield from undocumented(node)


def test_each_public_name_says_what_it_is() -> None:
    report(
        [
            f"{module.where}: say in one sentence what this module is"
            for module in modules()
            if module.path.stem != "env" and ast.get_docstring(module.tree) is None
        ]
        + [
            f"{module.where}:{node.lineno} {node.name}: say what it is (units, errors, source)"
            for module in modules()
            for node in undocumented(module.tree)
        ]
    )
