"""The access matrix: which role may call which endpoint, and on whose things.

Each room keeps its lines beside its tests, in a module named `matrix.py` (found by name): for the
room `clauses/contracts` that is `tests/clauses/contracts/matrix.py`. It holds `LINES`, one line
per endpoint:

    def contract(corner: Corner) -> dict[str, Any]:
        row = make_contract(body=corner.body, buyer=corner.buyer, subject=corner.canary)
        row.archived_on = corner.archived_on
        return {"contract_id": row.id}

    LINES = (
        Line("contracts.index", BODY),                       # no argument: nothing to make
        Line("contracts.show", BODY | BUYERS, contract),     # the maker builds the URL's arguments
        Line("contracts.archive", HEADS, contract, archived=NOBODY),
        Line("signin.sign_in", PUBLIC),
    )

A maker is called once per corner of the test world, and makes the thing *of that corner*: with its
body, its company, its buyer, its partner, and its canary in every text that a page may show.
The corners are the relations of the matrix:

- `own`       the asker's body, company, buyer, partner: open to `roles`;
- `client`    the same body, with another company, buyer and partner: open to the body's roles;
- `other`     another body and its own clients: open to nobody (404, as if it did not exist);
- `archived`  as `own`, with `corner.archived_on` set: open to `roles`.

The right-hand sides are defaults: `client=`, `other=`, `archived=` replace them, and
`methods={"POST": HEADS}` narrows one method. `data=` is what a POST sends besides its CSRF token;
nothing that a POST does is kept. A role that is not allowed must get 404; a revoked
membership, or nobody, is sent to the sign-in page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Any

from facilitator.access import BODY_ROLES, BUYER_ROLES, COMPANY_ROLES, EVERY_ROLE, Role
from facilitator.accounts.models import Organisation

Roles = frozenset[Role]
PUBLIC: Roles | None = None
NOBODY: Roles = frozenset()
BODY = BODY_ROLES
HEADS: Roles = frozenset({Role.HEAD})
COMPANIES = COMPANY_ROLES
COMPANY_ADMINS: Roles = frozenset({Role.COMPANY_ADMIN})
BUYERS = BUYER_ROLES
VALIDATORS: Roles = frozenset({Role.BUYER_VALIDATOR})
PARTNERS: Roles = frozenset({Role.PARTNER})
ADMINS: Roles = frozenset({Role.PLATFORM_ADMIN})
LINKS: Roles = frozenset({Role.LINK})
EVERYONE = EVERY_ROLE


class Relation(StrEnum):
    """How a thing stands to whoever asks for it."""

    OWN = "own"
    CLIENT = "client"
    OTHER = "other"
    ARCHIVED = "archived"


@dataclass
class Corner:
    """One corner of the test world: a body and those it works with."""

    relation: Relation
    body: Organisation
    company: Organisation
    buyer: Organisation
    partner: Organisation
    operator: Organisation
    archived_on: date | None = None

    @property
    def canary(self) -> str:
        """A word found nowhere else: where it shows, something of this corner leaks."""
        return f"Canari-{self.relation}"


Maker = Callable[[Corner], dict[str, Any]]


def no_arguments(_corner: Corner) -> dict[str, Any]:
    """For an endpoint whose address says nothing."""
    return {}


@dataclass(frozen=True)
class Line:
    """One endpoint of the matrix."""

    endpoint: str
    roles: Roles | None
    args: Maker = no_arguments
    client: Roles | None = None
    other: Roles | None = None
    archived: Roles | None = None
    methods: Mapping[str, Roles] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)

    def allowed(self, method: str, relation: Relation) -> Roles:
        """The roles that must not get 404."""
        roles = frozenset(Role) if self.roles is None else self.roles
        reach = {
            Relation.OWN: roles,
            Relation.CLIENT: roles & (BODY | ADMINS) if self.client is None else self.client,
            Relation.OTHER: roles & ADMINS if self.other is None else self.other,
            Relation.ARCHIVED: roles if self.archived is None else self.archived,
        }[relation]
        return reach & self.methods.get(method, frozenset(Role))

    @property
    def relations(self) -> tuple[Relation, ...]:
        """Only `own` makes sense where the address names nothing, or is open to all."""
        alone = self.args is no_arguments or self.roles is None
        return (Relation.OWN,) if alone else tuple(Relation)


def gathered() -> tuple[Line, ...]:
    """The lines of every room."""
    here = Path(__file__).parent
    files = sorted(path for path in here.rglob("matrix.py") if path.parent != here)
    rooms = [".".join(("tests", *path.relative_to(here).with_suffix("").parts)) for path in files]
    return tuple(line for room in rooms for line in import_module(room).LINES)
