"""Progress by worksite, the ANRU rates, the residents: sums are exact, small numbers are hidden."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauses.compliance.rules import ClauseState
from worksites.sites.programmes.anru_rules import AnruBase, lines_of
from worksites.sites.programmes.residence_rules import Residents
from worksites.sites.progress.rules import Figures, PartLine, SitePlace, by_site, parted
from worksites.sites.rules import SharePurpose
from worksites.sites.worked.rules import Base

RATES = {AnruBase.WORKS: Decimal("0.05"), AnruBase.UPKEEP: Decimal("0.10")}
P = SharePurpose


def place(site_id: int, share: str) -> SitePlace:
    """A part of a contract."""
    return SitePlace(site_id, Decimal(share), P.WORKS)


@given(st.lists(st.integers(0, 10**7), min_size=5, max_size=5))
def test_the_parts_of_a_clause_sum_to_the_clause(minutes: list[int]) -> None:
    whole = Figures(*minutes)

    parts = parted(whole, [place(1, "0.3333"), place(2, "0.3333"), place(3, "0.3334")])

    assert sum((figures for _, figures in parts), Figures()) == whole


def test_a_worksite_is_the_sum_of_its_lines_and_their_worst_state() -> None:
    lines = [
        PartLine(place(1, "1"), 7, "A", "Lot 1", ClauseState.ON_TRACK, Figures(60, 30, 20, 20, 20)),
        PartLine(place(1, "0.5"), 8, "B", "Lot 1", ClauseState.LATE, Figures(40, 20, 0, 0, 5)),
        PartLine(place(2, "0.5"), 8, "B", "Lot 1", ClauseState.WATCH, Figures(40, 20, 0, 0, 5)),
    ]

    second, first = by_site(lines, {1: "Pradou", 2: "Jardiniers"})

    assert (first.state, first.figures) == (ClauseState.LATE, Figures(100, 50, 20, 20, 25))
    assert (first.figures.missing, first.figures.ratio) == (75, Decimal("0.25"))
    assert (second.name, second.clauses) == ("Jardiniers", 1)


def test_works_and_upkeep_have_their_own_rates() -> None:
    worked = [
        Base(P.WORKS, 6000, 12000),
        Base(P.ENGINEERING, 0, 6000),
        Base(P.UPKEEP, 1000, 1000),
        Base(P.OTHER, 9000, 9000),
    ]

    works, upkeep = lines_of(RATES, worked, [(P.WORKS, 300), (P.UPKEEP, 99), (P.OTHER, 500)])

    assert (works.reached, works.holds, works.owed, works.missing) == (Decimal("0.05"), True, 900, 600)
    assert (upkeep.reached, upkeep.holds, upkeep.missing) == (Decimal("0.099"), False, 1)


def test_nothing_worked_is_no_rate() -> None:
    (works,) = lines_of(RATES, [Base(P.WORKS, 0, 601)], [])

    assert (works.reached, works.holds, works.owed) == (None, None, 31)


@pytest.mark.parametrize(
    ("told", "said"),
    [(0, "toutes des phases"), (360, "6 h des totaux"), (600, "toutes des totaux que donnent")],
)
def test_the_base_says_which_of_the_documents_and_of_the_phases_it_is(told: int, said: str) -> None:
    (works,) = lines_of(RATES, [Base(P.WORKS, told, told, told), Base(P.WORKS, 600 - told, 600)], [])

    assert said in works.said.replace("\u00a0", " ")


def test_a_base_without_anything_is_left_out() -> None:
    assert lines_of(RATES, [], []) == []


LIVED = ["La Gauthière", "la gauthiere", "Saint-Jacques", "", None]


def test_people_are_counted_by_where_they_lived() -> None:
    assert Residents.of(LIVED, "La Gauthière") == Residents(5, 2, 1, 1, 1)
    assert Residents.of(LIVED, "") == Residents(5, 0, 3, 1, 1)


@pytest.mark.parametrize(
    ("people", "here", "least", "said"),
    [
        (0, 0, 5, "Personne n’a encore été embauché."),
        (3, 1, 5, "Moins de 5 personnes embauchées."),
        (12, 2, 5, "12 personnes embauchées, dont un nombre trop petit pour être dit."),
        (12, 10, 5, "12 personnes embauchées, dont un nombre trop petit pour être dit."),
        (12, 6, 5, "12 personnes embauchées, dont 6 habitants du quartier."),
        (12, 0, 5, "12 personnes embauchées, dont 0 habitant du quartier."),
        (3, 1, 1, "3 personnes embauchées, dont 1 habitant du quartier."),
    ],
)
def test_a_small_number_is_hidden(people: int, here: int, least: int, said: str) -> None:
    found = Residents(people, here, 0, people - here, 0)

    assert found.told(least).replace("\u00a0", " ") == said
