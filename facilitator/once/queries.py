"""Remember what a form did, so that sending it again only shows the answer again.

Usage, in a view, before and after the act: `if (known := answer_of(key, sender, held)): return
redirect(known)`, then `keep(key, sender, held, location)` before the commit. Writers follow each other
(`facilitator.db`), so two requests at once cannot both find nothing.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from sqlalchemy import bindparam, delete, select

from facilitator.clock import now
from facilitator.db import db
from facilitator.once.models import SentForm
from facilitator.prepared import Prepared, inserting
from facilitator.words import RuleBroken

KEPT = timedelta(days=7)
KNOWN = Prepared(select(SentForm.digest, SentForm.location).where(SentForm.key == bindparam("sealed")))
ACTED = inserting(SentForm, "key", "digest", "location", "sent_at")
CHANGED = "Ce formulaire a déjà été envoyé avec d’autres réponses : rouvrez la page, puis recommencez."


def new_key() -> str:
    """A key for a form that is about to be shown."""
    return token_urlsafe(16)


def _sealed(key: str, sender: str) -> str:
    return sha256(f"{sender}\n{key}".encode()).hexdigest()


def digest_of(held: Mapping[str, Sequence[str]]) -> str:
    """A digest of what a form held, its tokens left out."""
    told = sorted((name, list(values)) for name, values in held.items() if name != "csrf_token")
    return sha256(repr(told).encode()).hexdigest()


def answer_of(key: str, sender: str, held: Mapping[str, Sequence[str]]) -> str | None:
    """Where the answer of a form already sent is; None the first time, or without a key.

    Raises `RuleBroken` when the same key comes back with other answers.
    """
    if not key:
        return None
    known = KNOWN.first({"sealed": _sealed(key, sender)})
    if known is None:
        return None
    digest, location = known
    if digest != digest_of(held):
        raise RuleBroken(CHANGED)
    return str(location)


def keep(key: str, sender: str, held: Mapping[str, Sequence[str]], location: str) -> None:
    """Remember that the form acted, in the transaction of its act."""
    if key:
        acted = {
            "key": _sealed(key, sender),
            "digest": digest_of(held),
            "location": location,
            "sent_at": now(),
        }
        ACTED.write(acted)


def forget_before(at: datetime) -> int:
    """Drop the keys older than a week; how many. The caller commits."""
    gone = delete(SentForm).where(SentForm.sent_at < at - KEPT).returning(SentForm.key)
    return len(db.session.scalars(gone).all())
