"""What only a buyer can do, in the order in which it matters, and what it may read of a company elsewhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clauses.compliance.rules import ClauseState
from facilitator.formats import NBSP, day, plural
from facilitator.words import Word

LEAST_CONTRACTS = 3
"""Below so many finished contracts nothing is said: one could be recognised (choice of the tool)."""
AT_RISK = (ClauseState.LATE, ClauseState.MISSING_REPORT, ClauseState.WATCH)
"""States in which a clause may miss its hours."""
MUST_START = (ClauseState.LATE, ClauseState.WATCH)
"""States in which somebody must start, when the forecast says by when."""
SILENT_MONTHS = 2
"""From so many months not declared, the buyer is asked to write to the company."""


class BuyerDuty(Word):
    """What only the buyer can do; the first matters most."""

    VISA = "visa", "Donner le visa"
    RULE = "rule", "Décider d’une pénalité"
    NOTICE = "notice", "Signer une mise en demeure"
    KICK_OFF = "kick_off", "Fixer la réunion de démarrage"
    START = "start", "Rappeler à l’entreprise qu’il faut embaucher"
    WRITE = "write", "Écrire à l’entreprise qui ne déclare pas"


@dataclass(frozen=True)
class Duty:
    """One thing to do on one contract: the sentence names companies, never a participant."""

    kind: BuyerDuty
    contract_id: int
    sentence: str
    by: date | None = None


@dataclass(frozen=True)
class Clause:
    """A clause of a buyer's contract, as the board has it. `holder` is its company; '' when nobody is."""

    contract_id: int
    reference: str
    lot: str
    holder: str
    state: ClauseState | None
    start_by: date | None
    people: int
    late: int


def order(duties: Iterable[Duty]) -> list[Duty]:
    """The most important first, then the soonest."""
    rank = list(BuyerDuty).index
    return sorted(duties, key=lambda duty: (rank(duty.kind), duty.by or date.max, duty.contract_id))


def visa(contract_id: int, reference: str) -> Duty:
    """A final report waits for the buyer's visa."""
    return Duty(BuyerDuty.VISA, contract_id, f"Marché {reference}{NBSP}: donnez votre visa au bilan final.")


def kick_off(contract_id: int, reference: str, notified_on: date | None) -> Duty:
    """A notified contract has no kick-off meeting."""
    since = f", notifié le {day(notified_on)}," if notified_on else ""
    said = f"Marché {reference}{since} fixez la réunion de démarrage avec la clause à l’ordre du jour."
    return Duty(BuyerDuty.KICK_OFF, contract_id, said, notified_on)


def penalty(contract_id: int, reference: str, company: str, drafted: bool) -> Duty:
    """A penalty file waits for the buyer: a notice to sign, or a decision."""
    if drafted:
        said = f"Marché {reference}{NBSP}: signez ou écartez la mise en demeure de {company}."
        return Duty(BuyerDuty.NOTICE, contract_id, said)
    said = f"Marché {reference}{NBSP}: décidez de la pénalité de {company} (appliquer, réduire ou remettre)."
    return Duty(BuyerDuty.RULE, contract_id, said)


def of_clause(clause: Clause) -> Iterable[Duty]:
    """What a clause asks of its buyer: to say that somebody must start, to write to who is silent."""
    where = f"Marché {clause.reference}, lot {clause.lot}"
    who = clause.holder or "l’entreprise"
    if clause.state in MUST_START and clause.start_by is not None:
        people = "une personne" if clause.people == 1 else plural(clause.people, "personne")
        must = "doit" if clause.people == 1 else "doivent"
        said = (
            f"{where}{NBSP}: rappelez à {who} que {people} à temps plein {must} commencer avant le "
            f"{day(clause.start_by)}."
        )
        yield Duty(BuyerDuty.START, clause.contract_id, said, clause.start_by)
    if clause.late >= SILENT_MONTHS:
        said = f"{where}{NBSP}: écrivez à {who}, qui n’a pas déclaré {plural(clause.late, 'mois', 'mois')}."
        yield Duty(BuyerDuty.WRITE, clause.contract_id, said)


@dataclass(frozen=True)
class Past:
    """Finished contracts of a company for other buyers, added up; minutes. Only what may be published."""

    company: str
    contracts: int
    owed: int
    done: int
    reached: int
    """How many of these contracts reached their hours."""

    @property
    def ratio(self) -> Decimal | None:
        """Done over owed."""
        return Decimal(self.done) / self.owed if self.owed else None


def published(found: Sequence[Past]) -> list[Past]:
    """Those that tell of enough contracts for none to be recognised."""
    return [one for one in found if one.contracts >= LEAST_CONTRACTS]
