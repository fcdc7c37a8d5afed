"""The gallery: every component in every state obeys the page laws."""

import pytest

from facilitator.access import Role
from facilitator.home.gallery.views import FAMILIES
from tests.conftest import Client


@pytest.mark.parametrize("state", ["", "erreur", "vide"])
@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_is_shown_in_every_state(client: Client, family: str, state: str) -> None:
    client.as_role(Role.PARTNER)

    assert client.get("gallery.show", family=family, etat=state).h1 == FAMILIES[family]


def test_the_index_leads_to_each_family(client: Client) -> None:
    client.as_role(Role.DECLARANT)

    links = {link["href"] for link in client.get("gallery.index").select("main a")}

    assert {client.url("gallery.show", family=family) for family in FAMILIES} <= links


def test_an_unknown_family_does_not_exist(client: Client) -> None:
    client.as_role(Role.PARTNER)

    assert client.get("gallery.show", family="inconnue").status == 404


def test_a_refused_form_says_so_in_the_title_the_summary_and_beside_each_field(client: Client) -> None:
    client.as_role(Role.PARTNER)

    page = client.get("gallery.show", family="formulaires", etat="erreur")

    assert page.one("title").get_text().startswith("Erreur\u00a0: Formulaires")
    assert "Les heures dépassent celles du marché." in page.errors
    targets = [str(link["href"]).removeprefix("#") for link in page.select(".error-summary a")]
    assert targets
    assert all(page.soup.find(id=target) for target in targets)
    assert page.one("#title")["aria-describedby"] == "title-hint title-error"
    assert "Choisissez dans la liste." in page.errors
    assert page.one("#title")["aria-invalid"] == "true"


def test_a_list_without_any_row_says_why_and_what_to_do(client: Client) -> None:
    client.as_role(Role.PARTNER)

    bare = client.get("gallery.show", family="listes", etat="vide")
    filtered = client.get("gallery.show", family="listes", etat="vide", q="introuvable")

    assert "Personne n’a encore saisi" in bare.text
    assert "Ajouter un marché" in bare.text
    assert "Aucun résultat avec ces filtres" in filtered.text


def test_the_filter_bar_counts_and_removes_filters_and_exports_what_is_seen(client: Client) -> None:
    client.as_role(Role.PARTNER)

    page = client.get("gallery.show", family="listes", etape="running", q="école", tri="-montant")

    assert "2 filtres actifs" in page.text
    chips = [" ".join(chip.get_text().split()) for chip in page.select(".chip")]
    assert chips == ["Objet : école ×, retirer ce filtre", "Étape : Exécution ×, retirer ce filtre"]
    assert page.one("th[aria-sort]")["aria-sort"] == "descending"
