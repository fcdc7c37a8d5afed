"""What the eligibility offers to the home page and to a person's page."""

from collections.abc import Iterator

from flask import url_for

from clauses.parameters.catalogue.rules import whole
from clauses.parameters.queries import settings_of
from clauses.people.documents.queries import count_to_see
from clauses.people.documents.rules import DocumentState
from clauses.people.eligibility.list_queries import counts
from clauses.people.eligibility.queries import windows_of
from clauses.people.eligibility.rules import Situation, eligible_until
from facilitator.access import BODY_ROLES, Asker
from facilitator.clock import today
from facilitator.feature import Alert, Link
from facilitator.formats import plural

SENTENCES = {
    Situation.ASKED: ("demande d’éligibilité à examiner", "demandes d’éligibilité à examiner"),
    Situation.ENDING: ("éligibilité qui se termine bientôt", "éligibilités qui se terminent bientôt"),
}
PARTICIPANT = "participant"


def alerts(asker: Asker) -> Iterator[Alert]:
    """Who waits for an answer, whose window ends soon, what was sent and nobody looked at."""
    if asker.role not in BODY_ROLES:
        return
    soon = whole(settings_of(asker, today()), "eligibility_alert_days")
    for situation, count in counts(asker, soon).items():
        if count:
            said = plural(count, *SENTENCES[situation])
            url = url_for("eligibility.index", etat=situation.value)
            yield Alert(count, said, url, situation is Situation.ASKED)
    waiting = count_to_see(asker)
    if waiting:
        said = plural(waiting, "justificatif à regarder", "justificatifs à regarder")
        yield Alert(waiting, said, url_for("documents.index", etat=DocumentState.TO_SEE.value))


def links(asker: Asker, kind: str, thing_id: int) -> Iterator[Link]:
    """On a person's page, for her body: her eligibility and her documents."""
    if kind != PARTICIPANT or asker.role not in BODY_ROLES:
        return
    until = eligible_until(windows_of([thing_id]).get(thing_id, ()), today())
    said = "Éligibilité" if until else "Décider de l’éligibilité"
    yield Link(said, url_for("eligibility.show", participant_id=thing_id))
    yield Link("Justificatifs", url_for("documents.index", personne=thing_id))
