"""The messages of many companies at once, in their body's words: three selects."""

from collections.abc import Sequence

from clauses.compliance.chase.letters.queries import letters_of
from clauses.compliance.chase.line_rules import Line
from clauses.compliance.chase.sending.queries import Draft, draft_of, referents_of
from facilitator.accounts.models import Organisation
from facilitator.db import db


def drafts_of(lines: Sequence[Line], body_id: int) -> list[Draft]:
    """What each company would receive; those that nobody can write to, or that are held, are left out."""
    if not lines:
        return []
    body, letters = db.session.get_one(Organisation, body_id), letters_of(body_id)
    referents = referents_of(lines)
    found = (draft_of(line, body, letters, referents) for line in lines)
    return [one for one in found if one is not None]
