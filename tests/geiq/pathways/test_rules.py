"""The laws of the schemes and of the pathways, as tables."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from facilitator.words import RuleBroken
from geiq.pathways.care.rules import check_barrier, health_words, lifted_on, parse_hour
from geiq.pathways.course.rules import (
    PathwayStanding,
    check_capacity,
    check_extension,
    check_move,
    holds,
    is_positive,
    longest_end,
    planned_end,
    standing,
)
from geiq.pathways.knowing.rules import check_glass, check_reading, is_open
from geiq.pathways.rules import BarrierKind, BarrierState, MoveKind, PathwayExit, Phase
from geiq.pathways.schemes.rules import Part, doubts, financing, near

DAY = date(2026, 11, 16)
ASLD = (
    Part("État, par la Banque des territoires", "Subvention", Decimal(1_094_349), True),
    Part("État", "Insertion par l’activité économique", Decimal(501_177), True),
)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_state_brings_near_eighty_per_cent_of_the_loir_et_cher_platform() -> None:
    money = financing(Decimal(2_000_845), ASLD)

    assert [round(part.share * 100, 1) for part in money.parts if part.share] == [
        Decimal("54.7"),
        Decimal("25.0"),
    ]
    assert money.state == Decimal(1_595_526)
    assert money.state_share is not None
    assert round(money.state_share * 100, 1) == Decimal("79.7")
    assert plain(near(money.state_share)) == "près de 80 %"
    assert [plain(one) for one in doubts(money)] == [
        "405 319 € (20,3 % du budget) n’ont pas de financeur connu."
    ]


@pytest.mark.parametrize(
    ("budget", "parts", "said"),
    [
        (None, (), []),
        (Decimal(100), (Part("A", "", Decimal(100)),), []),
        (Decimal(100), (Part("A", "", Decimal(130)),), ["Les financements dépassent le budget de 30 €."]),
        (None, (Part("A", "", Decimal(5)),), ["Le budget n’est pas connu : les parts ne se calculent pas."]),
        (
            Decimal(100),
            (Part("A", "", Decimal(100)), Part("Fondation", "", None)),
            ["1 financeur est nommé sans montant."],
        ),
    ],
)
def test_what_does_not_add_up_is_said(
    budget: Decimal | None, parts: tuple[Part, ...], said: list[str]
) -> None:
    assert [plain(one) for one in doubts(financing(budget, parts))] == said


@pytest.mark.parametrize(
    ("share", "said"), [("0.8", ""), ("0.78", ""), ("0.7901", "près de 80 %"), (None, "")]
)
def test_near_is_less_than_a_point_under_a_ten(share: str | None, said: str) -> None:
    assert plain(near(Decimal(share) if share else None)) == said


def test_a_pathway_of_twelve_months_ends_the_day_before_its_birthday() -> None:
    assert longest_end(date(2026, 3, 2), 12) == date(2027, 3, 1)
    assert planned_end(date(2026, 3, 2), None, 12) == date(2027, 3, 1)
    assert planned_end(date(2026, 3, 2), date(2026, 9, 1), 12) == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("typed", "months", "said"),
    [
        (None, None, "indiquez la fin prévue"),
        (date(2026, 3, 1), 12, "avant le début"),
        (date(2027, 3, 2), 12, "12 mois au plus"),
    ],
)
def test_a_planned_end_that_cannot_be_is_refused(typed: date | None, months: int | None, said: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        planned_end(date(2026, 3, 2), typed, months)

    assert said in plain(refused.value.message)


def test_an_extension_goes_further_and_says_why() -> None:
    check_extension(DAY, date(2026, 12, 1), "Formation reportée")
    with pytest.raises(RuleBroken):
        check_extension(DAY, DAY, "Formation reportée")
    with pytest.raises(RuleBroken):
        check_extension(DAY, date(2026, 12, 1), "  ")


def test_phases_move_only_where_a_scheme_has_them() -> None:
    assert check_move(Phase.TOWARD, Phase.IN_EMPLOYMENT, True) is MoveKind.IN_JOB
    assert check_move(Phase.IN_EMPLOYMENT, Phase.TOWARD, True) is MoveKind.BACK
    for phase, to, has in ((Phase.TOWARD, Phase.TOWARD, True), (Phase.TOWARD, Phase.IN_EMPLOYMENT, False)):
        with pytest.raises(RuleBroken):
            check_move(phase, to, has)


def test_the_hundred_and_fifty_first_is_refused() -> None:
    check_capacity(149, 150, 2026)
    check_capacity(9_999, None, 2026)
    with pytest.raises(RuleBroken, match="150"):
        check_capacity(150, 150, 2026)


@pytest.mark.parametrize(
    ("how", "rules", "positive"),
    [
        (PathwayExit.PERMANENT, {}, True),
        (PathwayExit.FIXED_SHORT, {}, False),
        (PathwayExit.FIXED_SHORT, {PathwayExit.FIXED_SHORT: True}, True),
        (PathwayExit.PERMANENT, {PathwayExit.PERMANENT: False}, False),
        (PathwayExit.GAVE_UP, {PathwayExit.PERMANENT: False}, False),
    ],
)
def test_a_scheme_says_itself_what_is_positive(
    how: PathwayExit, rules: dict[PathwayExit, bool], positive: bool
) -> None:
    assert is_positive(how, rules) is positive


@pytest.mark.parametrize(
    ("planned", "ended", "state"),
    [
        (date(2026, 11, 15), None, PathwayStanding.OVERDUE),
        (date(2026, 11, 16), None, PathwayStanding.SOON),
        (date(2026, 12, 16), None, PathwayStanding.SOON),
        (date(2026, 12, 17), None, PathwayStanding.RUNNING),
        (date(2026, 12, 17), date(2026, 11, 1), PathwayStanding.OVER),
    ],
)
def test_an_end_is_told_thirty_days_before(planned: date, ended: date | None, state: PathwayStanding) -> None:
    assert standing(planned, ended, 30, DAY) is state


@pytest.mark.parametrize(
    ("since", "until", "held"),
    [(DAY, None, True), (DAY, DAY, True), (date(2026, 1, 1), date(2026, 11, 15), False)]
    + [(date(2026, 11, 17), None, False)],
)
def test_the_last_day_of_following_is_still_ones_own(since: date, until: date | None, held: bool) -> None:
    assert holds(since, until, DAY) is held


@pytest.mark.parametrize(
    "reason", ["", "urgent", "urgent urgent urgent urgent", "1 2 3 4 5 6 7 8", "je le veux"]
)
def test_a_glass_is_not_broken_without_a_reason_in_words(reason: str) -> None:
    with pytest.raises(RuleBroken):
        check_glass(reason)


def test_a_glass_lets_read_until_its_hour_is_over() -> None:
    until = datetime(2026, 11, 16, 12, tzinfo=UTC)

    assert check_glass("  Son référent est\nabsent ") == "Son référent est absent"
    assert is_open(datetime(2026, 11, 16, 11, 59, tzinfo=UTC), until)
    assert not is_open(until, until)


def test_a_head_approves_her_own_reading_only_when_she_is_alone() -> None:
    check_reading(1, 2, 1)
    check_reading(1, 1, 0)
    with pytest.raises(RuleBroken):
        check_reading(1, 1, 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Passer le permis, garder les enfants le mercredi", ()),
        ("Rendez-vous au CHU, service de psychiatrie", ("psychiatrie",)),
        ("Suivi pour sa dépression ; l’hôpital l’a dit", ("dépression", "l’hôpital")),
        ("Chantier de l’hôpital", ("l’hôpital",)),
        ("RQTH en cours", ("RQTH",)),
        ("", ()),
    ],
)
def test_words_of_health_are_found_so_that_the_writer_is_asked(text: str, found: tuple[str, ...]) -> None:
    assert health_words(text) == found


def test_of_health_nothing_is_written_but_that_a_barrier_exists() -> None:
    assert check_barrier(BarrierKind.HEALTH, " ") == ""
    assert check_barrier(BarrierKind.MOBILITY, " Auto-école\n le lundi") == "Auto-école le lundi"
    with pytest.raises(RuleBroken):
        check_barrier(BarrierKind.HEALTH, "en cours")
    with pytest.raises(RuleBroken):
        check_barrier(BarrierKind.MOBILITY, "Dossier 1 85 05 78 006 084 36")


def test_the_day_a_barrier_was_lifted_is_kept_while_it_is() -> None:
    assert lifted_on(BarrierState.LIFTED, None, DAY) == DAY
    assert lifted_on(BarrierState.LIFTED, date(2026, 1, 1), DAY) == date(2026, 1, 1)
    assert lifted_on(BarrierState.FOUND, date(2026, 1, 1), DAY) is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("9h", "09:00"), ("9 h 30", "09:30"), ("14:30", "14:30"), (" ", ""), ("0h05", "00:05")],
)
def test_an_hour_is_read_as_it_is_written(typed: str, kept: str) -> None:
    assert parse_hour(typed) == kept


@pytest.mark.parametrize("typed", ["25h", "14:60", "midi", "9h5"])
def test_an_hour_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(RuleBroken):
        parse_hour(typed)
