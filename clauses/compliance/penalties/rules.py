"""The words of a penalty file: its states, who may take each step, what the buyer may decide.

Nothing here decides: the tool computes and drafts, the buyer sends the notice and decides.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clauses.contracts.rules import Party
from facilitator.access import BODY_ROLES, BUYER_ROLES, Role
from facilitator.formats import day, euros
from facilitator.words import RuleBroken, Word

TEXT_AT_MOST = 4000


class FileState(Word):
    """Where a penalty file stands."""

    OPENED = "opened", "Ouvert"
    DRAFTED = "notice_drafted", "Mise en demeure à signer"
    SENT = "notice_sent", "Observations attendues"
    COMMENTED = "commented", "Observations reçues"
    PROPOSED = "proposed", "À décider par l’acheteur"
    DECIDED = "decided", "Décidé"
    CLOSED = "closed", "Clos"
    WITHDRAWN = "withdrawn", "Sans suite"


class Ruling(Word):
    """What the buyer decides; the label is what the draft says."""

    APPLIED = "applied", "Pénalité appliquée"
    REDUCED = "reduced", "Pénalité réduite"
    REMITTED = "remitted", "Remise totale"


OPEN_STATES = (
    FileState.OPENED,
    FileState.DRAFTED,
    FileState.SENT,
    FileState.COMMENTED,
    FileState.PROPOSED,
)
"""Nobody has decided yet."""
ENDED = (FileState.DECIDED, FileState.CLOSED)
"""What was decided never changes."""
SEEN_BY_COMPANY = (FileState.SENT, FileState.COMMENTED, FileState.PROPOSED, *ENDED)
"""A company sees its file once the buyer has written to it."""
FOLLOWING = {
    FileState.OPENED: {FileState.DRAFTED, FileState.WITHDRAWN},
    FileState.DRAFTED: {FileState.SENT, FileState.WITHDRAWN},
    FileState.SENT: {FileState.COMMENTED, FileState.PROPOSED, FileState.WITHDRAWN},
    FileState.COMMENTED: {FileState.COMMENTED, FileState.PROPOSED, FileState.WITHDRAWN},
    FileState.PROPOSED: {FileState.PROPOSED, FileState.DECIDED, FileState.WITHDRAWN},
    FileState.DECIDED: {FileState.CLOSED},
    FileState.CLOSED: set(),
    FileState.WITHDRAWN: set(),
}
TAKEN_BY = {
    FileState.DRAFTED: BODY_ROLES,
    FileState.SENT: BODY_ROLES | {Role.BUYER_VALIDATOR},
    FileState.COMMENTED: frozenset({Role.DECLARANT, Role.COMPANY_ADMIN, Role.LINK}) | BODY_ROLES,
    FileState.PROPOSED: BODY_ROLES,
    FileState.DECIDED: frozenset({Role.BUYER_VALIDATOR}),
    FileState.CLOSED: BODY_ROLES,
    FileState.WITHDRAWN: BODY_ROLES,
}
"""Who may take each step; the buyer's validator alone decides."""
TONES = {
    FileState.OPENED: "neutral",
    FileState.DRAFTED: "info",
    FileState.SENT: "warn",
    FileState.COMMENTED: "info",
    FileState.PROPOSED: "warn",
    FileState.DECIDED: "good",
    FileState.CLOSED: "neutral",
    FileState.WITHDRAWN: "neutral",
}
READERS = BODY_ROLES | BUYER_ROLES
EDITABLE = (FileState.OPENED, FileState.DRAFTED, FileState.SENT, FileState.COMMENTED)
"""The facts may still be mended: nothing is proposed."""


def check_step(before: FileState, after: FileState) -> None:
    """Refuse a step that cannot follow; raises `RuleBroken`."""
    if before in ENDED and after not in FOLLOWING[before]:
        raise RuleBroken("Ce dossier est décidé : il ne change plus.")
    if after not in FOLLOWING[before]:
        raise RuleBroken(f"Le dossier est à l’étape « {before.label} » : rechargez la page.")


def check_party(party: Party) -> None:
    """A buyer has no contract with a subcontractor: its holder answers for those hours."""
    if party is Party.SUBCONTRACTOR:
        raise RuleBroken(
            "L’acheteur n’a pas de contrat avec un sous-traitant : ouvrez le dossier du titulaire, qui "
            "répond de ses heures.",
            "commitment_id",
        )


def check_sent(on: date, drafted_on: date, today: date) -> None:
    """A notice is sent once drafted, and not tomorrow."""
    if on > today:
        raise RuleBroken("Cette date n’est pas encore passée.", "sent_on")
    if on < drafted_on:
        raise RuleBroken(f"Le projet date du {day(drafted_on)} : l’envoi ne le précède pas.", "sent_on")


def check_window(until: date | None, today: date) -> None:
    """The company may comment as long as its window is open."""
    if until is None or today > until:
        raise RuleBroken(
            f"Le délai pour présenter vos observations a pris fin le {day(until)} : écrivez à l’acheteur."
        )


def check_proposable(state: FileState, until: date | None, today: date) -> None:
    """Nothing is proposed before the company has commented, or its window has ended."""
    if state is FileState.SENT and (until is None or today <= until):
        raise RuleBroken(
            f"L’entreprise peut présenter ses observations jusqu’au {day(until)} : attendez-les, ou la fin "
            "de ce délai."
        )


@dataclass(frozen=True)
class Verdict:
    """What is proposed, or decided: euros, and why."""

    decision: Ruling
    amount: Decimal
    reason: str = ""

    def check(self, computed: Decimal) -> None:
        """Refuse what does not hold with the amount computed; raises `RuleBroken` on its field."""
        if self.decision is not Ruling.APPLIED and not self.reason.strip():
            raise RuleBroken("Dites pourquoi : la lettre reprend ce motif.", "reason")
        if self.decision is Ruling.APPLIED and self.amount != computed:
            raise RuleBroken(f"Appliquer, c’est retenir le montant calculé : {euros(computed)}.", "amount")
        if self.decision is Ruling.REDUCED and not 0 < self.amount < computed:
            raise RuleBroken(
                f"Une pénalité réduite est plus grande que zéro et plus petite que {euros(computed)}.",
                "amount",
            )
        if self.decision is Ruling.REMITTED and self.amount != 0:
            raise RuleBroken("Une remise totale ne retient aucun montant.", "amount")


def amount_of(decision: Ruling, typed: Decimal | None, computed: Decimal) -> Decimal:
    """The amount that a decision keeps: what was typed only when it reduces."""
    if decision is Ruling.APPLIED:
        return computed
    return (typed or Decimal(0)) if decision is Ruling.REDUCED else Decimal(0)
