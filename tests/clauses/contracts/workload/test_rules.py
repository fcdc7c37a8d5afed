"""Hours spoken in people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauses.contracts.workload.rules import full_time_jobs, in_people


@pytest.mark.parametrize(
    ("hours", "months", "said"),
    [
        (0, 12, "personne à prévoir"),
        (7, 12, "1 personne, 1 jour"),
        (20, 12, "1 personne, 3 jours"),
        (100, 12, "1 personne à temps plein, 3 semaines"),
        (833, 24, "1 personne, 2 jours par semaine, 16 mois"),
        (322, 4, "1 personne, 4 jours par semaine, 4 mois"),
        (300, 4, "1 personne, 3 jours par semaine, 4 mois"),
        (1607, 12, "1 personne à temps plein, 12 mois"),
        (3500, 12, "3 personnes à temps plein, 9 mois"),
        (1607, None, "1 personne à temps plein, 12 mois"),
    ],
)
def test_hours_are_spoken_in_people(hours: int, months: int | None, said: str) -> None:
    assert in_people(hours * 60, months).replace("\u00a0", " ") == said


@given(st.integers(1, 6_000_000), st.integers(1, 120))
def test_whatever_the_hours_the_sentence_is_whole(minutes: int, months: int) -> None:
    said = in_people(minutes, months)

    assert "personne" in said
    assert not any(f" {zero}" in said for zero in ("0\u00a0mois", "0\u00a0jour", "0\u00a0semaine"))


def test_a_full_time_job_is_a_legal_year() -> None:
    assert str(full_time_jobs(1607 * 60)) == "1.00"
    assert str(full_time_jobs(8372 * 60)) == "5.21"
