"""The Word files of a contract, one or all in a zip."""

import zipfile
from io import BytesIO

from clauses.texts.filling.documents import fill
from clauses.texts.own.queries import template_of
from clauses.texts.pack.rules import PackFacts, document_title
from clauses.texts.rules import FILE_NAMES, Piece

FIXED = (2020, 1, 1, 0, 0, 0)


def document(body_id: int, piece: Piece, facts: PackFacts) -> bytes:
    """One piece, filled from the template in force for the body."""
    return fill(template_of(body_id, piece), facts.values(), document_title(piece, facts))


def archive(body_id: int, facts: PackFacts) -> bytes:
    """Every piece in one zip."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        for piece in Piece:
            entry = zipfile.ZipInfo(f"{FILE_NAMES[piece]}.docx", FIXED)
            out.writestr(entry, document(body_id, piece, facts), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
