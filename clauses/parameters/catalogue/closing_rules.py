"""The parameters of the end of a contract."""

from clauses.parameters.numbers.rules import Unit
from clauses.parameters.rules import Topic, numeric

CLOSING = (
    numeric(
        "report_comment_days", Topic.CLOSING, "Une entreprise commente le bilan final pendant", Unit.DAYS,
        "15", ("1", "60"),
        "Clause sociale de formation, portail CSF : quinze jours pour répondre avant une relance",
        "27 avril 2022", False,
    ),
)  # fmt: skip
