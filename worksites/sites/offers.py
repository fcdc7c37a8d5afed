"""What the worksites offer to the search box and to the pages of the lower rooms."""

from collections.abc import Iterator

from flask import url_for

from clauses.compliance.standing.exports import TONES
from facilitator.access import BODY_ROLES, COMPANY_ROLES, Asker
from facilitator.clock import today
from facilitator.feature import Alert, Hit, Panel
from facilitator.formats import plural
from facilitator.search import find
from worksites.sites.list_queries import count_of, find_worksites
from worksites.sites.models import Worksite
from worksites.sites.needs import offers as needs
from worksites.sites.place_rules import SiteToDo
from worksites.sites.programmes import offers as programmes
from worksites.sites.progress.exports import LINES
from worksites.sites.progress.queries import progress_of
from worksites.sites.queries import worksites_of
from worksites.sites.shares.exports import COMPANY_ON_CONTRACT, ON_CONTRACT
from worksites.sites.shares.queries import worksites_with

MOST_HITS = 8


TOLD = {
    SiteToDo.SOON: ("chantier où une phase commence bientôt", "chantiers où une phase commence bientôt"),
    SiteToDo.UNPLANNED: ("chantier sans phase de travaux", "chantiers sans phase de travaux"),
}


def alerts(asker: Asker) -> Iterator[Alert]:
    """Worksites that a facilitator must look at, each count with the list that shows them."""
    if asker.role not in BODY_ROLES:
        return
    for to_do, (one, several) in TOLD.items():
        count = count_of(find_worksites(asker, {"phases": to_do.value}, "nom", today()))
        if count:
            yield Alert(count, plural(count, one, several), url_for("worksites.index", phases=to_do.value))


def hits(asker: Asker, text: str) -> Iterator[Hit]:
    """The worksites that the search box finds, inside what the asker may see."""
    for row in find(worksites_of(asker), Worksite, text, MOST_HITS):
        context = ", ".join(filter(None, (row.address, row.commune)))
        yield Hit("Chantier", row.name, context, url_for("worksites.show", worksite_id=row.id))


def contract_panels(asker: Asker, kind: str, thing_id: int) -> Iterator[Panel]:
    """The worksites of a contract, on its page."""
    if kind != "contract":
        return
    rows = worksites_with(asker, thing_id)
    if rows:
        columns = COMPANY_ON_CONTRACT if asker.role in COMPANY_ROLES else ON_CONTRACT
        yield Panel("worksites/sites/shares/contract.html", {"rows": rows, "columns": columns})


def progress_panels(asker: Asker, kind: str, thing_id: int) -> Iterator[Panel]:
    """How the clauses stand on a worksite, on its page."""
    if kind != "worksite" or asker.role in COMPANY_ROLES:
        return
    for whole in progress_of(asker, {"chantier": str(thing_id)}):
        yield Panel("worksites/sites/progress/panel.html", {"whole": whole, "columns": LINES, "tones": TONES})


def panels(asker: Asker, kind: str, thing_id: int) -> Iterator[Panel]:
    """All that the worksites add to a page."""
    yield from contract_panels(asker, kind, thing_id)
    yield from programmes.panels(asker, kind, thing_id)
    yield from progress_panels(asker, kind, thing_id)
    yield from needs.panels(asker, kind, thing_id)
