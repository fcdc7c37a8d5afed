"""The methods, on the published and derived vectors of the domain dossier (§14)."""

from decimal import Decimal
from typing import Any

import pytest

from clauses.parameters.catalogue.rules import CATALOGUE
from clauses.parameters.numbers.rules import Rounding
from clauses.parameters.rules import Settings, Value
from clauses.sizing.calculators.rules import METHODS
from clauses.sizing.methods.rules import Answer, facts
from facilitator.words import RuleBroken


def ask(method: str, settings: Settings | None = None, **given: Any) -> Answer:
    """The answer to inputs written as text."""
    values = {
        name: value if name == "trade" or value is None else Decimal(value) for name, value in given.items()
    }
    return METHODS[method].answer(values, settings)


def answered(method: str, **given: Any) -> dict[str, Any]:
    """The same as JSON."""
    values = {name: Decimal(value) for name, value in given.items()}
    return facts(METHODS[method], values, METHODS[method].answer(values))


@pytest.mark.parametrize(
    ("amount", "share", "rate", "cost", "exact", "hours"),
    [
        ("1000000", "0.5", "0.05", "30", "833.3333333333", 833),
        ("1000000", "0.5", "0.05", "25", "1000", 1000),
        ("1000000", "0.7", "0.05", "30", "1166.6666666667", 1167),
        ("1000000", "0.2", "0.05", "30", "333.3333333333", 333),
        ("1500000", "0.7", "0.10", "30", "3500", 3500),
    ],
)
def test_the_standard_formula_gives_the_published_hours(
    amount: str, share: str, rate: str, cost: str, exact: str, hours: int
) -> None:
    found = answered("standard", amount=amount, labour_share=share, rate=rate, hourly_cost=cost)

    assert (found["hours_exact"], found["hours"], found["clause"]) == (exact, hours, True)


def test_the_standard_formula_shows_the_labour_hours_of_the_whole_contract() -> None:
    answer = ask("standard", amount="1500000", labour_share="0.7", rate="0.1", hourly_cost="30")

    assert [step.result for step in answer.steps] == [
        "1\u202f050\u202f000\u00a0€", "35\u202f000\u00a0h", "105\u202f000\u00a0€",
        "3\u202f500\u00a0h", "3\u202f500\u00a0h",
    ]  # fmt: skip


def test_the_trade_answers_for_the_labour_share_and_is_said_to_be_used() -> None:
    answer = ask("standard", amount="1000000", trade="masonry")

    assert answer.hours == 833
    assert {value.parameter.key for value in answer.used} >= {
        "labour_share_masonry",
        "insertion_rate",
        "hourly_cost",
    }


@pytest.mark.parametrize(
    ("turnover", "months", "kept", "rate", "share", "hours", "clause"),
    [
        ("600000", "36", "500", "0.10", "0.25", "600", True),
        ("600000", "36", "0", "0.10", "1", "2400", True),
        ("120000", "12", "200", "0.10", "0.5", "240", True),
        ("120000", "12", "400", "0.10", "0", "0", False),
        ("90000", "12", "150", "0.05", "0.5", "90", False),
        ("1000000", "48", "300", "0.05", "0.64", "1280", True),
    ],
)
def test_cleaning_follows_the_pact_method(
    turnover: str, months: str, kept: str, rate: str, share: str, hours: str, clause: bool
) -> None:
    found = answered("cleaning", turnover=turnover, months=months, transferred_hours=kept, rate=rate)

    assert (found["P"], found["share"], found["I"], found["clause"]) == (share, share, hours, clause)


def test_below_the_floor_the_answer_is_a_sentence() -> None:
    found = answered("cleaning", turnover="90000", months="12", transferred_hours="150", rate="0.05")

    assert found["hours"] == 90
    assert found["sentence"].startswith("Le calcul donne 90\u00a0h, moins que le plancher de 150\u00a0h")


def test_without_potential_the_answer_is_a_sentence_and_no_number() -> None:
    found = answered("cleaning", turnover="120000", months="12", transferred_hours="800", rate="0.1")

    assert found["hours"] is None
    assert found["hours_exact"] is None
    assert "pas de potentiel" in found["sentence"]


def test_just_under_the_floor_never_reads_as_the_floor() -> None:
    answer = ask("standard", amount="89999.99", labour_share="1", rate="0.05", hourly_cost="30")

    assert not answer.clause
    assert "149,99\u00a0h" in answer.sentence


