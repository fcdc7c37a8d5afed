"""The form of an amendment: dates, reason, and one target per commitment."""

from typing import Any

from wtforms import StringField
from wtforms.validators import Length, Optional

from clauses.contracts.amendments.rules import Change
from clauses.contracts.forms import DayField
from clauses.contracts.hour_forms import HoursField
from facilitator.forms import Form, NumberField, Required

PREFIX = "target_"


class AmendmentForm(Form):
    """What does not depend on who is committed."""

    signed_on = DayField("Signé le", [Required("Indiquez la date de signature.")])
    effective_on = DayField("Prend effet le", [Required("Indiquez la date d’effet.")])
    reason = StringField("Motif", [Required("Indiquez pourquoi le marché change."), Length(max=1000)])
    amount = NumberField("Nouveau montant hors taxes", [Optional()], unit="€")
    ends_on = DayField("Nouvelle fin du marché")

    def change(self) -> Change:
        """The same, as the rules read it; a target left empty does not change."""
        targets = {
            int(field.name.removeprefix(PREFIX)): field.minutes
            for field in self
            if isinstance(field, HoursField) and field.minutes is not None
        }
        return Change(
            self.signed_on.data,
            self.effective_on.data,
            self.reason.data,
            targets,
            self.amount.data,
            self.ends_on.data,
        )


def amendment_form(names: dict[int, str]) -> type[AmendmentForm]:
    """The form for a contract, with one target per commitment (`names` by its id)."""
    fields: dict[str, Any] = {
        f"{PREFIX}{key}": HoursField(f"Heures de {name}", [Optional()]) for key, name in names.items()
    }
    return type("AmendmentFormOfContract", (AmendmentForm,), fields)
