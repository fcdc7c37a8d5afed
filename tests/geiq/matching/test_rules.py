"""People are ranked by reasons that are all shown; a criterion of eligibility is never one."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clauses.compliance.recovery.rules import RefusalReason
from clauses.people.abilities.rules import FrenchLevel, Licence
from clauses.people.employments.trades.near_rules import closeness
from facilitator.formats import day
from facilitator.words import RuleBroken
from geiq.matching.rules import (
    Candidate,
    Fit,
    ProposalState,
    StaffingState,
    Trade,
    TradeSource,
    Wanted,
    check_answer,
    check_request,
    check_sending,
    judge,
    rank,
    silence_sentence,
    unserved_sentence,
)

MASON = "Maçonnerie (F1703)"
START = date(2027, 3, 1)
WANTED = Wanted(MASON, START, "63000", FrenchLevel.A2, Licence.B)
FITTING = Candidate(
    1,
    "Amina Exemple",
    (Trade(MASON, TradeSource.TRAINED),),
    "63100",
    FrenchLevel.B1,
    frozenset({Licence.B}),
    counts_until=date(2028, 3, 1),
)


@pytest.mark.parametrize(
    ("asked", "known", "near"),
    [
        (MASON, MASON, 0),
        (MASON, "maçonnerie (f1703)", 0),
        ("F1703", MASON, 0),
        (MASON, "Façadier (F1704)", 1),
        (MASON, "Peinture en bâtiment (F1606)", 2),
        ("maçon VRD", "Maçonnerie (F1703)", 1),
        ("maçon VRD", "Maçon", 1),
        ("conducteur de travaux", "agent de propreté", 2),
        ("solier-moquettiste", "Solier moquettiste", 0),
    ],
)
def test_two_trades_are_near_or_apart(asked: str, known: str, near: int) -> None:
    assert closeness(asked, known) == near


def test_whoever_fits_has_a_reason_for_each_thing_asked() -> None:
    found = judge(WANTED, FITTING)

    assert [reason.fit for reason in found.reasons] == [Fit.MEETS] * 6
    assert found.reasons[0].sentence == "Métier\u00a0: Maçonnerie (F1703) (formation terminée)"
    assert found.reasons[1].sentence == "Français\u00a0: B1 (A2 demandé)"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"french": FrenchLevel.BELOW_A1}, "sous le niveau demandé"),
        ({"licences": frozenset()}, "Permis B\u00a0: non"),
        ({"postcode": "75011"}, "un autre département (75)"),
        ({"busy_until": date(2027, 6, 30)}, "prise jusqu’au"),
        ({"busy_for_long": True}, "sans fin connue"),
        ({"counts_until": date(2027, 4, 1)}, "moins de trois mois"),
        ({"counts_until": date(2027, 2, 1)}, "finie le"),
        ({"trades": (Trade("Peinture en bâtiment (F1606)", TradeSource.WORKED),)}, "Autre métier"),
    ],
)
def test_what_does_not_fit_is_said(changed: dict[str, object], said: str) -> None:
    found = judge(WANTED, replace(FITTING, **changed))

    assert found.count(Fit.FAILS) == 1
    assert [one.sentence for one in found.reasons if one.fit is Fit.FAILS and said in one.sentence]


@pytest.mark.parametrize(
    "changed",
    [{"french": None}, {"licences": None}, {"postcode": ""}, {"counts_until": None}, {"trades": ()}],
)
def test_what_is_not_known_is_not_held_against_anybody(changed: dict[str, object]) -> None:
    found = judge(WANTED, replace(FITTING, **changed))

    assert (found.count(Fit.FAILS), found.count(Fit.UNKNOWN)) == (0, 1)


def test_the_company_reads_no_word_on_a_window_that_is_short_nor_on_what_fails() -> None:
    short = judge(WANTED, replace(FITTING, counts_until=date(2027, 4, 1), licences=frozenset()))

    assert not [said for said in short.told if "ligib" in said or "Permis" in said]
    assert f"Éligible jusqu’au {day(date(2028, 3, 1))}" in judge(WANTED, FITTING).told


def test_of_an_assessment_the_company_reads_no_more_than_it_asked_for() -> None:
    aimed = (Trade("Construction de routes et voies (F1702)", TradeSource.AIMED),)
    person = replace(FITTING, french=FrenchLevel.C1, licences=frozenset(Licence), trades=aimed)

    inside = judge(WANTED, person)

    assert any(FrenchLevel.C1.label in one.sentence for one in inside.reasons)
    told = " ".join(inside.told)
    assert f"{FrenchLevel.A2.label} au moins" in told
    assert FrenchLevel.C1.label not in told
    assert "F1702" not in told
    assert not [one.label for one in Licence if one is not Licence.B and one.label in told]


def test_the_surest_knowledge_of_a_trade_is_told() -> None:
    trades = (Trade(MASON, TradeSource.AIMED), Trade(MASON, TradeSource.WORKED))

    assert "a travaillé comme" in judge(WANTED, replace(FITTING, trades=trades)).reasons[0].sentence


def test_fewest_faults_first_then_the_nearest_trade_then_who_was_proposed_least() -> None:
    near = replace(FITTING, person_id=2, name="B", trades=(Trade("Façadier (F1704)", TradeSource.WORKED),))
    often = replace(FITTING, person_id=3, name="A", proposed=4)
    failing = replace(FITTING, person_id=4, name="A", licences=frozenset())

    found = rank(WANTED, [failing, near, often, FITTING])

    assert [one.candidate.person_id for one in found] == [1, 3, 2, 4]


PEOPLE = some.builds(
    Candidate,
    person_id=some.integers(1, 9),
    name=some.sampled_from(["A", "B", "C"]),
    french=some.sampled_from([None, *FrenchLevel]),
    licences=some.sampled_from([None, frozenset(), frozenset({Licence.B})]),
    postcode=some.sampled_from(["", "63000", "75011"]),
    counts_until=some.sampled_from([None, date(2027, 3, 15), date(2029, 1, 1)]),
    busy_for_long=some.booleans(),
    proposed=some.integers(0, 3),
)


@given(some.lists(PEOPLE, max_size=8, unique_by=lambda one: one.person_id), some.randoms())
def test_the_order_does_not_depend_on_the_order_of_entry(people: list[Candidate], chance: object) -> None:
    mixed = list(people)
    chance.shuffle(mixed)  # type: ignore[attr-defined]

    assert rank(WANTED, mixed) == rank(WANTED, people)


@given(PEOPLE, some.sampled_from([{"french": FrenchLevel.C2}, {"licences": frozenset({Licence.B})}]))
def test_whoever_learns_more_never_falls(person: Candidate, gained: dict[str, object]) -> None:
    other = Candidate(99, "Z", postcode="63000")
    better = replace(person, **gained)

    before = [one.candidate.person_id for one in rank(WANTED, [person, other])]
    after = [one.candidate.person_id for one in rank(WANTED, [better, other])]

    assert after.index(person.person_id) <= before.index(person.person_id)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ((0, START, None, START), "people"),
        ((51, START, None, START), "people"),
        ((2, date(2027, 2, 28), None, START), "starts_on"),
        ((2, START, date(2027, 2, 1), START), "ends_on"),
    ],
)
def test_a_request_that_cannot_be_is_refused(told: tuple[int, date, date | None, date], field: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        check_request(*told)

    assert broken.value.field == field


@pytest.mark.parametrize(
    "told", [(StaffingState.FILLED, 1, True), (StaffingState.OPEN, 0, True), (StaffingState.OPEN, 2, False)]
)
def test_nobody_is_sent_without_her_word_nor_to_a_closed_request(
    told: tuple[StaffingState, int, bool],
) -> None:
    with pytest.raises(RuleBroken):
        check_sending(*told)


@pytest.mark.parametrize(
    "told",
    [
        (ProposalState.WITHDRAWN, ProposalState.MET, None, ""),
        (ProposalState.SENT, ProposalState.SENT, None, ""),
        (ProposalState.SENT, ProposalState.REFUSED, None, ""),
        (ProposalState.SENT, ProposalState.REFUSED, RefusalReason.OTHER, " "),
        (ProposalState.HIRED, ProposalState.REFUSED, RefusalReason.SKILLS, ""),
    ],
)
def test_an_answer_that_says_nothing_is_refused(
    told: tuple[ProposalState, ProposalState, object, str],
) -> None:
    with pytest.raises(RuleBroken):
        check_answer(*told)


def test_both_silences_are_told() -> None:
    assert silence_sentence(2, "maçon", date(2027, 3, 1)).startswith(
        f"Sans réponse au {day(date(2027, 3, 1))}"
    )
    assert "personne n’a été proposé en 15 jours" in unserved_sentence(1, "maçon", 15)