@pytest.mark.parametrize(
    ("amount", "hours"),
    [
        ("1", 150), ("99000", 150), ("99999.99", 150), ("100000", 300), ("199000", 300),
        ("200000", 450), ("399000", 450), ("400000", 900),
    ],
)  # fmt: skip
def test_the_training_clause_goes_by_bands(amount: str, hours: int) -> None:
    assert ask("training", amount=amount).hours == hours


def test_the_training_clause_needs_more_than_a_firm_year() -> None:
    assert ask("training", amount="250000", firm_months="13").clause
    short = ask("training", amount="250000", firm_months="12")

    assert not short.clause
    assert short.hours is None
    assert "plus de 12\u00a0mois" in short.sentence


@pytest.mark.parametrize(
    ("amount", "hours", "jobs", "years"),
    [
        ("2600", 100, None, None),
        ("3699", 142, None, None),
        ("3700", None, 1, "0.0833"),
        ("44400", None, 12, "1"),
        ("100000", None, 27, "2.2523"),
        ("250000", None, 68, "5.6306"),
    ],
)
def test_the_social_impact_is_said_in_hours_then_in_jobs(
    amount: str, hours: int | None, jobs: int | None, years: str | None
) -> None:
    found = answered("impact", amount=amount)

    assert (found["hours_month"], found["jobs_month"]) == (hours, jobs)
    assert years is None or round(Decimal(found["jobs_year"]), 4) == Decimal(years)


def test_the_social_impact_rounds_half_to_even_as_its_source_does() -> None:
    assert answered("impact", amount="65")["hours_month"] == 2
    assert answered("impact", amount="9250")["jobs_month"] == 2


def test_anru_takes_five_per_cent_of_works_and_ten_of_neighbourhood_management() -> None:
    answer = ask("anru", works_hours="40000", gup_hours="3000")

    assert answer.hours == 2300
    assert any("2005" in note for note in answer.notes)


def test_anru_hours_are_owed_even_below_the_floor() -> None:
    assert ask("anru", works_hours="1000").clause


def test_anru_asks_for_something_to_count() -> None:
    with pytest.raises(RuleBroken, match="Indiquez les heures"):
        ask("anru")


@pytest.mark.parametrize(
    ("suppliers", "dependency", "advice"),
    [("40", "0.2", "reserve"), ("40", "0.3", "lot"), ("40", None, "lot"), ("11", "0.1", "lot"),
     ("10", "0.1", "clause"), ("2", None, "clause"), ("1", None, "none")],
)  # fmt: skip
def test_the_local_supply_says_what_is_possible(suppliers: str, dependency: str | None, advice: str) -> None:
    assert ask("potential", suppliers=suppliers, dependency=dependency).figures["advice"] == advice


def test_the_rounding_is_a_setting() -> None:
    parameter = CATALOGUE["rounding"]
    up = Settings({"rounding": Value(parameter, Rounding.UP, "essai")})
    given = {"amount": "1000000", "labour_share": "0.5", "rate": "0.05", "hourly_cost": "30"}

    assert ask("standard", up, **given).hours == 834
    assert ask("standard", **given).hours == 833


def test_the_months_of_the_contract_say_the_hours_in_people() -> None:
    answer = ask("standard", amount="1000000", labour_share="0.5", months="12")

    assert answer.people == "1\u00a0personne, 3\u00a0jours par semaine, 11\u00a0mois"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"labour_share": "0.5"}, "Indiquez : montant"),
        ({"amount": "-5", "labour_share": "0.5"}, "indiquez un nombre"),
        ({"amount": "0", "labour_share": "0.5"}, "indiquez un nombre"),
        ({"amount": "1000", "labour_share": "5"}, "dépasse 100 %"),
        ({"amount": "1000", "labour_share": "0.5", "rate": "0"}, "indiquez un nombre"),
        ({"amount": "1000"}, "part de main-d’œuvre"),
        ({"amount": "1000", "trade": "magie"}, "n’est pas dans la liste"),
    ],
)
def test_bad_inputs_are_refused_with_a_sentence(given: dict[str, str], message: str) -> None:
    with pytest.raises(RuleBroken, match=message):
        ask("standard", **given)
