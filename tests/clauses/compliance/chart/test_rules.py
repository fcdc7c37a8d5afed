"""The burn-up: its rows are the figures, its lines stay on the paper."""

import re
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from clauses.compliance.chart.rules import (
    HEIGHT,
    LABEL_HEIGHT,
    MOST_ROWS,
    WIDTH,
    Row,
    draw,
    rows_of,
    shown_of,
    tick_step,
    together,
)
from clauses.compliance.schedule.rules import Change
from clauses.compliance.standing.rules import ClauseFacts, MonthFacts, conclude, whole

START, END, ON = date(2026, 1, 12), date(2026, 12, 31), date(2026, 6, 20)


def clause(initial=60_000, told=((1, 4000), (2, 6000), (3, 5000)), **over):
    months = tuple(
        MonthFacts(date(2026, month, 1), minutes, minutes, minutes, answered=True) for month, minutes in told
    )
    return ClauseFacts(START, END, initial, months=months, **over)


def test_the_rows_hold_every_minute_and_end_at_the_forecast():
    facts = clause()
    found = conclude(facts, ON)
    rows = rows_of(facts, found)
    assert [row.on for row in rows][:2] == [date(2026, 1, 31), date(2026, 2, 28)]
    known = [row for row in rows if row.counted is not None]
    assert known[-1].counted == known[-1].declared == 15_000
    assert (rows[-1].low, rows[-1].middle, rows[-1].high) == (
        found.forecast.low,
        found.forecast.middle,
        found.forecast.high,
    )
    assert rows[-1].expected == rows[-1].target == 60_000


@given(st.integers(1, 150))
def test_the_rows_of_the_table_alone_are_those_of_the_table(count):
    ends_on = end_of_month(72 + count)
    facts, found = with_conclusion(replace(clause(), ends_on=ends_on))
    assert rows_of(facts, found, MOST_ROWS) == shown_of(rows_of(facts, found))


def test_an_amendment_is_a_step_of_the_target():
    rows = rows_of(*with_conclusion(clause(changes=(Change(date(2026, 7, 1), 6_000),))))
    assert [row.target for row in rows][4:8] == [60_000, 60_000, 66_000, 66_000]


def with_conclusion(facts):
    return facts, conclude(facts, ON)


def test_several_clauses_are_summed_month_by_month_and_one_fills_no_other():
    rich, poor = clause(12_000, [(1, 9000), (2, 9000)]), clause(60_000, [(1, 1000), (2, 1000)])
    parts = [rows_of(*with_conclusion(one)) for one in (rich, poor)]
    rows = together(parts)
    assert rows[1].declared == 20_000
    assert rows[-1].target == 72_000
    said = whole([conclude(rich, ON), conclude(poor, ON)])
    assert rows[-1].middle == said.forecast.middle < 72_000 + 6_000
    assert together([parts[0]]) == parts[0]


COORDINATE = re.compile(r"[ML](-?\d+) (-?\d+)")


@given(
    st.integers(0, 10**6),
    st.dictionaries(st.integers(1, 12), st.integers(0, 10**5), max_size=12),
    st.dates(date(2025, 12, 1), date(2027, 2, 1)),
)
def test_every_line_stays_on_the_paper_and_no_two_names_touch(initial, told, on):
    facts = clause(initial, told.items())
    rows = rows_of(facts, conclude(facts, on))
    drawing = draw(rows, START, on)
    for path in (drawing.target, drawing.expected, drawing.declared, drawing.counted, drawing.band):
        for x, y in COORDINATE.findall(path):
            assert 0 <= int(x) <= WIDTH
            assert 0 <= int(y) <= HEIGHT
    places = [label.at for label in drawing.labels]
    assert all(after - before >= LABEL_HEIGHT for before, after in zip(places, places[1:], strict=False))
    assert len(drawing.hours) <= 8


def test_the_marks_of_the_axis_are_round():
    assert [tick_step(hours * 60) // 60 for hours in (3, 6, 7, 50, 833, 11_000)] == [1, 1, 2, 10, 200, 2000]


def end_of_month(index):
    following = date(2020 + (index + 1) // 12, (index + 1) % 12 + 1, 1)
    return following - timedelta(days=1)


@given(st.integers(1, 400), st.integers(0, 400))
def test_the_table_of_a_long_contract_is_short_and_says_what_the_drawing_says(count, known):
    rows = [
        Row(end_of_month(index), 60_000, index * 10, declared=index * 9 if index < known else None)
        for index in range(count)
    ]
    shown = shown_of(rows)
    assert shown[-1] == rows[-1]
    assert [row for row in rows if row in shown] == shown, "each is a row of the drawing, in its order"
    assert [row for row in rows if row.declared is not None][-1:] == [
        row for row in shown if row.declared is not None
    ][-1:], "what is known until now is there"
    assert len(shown) <= MOST_ROWS + 2
    assert shown == rows or count > MOST_ROWS
