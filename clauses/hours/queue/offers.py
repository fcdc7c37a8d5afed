"""What the hours ask of each reader on the home page."""

from collections.abc import Iterator

from flask import url_for

from clauses.hours.queue.queries import counts_of
from facilitator.access import BODY_ROLES, Asker
from facilitator.feature import Alert
from facilitator.formats import plural


def alerts(asker: Asker) -> Iterator[Alert]:
    """Statements to check, late, to be mended; each count opens the list that shows them."""
    if asker.role not in BODY_ROLES:
        return
    counts = counts_of(asker)
    told = (
        ("to_check", "relevé à contrôler", "relevés à contrôler", url_for("queue.index"), False),
        ("late", "relevé en retard", "relevés en retard", url_for("statements.index", a_faire="late"), True),
        (
            "to_mend",
            "relevé à corriger par l’entreprise",
            "relevés à corriger par les entreprises",
            url_for("statements.index", a_faire="mend"),
            False,
        ),
    )
    for name, one, several, url, urgent in told:
        if counts[name]:
            yield Alert(counts[name], plural(counts[name], one, several), url, urgent)
