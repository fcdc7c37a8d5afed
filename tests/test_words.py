"""Law 7 of the README: words live once, in French for the reader; the glossary names every model."""

import re
from collections.abc import Iterator

import pytest

from facilitator.app import create_app
from facilitator.db import Base
from facilitator.words import Word
from tests.house import ROOT

create_app(SECRET_KEY="x" * 40, DATABASE_URL="sqlite://")  # loads every room


def words(above: type[Word] = Word) -> Iterator[type[Word]]:
    """Every closed list of terms of the house."""
    for word in above.__subclasses__():
        if word.__module__.split(".")[0] != "tests":
            yield word
            yield from words(word)


def models() -> dict[str, str]:
    """Each model class and its room."""
    return {
        mapper.class_.__name__: mapper.class_.__module__.removesuffix(".models")
        for mapper in Base.registry.mappers
    }


def glossary() -> dict[str, str]:
    """The README's table: model and room."""
    lines = re.findall(r"^\| [^|`]+ \| `(\w+)` \| `([\w.]+)` \|$", (ROOT / "README.md").read_text(), re.M)
    return dict(lines)


def test_the_glossary_names_every_model_and_its_room() -> None:
    missing = [
        f"| mot français | `{name}` | `{room}` |"
        for name, room in models().items()
        if glossary().get(name) != room
    ]

    assert not missing, "add to the README's glossary:\n" + "\n".join(sorted(missing))


def test_the_glossary_names_no_model_that_is_gone() -> None:
    assert set(glossary()) <= set(models())


@pytest.mark.parametrize(
    "word", sorted(words(), key=lambda word: word.__name__), ids=lambda word: word.__name__
)
def test_each_term_has_one_good_label(word: type[Word]) -> None:
    labels = [term.label for term in word]

    assert len(labels) == len(set(labels)), "two terms share a label"
    for term in word:
        assert term.label.strip() == term.label != ""
        assert "'" not in term.label, f"{term.label}: write ’"
        assert not re.search(r"(?<=\w) [?!;]", term.label), f"{term.label}: a narrow no-break space"
        assert re.fullmatch(r"[a-z0-9_.\-]+", term.value), f"{term.value}: stored in plain lower case"


def test_no_two_lists_share_a_name() -> None:
    names = [word.__name__ for word in words()]

    assert sorted(names) == sorted(set(names))
