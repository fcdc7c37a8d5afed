"""Law 1: imports point down, each file keeps to its kind, nothing hides."""

import ast
from collections.abc import Iterator

import pytest
from sqlalchemy.orm import class_mapper

from facilitator.app import create_app
from facilitator.db import Base
from tests.house import ORDER, Module, level, modules, names, target

WEB = ("flask", "flask_wtf", "werkzeug")
BANS: dict[str, tuple[str, ...]] = {
    "rules": (
        *WEB,
        "wtforms",
        "sqlalchemy",
        "facilitator.db",
        "facilitator.clock",
        "~models",
        "~queries",
        "~views",
    ),
    "models": (*WEB, "wtforms", "~queries", "~views", "~forms"),
    "queries": (*WEB, "wtforms", "~views", "~forms"),
    "forms": ("sqlalchemy", "facilitator.db", "~models", "~queries", "~views"),
    "views": (
        "sqlalchemy.select",
        "sqlalchemy.insert",
        "sqlalchemy.update",
        "sqlalchemy.delete",
        "sqlalchemy.text",
    ),
    "api": (
        "sqlalchemy.select",
        "sqlalchemy.insert",
        "sqlalchemy.update",
        "sqlalchemy.delete",
        "sqlalchemy.text",
    ),
    "exports": (*WEB, "wtforms", "sqlalchemy", "~views"),
    "jobs": (*WEB, "wtforms", "~views"),
}
"""Per kind of file, what it may not import; `~models` is any module of ours of that name."""

MENDS = {
    "rules": "a rule is a pure function: hand in plain values (and the day) instead",
    "models": "a model knows no web: move this to views.py",
    "queries": "a query starts from who asks, handed in: move the web part to views.py",
    "forms": "hand the choices in from the view",
    "views": "put the statement in queries.py and call it from here",
    "api": "put the statement in queries.py and call it from here",
    "exports": "an export is an ordered list of columns: hand the rows in",
    "jobs": "a job is called by the worker, not by a request",
}


def kind(module: Module) -> str:
    """`rules` for `rules.py` and for `lot_rules.py`."""
    return module.path.stem.rpartition("_")[2]


def is_banned(imported: str, ban: str) -> bool:
    """Whether the import falls under the ban."""
    if ban.startswith("~"):
        ours = target(imported)
        return ours is not None and ours.rpartition(".")[2].rpartition("_")[2] == ban[1:]
    return imported == ban or imported.startswith(f"{ban}.")


def report(broken: list[str]) -> None:
    """Fail with every place and its mend."""
    assert not broken, "\n" + "\n".join(broken)


def test_each_module_has_its_place_in_the_order() -> None:
    report(
        [
            f"{module.where}: unknown room, add `{module.name}` to ORDER in tests/house.py"
            for module in modules()
            if level(module.name) is None
        ]
    )


def test_the_order_names_no_room_twice() -> None:
    rooms = [room for floor in ORDER for room in floor]

    assert len(rooms) == len(set(rooms))


def upward(module: Module) -> Iterator[str]:
    """The imports of a module that point up."""
    for one in module.imports:
        ours = target(one.name)
        if ours is None or ours == module.name or module.name.startswith(f"{ours}."):
            continue
        here, there = level(module.name), level(ours)
        if here is not None and there is not None and there > here:
            yield (
                f"{module.where}:{one.line} imports {ours}, which stands higher: move the shared thing "
                f"down to its lowest owner, or let the upper room offer it through its Feature"
            )


def test_imports_point_down() -> None:
    report([wrong for module in modules() for wrong in upward(module)])


def test_each_kind_of_file_keeps_to_its_table() -> None:
    report(
        [
            f"{module.where}:{one.line} imports {one.name}: {MENDS[kind(module)]}"
            for module in modules()
            for one in module.imports
            if any(is_banned(one.name, ban) for ban in BANS.get(kind(module), ())) and "." in module.name
        ]
    )


def test_no_import_hides() -> None:
    report(
        [
            f"{module.where}:{node.lineno}: move this import to the top of the file"
            for module in modules()
            for node in hidden_imports(module.tree)
        ]
    )


def hidden_imports(tree: ast.Module) -> Iterator[ast.stmt]:
    """Imports inside a function, a class, an `if` (TYPE_CHECKING too) or a `try`."""
    top = set(map(id, tree.body))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom) and id(node) not in top:
            yield node


def test_no_import_is_relative() -> None:
    report(
        [
            f"{module.where}:{node.lineno}: write the import in full"
            for module in modules()
            for node in ast.walk(module.tree)
            if isinstance(node, ast.ImportFrom) and node.level
        ]
    )


def test_no_circle() -> None:
    graph = {
        module.name: {ours for one in module.imports if (ours := target(one.name)) not in (None, module.name)}
        for module in modules()
    }
    done: set[str] = set()

    def walk(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, "a circle: " + " → ".join([*path[path.index(name) :], name])
        if name not in done:
            for below in sorted(graph[name]):
                walk(below, (*path, name))
            done.add(name)

    for name in sorted(names()):
        walk(name, ())


def test_relationships_point_down() -> None:
    create_app(SECRET_KEY="x" * 32, DATABASE_URL="sqlite://")
    report(
        [
            f"{mapper.class_.__name__}.{relation.key} points up to {relation.mapper.class_.__name__}: "
            "keep the key on the upper table only, and ask for it in the upper room's queries.py"
            for mapper in map(class_mapper, (each.class_ for each in Base.registry.mappers))
            for relation in mapper.relationships
            if (level(relation.mapper.class_.__module__) or 0) > (level(mapper.class_.__module__) or 0)
        ]
    )


@pytest.mark.parametrize(
    ("imported", "ban", "expected"),
    [
        ("sqlalchemy.orm.Mapped", "sqlalchemy", True),
        ("sqlalchemy_lite", "sqlalchemy", False),
        ("sqlalchemy.exc.SQLAlchemyError", "sqlalchemy.select", False),
        ("sqlalchemy.select", "sqlalchemy.select", True),
        ("facilitator.accounts.models.User", "~models", True),
        ("facilitator.accounts.rules.parse_siret", "~models", False),
    ],
)
def test_a_ban_is_read_by_whole_names(imported: str, ban: str, expected: bool) -> None:
    assert is_banned(imported, ban) is expected
