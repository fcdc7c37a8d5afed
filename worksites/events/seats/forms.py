"""The form of the places."""

from wtforms import IntegerField
from wtforms.validators import Optional

from clauses.contracts.forms import DayField
from facilitator.once.forms import OnceForm
from worksites.events.forms import HourField
from worksites.events.rules import GuestKind

NO_LIMIT = "Laissez vide s’il n’y a pas de limite."


class SeatsForm(OnceForm):
    """How many guests of each kind; the fields bear the values of `GuestKind`."""

    guest_person = IntegerField("Candidats", [Optional()], description=NO_LIMIT)
    guest_company = IntegerField("Entreprises", [Optional()], description=NO_LIMIT)
    guest_partner = IntegerField("Partenaires", [Optional()], description=NO_LIMIT)
    closes_on = DayField("Inscriptions jusqu’au", description="Laissez vide : jusqu’au début de l’événement.")
    closes = HourField("À", description="Vide : en fin de journée.")

    def seats(self) -> dict[GuestKind, int | None]:
        """The places by kind."""
        return {kind: self[kind.value].data for kind in GuestKind}
