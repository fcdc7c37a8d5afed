"""From a published clause to a followed contract."""

from sqlalchemy import select

from clauses.contracts.models import Contract
from clauses.contracts.opendata.reading.shapes import Party
from clauses.contracts.rules import Party as Part
from clauses.contracts.rules import Stage
from clauses.unfollowed.models import PublicationDecision
from facilitator.access import Role
from facilitator.accounts.rules import OrganisationKind
from facilitator.db import db
from tests.clauses.unfollowed.published import act_of, make_published
from tests.conftest import Client
from tests.factories import make_body, make_organisation, make_siret


def sent(client: Client, published_id: int, **over: str) -> dict[str, str]:
    """What the form holds, as a browser would send it."""
    page = client.get("unfollowed.take", published_id=published_id)
    form = page.one("main form[method=post]")
    data = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    for choice in form.select("select"):
        chosen = choice.select_one("option[selected]") or choice.select_one("option")
        data[choice["name"]] = chosen["value"]
    data.pop("csrf_token")
    return {key: str(value) for key, value in data.items()} | over


def test_a_published_clause_is_taken_over_with_its_companies_and_modifications(client: Client) -> None:
    client.as_role(Role.FACILITATOR, make_body(departments="63"))
    first, second, sub = make_siret(), make_siret(), make_siret()
    row = make_published(
        holders=[Party(id=first, name="Alpha"), Party(id=second, name="Bêta")],
        subcontracts=[act_of(sub)],
        changes=[
            {"number": "1", "notified_on": "2026-06-01", "amount": 12_000_000},
            {"number": "2", "notified_on": "2026-07-01", "months": 18},
            {"number": "3", "notified_on": "2026-08-01"},
        ],
    )

    page = client.post(
        "unfollowed.take_it",
        sent(client, row.id, buyer_name="Ville d’Essai", hours="1000"),
        published_id=row.id,
    )

    contract = db.session.scalars(select(Contract)).one()
    assert page.location.endswith(f"/marches/{contract.id}")
    assert contract.buyer.siret == row.buyer_siret
    assert (contract.stage, contract.published_contract_id) == (Stage.NOTIFIED, row.id)
    shares = {
        one.organisation.name: (one.party, one.minutes) for one in contract.lots[0].terms[0].commitments
    }
    assert shares == {
        "Alpha": (Part.HOLDER, 30_000),
        "Bêta": (Part.JOINT_CONTRACTOR, 30_000),
        "Sous-traitance Essai": (Part.SUBCONTRACTOR, 0),
    }
    assert [(one.amount_after, str(one.ends_on_after)) for one in contract.amendments] == [
        (120_000, "2027-03-01"),
        (120_000, "2027-09-01"),
    ]
    assert client.get("unfollowed.index").text.count(row.number) == 0
    assert "Aucune modification" in client.get("unfollowed.changes").text


def test_a_company_without_a_name_must_be_named_and_nothing_is_lost(client: Client) -> None:
    client.as_role(Role.FACILITATOR, make_body(departments="63"))
    siret = make_siret()
    row = make_published(holders=[Party(id=siret)])
    data = sent(client, row.id, buyer_name="Ville", title="Objet corrigé")

    page = client.post("unfollowed.take_it", data, published_id=row.id)

    assert "Indiquez le nom de l’entreprise." in page.errors
    assert page.one("#title")["value"] == "Objet corrigé"
    data[f"name_{siret}"] = "Gamma"
    assert client.post("unfollowed.take_it", data, published_id=row.id).status == 302


def test_taken_over_twice_makes_one_contract(client: Client) -> None:
    client.as_role(Role.FACILITATOR, make_body(departments="63"))
    row = make_published()
    data = sent(client, row.id, buyer_name="Ville")
    client.post("unfollowed.take_it", data, published_id=row.id)

    page = client.post("unfollowed.take_it", data, published_id=row.id)

    assert page.status in (200, 302)
    assert len(db.session.scalars(select(Contract)).all()) == 1


def test_dismissing_asks_for_a_reason_and_can_be_undone(client: Client) -> None:
    client.as_role(Role.FACILITATOR, make_body(departments="63"))
    row = make_published()
    assert "pourquoi" in client.post("unfollowed.dismiss", {"reason": "other"}, published_id=row.id).text

    client.post("unfollowed.dismiss", {"reason": "finished"}, published_id=row.id)
    assert row.number not in client.get("unfollowed.index").text
    client.post("unfollowed.undo", published_id=row.id)

    assert row.number in client.get("unfollowed.index").text
    assert db.session.scalars(select(PublicationDecision)).all() == []


def test_a_known_buyer_keeps_its_name(client: Client) -> None:
    client.as_role(Role.FACILITATOR, make_body(departments="63"))
    row = make_published()
    make_organisation(OrganisationKind.AUTHORITY, siret=row.buyer_siret, name="Ville connue")

    assert "Ville connue" in client.get("unfollowed.show", published_id=row.id).text


def test_a_published_modification_opens_the_sandbox_filled(client: Client) -> None:
    client.as_role(Role.FACILITATOR, make_body(departments="63"))
    row = make_published()
    client.post("unfollowed.take_it", sent(client, row.id, buyer_name="Ville"), published_id=row.id)
    contract = db.session.scalars(select(Contract)).one()
    again = make_published(
        number=row.number,
        buyer=row.buyer_siret,
        changes=[{"number": "1", "notified_on": "2026-06-01", "amount": 15_000_000}],
    )
    row.merged_into_id = again.id

    page = client.get("unfollowed.change", contract_id=contract.id)
    sandbox = next(link["href"] for link in page.select("a") if "avenants/nouveau" in link.get("href", ""))

    assert "150" in client.fetch(str(sandbox)).text
    client.post("unfollowed.seen", contract_id=contract.id)
    assert "Aucune modification" in client.get("unfollowed.changes").text
