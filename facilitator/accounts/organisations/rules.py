"""Who may change what in the register; what the list can be filtered by."""

from facilitator.access import BODY_ROLES, Role
from facilitator.accounts.rules import OrganisationKind
from facilitator.words import Word

# What a facilitator adds to the register; bodies and the operator are the platform's to make.
MADE_BY_BODIES = tuple(
    kind
    for kind in OrganisationKind
    if kind not in (OrganisationKind.FACILITATION_BODY, OrganisationKind.OPERATOR)
)


class ContactsState(Word):
    """Whether an organisation can be reached."""

    NONE = "none", "Aucun contact"
    STALE = "stale", "À confirmer"
    FRESH = "fresh", "Confirmés"


class Link(Word):
    """Whether the body works with an organisation."""

    LIVE = "live", "En cours"
    ARCHIVED = "archived", "Archivées"


def kinds_to_make(role: Role) -> tuple[OrganisationKind, ...]:
    """The kinds of organisation that this role may add to the register."""
    if role is Role.PLATFORM_ADMIN:
        return tuple(kind for kind in OrganisationKind if kind is not OrganisationKind.OPERATOR)
    return MADE_BY_BODIES if role in BODY_ROLES else ()


def may_edit(role: Role, at_home: bool) -> bool:
    """Whether this role may change the name, the SIRET, the town of an organisation it sees."""
    if at_home:
        return role in (Role.HEAD, Role.PLATFORM_ADMIN)
    return role in BODY_ROLES or role is Role.PLATFORM_ADMIN


def may_edit_contacts(role: Role, at_home: bool) -> bool:
    """Whether this role may change the contacts: a company's administrator, at home only."""
    return may_edit(role, at_home) or (at_home and role is Role.COMPANY_ADMIN)
