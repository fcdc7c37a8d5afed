"""The forms of the recovery: an action, its end, a request, an offer, an answer."""

from datetime import date
from typing import Any

from wtforms import BooleanField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from clauses.compliance.recovery.rules import (
    MOST_PEOPLE,
    TEXT_AT_MOST,
    ActionState,
    Actor,
    RefusalReason,
    Reply,
)
from clauses.contracts.forms import NO_CHOICE, Choices, DayField
from facilitator.forms import Required
from facilitator.once.forms import OnceForm

NOBODY = "Ne nommez aucune personne suivie : l’acheteur lit ce texte."
TOO_LONG = Length(max=TEXT_AT_MOST, message="500 caractères au plus.")
HOW_MANY = NumberRange(1, MOST_PEOPLE, message="Indiquez de 1 à 200 personnes.")


class ActionForm(OnceForm):
    """What will be done, by whom, before which day."""

    what = TextAreaField(
        "Ce qui sera fait", [Required("Dites ce qui sera fait."), TOO_LONG], description=NOBODY
    )
    actor = SelectField("Par qui", choices=dict(Actor.choices()), coerce=Actor)
    due_on = DayField("Avant le", [Required("Indiquez un jour.")])
    organisation_id = SelectField("Entreprise concernée", coerce=int)
    terms_id = SelectField("Clause concernée", coerce=int)

    def offer(self, companies: Choices, clauses: Choices) -> None:
        """Hand in the companies and the clauses of the contract."""
        self.organisation_id.choices = dict([(NO_CHOICE, "Toutes"), *companies])
        self.terms_id.choices = dict([(NO_CHOICE, "Toutes"), *clauses])


class EndForm(OnceForm):
    """How an action ended."""

    state = SelectField(
        "Elle est",
        choices=dict(choice for choice in ActionState.choices() if choice[0] != ActionState.PLANNED),
        coerce=ActionState,
    )
    outcome = TextAreaField("Résultat, ou raison de l’abandon", [TOO_LONG], description=NOBODY)


class RequestForm(OnceForm):
    """A company asks for candidates."""

    commitment_id = SelectField("Marché", coerce=int)
    people = IntegerField("Combien de personnes", [InputRequired("Indiquez combien."), HOW_MANY])
    trade = StringField("Métier", [Required("Indiquez le métier."), Length(max=120)])
    remark = TextAreaField("Précisions", [TOO_LONG], description="Horaires, lieu, permis… Aucun nom.")


class OfferForm(RequestForm):
    """Candidates are offered to a company."""

    commitment_id = SelectField("Entreprise", coerce=int)
    request_id = SelectField("En réponse à", coerce=int)
    offered_on = DayField("Proposés le", [Required("Indiquez le jour.")])
    remark = TextAreaField(
        "Précisions",
        [TOO_LONG],
        description="Disponibilité, mobilité… Aucun nom : les noms se donnent de vive voix.",
    )
    told = BooleanField("Prévenir l’entreprise par courriel, avec un lien pour répondre", default=True)

    def offer(self, commitments: Choices, requests: Choices) -> None:
        """Hand in the commitments of the contract, and what their companies asked."""
        self.commitment_id.choices = dict(commitments)
        self.request_id.choices = dict([(NO_CHOICE, "Aucune demande"), *requests])

    def values(self) -> dict[str, Any]:
        """What the verb wants, the commitment and the request apart."""
        return {
            "people": self.people.data,
            "trade": self.trade.data or "",
            "remark": self.remark.data or "",
            "offered_on": self.offered_on.data or date.min,
        }


class AnswerForm(OnceForm):
    """What a company makes of an offer."""

    taken = IntegerField("Personnes retenues", [Optional(), NumberRange(0, MOST_PEOPLE)], default=0)
    not_taken = IntegerField("Personnes non retenues", [Optional(), NumberRange(0, MOST_PEOPLE)], default=0)
    reason = SelectField(
        "Si des personnes ne sont pas retenues, pourquoi",
        choices={"": "—", **dict(RefusalReason.choices())},
        coerce=lambda text: RefusalReason(text) if text else None,
    )
    remark = TextAreaField("Précisions", [TOO_LONG], description="Sans nommer personne.")

    @property
    def reply(self) -> Reply:
        """The answer as the rules read it."""
        told = (self.taken.data or 0, self.not_taken.data or 0)
        return Reply(*told, self.reason.data, self.remark.data or "")
