"""A list's URL: what it says is read, what it says wrong is ignored, links change one thing."""

from datetime import date
from operator import attrgetter

import pytest

from facilitator.exchange.columns import Column
from facilitator.exchange.listing import Filter, FilterKind, Listing

FILTERS = (
    Filter("q", "Objet"),
    Filter.of("etape", "Étape", [("running", "Exécution"), ("closed", "Clos")]),
    Filter("depuis", "Depuis le", kind=FilterKind.DATE),
)
NAME = Column("Marché", attrgetter("name"), sort="marche")
AMOUNT = Column("Montant", attrgetter("amount"), sort="montant")


def read(**args: str) -> Listing:
    """The listing of such a URL."""
    return Listing.read("/marches", args, FILTERS, (NAME, AMOUNT), "marche")


def test_filters_are_read_counted_and_said_in_words() -> None:
    listing = read(q=" école ", etape="running", depuis="2027-03-14")

    assert listing.active == 3
    assert listing["q"] == "école"
    assert listing.day("depuis") == date(2027, 3, 14)
    assert listing.sentences() == ["Objet : école", "Étape : Exécution", "Depuis le : 14/03/2027"]


def test_what_the_url_says_wrong_is_as_if_not_said() -> None:
    listing = read(etape="inconnue", depuis="hier", tri="mot_de_passe", page="-3", autre="x")

    assert listing.active == 0
    assert listing.sort == "marche"
    assert listing.page == 1
    assert listing.url == "/marches"


@pytest.mark.parametrize("page", ["0", "²", "1e9", "99999999", "", "1 "])
def test_a_strange_page_is_the_first(page: str) -> None:
    assert read(page=page).page == 1


def test_removing_a_chip_keeps_the_other_filters_and_the_sort() -> None:
    listing = read(q="école", etape="running", tri="-montant", page="3")

    assert [chip.url for chip in listing.chips] == [
        "/marches?etape=running&tri=-montant",
        "/marches?q=%C3%A9cole&tri=-montant",
    ]
    assert listing.reset_url == "/marches?tri=-montant"


def test_a_second_press_on_a_heading_turns_the_sort_round() -> None:
    assert read().sort_url(AMOUNT) == "/marches?tri=montant"
    assert read(tri="montant").sort_url(AMOUNT) == "/marches?tri=-montant"
    assert read(tri="-montant").sort_url(AMOUNT) == "/marches?tri=montant"
    assert read(tri="-montant").sort_state(AMOUNT) == "descending"
    assert read(tri="-montant").sort_state(NAME) == ""
    assert read(tri="-montant").descends
    assert read(tri="-montant").sort_by == "montant"


def test_a_page_past_the_end_becomes_the_last() -> None:
    listing = read(page="9").counted(120)

    assert (listing.page, listing.pages, listing.first, listing.last) == (3, 3, 101, 120)
    assert listing.page_url(2) == "/marches?page=2"


def test_an_empty_list_has_one_page_and_no_line() -> None:
    listing = read().counted(0)

    assert (listing.page, listing.pages, listing.first, listing.last, listing.offset) == (1, 1, 0, 0, 0)


def test_what_is_seen_and_everything_are_exported_apart() -> None:
    listing = read(q="école", tri="-montant", page="2")

    assert listing.export_url("csv") == "/marches/export.csv?q=%C3%A9cole&tri=-montant"
    assert listing.export_url("xlsx", everything=True) == "/marches/export.xlsx?tri=-montant"
