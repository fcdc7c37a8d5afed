"""Why contacts are to be confirmed, whom a message reaches, what is said of a company's contacts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from facilitator.accounts.rules import needs_confirmation, shown_phone
from facilitator.words import RuleBroken, Word

NOBODY = (
    "Gardez au moins une personne à joindre : son nom, et une adresse électronique ou un téléphone mobile."
)
HIERARCHY = 3
"""The rank of the hierarchical contact."""


class ContactReason(Word):
    """Why the contacts of a company are to be confirmed."""

    LEFT = "left", "Parti de l’entreprise"
    BOUNCED = "bounced", "Message non remis"
    NO_ANSWER = "no_answer", "Sans réponse après toutes les relances"
    START = "start", "Démarrage des travaux"


class ContactState(Word):
    """How a company can be reached; the first that holds, from the worst."""

    NONE = "none", "Injoignable"
    BOUNCED = "bounced", "Adresse refusée"
    LEFT = "left", "Contact parti"
    UNCONFIRMED = "unconfirmed", "À confirmer"
    REACHED = "reached", "Joignable"


TONES = {
    ContactState.NONE: "bad",
    ContactState.BOUNCED: "bad",
    ContactState.LEFT: "warn",
    ContactState.UNCONFIRMED: "warn",
    ContactState.REACHED: "good",
}


class Way(Word):
    """How a message reaches somebody."""

    MAIL = "mail", "Courriel"
    SMS = "sms", "SMS"


@dataclass(frozen=True)
class Person:
    """A contact of a company as the reminders see it."""

    id: int
    rank: int
    name: str
    email: str = ""
    phone: str = ""
    mobile: bool = False
    confirmed_on: date | None = None
    bounced: bool = False
    """Its address refused a message since it was last confirmed."""
    left: bool = False
    """Somebody said that this person has left the company."""

    @property
    def shown_phone(self) -> str:
        """The telephone number as the French write it."""
        return shown_phone(self.phone)

    @property
    def way(self) -> Way | None:
        """How to write to this person; None when nothing reaches it."""
        if self.left:
            return None
        if self.email and not self.bounced:
            return Way.MAIL
        return Way.SMS if self.mobile else None


def recipient(people: Iterable[Person], rank: int = 1) -> Person | None:
    """Whom to write to: the contact of this rank, else the one below it, else the next above; None for
    nobody."""
    able = {one.rank: one for one in people if one.way is not None}
    wanted = [*range(rank, 0, -1), *range(rank + 1, max(able, default=0) + 1)]
    return next((able[one] for one in wanted if one in able), None)


def state_of(people: Sequence[Person], today: date) -> ContactState:
    """How a company can be reached."""
    if recipient(people) is None:
        return ContactState.NONE
    if any(one.bounced and not one.left for one in people):
        return ContactState.BOUNCED
    if any(one.left for one in people):
        return ContactState.LEFT
    first = min(people, key=lambda one: one.rank)
    return ContactState.UNCONFIRMED if needs_confirmation(first.confirmed_on, today) else ContactState.REACHED


@dataclass(frozen=True)
class Told:
    """A contact as somebody confirms it: an empty name removes it."""

    rank: int
    name: str = ""
    position: str = ""
    email: str = ""
    phone: str = ""


def check_told(told: Iterable[Told], mobiles: Iterable[str]) -> None:
    """Refuse contacts that nobody could write to; raises `RuleBroken`."""
    known = set(mobiles)
    if not any(one.name and (one.email or one.phone in known) for one in told):
        raise RuleBroken(NOBODY, "name_1")
