"""What the forgotten clauses offer to the home page."""

from collections.abc import Iterator

from flask import url_for

from clauses.unfollowed.queries import changed_of, count_of, forgotten_of
from facilitator.access import BODY_ROLES, Asker
from facilitator.feature import Alert
from facilitator.formats import plural


def alerts(asker: Asker) -> Iterator[Alert]:
    """Clauses that nobody follows, and published modifications of those that somebody does."""
    if asker.role not in BODY_ROLES:
        return
    forgotten = count_of(forgotten_of(asker))
    if forgotten:
        said = plural(
            forgotten, "clause publiée que personne ne suit", "clauses publiées que personne ne suit"
        )
        yield Alert(forgotten, said, url_for("unfollowed.index"))
    changed = len(changed_of(asker))
    if changed:
        said = plural(changed, "marché suivi modifié depuis", "marchés suivis modifiés depuis")
        yield Alert(changed, said, url_for("unfollowed.changes"))
