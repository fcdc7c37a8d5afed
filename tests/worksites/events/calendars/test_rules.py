"""Days of a month, a week, an agenda; what stands on each; a timeline where nothing covers anything."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worksites.events.calendars.chart_rules import WIDTH, Drawn, Lane, frieze, rows
from worksites.events.calendars.rules import CalendarView, Entry, by_day, first_of, period
from worksites.events.when_rules import PARIS

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
THINGS = st.builds(
    lambda first, lasts, is_event: Drawn("x", first, first + timedelta(days=lasts), "/", is_event),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.integers(0, 200),
    st.booleans(),
)


@pytest.mark.parametrize(
    ("view", "first", "last", "title"),
    [
        (CalendarView.MONTH, date(2026, 11, 30), date(2027, 1, 3), "décembre 2026"),
        (
            CalendarView.WEEK,
            date(2026, 11, 30),
            date(2026, 12, 6),
            "du 30 novembre 2026 au 6 décembre 2026",
        ),
        (CalendarView.TIMELINE, date(2026, 12, 1), date(2027, 8, 31), "de décembre 2026 à août 2027"),
    ],
)
def test_the_days_of_a_view(view: CalendarView, first: date, last: date, title: str) -> None:
    shown = period(view, date(2026, 12, 3))
    assert (shown.first, shown.last) == (first, last)
    assert shown.title.replace("\xa0", " ") == title


@given(DAYS, st.sampled_from([CalendarView.MONTH, CalendarView.WEEK]))
def test_a_page_is_made_of_whole_weeks_and_holds_its_day(day: date, view: CalendarView) -> None:
    shown = period(view, day)
    assert day in shown.days
    assert all(len(week) == 7 and week[0].weekday() == 0 for week in shown.weeks)
    assert period(view, shown.after).first > shown.first > period(view, shown.before).first


@given(DAYS, st.integers(-40, 40))
def test_the_first_of_a_month_further(day: date, months: int) -> None:
    found = first_of(day, months)
    assert found.day == 1
    assert (found.year - day.year) * 12 + found.month - day.month == months


def test_an_event_stands_on_its_days_of_paris_and_not_on_the_midnight_it_ends_at() -> None:
    shown = period(CalendarView.WEEK, date(2026, 12, 3))
    night = Entry("nuit", datetime(2026, 12, 2, 23, 30, tzinfo=UTC), datetime(2026, 12, 3, 22, 0, tzinfo=UTC))
    whole = Entry("jour", datetime(2026, 12, 4, tzinfo=PARIS), datetime(2026, 12, 5, tzinfo=PARIS))
    long = Entry("forum", datetime(2026, 12, 3, 9, tzinfo=PARIS), datetime(2026, 12, 9, 17, tzinfo=PARIS))
    found = {day: [one.thing for one in there] for day, there in by_day([long, whole, night], shown).items()}
    assert found[date(2026, 12, 3)] == ["nuit", "forum"]
    assert found[date(2026, 12, 4)] == ["forum", "jour"]
    assert found[date(2026, 12, 5)] == ["forum"]
    assert max(found) == date(2026, 12, 6), "the days of another page are not of this one"


@given(st.lists(THINGS, max_size=25))
def test_nothing_covers_anything_on_a_row_and_nothing_is_lost(things: list[Drawn]) -> None:
    found = rows(things)
    assert sorted(map(id, things)) == sorted(id(one) for row in found for one in row)
    for row in found:
        assert all(one.last < other.first for one, other in zip(row, row[1:], strict=False))


@given(st.lists(THINGS, max_size=10), DAYS)
def test_a_shape_stands_on_the_paper(things: list[Drawn], on: date) -> None:
    drawing = frieze([Lane("Site", things)], period(CalendarView.TIMELINE, date(2026, 6, 1)), on)
    for shape in drawing.shapes:
        assert 0 <= shape.x <= WIDTH
        assert shape.width >= 6
        assert shape.y < drawing.height
    assert len(drawing.months) == 9
