"""What the worksites offer to the search box and to the pages of the lower rooms."""

from collections.abc import Iterator

from flask import url_for

from clauses.compliance.standing.exports import TONES
from facilitator.access import COMPANY_ROLES, Asker
from facilitator.feature import Hit, Panel
from facilitator.search import find
from worksites.sites.models import Worksite
from worksites.sites.needs import offers as needs
from worksites.sites.programmes import offers as programmes
from worksites.sites.progress.exports import LINES
from worksites.sites.progress.queries import progress_of
from worksites.sites.queries import worksites_of
from worksites.sites.shares.exports import COMPANY_ON_CONTRACT, ON_CONTRACT
from worksites.sites.shares.queries import worksites_with

MOST_HITS = 8


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
