"""The events and the bands that a page of the calendar shows, inside what the asker may see."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from sqlalchemy.orm import joinedload, selectinload

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
    days = {"du": shown.first.isoformat(), "au": shown.last.isoformat()}
    found = find_events(asker, {**values, **days})
    whole = (joinedload(Event.venue), joinedload(Event.worksite), selectinload(Event.trades))
    rows = db.session.scalars(found.options(*whole).order_by(Event.starts_at, Event.id))
    return [Entry(one, one.starts_at, one.ends_at) for one in rows]


def lanes_of(
    asker: Asker,
    values: Mapping[str, str],
    entries: Iterable[Entry[Event]],
    shown: Period,
    address: Callable[[Event], str],
) -> list[Lane]:
    """A lane for each worksite that has something on these days, by name; then what has no worksite."""
    names = _names(asker)
    drawn: dict[int, list[Drawn]] = defaultdict(list)
    for band in bands_between(asker, shown.first, shown.last):
        for site in band.worksite_ids & set(names) or {0}:
            drawn[site].append(Drawn(band.label, band.starts_on, band.ends_on, band.url, kind=band.kind))
    for entry in entries:
        drawn[entry.thing.worksite_id or 0].append(_point(entry, address(entry.thing)))
    if values.get("chantier"):
        drawn = {site: things for site, things in drawn.items() if str(site) == values["chantier"]}
    order = sorted(drawn, key=lambda site: (site == 0, names.get(site, "")))
    return [Lane(names.get(site, ELSEWHERE), _sorted(drawn[site])) for site in order]


def _names(asker: Asker) -> dict[int, str]:
    found = worksites_of(asker).with_only_columns(Worksite.id, Worksite.name)
    return {row[0]: row[1] for row in db.session.execute(found)}


def _point(entry: Entry[Event], url: str) -> Drawn:
    event = entry.thing
    return Drawn(event.title, entry.first, entry.last, url, True, event.kind.label)


def _sorted(things: Iterable[Drawn]) -> list[Drawn]:
    return sorted(things, key=lambda one: (one.first, one.is_event, one.last, one.label))
