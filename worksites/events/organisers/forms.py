"""The form of the organisers."""

from clauses.contracts.forms import Choices
from facilitator.forms import ChecksField
from facilitator.once.forms import OnceForm


class OrganisersForm(OnceForm):
    """Who holds the event."""

    people = ChecksField("Qui tient l’événement", coerce=int)

    def offer(self, colleagues: Choices) -> None:
        """Hand in the people of the body."""
        self.people.choices = dict(colleagues)
