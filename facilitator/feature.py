"""What a package hands to the shell. The shell names no feature: it loops over these."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any

import click
from flask import Blueprint, current_app
from sqlalchemy import Connection

from facilitator.access import Asker, Role, current_asker
from facilitator.appointments import Appointments, Subject, Wanted
from facilitator.gatherings import Ability, Band, GuestList, Invitee, Knowing, known_by, unknown
from facilitator.listed import Listed


@dataclass(frozen=True)
class MenuEntry:
    """A line of the menu: French label, endpoint, who sees it, the other rooms it leads to, its group.

    The lines of one group share a line of the main menu, and stand below it on each other's pages.
    """

    label: str
    endpoint: str
    roles: frozenset[Role]
    covers: tuple[Blueprint, ...] = ()
    group: str = ""
    """French label of the group; '' for a line that stands alone."""

    def covering(self, *rooms: Blueprint) -> "MenuEntry":
        """The same line, lit on the pages of these upper rooms too, which its own cannot name."""
        return replace(self, covers=(*self.covers, *rooms))

    def leads_to(self, room: str | None) -> bool:
        """Whether the pages of this blueprint stand under the line: it is lit there."""
        return room in {self.endpoint.partition(".")[0], *(blueprint.name for blueprint in self.covers)}


@dataclass(frozen=True)
class Alert:
    """Something to do today: how many, a French sentence, the filtered list that shows them all."""

    count: int
    sentence: str
    url: str
    urgent: bool = False


@dataclass(frozen=True)
class Hit:
    """A search result: kind (French, singular), title, a line of context, where it is."""

    kind: str
    title: str
    context: str
    url: str


@dataclass(frozen=True)
class Link:
    """What an upper room adds to the page of a lower room's thing: French label, address."""

    label: str
    url: str


@dataclass(frozen=True)
class Panel:
    """A part that an upper room adds to the page of a lower room's thing: its template, what it shows there.

    The template reads it under the name `panel`.
    """

    template: str
    shown: Mapping[str, Any]


@dataclass(frozen=True)
class Tally:
    """What an upper room has counted for a lower room's thing, in minutes."""

    done: int = 0
    waiting: int = 0
    """Declared, and not checked yet."""

    def __add__(self, other: "Tally") -> "Tally":
        """The sum."""
        return Tally(self.done + other.done, self.waiting + other.waiting)


@dataclass(frozen=True)
class Awaited:
    """What an organisation owes a body, told by an upper room to the one that chases.

    Its word there (`offer`), its key (`candidate_offer 12`), a French phrase that names no participant, its
    days, its contract.
    """

    what: str
    key: str
    organisation_id: int
    label: str
    due_on: date
    askable_on: date
    contract_id: int | None = None


@dataclass(frozen=True)
class Job:
    """Background work that can be run twice without harm: name, French label, every how many minutes.

    What is owed is worked out afresh at each run, never from a window of time: a run that was missed is made
    up for by the next.
    """

    name: str
    label: str
    run: Callable[[], str]
    minutes: int
    at: time = time(3, 30)
    """When in the day, in Paris, for a job of every day or of every seven days (that one on Mondays)."""
    at_once: Callable[[], str | None] | None = None
    """The part of its work that somebody waits for: a worker asks every two seconds; None: there was none."""


@dataclass(frozen=True)
class Invariant:
    """What must always hold: stable name, French label, what finds its breaches (French sentences).

    A breach begins with the noun of its thing and its number (`Relevé 12 : …`): `Feature.places` says where.
    """

    name: str
    label: str
    breaches: Callable[[], Iterable[str]]


@dataclass(frozen=True)
class Place:
    """Where a thing is seen, and the body whose it is; nowhere and nobody's by default."""

    endpoint: str = ""
    args: Mapping[str, int] = field(default_factory=dict)
    body_id: int | None = None


Finder = Callable[[int], Place | None]
"""The place of a thing by its number; None when there is none."""

Controls = Callable[[Connection], Mapping[str, int]]
"""Control totals of a database by name, read on a connection that may be that of a copy."""


@dataclass(frozen=True)
class DemoPart:
    """A part of the demonstration: stable name, French label, what builds it and says what it made.

    `build` runs once per demonstration, inside one transaction that the caller commits.
    """

    name: str
    label: str
    build: Callable[[], str]


