"""The words of the message to a company."""

from datetime import date

import pytest

from clauses.hours.declaring.inviting.rules import Due, html, lines, subject, text, title
from clauses.hours.declaring.rules import chosen, of_month

OCTOBER, TODAY = date(2026, 10, 1), date(2026, 11, 2)


def due(contract: str = "Rue des Gras", month: date = OCTOBER, day: int = 10, returned: bool = False) -> Due:
    """A month of a contract."""
    due_on = date(month.year, month.month % 12 + 1, day)
    return Due(contract, "Ville de Riom", month, due_on, returned)


def plain(said: str) -> str:
    """Ordinary spaces."""
    return said.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("dues", "on", "said"),
    [
        (
            [due("A"), due("B"), due("C")],
            TODAY,
            "Heures d’octobre à déclarer avant le 10 novembre – 3 chantiers",
        ),
        ([due(day=1)], date(2026, 11, 1), "Heures d’octobre à déclarer avant le 1er novembre – 1 chantier"),
        ([due()], date(2026, 11, 11), "Heures d’octobre à déclarer dès que possible – 1 chantier"),
        (
            [due(), due(month=date(2026, 9, 1)), due(month=date(2026, 8, 1))],
            TODAY,
            "Heures d’octobre (et 2 autres mois) à déclarer avant le 10 novembre – 1 chantier",
        ),
        (
            [due(month=date(2026, 2, 1))],
            date(2026, 3, 1),
            "Heures de février à déclarer avant le 10 mars – 1 chantier",
        ),
    ],
)
def test_the_subject_says_the_act_the_day_and_how_many(dues: list[Due], on: date, said: str) -> None:
    assert plain(subject(dues, on)) == said


def test_the_letter_tells_each_month_and_where_to_press() -> None:
    dues = [due("Rue <b>"), due("École", date(2026, 9, 1), returned=True)]
    assert [plain(line) for line in lines(dues, TODAY)] == [
        "École (Ville de Riom) : heures de septembre 2026, à corriger",
        "Rue <b> (Ville de Riom) : heures d’octobre 2026, avant le 10 novembre",
    ]
    written = text(dues, "https://exemple.fr/d/abc", "PLIE", TODAY)
    assert "https://exemple.fr/d/abc" in written
    page = html(dues, "https://exemple.fr/d/abc", "PLIE", TODAY)
    assert "Rue &lt;b&gt;" in page
    assert 'href="https://exemple.fr/d/abc"' in page
    assert plain(title(dues)) == "Heures d’octobre 2026 à déclarer"


@pytest.mark.parametrize(
    ("month", "said"), [(4, "d’avril"), (8, "d’août"), (10, "d’octobre"), (1, "de janvier")]
)
def test_months_are_elided(month: int, said: str) -> None:
    assert of_month(date(2026, month, 1)) == said


@pytest.mark.parametrize(
    ("kept", "filled", "last", "able", "expected"),
    [
        (None, (), (1, 2), (1, 2, 3), {1, 2}),
        (None, (), (1, 2), (2, 3), {2}),
        (None, (), (), (1, 2), {1, 2}),
        (None, (3,), (1, 2), (1, 2, 3), {3}),
        ((1,), (3,), (2,), (1, 2), {1, 3}),
        ((9,), (), (1,), (1,), set()),
    ],
)
def test_the_same_people_are_ticked_at_first(
    kept: tuple[int, ...] | None,
    filled: tuple[int, ...],
    last: tuple[int, ...],
    able: tuple[int, ...],
    expected: set[int],
) -> None:
    assert chosen(kept, filled, last, able) == expected
