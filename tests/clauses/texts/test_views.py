"""The pack of a contract and the templates of a body, page by page."""

import subprocess
import zipfile
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from clauses.contracts.models import Contract
from clauses.contracts.rules import (
    ClauseKind,
    EligibleCategory,
    Modality,
    PenaltyFormula,
    PenaltyTrigger,
)
from clauses.contracts.terms.queries import set_penalty
from clauses.texts.defaults.documents import default_template
from clauses.texts.filling.documents import blocks
from clauses.texts.own.models import TextTemplate
from clauses.texts.rules import FILE_NAMES, Piece
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.db import db
from tests.clauses.texts.filling.test_documents import word
from tests.conftest import Client
from tests.factories import make_body
from tests.factories_contracts import make_contract, make_lot, make_terms
from tests.provide import libreoffice


@pytest.fixture
def body(client: Client) -> Organisation:
    """The body whose facilitator is signed in."""
    body = make_body(name="Plie & <Métropole>")
    client.as_role(Role.FACILITATOR, body)
    return body


def make_full_contract(body: Organisation, **over: object) -> Contract:
    """A contract of two lots: 833 hours with penalties, and a reserved lot."""
    contract = make_contract(body, title="École {{ 7 * 7 }} & <b>gymnase</b>", **over)
    terms = make_terms(
        make_lot(contract, title="Gros œuvre"),
        categories=[EligibleCategory.RSA.value],
        modalities=[Modality.DIRECT_HIRE.value],
        pooling_allowed=True,
    )
    set_penalty(terms, PenaltyTrigger.MISSING_HOURS, PenaltyFormula.PER_HOUR, Decimal(60))
    kind = ClauseKind.RESERVED_ADAPTED
    make_terms(make_lot(contract, title="Espaces verts"), None, kind=kind, reserved_share=Decimal("0.5"))
    return contract


def downloaded(client: Client, contract: Contract, piece: Piece) -> bytes:
    """A piece as it is downloaded."""
    address = client.url("texts.download", contract_id=contract.id, piece=piece)
    answer = client.ask("GET", address)
    assert answer.status_code == 200
    return answer.get_data()


def text_of(content: bytes) -> str:
    """The whole text of a Word file."""
    return " ".join(
        block.get("text") or " ".join(cell for row in block["rows"] for cell in row)
        for block in blocks(content)
    )


def test_the_pack_says_hours_people_means_penalties_and_contact(client: Client, body: Organisation) -> None:
    text = text_of(downloaded(client, make_full_contract(body), Piece.SPECIAL_TERMS))

    for said in (
        "833\u00a0heures", "L2112-2", "L2113-12", "20.1", "Bénéficiaires du RSA", "Embauche directe",
        "60\u00a0€ par heure non réalisée", "après mise en demeure", "chaque mois", "Mutualisation",
        "Plie & <Métropole>", "École {{ 7 * 7 }} & <b>gymnase</b>", "Lot 2", "50\u00a0%",
    ):  # fmt: skip
        assert said in text


def test_the_page_previews_the_pack_and_says_what_is_missing(client: Client, body: Organisation) -> None:
    contract = make_contract(body, title="Voirie")
    make_terms(make_lot(contract), None)
    page = client.get("texts.show", contract_id=contract.id)

    assert "Marché : le nombre d’heures n’est pas fixé." in page.text
    assert len(page.select("section[aria-label^=Aperçu]")) == 3


def test_a_contract_without_a_clause_has_no_text(client: Client, body: Organisation) -> None:
    contract = make_contract(body)

    assert "pas encore de clause" in client.get("texts.show", contract_id=contract.id).text
    assert client.get("texts.download_all", contract_id=contract.id).status == 422


def test_all_pieces_come_in_one_zip(client: Client, body: Organisation) -> None:
    contract = make_full_contract(body)
    answer = client.ask("GET", client.url("texts.download_all", contract_id=contract.id))
    with zipfile.ZipFile(BytesIO(answer.get_data())) as archive:
        names = archive.namelist()

    assert names == [f"{name}.docx" for name in FILE_NAMES.values()]


def test_a_buyer_downloads_the_pack_of_its_own_contract_only(client: Client) -> None:
    membership = client.as_role(Role.BUYER_READER)
    own = make_full_contract(make_body(), buyer=membership.organisation)
    other = make_full_contract(make_body())

    assert downloaded(client, own, Piece.TENDER_RULES)[:2] == b"PK"
    own.title = "École"
    assert client.get("texts.show", contract_id=own.id).status == 200
    assert client.get("texts.show", contract_id=other.id).status == 404


