"""Who may ask: closed by default, the asker of the present request, the roles.

A view says `@allow(Role.FACILITATOR, …)` (some roles), `@signed_in` (any) or `@public`. A view
that says nothing is refused to everybody. What is not the asker's answers 404 (law 2).
Whoever comes by a task link has no account: `@signed_in` leaves her out, `@allow(Role.LINK, …)` lets her in.
"""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
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
    LINK = "link", "Lien sans compte"


BODY_ROLES = frozenset({Role.FACILITATOR, Role.HEAD})
COMPANY_ROLES = frozenset({Role.DECLARANT, Role.COMPANY_ADMIN})
BUYER_ROLES = frozenset({Role.BUYER_READER, Role.BUYER_VALIDATOR})
EVERY_ROLE = frozenset(Role) - {Role.LINK}
"""What a membership may carry: every role of somebody who has an account."""
SECOND_FACTOR_ROLES = BODY_ROLES | {Role.COMPANY_ADMIN, Role.PLATFORM_ADMIN}


@dataclass(frozen=True)
class Scope:
    """How far a task link reaches: one body's affairs with the asker's organisation, these months."""

    link_id: int
    body_id: int
    purpose: str
    months: frozenset[date] = frozenset()
    """First days of the civil months; none for a purpose that has no month."""


@dataclass(frozen=True)
class Asker:
    """Who is asking, under which membership. Every query starts from it.

    A task link has neither account nor membership: its `scope` says how far it reaches.
    """

    account_id: int | None
    membership_id: int | None
    role: Role
    organisation_id: int
    name: str
    organisation_name: str
    memberships: int = 1
    scope: Scope | None = None

    @property
    def user_id(self) -> int:
        """The user who asks; a programming error where a link may ask (use `account_id` there)."""
        if self.account_id is None:
            raise LookupError("a task link has no account")
        return self.account_id

    @property
    def sender(self) -> str:
        """Who sends a form, account or task link: one does not answer for another's."""
        return f"user {self.account_id}" if self.scope is None else f"link {self.scope.link_id}"

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
    """Open a view to whoever is signed in with an account, whatever the role."""
    view.access = EVERY_ROLE  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Open a view to everybody: the exception, to be seen at a glance."""
    view.access = None  # type: ignore[attr-defined]
    return view


def one_click(view: View) -> View:
    """A view that a mail reader posts to, without cookies nor page (RFC 8058): its address is its proof."""
    view.one_click = True  # type: ignore[attr-defined]
    return view
