"""The registry of what a browser visits: every GET line of the access matrix, and what is added here.

A room adds nothing for an ordinary page: its line in `matrix.py` is enough. A page in a state that
no address alone can give gets a `Visit` in `EXTRA`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from facilitator.access import Role
from facilitator.app import create_app
from tests.matrix import Line, Relation, gathered, no_arguments

FIRST = (
    Role.FACILITATOR,
    Role.HEAD,
    Role.COMPANY_ADMIN,
    Role.DECLARANT,
    Role.BUYER_VALIDATOR,
    Role.PARTNER,
    Role.PLATFORM_ADMIN,
)


@dataclass(frozen=True)
class Visit:
    """A page to look at: on which site, where, as whom; `submits` then sends its form empty."""

    name: str
    site: str
    endpoint: str
    role: Role | None = Role.FACILITATOR
    args: Mapping[str, Any] = field(default_factory=dict)
    line: Line | None = None
    submits: bool = False


def gallery(family: str, state: str, **args: str) -> Visit:
    """A family of components in a state."""
    name = " ".join(filter(None, ("gallery", family, state, *args.values())))
    return Visit(name, "empty", "gallery.show", args={"family": family, "etat": state, **args})


EXTRA: tuple[Visit, ...] = (
    *(
        gallery(family, state)
        for family in ("formulaires", "listes", "reperes", "messages")
        for state in ("", "erreur", "vide")
    ),
    gallery("listes", "", etape="running", page="2"),
    *(
        Visit(
            f"penalty file {number} of the demonstration", "demo", "penalties.show", args={"file_id": number}
        )
        for number in (1, 3, 4, 6)
    ),
    Visit("penalty by a link", "full", "penalties.index", Role.LINK),
    Visit("candidates by a link", "full", "candidates.index", Role.LINK),
    Visit("search with answers", "demo", "home.search", args={"q": "geiq"}),
    Visit("search without answer", "demo", "home.search", args={"q": "introuvable"}),
    Visit("person of the demonstration", "demo", "people.show", args={"participant_id": 1}),
    *(
        Visit(f"home of {role.name.lower()}", "demo", "home.index", role)
        for role in (Role.HEAD, Role.DECLARANT, Role.BUYER_READER, Role.PARTNER, Role.PLATFORM_ADMIN)
    ),
    *(
        Visit(f"{endpoint} by a link", "full", endpoint, Role.LINK, line=line)
        for line in gathered()
        if Role.LINK in (line.roles or ())
        for endpoint in [line.endpoint]
        if endpoint in ("declaring.index", "declaring.people", "declaring.hours", "sending.check")
    ),
)


@cache
def readable() -> frozenset[str]:
    """The endpoints that answer to GET."""
    app = create_app(SECRET_KEY="x" * 40, DATABASE_URL="sqlite://")
    return frozenset(rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()))


def as_whom(line: Line) -> Role | None:
    """The role that looks: nobody for a public page, else the first that may."""
    if line.roles is None:
        return None
    open_to = line.allowed("GET", Relation.OWN) or line.roles
    return next(role for role in (*FIRST, *Role) if role in open_to)


def visits_of(line: Line) -> list[Visit]:
    """A line's page: with its own thing, refused if it has a form, and lists empty and long."""
    role = as_whom(line)
    found = [Visit(line.endpoint, "full", line.endpoint, role, line=line, submits=True)]
    if line.args is no_arguments and role not in (None, Role.LINK):  # nobody sends a link there
        found += [
            Visit(f"{line.endpoint} empty", "empty", line.endpoint, role),
            Visit(f"{line.endpoint} demo", "demo", line.endpoint, role),
        ]
    return found


def visits() -> tuple[Visit, ...]:
    """Everything to visit: what somebody may read, with its own thing."""
    lines = [line for line in gathered() if line.endpoint in readable() and line.allowed("GET", Relation.OWN)]
    return (*(visit for line in lines for visit in visits_of(line)), *EXTRA)
