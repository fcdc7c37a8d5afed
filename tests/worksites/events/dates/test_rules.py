"""A date that suits: nothing forbidden is proposed, each clash is said, each good reason is true."""

import csv
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.words import RuleBroken
from worksites.events.dates.calendar_rules import (
    ZONES,
    SchoolZone,
    holiday,
    is_bridge,
    school_holiday,
    zone_of,
)
from worksites.events.dates.rules import (
    FORBIDS,
    Around,
    Clash,
    Course,
    Taken,
    Wish,
    clashes,
    left_out,
    meets,
    proposals,
)
from worksites.events.when_rules import PARIS, moment

TODAY = date(2026, 11, 2)
HALF_DAY = timedelta(hours=3)
PUBLISHED = "shared/data/referentiels/calendrier/vacances_scolaires_0.12.0.csv"
SCHOOL = next((one for parent in Path(__file__).parents if (one := parent / PUBLISHED).exists()), None)


def at(day: date, hour: int) -> datetime:
    """An hour in Paris."""
    return moment(day, time(hour))


def found(day: date, around: Around | None = None) -> set[Clash]:
    """What stands against a morning."""
    told = clashes(at(day, 9), at(day, 12), around or Around(), TODAY)
    return {one.clash for one in told}


def taken(clash: Clash, day: date, hour: int = 10) -> Taken:
    """Two hours taken."""
    return Taken(clash, "Forum de Riom", at(day, hour), at(day, hour + 2))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 12, 3), set()),
        (date(2026, 11, 2), {Clash.PAST}),
        (date(2026, 11, 11), {Clash.PUBLIC_HOLIDAY, Clash.NOTICE}),
        (date(2026, 12, 5), {Clash.WEEKEND}),
        (date(2026, 11, 10), {Clash.NOTICE}),
        (date(2027, 5, 7), {Clash.BRIDGE}),
    ],
)
def test_a_day_alone(day: date, expected: set[Clash]) -> None:
    assert found(day) == expected


def test_each_clash_is_said_in_a_sentence_with_its_thing() -> None:
    day = date(2026, 12, 3)
    around = Around(
        taken=[taken(clash, day) for clash in (Clash.ORGANISER, Clash.ROOM, Clash.COMPANY, Clash.PUBLIC)],
        courses=[Course("POEC étancheur", date(2026, 11, 30), date(2026, 12, 18), 9)],
    )
    told = {one.clash: one.sentence for one in clashes(at(day, 9), at(day, 12), around, TODAY)}
    assert told[Clash.ROOM] == "Salle prise : Forum de Riom."
    assert told[Clash.TRAINING] == "9\xa0invités en formation ce jour-là : POEC étancheur."
    assert told[Clash.PUBLIC].startswith("Un autre événement pour le même public le même jour")
    assert {Clash.ORGANISER, Clash.COMPANY} <= set(told)


def test_times_that_only_touch_do_not_clash() -> None:
    day = date(2026, 12, 3)
    one = taken(Clash.ROOM, day, 12)
    assert not meets(one, at(day, 9), at(day, 12))
    assert meets(one, at(day, 9), at(day, 12) + timedelta(minutes=1))


def test_another_event_for_the_same_public_counts_a_week_around() -> None:
    day = date(2026, 12, 3)
    for away, expected in ((7, {Clash.PUBLIC}), (8, set())):
        assert found(day, Around([taken(Clash.PUBLIC, day - timedelta(days=away))])) == expected


def test_the_best_day_is_the_soonest_with_nothing_against_it_and_says_why() -> None:
    wish = Wish(date(2026, 11, 23), date(2026, 12, 4), HALF_DAY)
    around = Around(
        taken=[taken(Clash.ROOM, date(2026, 11, 24), 8), taken(Clash.PUBLIC, date(2026, 11, 16))],
        zone=SchoolZone.A,
    )
    best = proposals(wish, around, TODAY)
    assert best[0].starts_at == at(date(2026, 11, 24), 10)
    assert best[0].against == ()
    assert best[0].good == (
        "Organisateurs, salle et entreprises sont libres.",
        "15\xa0jours ouvrés pour inviter et préparer.",
        "Hors des vacances scolaires (zone A).",
        "Rien d’autre pour ce public à 7\xa0jours près.",
    )
    assert len({one.day for one in best}) == len(best) == 6


