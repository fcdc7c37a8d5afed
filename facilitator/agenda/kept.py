"""Appointments kept as they were last written: what has not changed is neither read nor written again."""

from collections.abc import Hashable, Sequence
from datetime import date, datetime

from facilitator.access import Asker
from facilitator.agenda.feed_rules import Feed, Written, built, window
from facilitator.agenda.models import CalendarFeed
from facilitator.agenda.queries import host
from facilitator.agenda.rules import PARIS, vevent
from facilitator.appointments import Appointment, Appointments, Wanted
from facilitator.feature import appointments_of
from facilitator.setting import setting

TEXTS_AT_MOST = 50_000
"""About 25 MB: then all are forgotten, and those in use written again."""
FEEDS_AT_MOST = 32
"""Whole calendars, of 1 MB at most each."""
texts: dict[tuple[str, Hashable], Written] = {}
feeds: dict[int, tuple[object, Feed]] = {}


def feed_of(row: CalendarFeed, asker: Asker, on: date) -> Feed:
    """The calendar of a feed as its owner sees it on a day."""
    wanted = Wanted(row.about, row.thing_id, *window(on))
    batches = appointments_of(asker, wanted)
    marks = [tuple(batch.marks) for batch in batches]
    home, most = host(), int(setting("AGENDA_MAX_KB"))
    stamp = (on, row.about, row.label, home, most, marks)
    known = feeds.get(row.id)
    if known is not None and known[0] == stamp:
        return known[1]
    events = [one for batch in batches for one in written(batch, home)]
    feed = built(row.label, row.about, events, on, most)
    if len(feeds) >= FEEDS_AT_MOST:
        feeds.pop(next(iter(feeds)), None)
    feeds[row.id] = (stamp, feed)
    return feed


def written(batch: Appointments, home: str) -> Sequence[Written]:
    """The appointments as text, in the order of their marks; those that nobody kept are read and written."""
    if len(texts) + len(batch.marks) > TEXTS_AT_MOST:
        texts.clear()
    found = [texts.get((home, mark)) for mark in batch.marks]
    missing = [mark for mark, one in zip(batch.marks, found, strict=True) if one is None]
    if not missing:
        return [one for one in found if one is not None]
    read = batch.read(missing)
    fresh = {mark: Written(_day(one), vevent(one, home)) for mark, one in read.items()}
    texts.update(((home, mark), one) for mark, one in fresh.items())
    told = [one or fresh.get(mark) for mark, one in zip(batch.marks, found, strict=True)]
    return [one for one in told if one is not None]


def _day(one: Appointment) -> date:
    return one.begins.astimezone(PARIS).date() if isinstance(one.begins, datetime) else one.begins
