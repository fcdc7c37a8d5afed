"""What features tell each other of people to bring together: lists, abilities, what takes their days."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from facilitator.access import Asker


@dataclass(frozen=True)
class GuestList:
    """People or organisations who may be invited to an event: its key, its French label, what it holds."""

    key: str
    """Names the list among all features (`cohort 12`)."""
    label: str
    holds: str
    """`participant` or `organisation`: the table whose numbers it gives."""


@dataclass(frozen=True)
class Invitee:
    """Somebody on a list: the number of the participant or of the organisation, and why, in French."""

    thing_id: int
    reason: str = ""


@dataclass(frozen=True)
class Ability:
    """What is known of a person that a job asks for, as the values of its words; nothing of her criteria."""

    trades: tuple[str, ...] = ()
    french: str = ""
    licences: frozenset[str] = frozenset()

    def __or__(self, other: "Ability") -> "Ability":
        """What both know; the first to know a level of French is believed."""
        return Ability(
            tuple(dict.fromkeys(self.trades + other.trades)),
            self.french or other.french,
            self.licences | other.licences,
        )


@dataclass(frozen=True)
class Band:
    """Something that lasts, on a timeline: its kind (French), its days, where it is seen."""

    kind: str
    label: str
    starts_on: date
    ends_on: date
    url: str
    worksite_ids: frozenset[int] = frozenset()
    participant_ids: frozenset[int] = frozenset()
    """Who is taken on these days; asked for only to find a date."""


def unknown(_asker: Asker, _ids: Collection[int]) -> Mapping[int, Ability]:
    """What a feature answers when it knows nothing of anybody."""
    return {}


Knowing = Callable[[Asker, Collection[int]], Mapping[int, Ability]]
"""What is known of participants, by their number, as far as the asker may know it."""


def known_by(knowing: Iterable[Knowing]) -> Knowing:
    """What all of these know together."""
    all_of_them = tuple(knowing)

    def together(asker: Asker, ids: Collection[int]) -> dict[int, Ability]:
        found: dict[int, Ability] = {}
        for ask in all_of_them:
            for key, ability in ask(asker, ids).items():
                found[key] = found.get(key, Ability()) | ability
        return found

    return together
