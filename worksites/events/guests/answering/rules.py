"""The guest's own page, in her language with French beside. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from facilitator.languages.rules import Line, Tongue
from worksites.events.guests.rules import GuestState
from worksites.events.guests.saying_rules import BOOK, Told, about, call, deadline, standing
from worksites.events.rules import EventState

WORDS = {"oui": GuestState.COMING, "peut-etre": GuestState.MAYBE, "non": GuestState.NOT_COMING}
"""What the buttons of the page send."""


@dataclass(frozen=True)
class Choice:
    """A slot she may choose: its times, the places left (None: no limit), whether it is hers."""

    slot_id: int
    hours: str
    left: int | None
    mine: bool

    def said(self, tongue: Tongue) -> Line | None:
        """`Places libres : 3`, or that it is full."""
        if self.left is None:
            return None
        if self.left == 0 and not self.mine:
            return BOOK.line(tongue, "full")
        return BOOK.line(tongue, "left", count=str(self.left))


def opening(told: Told, tongue: Tongue, state: EventState, is_over: bool, may: bool) -> Iterator[Line]:
    """What the page says before the buttons."""
    if state is EventState.CANCELLED:
        yield BOOK.line(tongue, "cancelled")
        yield from call(told, tongue)
        return
    yield from about(told, tongue)
    if is_over:
        yield BOOK.line(tongue, "over")
        return
    if told.state is GuestState.TO_CONFIRM:
        yield BOOK.line(tongue, "press")
    else:
        yield from standing(told, tongue)
    if may:
        yield from deadline(told, tongue)
    else:
        yield BOOK.line(tongue, "too_late")
        yield from call(told, tongue)


def words(tongue: Tongue) -> Mapping[str, Line]:
    """The words of the buttons and of the headings."""
    keys = ("yes", "no", "maybe", "slots", "free", "yours", "confirm", "press", "here")
    return {key: BOOK.line(tongue, key) for key in keys}
