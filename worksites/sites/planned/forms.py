"""Which clauses receive the months of the phases."""

from facilitator.forms import ChecksField, Required
from facilitator.once.forms import OnceForm


class PlannedForm(OnceForm):
    """The clauses, all of them to begin with."""

    clauses = ChecksField("Clauses à planifier", [Required("Choisissez au moins une clause.")], coerce=int)
