"""The words in force of each step; change them, restore the house's own. The caller commits."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from clauses.compliance.chase.letters.models import LetterVersion
from clauses.compliance.chase.letters.rules import LETTERS, Letter, check_letter
from clauses.compliance.chase.rules import ChaseStep
from facilitator.access import Asker
from facilitator.accounts.queries import owned
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db


def letters_of(body_id: int) -> dict[ChaseStep, Letter]:
    """The message of each step for a body."""
    rows = db.session.scalars(
        select(LetterVersion).where(LetterVersion.body_id == body_id).order_by(LetterVersion.id)
    )
    own = {row.step: row.letter for row in rows}
    return {step: own.get(step) or letter for step, letter in LETTERS.items()}


def set_letter(asker: Asker, step: ChaseStep, letter: Letter) -> LetterVersion:
    """New words for a step, from now on. Leaves `letter.set`. Raises `RuleBroken` on the field."""
    check_letter(letter)
    return _keep(asker, step, letter)


def restore(asker: Asker, step: ChaseStep) -> LetterVersion:
    """Back to the house's own words. Leaves `letter.set`."""
    return _keep(asker, step, Letter("", "", ""))


def _keep(asker: Asker, step: ChaseStep, letter: Letter) -> LetterVersion:
    kept = LetterVersion(
        body_id=asker.organisation_id,
        step=step,
        subject=letter.subject,
        text=letter.text,
        sms=letter.sms,
        made_at=now(),
        author_id=asker.user_id,
    )
    db.session.add(kept)
    record("letter.set", kept, step=step.value, own=bool(letter.text))
    return kept


def history_of(asker: Asker, step: ChaseStep) -> list[LetterVersion]:
    """The versions of one message, the latest first."""
    found = owned(LetterVersion, asker).where(LetterVersion.step == step)
    return list(
        db.session.scalars(found.options(joinedload(LetterVersion.author)).order_by(LetterVersion.id.desc()))
    )