@dataclass(frozen=True)
class Step:
    """A step of the way round a demonstration: French label, where it is done, what shows that it is.

    It is done once the asker did one of `acts` (words of the journal) or saw an endpoint of `visits`.
    """

    label: str
    url: Callable[[Asker], str]
    acts: tuple[str, ...] = ()
    visits: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Task:
    """What a link without account opens: stable name, French verb, endpoint where it leads, how to send again
    a link that has expired (its row's id; to the same contact)."""

    purpose: str
    label: str
    endpoint: str
    renew: Callable[[int], None]


def nothing(*_: object) -> tuple[()]:
    """What a feature answers when it has nothing to add."""
    return ()


def uncounted(_kind: str, _ids: Collection[int]) -> Mapping[int, Tally]:
    """What a feature answers when it counts nothing."""
    return {}


@dataclass(frozen=True)
class Feature:
    """All that the shell needs from a package. A field is born with its first user."""

    name: str
    blueprints: tuple[Blueprint, ...] = ()
    menu: tuple[MenuEntry, ...] = ()
    under: Mapping[str, str] = field(default_factory=dict)
    """Its blueprints whose pages stand under the menu line of a lower room's blueprint, by their names."""
    alerts: Callable[[Asker], Iterable[Alert]] = nothing
    search: Callable[[Asker, str], Iterable[Hit]] = nothing
    links: Callable[[Asker, str, int], Iterable[Link]] = nothing
    """What it adds to a thing's page; the thing is named by its table and its id."""
    panels: Callable[[Asker, str, int], Iterable[Panel]] = nothing
    """The parts it adds to a thing's page, the thing named as for `links`."""
    listed: Callable[[Asker, str], Iterable[Listed]] = nothing
    """The columns and filters that it adds to a list of things of a table."""
    tallies: Callable[[str, Collection[int]], Mapping[int, Tally]] = uncounted
    """What it has counted for things of a table, by id."""
    awaits: Callable[[int, date], Iterable[Awaited]] = nothing
    """What organisations owe a body on a day, beyond what the hours know."""
    gates: Callable[[str, int, str], Iterable[str]] = nothing
    """What is still to do, in French, before a thing (its table, its id) takes a step (its word)."""
    steps_taken: Callable[[str, int, str, str], object] = nothing
    """What it does in the same transaction when a thing has taken a step, for a reason ('' when none)."""
    guest_lists: Callable[[Asker], Iterable[GuestList]] = nothing
    """The lists that it offers for an event's invitations."""
    invitees: Callable[[Asker, str], Iterable[Invitee]] = nothing
    """Who is on one of its lists, by key; nobody when the list is another's."""
    abilities: Knowing = unknown
    """What it knows of these participants that a job asks for, as far as the asker may know it."""
    bands: Callable[[Asker, date, date], Iterable[Band]] = nothing
    """What lasts between two days, for a timeline."""
    appointments: Callable[[Asker, Wanted], Iterable[Appointments]] = nothing
    """What it puts in a calendar that the asker reads; no participant is named there."""
    subjects: Callable[[Asker], Iterable[Subject]] = nothing
    """What the asker may take a calendar of."""
    jobs: tuple[Job, ...] = ()
    tasks: tuple[Task, ...] = ()
    invariants: tuple[Invariant, ...] = ()
    """What `facilitator doctor` proves."""
    places: Mapping[str, Finder] = field(default_factory=dict)
    """Where the things that breaches speak of are seen, by their French noun."""
    controls: tuple[Controls, ...] = ()
    """What a backup must give again."""
    commands: tuple[click.Command, ...] = ()
    benches: tuple[click.Command, ...] = ()
    demo: tuple[DemoPart, ...] = ()
    steps: tuple[Step, ...] = ()
    acts: Mapping[str, str] = field(default_factory=dict)
    """The acts that its events name (`contract.amended`), and their French words for the journal."""


def links_to(kind: str, thing_id: int) -> list[Link]:
    """What every feature adds to this thing's page, for the present asker; known to the templates."""
    features: list[Feature] = current_app.extensions["features"]
    return [link for feature in features for link in feature.links(current_asker(), kind, thing_id)]


def panels_on(kind: str, thing_id: int) -> list[Panel]:
    """The parts that every feature adds to this thing's page, for the present asker; known to templates."""
    features: list[Feature] = current_app.extensions["features"]
    return [panel for feature in features for panel in feature.panels(current_asker(), kind, thing_id)]


