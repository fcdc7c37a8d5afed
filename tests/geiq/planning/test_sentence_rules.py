"""The sentence of a need, as a French reader wants it."""

from datetime import date
from fractions import Fraction

import pytest

from clauses.compliance.schedule.rules import Calendar, Closing
from geiq.planning.back_rules import Delays, Rates, back_plan
from geiq.planning.sentence_rules import (
    Means,
    cohorts_of,
    listed,
    needed,
    opening,
    people_of,
    text_of,
    too_short,
    whole,
)

RATES = Rates(Fraction(3, 100), Fraction(83, 100))
DELAYS = Delays(10, 10, 5, Calendar((Closing(32, 2), Closing(52, 1))))


def plain(text: str) -> str:
    """Without the spaces that do not break."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("count", "trade", "said"),
    [
        (9, "Canalisateur", "9 canalisateurs"),
        (1, "Canalisateur", "1 canalisateur"),
        (3, "maçon VRD", "3 maçons VRD"),
        (2, "Chef d’équipe", "2 chefs d’équipe"),
        (2, "Conducteur d’engins", "2 conducteurs d’engins"),
        (4, "Coffreur-bancheur", "4 coffreurs-bancheurs"),
        (5, "agent de propreté", "5 agents de propreté"),
        (2, "ouvrier polyvalent", "2 ouvriers polyvalents"),
        (2, "Peintre", "2 peintres"),
        (2, "Électricien du bâtiment", "2 électriciens du bâtiment"),
        (2, "plombier chauffagiste", "2 plombiers chauffagistes"),
        (2, "jardinier paysagiste", "2 jardiniers paysagistes"),
        (9, "Maçonnerie (F1703)", "9 maçons"),
        (9, "Pose de canalisations (F1705)", "9 canalisateurs"),
        (2, "Médiation sociale et facilitation de la vie en société (K1204)", "2 médiateurs sociaux"),
        (2, "Assistanat commercial (D1401)", "2 personnes pour « Assistanat commercial »"),
        (1, "Gros œuvre", "1 personne pour « Gros œuvre »"),
        (2, "Chantier école", "2 personnes pour « Chantier école »"),
        (2, "Espaces verts", "2 personnes pour « Espaces verts »"),
    ],
)
def test_people_of_a_trade_are_counted(count: int, trade: str, said: str) -> None:
    assert plain(people_of(count, trade)) == said


@pytest.mark.parametrize(
    ("items", "said"), [([], ""), (["2"], "2"), (["2", "4"], "2 et 4"), (["2", "4", "7"], "2, 4 et 7")]
)
def test_a_list_ends_with_and(items: list[str], said: str) -> None:
    assert listed(items) == said


def test_the_sentence_of_the_need_says_the_cohort_and_its_last_days() -> None:
    plan = back_plan(9, date(2027, 3, 1), 6, RATES, DELAYS)
    said = whole(
        needed(9, "Canalisateur", date(2027, 3, 1), ["2", "4", "7"], ["InspiRe"]),
        opening(plan, Means(geiq="BTP 63"), date(2026, 11, 22)),
    )

    assert plain(text_of(said)) == (
        "9 canalisateurs en mars 2027 sur les lots 2, 4 et 7 (InspiRe) : ouvrir une POEC de 12 places avant "
        "le 11 janvier 2027, réunion d’information avant le 10 décembre 2026, réserver le GEIQ BTP 63."
    )


def test_when_the_days_are_past_the_sentence_says_by_how_much() -> None:
    plan = back_plan(1, date(2027, 3, 1), 6, RATES, DELAYS)
    said = plain(text_of(opening(plan, Means(), date(2026, 12, 22))))

    assert said == (
        "il manque 2 semaines pour former à temps par une POEC de 2 places (réunion d’information avant le "
        "10 décembre 2026), réserver un GEIQ."
    )


@pytest.mark.parametrize(
    ("lots", "sites", "said"),
    [
        (["2"], ["Les Vergnes"], "1 peintre en mars 2027 sur le lot 2 (Les Vergnes)"),
        ([], ["A", "B"], "1 peintre en mars 2027 (A et B)"),
        ([], [], "1 peintre en mars 2027"),
        (list("1234567"), list("ABCD"), "1 peintre en mars 2027 sur 7 lots (4 chantiers)"),
    ],
)
def test_the_places_are_named_while_they_are_few(lots: list[str], sites: list[str], said: str) -> None:
    assert plain(text_of(needed(1, "Peintre", date(2027, 3, 1), lots, sites))) == said


@pytest.mark.parametrize(
    ("seats", "most", "found"), [(12, None, (1, 12)), (12, 12, (1, 12)), (13, 12, (2, 7)), (30, 12, (3, 10))]
)
def test_seats_are_shared_between_as_few_cohorts_as_can_be(
    seats: int, most: int | None, found: tuple[int, int]
) -> None:
    assert cohorts_of(seats, Means(most=most)) == found


def test_a_short_need_sends_elsewhere() -> None:
    assert "5 semaines seulement" in plain(text_of(too_short(5, 12)))
