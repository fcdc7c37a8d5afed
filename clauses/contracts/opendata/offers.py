"""What the open data offers to the home page."""

from collections.abc import Iterator

from flask import url_for

from clauses.contracts.opendata.queries import open_refused
from facilitator.access import BODY_ROLES, Asker
from facilitator.feature import Alert
from facilitator.formats import plural


def alerts(asker: Asker) -> Iterator[Alert]:
    """Refused records that wait to be mended or dropped."""
    count = open_refused(asker) if asker.role in BODY_ROLES else 0
    if count:
        said = plural(count, "enregistrement publié à réparer", "enregistrements publiés à réparer")
        yield Alert(count, said, url_for("opendata.refused_index", etat="open"))
