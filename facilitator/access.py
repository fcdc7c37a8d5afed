"""Who may ask: closed by default, the asker of the present request, the roles.

A view says `@allow(Role.FACILITATOR, …)` (some roles), `@signed_in` (any) or `@public`. A view
that says nothing is refused to everybody. What is not the asker's answers 404 (law 2).
"""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

from facilitator.words import Word

View = TypeVar("View", bound=Callable[..., Any])


class Role(Word):
    """What a person may do under one membership."""

    FACILITATOR = "facilitator", "Facilitateur ou facilitatrice"
    HEAD = "head", "Responsable de la structure porteuse"
    DECLARANT = "declarant", "Déclarant de l’entreprise"
    COMPANY_ADMIN = "company_admin", "Administrateur de l’entreprise"
    BUYER_READER = "buyer_reader", "Lecteur du maître d’ouvrage"
    BUYER_VALIDATOR = "buyer_validator", "Valideur du maître d’ouvrage"
    PARTNER = "partner", "Partenaire"
    PLATFORM_ADMIN = "platform_admin", "Administrateur de la plateforme"


BODY_ROLES = frozenset({Role.FACILITATOR, Role.HEAD})
COMPANY_ROLES = frozenset({Role.DECLARANT, Role.COMPANY_ADMIN})
BUYER_ROLES = frozenset({Role.BUYER_READER, Role.BUYER_VALIDATOR})
EVERY_ROLE = frozenset(Role)
SECOND_FACTOR_ROLES = BODY_ROLES | {Role.COMPANY_ADMIN, Role.PLATFORM_ADMIN}


@dataclass(frozen=True)
class Asker:
    """Who is asking, under which membership. Every query starts from it."""

    user_id: int
    membership_id: int
    role: Role
    organisation_id: int
    name: str
    organisation_name: str
    memberships: int = 1

    @property
    def body_id(self) -> int | None:
        """The facilitation body (tenant) the asker works for; None for everybody else."""
        return self.organisation_id if self.role in BODY_ROLES else None


asking: ContextVar[Asker | None] = ContextVar("asking", default=None)


def current_asker() -> Asker:
    """The asker of this request; a programming error where nobody is signed in."""
    asker = asking.get()
    if asker is None:
        raise LookupError("nobody is signed in")
    return asker


def allow(*roles: Role) -> Callable[[View], View]:
    """Open a view to these roles only."""

    def mark(view: View) -> View:
        view.access = frozenset(roles)  # type: ignore[attr-defined]
        return view

    return mark


def signed_in(view: View) -> View:
    """Open a view to whoever is signed in, whatever the role."""
    view.access = EVERY_ROLE  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Open a view to everybody: the exception, to be seen at a glance."""
    view.access = None  # type: ignore[attr-defined]
    return view