def test_a_saturday_is_proposed_when_it_is_asked_for() -> None:
    days = [date(2026, 12, 5), date(2026, 12, 6)]
    wish = Wish(*days, HALF_DAY)
    assert proposals(wish, Around(), TODAY) == []
    assert left_out(wish, Around(), TODAY) == {Clash.WEEKEND: 2}
    asked = Wish(*days, HALF_DAY, saturdays=True)
    assert [one.day for one in proposals(asked, Around(), TODAY)] == [days[0]]


@pytest.mark.parametrize(
    ("first", "last", "lasts", "field"),
    [
        (date(2026, 12, 4), date(2026, 12, 3), HALF_DAY, "last"),
        (date(2026, 12, 4), date(2027, 12, 3), HALF_DAY, "last"),
        (date(2026, 12, 4), date(2026, 12, 5), timedelta(0), "lasts"),
        (date(2026, 12, 4), date(2026, 12, 5), timedelta(hours=13), "lasts"),
    ],
)
def test_a_wish_that_cannot_be_is_refused(first: date, last: date, lasts: timedelta, field: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        Wish(first, last, lasts)
    assert refusal.value.field == field


DAYS = st.dates(date(2026, 10, 1), date(2027, 6, 30))
TAKEN = st.builds(
    taken,
    st.sampled_from([Clash.ORGANISER, Clash.ROOM, Clash.COMPANY, Clash.PUBLIC]),
    DAYS,
    st.integers(7, 18),
)


@settings(max_examples=60)
@given(st.lists(TAKEN, max_size=12), DAYS, st.integers(0, 60), st.booleans())
def test_no_proposal_is_forbidden_and_no_day_is_lost(
    all_taken: list[Taken], first: date, span: int, saturdays: bool
) -> None:
    wish = Wish(first, first + timedelta(days=span), HALF_DAY, saturdays=saturdays)
    around = Around(all_taken, zone=SchoolZone.A)
    best = proposals(wish, around, TODAY, most=1000)
    for one in best:
        told = {told.clash for told in clashes(one.starts_at, one.ends_at, around, TODAY)}
        assert not (told & FORBIDS) - ({Clash.WEEKEND} if saturdays else set())
        assert one.ends_at.astimezone(UTC) - one.starts_at.astimezone(UTC) == HALF_DAY
    assert len(best) + sum(left_out(wish, around, TODAY).values()) == span + 1


def test_the_two_nights_when_the_clock_changes() -> None:
    spring, autumn = date(2027, 3, 28), date(2026, 10, 25)
    assert moment(spring, time(2, 30)).astimezone(UTC).time() == time(1, 30), "as long after midnight"
    assert moment(autumn, time(2, 30)).astimezone(UTC).time() == time(0, 30), "the first of the two"
    wish = Wish(date(2027, 3, 27), date(2027, 3, 27), timedelta(hours=8), (time(22),), saturdays=True)
    only = proposals(wish, Around(), TODAY)[0]
    assert only.ends_at.astimezone(PARIS).hour == 7, "eight hours pass, one of which the clock leaps over"


def test_days_off_have_their_names() -> None:
    assert holiday(date(2026, 11, 11)) == "Armistice"
    assert holiday(date(2026, 11, 12)) == ""
    assert [is_bridge(date(2027, 5, one)) for one in (7, 10)] == [True, False]
    assert school_holiday(date(2026, 12, 28), SchoolZone.A) == "Vacances de Noël"
    assert school_holiday(date(2026, 12, 28), None) == ""


def test_each_department_of_the_mainland_has_one_zone() -> None:
    codes = {f"{number:02}" for number in range(1, 96)} - {"20"}
    assert set(ZONES) == codes
    assert (zone_of("63100"), zone_of("75"), zone_of("97400"), zone_of("")) == (
        SchoolZone.A,
        SchoolZone.C,
        None,
        None,
    )


@pytest.mark.skipif(SCHOOL is None, reason="the published school calendar is not beside the project")
def test_the_school_holidays_are_those_that_were_published() -> None:
    assert SCHOOL is not None
    with SCHOOL.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if "2025-09-01" <= row["date"] <= "2027-07-01"]
    for zone in SchoolZone:
        column = f"vacances_{zone.value}"
        wrong = [
            row["date"]
            for row in rows
            if bool(school_holiday(date.fromisoformat(row["date"]), zone)) != (row[column] == "True")
            and "Ascension" not in school_holiday(date.fromisoformat(row["date"]), zone)
        ]
        assert len(wrong) <= 6, wrong
