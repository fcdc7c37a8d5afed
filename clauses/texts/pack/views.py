"""The pack's pages: what the texts of a contract say, and the files to take away."""

from io import BytesIO

from flask import Blueprint, abort, render_template, send_file
from flask.typing import ResponseReturnValue

from clauses.contracts.models import Contract
from clauses.contracts.queries import contract_of
from clauses.texts.filling.documents import blocks
from clauses.texts.own.views import piece_of, send_docx
from clauses.texts.pack.documents import archive, document
from clauses.texts.pack.queries import pack_facts
from clauses.texts.pack.rules import PackFacts
from clauses.texts.rules import FILE_NAMES, Piece
from facilitator.access import BODY_ROLES, BUYER_ROLES, allow, current_asker
from facilitator.clock import today
from facilitator.formats import search_key
from facilitator.words import RuleBroken

bp = Blueprint("texts", __name__, url_prefix="/textes-de-clause")
READERS = (*BODY_ROLES, *BUYER_ROLES)


@bp.get("/<int:contract_id>")
@allow(*READERS)
def show(contract_id: int) -> ResponseReturnValue:
    """What the texts of the contract say, and what is still to decide."""
    contract = contract_or_404(contract_id)
    facts = pack_facts(contract, today())
    pieces = [(piece, blocks(document(contract.body_id, piece, facts))) for piece in Piece if facts.clauses]
    return render_template("clauses/texts/pack/show.html", contract=contract, facts=facts, pieces=pieces)


def contract_or_404(contract_id: int) -> Contract:
    """The contract, if the asker may see it."""
    return contract_of(current_asker(), contract_id) or abort(404)


def facts_of(contract: Contract) -> PackFacts:
    """What the texts say; a contract without a clause has nothing to say."""
    facts = pack_facts(contract, today())
    if not facts.clauses:
        raise RuleBroken("Ce marché n’a pas encore de clause : ajoutez-en une à un lot, puis revenez.")
    return facts


@bp.get("/<int:contract_id>/dossier.zip")
@allow(*READERS)
def download_all(contract_id: int) -> ResponseReturnValue:
    """Every piece in one zip."""
    contract = contract_or_404(contract_id)
    content = archive(contract.body_id, facts_of(contract))
    name = f"clause-{file_name(contract)}.zip"
    return send_file(BytesIO(content), "application/zip", as_attachment=True, download_name=name)


@bp.get("/<int:contract_id>/<piece>.docx")
@allow(*READERS)
def download(contract_id: int, piece: str) -> ResponseReturnValue:
    """One piece."""
    named, contract = piece_of(piece), contract_or_404(contract_id)
    content = document(contract.body_id, named, facts_of(contract))
    return send_docx(content, f"{FILE_NAMES[named]}-{file_name(contract)}")


def file_name(contract: Contract) -> str:
    """The contract's reference as part of a file name."""
    return search_key(contract.reference).replace(" ", "-")[:60] or str(contract.id)