def send(client: Client, content: bytes, piece: Piece = Piece.SPECIAL_TERMS) -> int:
    """Send a template; the status of the answer."""
    data = {"file": (BytesIO(content), "le modèle.docx")}
    return client.post("text_templates.send", data, piece=piece).status


def test_a_body_replaces_a_template_and_goes_back(client: Client, body: Organisation) -> None:
    contract = make_full_contract(body)
    assert send(client, word("Notre texte : {{ marche.reference }}")) == 302
    own = text_of(downloaded(client, contract, Piece.SPECIAL_TERMS))
    page = client.get("text_templates.show", piece=Piece.SPECIAL_TERMS)
    for _ in range(2):
        client.post("text_templates.back_to_default", piece=Piece.SPECIAL_TERMS)

    assert own == f"Notre texte : {contract.reference}"
    assert "le modèle.docx" in page.text
    assert "Notre texte : 2026-EXEMPLE" in page.text
    assert "833" in text_of(downloaded(client, contract, Piece.SPECIAL_TERMS))
    assert db.session.query(TextTemplate).count() == 2


def test_the_template_of_a_body_serves_no_other(client: Client, body: Organisation) -> None:
    send(client, word("Notre texte"))
    other = make_body()
    client.as_role(Role.HEAD, other)

    assert "Notre texte" not in text_of(downloaded(client, make_full_contract(other), Piece.SPECIAL_TERMS))


def test_a_past_version_can_be_taken_back(client: Client, body: Organisation) -> None:
    send(client, word("Première"))
    send(client, word("Seconde"))
    first = db.session.query(TextTemplate).order_by(TextTemplate.id).first()
    assert first is not None
    answer = client.ask("GET", client.url("text_templates.version", template_id=first.id))

    assert text_of(answer.get_data()) == "Première"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"un texte", "pas un document Word"),
        (word("{{ marche.prix }}"), "« marche.prix » n’existe pas"),
        (word("{{ marche.objet() }}"), "seuls les champs"),
    ],
)
def test_a_wrong_template_is_refused_with_a_sentence(
    client: Client, body: Organisation, content: bytes, said: str
) -> None:
    data = {"file": (BytesIO(content), "modele.docx")}
    page = client.post("text_templates.send", data, piece=Piece.SPECIAL_TERMS)

    assert page.status == 422
    assert said in page.errors
    assert not db.session.query(TextTemplate).count()


def test_nothing_sent_is_asked_for(client: Client, body: Organisation) -> None:
    assert "Choisissez un fichier" in client.post("text_templates.send", piece=Piece.TENDER_RULES).errors


def test_the_template_in_force_can_be_changed_in_word(client: Client, body: Organisation) -> None:
    answer = client.ask("GET", client.url("text_templates.download", piece=Piece.COMPANY_ANSWER))

    assert answer.get_data() == default_template(Piece.COMPANY_ANSWER)
    assert send(client, answer.get_data(), Piece.COMPANY_ANSWER) == 302


def test_the_fields_are_listed(client: Client, body: Organisation) -> None:
    page = client.get("text_templates.fields")

    assert "{{ clause.heures }}" in page.text
    assert "{% for clause in clauses %}" in page.text


@pytest.mark.libreoffice
def test_the_pack_opens_in_libreoffice_without_a_warning(
    client: Client, body: Organisation, tmp_path: Path
) -> None:
    contract = make_full_contract(body)
    for piece in Piece:
        (tmp_path / f"{piece}.docx").write_bytes(downloaded(client, contract, piece))
    done = subprocess.run(
        [str(libreoffice()), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
         "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path),
         *(str(tmp_path / f"{piece}.docx") for piece in Piece)],
        capture_output=True, text=True, check=True, timeout=180,
    )  # fmt: skip

    complaints = [line for line in done.stderr.splitlines() if "javaldx" not in line and line.strip()]
    assert not complaints
    for piece in Piece:
        text = (tmp_path / f"{piece}.txt").read_text(encoding="utf-8")
        assert "833\u00a0heures" in text
        assert Document(tmp_path / f"{piece}.docx").core_properties.language == "fr-FR"