def listed_with(kind: str) -> list[Listed]:
    """What every feature adds to a list of these things, for the present asker."""
    return [one for feature in every_feature() for one in feature.listed(current_asker(), kind)]


def tallies_of(kind: str, ids: Collection[int]) -> dict[int, Tally]:
    """What every feature together has counted for these things; what nobody counts is absent."""
    found: dict[int, Tally] = {}
    for feature in current_app.extensions["features"]:
        for key, tally in feature.tallies(kind, ids).items():
            found[key] = found.get(key, Tally()) + tally
    return found


def gates_before(kind: str, thing_id: int, step: str) -> list[str]:
    """What every feature still wants before this thing takes a step."""
    features: list[Feature] = current_app.extensions["features"]
    return [sentence for feature in features for sentence in feature.gates(kind, thing_id, step)]


def tell_step(kind: str, thing_id: int, step: str, reason: str) -> None:
    """Let every feature follow a step that this thing has taken, in the caller's transaction."""
    for feature in current_app.extensions["features"]:
        feature.steps_taken(kind, thing_id, step, reason)


def awaited_by(body_id: int, day: date) -> list[Awaited]:
    """What every feature says that organisations owe a body."""
    features: list[Feature] = current_app.extensions["features"]
    return [one for feature in features for one in feature.awaits(body_id, day)]


def every_guest_list(asker: Asker) -> list[GuestList]:
    """The lists that every feature offers for invitations."""
    return [one for feature in every_feature() for one in feature.guest_lists(asker)]


def invitees_on(asker: Asker, key: str) -> list[Invitee]:
    """Who is on a list."""
    return [one for feature in every_feature() for one in feature.invitees(asker, key)]


def abilities_of(asker: Asker, ids: Collection[int]) -> Mapping[int, Ability]:
    """What every feature together knows of these participants; whom nobody knows is absent."""
    return known_by(feature.abilities for feature in every_feature())(asker, ids)


def bands_between(asker: Asker, first: date, last: date) -> list[Band]:
    """What lasts between two days, for the asker."""
    return [one for feature in every_feature() for one in feature.bands(asker, first, last)]


def appointments_of(asker: Asker, wanted: Wanted) -> list[Appointments]:
    """What every feature puts in this calendar, for the asker."""
    return [one for feature in every_feature() for one in feature.appointments(asker, wanted)]


def subjects_of(asker: Asker) -> list[Subject]:
    """All that the asker may take a calendar of, beside her own."""
    return [one for feature in every_feature() for one in feature.subjects(asker)]


def every_feature() -> list[Feature]:
    """What the shell found at its birth."""
    return list(current_app.extensions["features"])


def every_control() -> list[Controls]:
    """The control totals of every feature."""
    return [control for feature in every_feature() for control in feature.controls]


def every_place() -> dict[str, Finder]:
    """Where the things of every feature are seen, by their French noun."""
    return {noun: find for feature in every_feature() for noun, find in feature.places.items()}


def joined(name: str, *rooms: Feature) -> Feature:
    """One feature out of its rooms: lists one after the other, words together, questions asked of each."""

    def every(question: str) -> Callable[..., list[Any]]:
        return lambda *asked: [one for room in rooms for one in getattr(room, question)(*asked)]

    def follow(*step: Any) -> None:
        for room in rooms:
            room.steps_taken(*step)

    def tallied(kind: str, ids: Collection[int]) -> dict[int, Tally]:
        found: dict[int, Tally] = {}
        for room in rooms:
            for key, tally in room.tallies(kind, ids).items():
                found[key] = found.get(key, Tally()) + tally
        return found

    handed: dict[str, Any] = {one: sum((getattr(room, one) for room in rooms), ()) for one in LISTS}
    handed |= {one: {k: v for room in rooms for k, v in getattr(room, one).items()} for one in WORDS}
    handed |= {one: every(one) for one in QUESTIONS}
    return Feature(
        name,
        tallies=tallied,
        steps_taken=follow,
        abilities=known_by(room.abilities for room in rooms),
        **handed,
    )


LISTS = (
    "blueprints",
    "menu",
    "jobs",
    "tasks",
    "invariants",
    "controls",
    "commands",
    "benches",
    "demo",
    "steps",
)
WORDS = ("under", "places", "acts")
QUESTIONS = (
    "alerts",
    "search",
    "links",
    "panels",
    "listed",
    "awaits",
    "gates",
    "guest_lists",
    "invitees",
    "bands",
    "appointments",
    "subjects",
)
