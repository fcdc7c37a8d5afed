"""The source of the house, read once: its modules, what they import, where they stand."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = tuple(name for name in ("facilitator", "clauses", "worksites", "geiq") if (ROOT / name).is_dir())

# From the ground up. A module may import what stands lower or in its own line, never what stands higher.
# A new room, or a new module beside the rooms: add it here, in its right place.
ORDER: tuple[tuple[str, ...], ...] = (
    ("facilitator",),
    ("facilitator.words", "facilitator.clock", "facilitator.writers"),
    ("facilitator.formats", "facilitator.identity"),
    ("facilitator.languages",),
    ("facilitator.access", "facilitator.setting", "facilitator.solving"),
    ("facilitator.db",),
    ("facilitator.prepared",),
    ("facilitator.traces",),
    ("facilitator.forms",),
    ("facilitator.gatherings", "facilitator.listed", "facilitator.appointments"),
    ("facilitator.feature",),
    ("facilitator.search",),
    ("facilitator.exchange",),
    ("facilitator.audit",),
    ("facilitator.mail", "facilitator.once"),
    ("facilitator.accounts",),
    ("facilitator.agenda",),
    ("facilitator.home",),
    (
        "facilitator.config",
        "facilitator.schema",
        "facilitator.guard",
        "facilitator.headers",
        "facilitator.errors",
        "facilitator.health",
        "facilitator.jobs",
        "facilitator.backups",
        "facilitator.migrations",
        "facilitator.demo",
        "facilitator.doctor",
        "facilitator.bench",
        "facilitator.app",
        "facilitator.serving",
        "facilitator.cli",
        "facilitator.start",
    ),
    ("clauses",),
    ("clauses.contracts",),
    ("clauses.parameters",),
    ("clauses.unfollowed",),
    ("clauses.sizing",),
    ("clauses.texts",),
    ("clauses.people",),
    ("clauses.hours",),
    ("clauses.compliance",),
    ("clauses.reporting",),
    ("clauses.acts", "clauses.demo"),
    ("clauses.feature",),
    ("worksites",),
    ("worksites.sites",),
    ("worksites.events",),
    ("worksites.feature",),
    ("geiq",),
    ("geiq.groups",),
    ("geiq.cohorts",),
    ("geiq.planning",),
    ("geiq.pathways",),
    ("geiq.matching",),
    ("geiq.thread",),
    ("geiq.feature",),
)


@dataclass(frozen=True)
class Import:
    """One name that a module imports, and the line where it does."""

    name: str
    line: int


@dataclass(frozen=True)
class Module:
    """One source file of the house."""

    name: str
    path: Path

    @cached_property
    def source(self) -> str:
        """Its text."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax."""
        return ast.parse(self.source)

    @property
    def where(self) -> str:
        """Its path from the project's root."""
        return str(self.path.relative_to(ROOT))

    @cached_property
    def imports(self) -> list[Import]:
        """Every imported name: `from a.b import c` gives `a.b.c`."""
        found: list[Import] = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found += [Import(alias.name, node.lineno) for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                found += [Import(f"{node.module}.{alias.name}", node.lineno) for alias in node.names]
        return found

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node


def modules_in(folder: Path) -> list[Module]:
    """The modules of a folder, migrations excepted (Alembic writes those)."""
    paths = [path for path in sorted(folder.rglob("*.py")) if "versions" not in path.parts]
    return [Module(_dotted(path), path) for path in paths]


def _dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> tuple[Module, ...]:
    """Every module that is shipped."""
    return tuple(module for package in PACKAGES for module in modules_in(ROOT / package))


@cache
def names() -> frozenset[str]:
    """The dotted name of every module that is shipped."""
    return frozenset(module.name for module in modules())


def target(imported: str) -> str | None:
    """The module of ours that an imported name lives in; None for what is not ours."""
    while imported:
        if imported in names():
            return imported
        imported = imported.rpartition(".")[0]
    return None


def level(module: str) -> int | None:
    """The floor a module stands on; None when `ORDER` does not know it."""
    floors = {room: floor for floor, rooms in enumerate(ORDER) for room in rooms}
    if module in floors:
        return floors[module]
    owner = module
    while owner := owner.rpartition(".")[0]:
        if owner in floors and "." in owner:
            return floors[owner]
    return None
