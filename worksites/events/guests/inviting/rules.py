"""Where the names of an invitation come from, and one of these names. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from facilitator.languages.rules import Tongue
from facilitator.words import RuleBroken, Word
from worksites.events.guests.rules import GuestWay
from worksites.events.rules import GuestKind

MOST = 500
"""Names on one preview: more are asked by narrower words."""


class GuestSource(Word):
    """Where the names of an invitation come from."""

    TO_INVITE = "source_to_invite", "Les invités « À inviter » de cet événement"
    LIST = "source_list", "Une liste : cohorte, GEIQ…"
    PEOPLE = "source_people", "Des personnes, par métier et par lieu"
    AT_RISK = "source_at_risk", "Les entreprises d’un marché qui va manquer d’heures"
    COMPANIES = "source_companies", "Des entreprises, par métier"
    ONE = "source_one", "Une personne, une entreprise ou un partenaire, par son nom"


@dataclass(frozen=True)
class Asked:
    """What the preview asks for, as its address says it."""

    source: GuestSource
    key: str = ""
    """Of the list."""
    trade: str = ""
    place: str = ""
    """A town, or the beginning of a postcode."""
    counting: bool = False
    """Only those whose counting window is open on the day."""
    name: str = ""


@dataclass(frozen=True)
class Named:
    """Somebody on a list, not looked at yet: one of the three numbers, and why."""

    kind: GuestKind
    thing_id: int
    reason: str
    guest_id: int | None = None


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be invited, as the preview shows her."""

    key: str
    """`person-12`, `organisation-5`, `guest-9`: what the form ticks."""
    kind: GuestKind
    name: str
    reason: str
    way: GuestWay
    address: str
    tongue: Tongue
    participant_id: int | None = None
    organisation_id: int | None = None
    guest_id: int | None = None
    obstacle: str = ""
    """Why she cannot be invited; '' when she can."""
    taken: tuple[str, ...] = field(default=())
    """What already takes her on that day: said, and unticked."""

    @property
    def may(self) -> bool:
        """Whether she may be ticked."""
        return not self.obstacle

    @property
    def ticked(self) -> bool:
        """Whether she is ticked when the preview opens."""
        return self.may and not self.taken


def chosen(candidates: Iterable[Candidate], ticked: Iterable[str]) -> list[Candidate]:
    """Those ticked who may be invited. Raises `RuleBroken` when there is nobody."""
    wanted = set(ticked)
    found = [one for one in candidates if one.key in wanted and one.may]
    if not found:
        raise RuleBroken("Cochez au moins un invité.")
    return found
