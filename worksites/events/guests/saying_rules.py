"""What guests are told, sentence by sentence, in their language with French beside. Pure.

The sentences stand in `texts/`. None names a company or another person, none says why she is on a list.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path

from facilitator.languages.rules import Book, Line, Piece, Tongue
from facilitator.words import Word
from worksites.events.guests.rules import GuestState
from worksites.events.rules import StepFree

BOOK = Book(Path(__file__).with_name("texts"))
OPENED, CLOSED = "\u2068", "\u2069"
"""First strong isolate and its end (UAX 9): a value does not turn what stands around it."""
SUBJECT_AT_MOST = 180
SMS_AT_MOST = 440


class Saying(Word):
    """Why somebody is written to; the label is the kind of message, as the outbox counts it."""

    INVITED = "says_invited", "Invitation à un événement"
    CONFIRMED = "says_confirmed", "Réponse d’un invité confirmée"
    MOVED_UP = "says_moved_up", "Place libérée à un événement"
    REMINDED = "says_reminded", "Rappel d’un événement"
    CANCELLED = "says_cancelled", "Événement annulé"
    MOVED = "says_moved", "Événement déplacé"
    REGISTER = "says_register", "Inscription à confirmer"


@dataclass(frozen=True)
class Told:
    """What is said of an event to one guest: times of Paris as papers write them (`09:30`)."""

    title: str
    on: date
    hour: str
    until: str
    place: str = ""
    access: str = ""
    there: str = ""
    step_free: StepFree = StepFree.UNKNOWN
    contact: str = ""
    state: GuestState = GuestState.INVITED
    chose: bool = False
    """Whether the time is that of the slot she chose."""
    has_slots: bool = False
    change_on: date | None = None
    change_hour: str = ""
    rank: int = 0
    """Her place in the waiting list."""
    url: str = ""


STANDS = {
    GuestState.COMING: "you_come",
    GuestState.WAITING: "you_wait",
    GuestState.MAYBE: "you_maybe",
    GuestState.NOT_COMING: "you_do_not",
    GuestState.WITHDRAWN: "you_do_not",
}


def said(told: Told, tongue: Tongue, key: str, **values: str | date) -> Line:
    """A sentence, with the values that it names."""
    return BOOK.line(tongue, key, **values)


def title_of(saying: Saying, tongue: Tongue) -> Line:
    """The title of a message."""
    return BOOK.line(tongue, f"title_{saying.value.removeprefix('says_')}")


def about(told: Told, tongue: Tongue) -> Iterator[Line]:
    """When, where, how one comes, how one gets in."""
    when = "your_time" if told.chose else "when"
    yield BOOK.line(tongue, when, date=told.on, hour=told.hour, until=told.until)
    if told.place:
        yield BOOK.line(tongue, "where", place=told.place)
    if told.access:
        yield BOOK.line(tongue, "access", access=told.access)
    if told.step_free is not StepFree.UNKNOWN:
        yield BOOK.line(tongue, "step_free" if told.step_free is StepFree.YES else "not_step_free")
    if told.there:
        yield BOOK.line(tongue, "there", there=told.there)


def standing(told: Told, tongue: Tongue) -> Iterator[Line]:
    """What she has answered, and until when she may change it."""
    yield BOOK.line(tongue, STANDS.get(told.state, "you_said_nothing"))
    if told.rank:
        yield BOOK.line(tongue, "your_rank", count=str(told.rank))


def deadline(told: Told, tongue: Tongue) -> Iterator[Line]:
    """Until when she may change, and whom to call."""
    if told.change_on is not None:
        yield BOOK.line(tongue, "until", date=told.change_on, hour=told.change_hour)
    yield from call(told, tongue)


def call(told: Told, tongue: Tongue) -> Iterator[Line]:
    """Whom to call, when somebody is known."""
    if told.contact:
        yield BOOK.line(tongue, "call", contact=told.contact)


def body_of(saying: Saying, told: Told, tongue: Tongue) -> Iterator[Line]:
    """The lines of a message between its title and its link."""
    if saying is Saying.CANCELLED:
        yield BOOK.line(tongue, "cancelled")
        yield BOOK.line(tongue, "when", date=told.on, hour=told.hour, until=told.until)
        yield from call(told, tongue)
        return
    yield from about(told, tongue)
    if saying is Saying.INVITED:
        yield BOOK.line(tongue, "choose" if told.has_slots else "say")
        yield BOOK.line(tongue, "free")
    elif saying is Saying.MOVED_UP:
        yield BOOK.line(tongue, "seat_freed")
    elif saying is Saying.REGISTER:
        yield BOOK.line(tongue, "press")
    else:
        yield from standing(told, tongue)
    if saying is Saying.MOVED:
        yield BOOK.line(tongue, "keep_answer")
    if saying is not Saying.REGISTER:
        yield from deadline(told, tongue)


def leads_to(saying: Saying, tongue: Tongue) -> Line | None:
    """What stands before the link; None for a message without one."""
    if saying is Saying.CANCELLED:
        return None
    return BOOK.line(tongue, "open" if saying in (Saying.INVITED, Saying.REGISTER) else "change")


def plain(pieces: tuple[Piece, ...], tongue: Tongue) -> str:
    """A sentence as plain text; in a language written from the right, its values are set apart."""
    if tongue.direction == "ltr":
        return "".join(one.text for one in pieces)
    return "".join(f"{OPENED}{one.text}{CLOSED}" if one.value else one.text for one in pieces)


def subject_of(saying: Saying, told: Told, tongue: Tongue) -> str:
    """`Une invitation pour vous : Job dating des toits`, as long as a header may be."""
    title = plain(title_of(saying, tongue).own, tongue)
    return f"{title} : {told.title}"[:SUBJECT_AT_MOST].replace(" :", "\u00a0:")


def text_of(saying: Saying, told: Told, tongue: Tongue, signed: str) -> str:
    """A mail as plain text: in her language, then in French."""
    parts = [_text(saying, told, tongue, french=False)]
    if tongue is not Tongue.FR:
        parts.append(_text(saying, told, tongue, french=True))
    return "\n\n— — —\n\n".join(parts) + f"\n\n{signed}\n"


def _text(saying: Saying, told: Told, tongue: Tongue, french: bool) -> str:
    way = Tongue.FR if french else tongue

    def word(line: Line) -> str:
        return plain(line.french if french else line.own, way)

    blocks = [word(title_of(saying, tongue)), told.title]
    blocks.append("\n".join(word(line) for line in body_of(saying, told, tongue)))
    if (before := leads_to(saying, tongue)) is not None:
        blocks.append(f"{word(before)}\n{told.url}")
        blocks.append(word(BOOK.line(tongue, "yours")))
    return "\n\n".join(blocks)


def html_of(saying: Saying, told: Told, tongue: Tongue, signed: str) -> str:
    """The same as a page of a mail, with its language and its direction; nothing comes from elsewhere."""
    parts = [_html(saying, told, tongue, french=False)]
    if tongue is not Tongue.FR:
        parts.append(_html(saying, told, tongue, french=True))
    style = "font-family:sans-serif;font-size:17px;line-height:1.6;color:#1a2628"
    return (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"></head><body style="{style}">'
        f"{'<hr>'.join(parts)}<p>{escape(signed)}</p></body></html>"
    )


def _html(saying: Saying, told: Told, tongue: Tongue, french: bool) -> str:
    way = Tongue.FR if french else tongue

    def word(line: Line) -> str:
        return marked(line.french if french else line.own)

    parts = [f'<h1 style="font-size:20px">{word(title_of(saying, tongue))}</h1>']
    parts.append(f'<p><strong lang="fr"><bdi>{escape(told.title)}</bdi></strong></p>')
    parts += [f"<p>{word(line)}</p>" for line in body_of(saying, told, tongue)]
    if (before := leads_to(saying, tongue)) is not None:
        parts.append(f"<p>{word(before)}</p>")
        link = escape(told.url)
        parts.append(f'<p><a dir="ltr" href="{link}">{link}</a></p>')
        parts.append(f"<p>{word(BOOK.line(tongue, 'yours'))}</p>")
    align = "right" if way.direction == "rtl" else "left"
    return f'<div lang="{way.value}" dir="{way.direction}" style="text-align:{align}">{"".join(parts)}</div>'


def marked(pieces: tuple[Piece, ...]) -> str:
    """A sentence as HTML, each value apart."""
    found = []
    for one in pieces:
        way = f' dir="{one.direction}"' if one.direction else ""
        found.append(f"<bdi{way}>{escape(one.text)}</bdi>" if one.value else escape(one.text))
    return "".join(found)


def sms_of(saying: Saying, told: Told, tongue: Tongue) -> str:
    """A short message: title, time, place and link, in her language then in French while it fits."""
    title, place = told.title[:60], told.place[:50]

    def written(french: bool) -> str:
        way = Tongue.FR if french else tongue

        def word(line: Line) -> str:
            return plain(line.french if french else line.own, way)

        lines = [word(title_of(saying, tongue)) + "."]
        when = BOOK.line(
            tongue, "your_time" if told.chose else "when", date=told.on, hour=told.hour, until=told.until
        )
        lines.append(word(when))
        if place and saying is not Saying.CANCELLED:
            lines.append(word(BOOK.line(tongue, "where", place=place)))
        return " ".join(lines)

    link = "" if saying is Saying.CANCELLED else f"\n{told.url}"
    own = f"{title}\n{written(False)}"
    both = own if tongue is Tongue.FR else f"{own}\n{written(True)}"
    room = SMS_AT_MOST - len(link)
    return (both if len(both) <= room else own[:room]) + link
