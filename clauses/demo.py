"""What the clauses show of themselves in a demonstration: their parts of the territory, the tour."""

from flask import url_for

from clauses.compliance.closing import demonstration as closing
from clauses.compliance.demonstration import chasing, following, missing
from clauses.contracts.demonstration import demo, published
from clauses.hours.demonstration import demo as hours
from clauses.people.demonstration import demo as people
from clauses.unfollowed import demo as unfollowed
from facilitator.feature import Step

PARTS = (
    *demo.PARTS,
    *published.PARTS,
    *unfollowed.PARTS,
    *people.PARTS,
    *hours.PARTS,
    *missing.PARTS,
    *closing.PARTS,
    *chasing.PARTS,
    *following.PARTS,
)


STEPS = (
    Step(
        "Importez le fichier de données essentielles de la démonstration",
        lambda _: url_for("opendata.create"),
        ("opendata.confirmed",),
    ),
    Step(
        "Prenez en charge une clause que personne ne suit",
        lambda _: url_for("unfollowed.index"),
        ("publication.taken_over",),
    ),
    Step("Calibrez les heures d’une clause", lambda _: url_for("sizing.index"), ("sizing.kept",)),
    Step(
        "Validez les relevés du mois qui concordent",
        lambda _: url_for("queue.index"),
        ("statement.validated",),
    ),
    Step(
        "Regardez ce qui est fait et ce qui manque",
        lambda _: url_for("board.index"),
        visits=frozenset({"board.index"}),
    ),
    Step(
        "Ouvrez le bilan final d’un marché terminé",
        lambda _: url_for("reports.index"),
        visits=frozenset({"reports.show"}),
    ),
)
