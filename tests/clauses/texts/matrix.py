"""Who may read the clause texts, and who may replace their templates."""

from typing import Any

from clauses.texts.defaults.documents import default_template
from clauses.texts.own.models import TextTemplate
from clauses.texts.rules import Piece
from facilitator.clock import now
from tests.factories import add, make_user
from tests.factories_contracts import make_contract, make_lot, make_terms
from tests.matrix import BODY, BUYERS, Corner, Line


def contract(corner: Corner) -> dict[str, Any]:
    """A contract of the corner with a clause."""
    row = make_contract(corner.body, buyer=corner.buyer, title=corner.canary)
    row.archived_on = corner.archived_on
    make_terms(make_lot(row, title=corner.canary))
    return {"contract_id": row.id}


def document(corner: Corner) -> dict[str, Any]:
    """One piece of a contract of the corner."""
    return {**contract(corner), "piece": Piece.SPECIAL_TERMS}


def piece(_corner: Corner) -> dict[str, Any]:
    """A piece: it is everybody's, its template is each body's."""
    return {"piece": Piece.SPECIAL_TERMS}


def version(corner: Corner) -> dict[str, Any]:
    """A template of the corner's body."""
    row = TextTemplate(
        body_id=corner.body.id,
        piece=Piece.SPECIAL_TERMS,
        content=default_template(Piece.SPECIAL_TERMS),
        file_name=corner.canary,
        size=2,
        author_id=make_user().id,
        made_at=now(),
    )
    return {"template_id": add(row).id}


ALL = {"client": BODY, "other": BODY, "archived": BODY}
LINES = (
    Line("texts.show", BODY | BUYERS, contract),
    Line("texts.download", BODY | BUYERS, document),
    Line("texts.download_all", BODY | BUYERS, contract),
    Line("text_templates.index", BODY),
    Line("text_templates.fields", BODY),
    Line("text_templates.show", BODY, piece, **ALL),
    Line("text_templates.send", BODY, piece, **ALL),
    Line("text_templates.download", BODY, piece, **ALL),
    Line("text_templates.version", BODY, version),
    Line("text_templates.confirm_default", BODY, piece, **ALL),
    Line("text_templates.back_to_default", BODY, piece, **ALL),
)
