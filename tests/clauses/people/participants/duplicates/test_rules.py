"""Spellings of one person, and people who are two: measured on a population whose truth is known."""

import unicodedata
from datetime import date
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from clauses.people.participants.duplicates.rules import (
    Birth,
    Identity,
    Likelihood,
    alike,
    compare,
    compare_births,
    suggestions,
)
from clauses.people.participants.duplicates.spelling_rules import likeness
from tests.clauses.people.participants.duplicates.population import population

BORN = date(1991, 4, 7)
KHADIJA = Identity(1, "El-Amrani", "Khadija", BORN)
SPELLINGS = [
    ("EL-AMRANI", "KHADIJA", BORN),
    ("El Amrani", "Khadija", BORN),
    ("Elamrani", "Khadija", BORN),
    ("Amrani", "Khadija", BORN),
    ("Al Amrani", "Khadija", BORN),
    ("el amrani", "khadija ", BORN),
    ("Khadija", "El-Amrani", BORN),
    ("KHADIJA", "AMRANI", BORN),
    ("El-Amrani", "Khadidja", BORN),
    ("El-Amrani", "Kadija", BORN),
    ("El-Amrani", "Khadijah", BORN),
    ("El-Amrany", "Khadija", BORN),
    ("El-Amarni", "Khadija", BORN),
    ("El-Amrani-Petit", "Khadija", BORN),
    ("Petit née El-Amrani", "Khadija", BORN),
    ("El-Amrani", "Khadija Zohra", BORN),
    ("El-Amrani", "Khadija", date(1991, 7, 4)),
    ("El-Amrani", "Khadija", date(1990, 4, 7)),
    ("El-Amrani", "Khadija", None),
    (unicodedata.normalize("NFD", "Él-Amrani"), "Khadîja", BORN),
    ("El’Amrani", "Khadija", BORN),
    ("El'Amrani", "Khadija", BORN),
]


@pytest.mark.parametrize(("family", "given", "born"), SPELLINGS)
def test_each_spelling_of_one_person_is_one_suggestion(family: str, given: str, born: date | None) -> None:
    people, _ = population(400, 0)
    others = [KHADIJA, *(one for one in people if one.id > 1)]
    found = alike(Identity(9_999, family, given, born), others)

    assert [one.first for one in found] == [1]


@pytest.mark.parametrize(
    ("family", "given", "born"),
    [
        ("El-Amrani", "Khadija", date(1978, 11, 23)),
        ("El-Amrani", "Samira", BORN),
        ("Lefèvre", "Khadija", BORN),
        ("Haddad", "Karim", BORN),
        ("El-Amrani", "Karim", None),
    ],
)
def test_two_people_are_no_suggestion(family: str, given: str, born: date | None) -> None:
    assert compare(KHADIJA, Identity(2, family, given, born)) is None


def test_a_married_name_is_found_by_the_telephone() -> None:
    before = Identity(1, "Durand", "Manon", BORN, phone="+33612345678")
    after = Identity(2, "Lefèvre", "Manon", BORN, phone="+33612345678")
    found = compare(before, after)

    assert found is not None
    assert "même téléphone" in found.reasons
    assert compare(before, Identity(2, "Lefèvre", "Karim", BORN, phone="+33612345678")) is None


def test_why_is_said() -> None:
    same = compare(KHADIJA, Identity(2, "KHADIJA", "El Amrani", date(1991, 7, 4)))

    assert same is not None
    assert same.reasons == ("nom et prénom inversés", "jour et mois de naissance inversés")
    exact = compare(KHADIJA, Identity(2, "El-Amrani", "Khadija", BORN))
    assert exact is not None
    assert exact.likelihood is Likelihood.STRONG


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (BORN, BORN, Birth.SAME),
        (BORN, date(1991, 7, 4), Birth.SWAPPED),
        (BORN, date(1991, 4, 17), Birth.NEAR),
        (BORN, date(1992, 4, 7), Birth.NEAR),
        (BORN, date(1992, 5, 7), Birth.DIFFERENT),
        (BORN, None, Birth.UNKNOWN),
        (date(1990, 1, 1), date(1991, 1, 1), Birth.DIFFERENT),
    ],
)
def test_birth_dates_compare(one: date, other: date | None, expected: Birth) -> None:
    assert compare_births(one, other) is expected


names = some.text(some.characters(categories=("L", "M", "Zs", "Pd"), max_codepoint=0x6FF), max_size=20)


@given(names, names)
def test_likeness_does_not_depend_on_the_order(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 100


@example("AAAǾ")
@given(names)
def test_accents_and_case_change_nothing(name: str) -> None:
    heard = likeness(name, unicodedata.normalize("NFD", name))

    assert heard in (0, 100)


def test_recall_and_precision_on_a_population_whose_truth_is_known() -> None:
    people, truth = population(4_000, 570)
    found = {(one.first, one.second) for one in suggestions(people)}
    recall, precision = len(found & truth) / len(truth), len(found & truth) / len(found)

    assert recall >= 0.95, sorted(truth - found)
    assert precision >= 0.90, (precision, len(found))


def test_a_national_list_is_compared_in_seconds() -> None:
    people, _ = population(20_000, 500)
    start = process_time()
    suggestions(people)

    assert process_time() - start < 10
