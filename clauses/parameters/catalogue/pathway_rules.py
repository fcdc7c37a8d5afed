"""The parameters of the pathways."""

from clauses.parameters.numbers.rules import Unit
from clauses.parameters.rules import Topic, numeric

PATHWAYS = (
    numeric(
        "pathway_kept_months", Topic.PATHWAYS,
        "Diagnostics, freins et étapes gardés après le dernier contact avec la personne", Unit.MONTHS, "24",
        ("12", "120"),
        "CNIL, référentiel « durées de conservation » du secteur social (délibération 2023-095) : deux ans "
        "après le dernier contact", "14 septembre 2023",
    ),
)  # fmt: skip
