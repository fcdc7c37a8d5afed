"""The calendar file: read back, hostile text included."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from facilitator.agenda.rules import Day, days_file

ALWAYS = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "SEQUENCE", "LAST-MODIFIED", "TRANSP"}
AT = datetime(2026, 11, 22, 8, tzinfo=UTC)


def read(*days: Day) -> list[object]:
    return Calendar.from_ical(days_file("Échéances", days, "exemple.fr", AT)).walk("VEVENT")


def test_a_day_is_read_back_whole():
    (event,) = read(
        Day("due-3", date(2026, 12, 10), "Déclarer novembre", "Par le lien", "https://exemple.fr/d")
    )
    assert event["uid"] == "due-3@exemple.fr"
    assert event["dtstart"].dt == date(2026, 12, 10)
    assert event["dtend"].dt == date(2026, 12, 11)
    assert event["summary"] == "Déclarer novembre"
    assert event["url"] == "https://exemple.fr/d"


@pytest.mark.parametrize("text", ["a\r\nATTENDEE:mailto:x@y.fr", "a;b,c\\d", "x\nEND:VEVENT\nBEGIN:VEVENT"])
def test_no_text_adds_a_property(text):
    (event,) = read(Day("k", date(2026, 12, 10), text, text))
    assert len(event.property_items(recursive=False)) == len(ALWAYS) + 3  # BEGIN, END, DESCRIPTION
    assert set(event) == ALWAYS | {"DESCRIPTION"}


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=200))
def test_what_is_written_is_read(text):
    (event,) = read(Day("k", date(2026, 12, 10), "T", text))
    assert str(event.get("description", "")) == text
