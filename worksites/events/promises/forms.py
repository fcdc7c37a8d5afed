"""The forms of a promise: what is promised, what keeps it, why it will not be."""

from typing import Any

from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from clauses.contracts.forms import NO_CHOICE, Choices, Chosen, DayField
from facilitator.forms import Required
from facilitator.once.forms import OnceForm
from worksites.events.rules import EventKind


class PromiseForm(OnceForm):
    """What is promised, by whom, by when, and where it is written."""

    kind = SelectField(
        "Type", choices=dict(EventKind.choices()), coerce=EventKind, default=EventKind.DISCOVERY
    )
    number = IntegerField("Combien", [InputRequired("Indiquez combien.")], default=1)
    by_on = DayField("Au plus tard le", description="Vide : avant le bilan final.")
    commitment_id = SelectField("Promis par", coerce=int)
    source = StringField(
        "Où c’est écrit",
        [Required("Dites où c’est écrit : article de la clause, page de l’offre."), Length(max=300)],
        description="Par exemple : mémoire technique, page 12.",
    )

    def offer(self, companies: Choices) -> None:
        """Hand in the commitments of the contract."""
        self.commitment_id.choices = dict([(NO_CHOICE, "Quiconque tient le marché"), *companies])

    def values(self) -> dict[str, Any]:
        """Columns of the promise."""
        found = {name: value for name, value in self.data.items() if name != "form_key"}
        return found | {"commitment_id": found["commitment_id"] or None}


def evidence_field() -> StringField:
    """What was seen."""
    return StringField(
        "Preuve vue",
        [Length(max=300)],
        description="Feuille de présence, photographies, convention… Ne nommez aucun candidat. Vide tant que "
        "l’événement n’est pas tenu.",
    )


class EvidenceForm(OnceForm):
    """The evidence that an event was held."""

    evidence = evidence_field()
    seen_on = DayField("Vue le")


class KeptForm(OnceForm):
    """An event that counts for a promise, and its evidence."""

    event_id = SelectField("Événement", [Chosen("Choisissez l’événement.")], coerce=int)
    evidence = evidence_field()
    seen_on = DayField("Vue le")

    def offer(self, events: Choices) -> None:
        """Hand in the events."""
        self.event_id.choices = dict([(NO_CHOICE, "Choisissez…"), *events])


class BrokenForm(OnceForm):
    """Why a promise will not be kept."""

    reason = StringField("Motif", [Required("Dites pourquoi : le motif est au bilan."), Length(max=300)])
