"""The events and the bands that a page of the calendar shows, inside what the asker may see."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Select
from sqlalchemy.orm import joinedload

from facilitator.access import Asker
from facilitator.db import db
from facilitator.feature import bands_between
from worksites.events.calendars.chart_rules import Drawn, Lane
from worksites.events.calendars.rules import Entry, Period
from worksites.events.list_queries import find_events
from worksites.events.models import Event
from worksites.sites.models import Worksite
from worksites.sites.queries import worksites_of

ELSEWHERE = "Hors chantier"


def entries_of(asker: Asker, values: Mapping[str, str], shown: Period) -> list[Entry[Event]]:
    """The events of the page's days that answer the filters; cancelled ones are shown as such."""
    found = _found(asker, values, shown)
    whole = (joinedload(Event.venue), joinedload(Event.worksite))
    rows = db.session.scalars(found.options(*whole).order_by(Event.starts_at, Event.id))
    return [Entry(one, one.starts_at, one.ends_at) for one in rows]


def _found(asker: Asker, values: Mapping[str, str], shown: Period) -> Select[Event]:
    days = {"du": shown.first.isoformat(), "au": shown.last.isoformat()}
    return find_events(asker, {**values, **days})


def lanes_of(asker: Asker, values: Mapping[str, str], shown: Period, address: str) -> list[Lane]:
    """A lane for each worksite that has something on these days, by name; then what has no worksite.

    `address` is what an event's number is put behind.
    """
    names = _names(asker)
    drawn: dict[int, list[Drawn]] = defaultdict(list)
    for band in bands_between(asker, shown.first, shown.last):
        for site in band.worksite_ids & set(names) or {0}:
            drawn[site].append(Drawn(band.label, band.starts_on, band.ends_on, band.url, kind=band.kind))
    for site, point in _points(asker, values, shown, address):
        drawn[site].append(point)
    if values.get("chantier"):
        drawn = {site: things for site, things in drawn.items() if str(site) == values["chantier"]}
    order = sorted(drawn, key=lambda site: (site == 0, names.get(site, "")))
    return [Lane(names.get(site, ELSEWHERE), _sorted(drawn[site])) for site in order]


def _points(
    asker: Asker, values: Mapping[str, str], shown: Period, address: str
) -> Iterator[tuple[int, Drawn]]:
    """By worksite, the events as points: columns alone, since there may be thousands."""
    columns = (Event.id, Event.title, Event.kind, Event.starts_at, Event.ends_at, Event.worksite_id)
    found = _found(asker, values, shown).with_only_columns(*columns).order_by(Event.starts_at, Event.id)
    for key, title, kind, starts_at, ends_at, site in db.session.execute(found):
        entry = Entry(None, starts_at, ends_at)
        yield site or 0, Drawn(title, entry.first, entry.last, f"{address}{key}", True, kind.label)


def _names(asker: Asker) -> dict[int, str]:
    found = worksites_of(asker).with_only_columns(Worksite.id, Worksite.name)
    return {row[0]: row[1] for row in db.session.execute(found)}


def _sorted(things: Iterable[Drawn]) -> list[Drawn]:
    return sorted(things, key=lambda one: (one.first, one.is_event, one.last, one.label))
