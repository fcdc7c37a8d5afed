"""Search: accents, case, one typo per word, and nothing beyond what may be seen."""

import string

import pytest
from flask import Flask
from hypothesis import assume, given
from hypothesis import strategies as st
from sqlalchemy import select

from facilitator.accounts.models import Organisation
from facilitator.search import candidate, find, matches, parts, rank, words_of
from tests.conftest import keep
from tests.factories import make_organisation

WORD = st.text(string.ascii_lowercase, min_size=4, max_size=14)


@st.composite
def typo(draw: st.DrawFn) -> tuple[str, str]:
    """A word, and the same with one letter added, lost, changed, or swapped with its neighbour."""
    word = draw(WORD)
    place = draw(st.integers(0, len(word) - 2))
    letter = draw(st.sampled_from(string.ascii_lowercase))
    wrong = draw(
        st.sampled_from(
            [
                word[:place] + letter + word[place:],
                word[:place] + word[place + 1 :],
                word[:place] + letter + word[place + 1 :],
                word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            ]
        )
    )
    assume(len(wrong) >= 4)
    return word, wrong


@given(typo())
def test_one_typo_is_forgiven_wherever_it_is(pair: tuple[str, str]) -> None:
    word, wrong = pair

    assert matches(wrong, word)
    assert rank([wrong], f"ville {word} 63000") is not None


@given(typo())
def test_a_word_with_one_typo_is_always_among_the_candidates(pair: tuple[str, str]) -> None:
    word, wrong = pair

    assert any(piece in word for piece in parts(wrong))
    assert all(parts(wrong))
    assert "".join(parts(wrong)) == wrong


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("  Été à l’Œuvre ", ["ete", "a", "l", "oeuvre"]),
        ("420 730 145 00018", ["42073014500018"]),
        ("lot 12 2027", ["lot", "12", "2027"]),
        ("%_'\";--", []),
    ],
)
def test_what_is_typed_becomes_folded_words(typed: str, words: list[str]) -> None:
    assert words_of(typed) == words


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("riviere", True),
        ("RIVIÈRE", True),
        ("rivire", True),
        ("riveire btp", True),
        ("btp riviere", True),
        ("rivi", True),
        ("rvre", False),
        ("riviere plomberie", False),
        ("bpt", False),
        ("r", False),
        ("", False),
    ],
)
@pytest.mark.each_engine
def test_an_organisation_is_found_by_its_words(app: Flask, typed: str, found: bool) -> None:
    row = make_organisation(name="Rivière & Fils B.T.P. BTP")
    keep()

    assert find(select(Organisation), Organisation, typed) == ([row] if found else [])


@pytest.mark.each_engine
def test_a_siret_is_found_by_its_digits_however_spaced(app: Flask) -> None:
    row = make_organisation()
    keep()
    digits = row.siret or ""

    for typed in (digits, f"{digits[:3]} {digits[3:6]} {digits[6:9]} {digits[9:]}", digits[:9]):
        assert find(select(Organisation), Organisation, typed) == [row]


@pytest.mark.each_engine
def test_the_exact_word_comes_before_the_forgiven_one(app: Flask) -> None:
    near = make_organisation(name="Charpente Dumond")
    exact = make_organisation(name="Zinguerie Dumont")
    keep()

    assert find(select(Organisation), Organisation, "dumont") == [exact, near]


@pytest.mark.each_engine
def test_only_what_the_select_lets_through_is_found(app: Flask) -> None:
    make_organisation(name="Charpente Dumont", city="Thiers")
    keep()

    assert find(select(Organisation).where(Organisation.city == "Riom"), Organisation, "dumont") == []


@pytest.mark.each_engine
def test_a_number_forgives_nothing(app: Flask) -> None:
    assert len(str(candidate(Organisation, "63000").compile()).split(" OR ")) == 1
    assert not matches("63000", "63001")
