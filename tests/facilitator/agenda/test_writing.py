"""What is written, against golden files and against what two libraries read and one writes."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import islice, product
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from facilitator.agenda.rules import Party, calendar, event_lines, header, invitation, vevent
from facilitator.agenda.text_rules import folded
from facilitator.appointments import Appointment, Certainty
from tests.facilitator.agenda.samples import CHANGED, GOLDEN, HOST, NIGHTS, ORGANISER, published

PARIS = ZoneInfo("Europe/Paris")
FOLDER = Path(__file__).parent / "golden"
CRLF = b"\r\n"


def lines(body: bytes) -> list[str]:
    """The content lines, whole again."""
    return body.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


@pytest.mark.parametrize("name", GOLDEN)
def test_a_calendar_is_its_golden_file(name: str) -> None:
    assert GOLDEN[name]() == (FOLDER / f"{name}.ics").read_bytes(), (
        f"read tests/facilitator/agenda/golden/{name}.ics"
    )


@pytest.mark.parametrize("name", GOLDEN)
def test_two_libraries_find_nothing_wrong(name: str) -> None:
    body = GOLDEN[name]()
    read = Calendar.from_ical(body)
    assert [error for part in read.walk() for error in part.errors] == []
    other = vobject.readOne(body.decode())
    assert other.validate(raiseException=True)
    assert len(list(other.vevent_list)) == len(read.walk("VEVENT"))
    assert all(len(line) <= 75 for line in body.split(CRLF))
    assert b"\n" not in body.replace(CRLF, b"")
    body.decode()


@pytest.mark.parametrize("one", NIGHTS, ids=lambda one: one.key)
def test_an_hour_of_a_changing_night_is_read_as_that_instant(one: Appointment) -> None:
    body = published(one)
    (event,) = Calendar.from_ical(body).walk("VEVENT")
    other = vobject.readOne(body.decode()).vevent
    for begins, ends in ((event["DTSTART"].dt, event["DTEND"].dt), (other.dtstart.value, other.dtend.value)):
        assert (begins.astimezone(UTC), ends.astimezone(UTC)) == (one.begins, one.ends)


def test_the_hours_of_paris_that_travel_are_those_of_the_zone() -> None:
    (zone,) = Calendar.from_ical(published()).walk("VTIMEZONE")
    told = zone.to_tz(lookup_tzid=False)
    assert {part.name for part in zone.subcomponents} == {"STANDARD", "DAYLIGHT"}
    at = datetime(2024, 1, 1, tzinfo=UTC)
    while at.year < 2036:
        local = at.astimezone(PARIS)
        if not local.fold:
            assert local.replace(tzinfo=None).replace(tzinfo=told).utcoffset() == local.utcoffset(), at
        at += timedelta(hours=61)


said = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=120)
FIRST, LAST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2035, 1, 1, tzinfo=UTC)
instants = st.integers(0, int((LAST - FIRST).total_seconds())).map(lambda s: FIRST + timedelta(seconds=s))
once = instants.filter(lambda at: not at.astimezone(PARIS).fold)
positions = st.tuples(st.integers(-90000, 90000), st.integers(-180000, 180000)).map(
    lambda both: (Decimal(both[0]) / 1000, Decimal(both[1]) / 1000)
)


@st.composite
def timed(draw: st.DrawFn) -> dict[str, date]:
    """A beginning and an end, of instants or of whole days."""
    if draw(st.booleans()):
        begins = draw(once)
        ends = begins + timedelta(minutes=draw(st.integers(1, 5000)))
        return {
            "begins": begins,
            "ends": ends if not ends.astimezone(PARIS).fold else begins + timedelta(days=7),
        }
    on = draw(st.dates(date(2020, 1, 1), date(2035, 1, 1)))
    return {"begins": on, "ends": on + timedelta(days=draw(st.integers(1, 90)))}


appointments = st.builds(
    lambda times, **told: Appointment(**times, **told),
    timed(),
    key=st.uuids().map(lambda uid: f"evt-{uid}"),
    title=said,
    changed_at=instants,
    sequence=st.integers(0, 10**6),
    certainty=st.sampled_from(Certainty),
    place=said,
    told=st.lists(said, max_size=3).map("\n".join),
    url=st.sampled_from(("", "https://clauses.example/evenements/7?a=b&c=%C3%A9")),
    position=st.none() | positions,
    kinds=st.lists(said.filter(str.strip), max_size=3).map(tuple),
    takes_time=st.booleans(),
)


def by_library(one: Appointment) -> Event:
    """The same appointment as the library writes it."""
    event = Event()
    event.add("uid", f"{one.key}@{HOST}")
    event.add("dtstamp", one.changed_at)
    for name, at in (("dtstart", one.begins), ("dtend", one.ends)):
        event.add(name, at.astimezone(PARIS) if isinstance(at, datetime) else at)
    event.add("summary", one.title.strip())
    event.add("status", one.certainty.upper())
    event.add("sequence", one.sequence)
    event.add("last-modified", one.changed_at)
    event.add("transp", "OPAQUE" if one.takes_time else "TRANSPARENT")
    for name, text in (("location", one.place.strip()), ("description", one.told), ("url", one.url)):
        if text or (name == "location" and one.place):
            event.add(name, text)
    if one.kinds:
        event.add("categories", [kind.strip() for kind in one.kinds])
    return event


@given(appointments)
def test_it_is_written_as_the_library_writes_it(one: Appointment) -> None:
    body = vevent(one, HOST)
    ours = [line for line in lines(body) if not line.startswith("GEO:")]
    assert sorted(ours) == sorted(lines(by_library(one).to_ical()))
    if one.position:
        read = Event.from_ical(body)["GEO"]
        assert (read.latitude, read.longitude) == tuple(map(float, one.position))


ENDS = (
    "\r",
    "\n",
    "\r\n",
    "\n\r",
    "\v",
    "\f",
    "\x1c",
    "\x1d",
    "\x1e",
    "\x85",
    "\u2028",
    "\u2029",
    "\0",
    "\x1b",
    "\x7f\r",
)
ADDED = (
    "ATTENDEE:mailto:autre@essai.example",
    "END:VEVENT\r\nBEGIN:VEVENT",
    "BEGIN:VALARM",
    "RRULE:FREQ=SECONDLY",
    "URL:javascript:alert(1)",
    "X-INJECTED;A=B:C",
    "END:VCALENDAR",
    " folded",
    "DTSTART:19700101T000000Z",
)
AROUND = ("a{end}{line}", "{end}{line}{end}", 'b\\{end}"{line}', ';c,:"{end}{end}\t{line};{end}')
PAYLOADS = 500


def payloads() -> Iterator[str]:
    """Texts that try to end their line."""
    made = (shape.format(end=end, line=line) for end, line, shape in product(ENDS, ADDED, AROUND))
    return islice(made, PAYLOADS)


def hostile(text: str, number: int) -> bytes:
    """An event with this in every text that somebody may type, its host and its parties included."""
    one = Appointment(
        f"{number}-{text}",
        text,
        datetime(2026, 12, 3, 8, tzinfo=UTC),
        datetime(2026, 12, 3, 9, tzinfo=UTC),
        CHANGED,
        place=text,
        told=text,
        url=f"https://clauses.example/{text}",
        kinds=(text, text),
    )
    said = Party(ORGANISER.email, text).said()
    return b"".join(map(folded, event_lines(one, f"h{text}", (f"ORGANIZER{said}", f"ATTENDEE{said}"))))


def counted(body: bytes) -> tuple[list[int], list[int]]:
    """How many properties each of two libraries reads in each event, parts within it included."""

    def inside(part: vobject.base.Component) -> int:
        return sum(
            inside(one) if isinstance(one, vobject.base.Component) else 1 for one in part.getChildren()
        )

    first = [len(one.property_items()) for one in Calendar.from_ical(body).walk("VEVENT")]
    return first, [inside(one) for one in vobject.readOne(body.decode()).vevent_list]


def test_five_hundred_payloads_in_every_text_add_no_property() -> None:
    tried = list(payloads())
    assert len(tried) == len(set(tried)) == PAYLOADS
    (first,), (second,) = counted(calendar("N", [hostile("sage", 0)]))
    found = counted(calendar("N", [hostile(text, number) for number, text in enumerate(tried)]))
    assert found == ([first] * PAYLOADS, [second] * PAYLOADS)


def test_no_payload_adds_a_line_to_the_head_of_a_calendar() -> None:
    expected = [line.partition(":")[0] for line in lines(header("N", "teal", "D"))]
    for text in payloads():
        told = lines(header(text, "teal", text))
        assert [line.partition(":")[0] for line in told] == expected
        assert "\r\n".join(told).splitlines() == told


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//ailleurs.example", "ftp://x.example"]
)
def test_only_an_address_of_the_web_is_written(url: str) -> None:
    one = Appointment("k", "T", date(2026, 12, 3), date(2026, 12, 4), CHANGED, url=url)
    assert b"URL" not in vevent(one, HOST)


@pytest.mark.parametrize("email", ["a@b.fr\r\nX:1", "a b@c.fr", "é@c.fr", "sans-arobase", "a@b.fr\u2028"])
def test_an_address_that_was_not_checked_stands_in_no_invitation(email: str) -> None:
    one = Appointment("k", "T", date(2026, 12, 3), date(2026, 12, 4), CHANGED)
    with pytest.raises(ValueError, match="not checked"):
        invitation(one, HOST, ORGANISER, Party(email), CHANGED)
