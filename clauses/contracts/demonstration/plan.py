"""How a contract of the demonstration is told: what is bought, from whom, with which clause.

Days count from the day the demonstration is built: negative is past. Hours are whole hours.
Companies and buyers are named as in the accounts' demonstration.
"""

from dataclasses import dataclass

from clauses.contracts.rules import (
    BuyerKind,
    ClauseKind,
    ContractForm,
    EligibleCategory,
    Modality,
    Nature,
    Party,
    Stage,
)
from clauses.contracts.thresholds.rules import ExemptionReason

EVERYBODY = (
    EligibleCategory.LONG_TERM_JOBSEEKER,
    EligibleCategory.RSA,
    EligibleCategory.DISABLED_WORKER,
    EligibleCategory.YOUTH,
    EligibleCategory.QPV_RESIDENT,
    EligibleCategory.REFUGEE,
    EligibleCategory.STRUCTURE_EMPLOYEE,
    EligibleCategory.GEIQ,
    EligibleCategory.PLIE,
)
EVERY_WAY = (Modality.DIRECT_HIRE, Modality.SECONDMENT, Modality.SUBCONTRACT)


@dataclass(frozen=True)
class Owes:
    """A company's part; `under` is the company a subcontractor works for."""

    company: str
    hours: int
    party: Party = Party.HOLDER
    under: str = ""


@dataclass(frozen=True)
class Asks:
    """Clause terms: kind, hours (None = not sized, or no hours), who owes what."""

    hours: int | None
    owed: tuple[Owes, ...] = ()
    kind: ClauseKind = ClauseKind.PERFORMANCE
    share: str | None = None
    """Minimum share of a reservation, or weight of an award criterion."""
    tranche: int | None = None
    """The number of the tranche it is for."""
    by_orders: bool = False


@dataclass(frozen=True)
class Piece:
    """A lot: title, euros without VAT, clauses."""

    title: str
    amount: int | None = None
    asks: tuple[Asks, ...] = ()


@dataclass(frozen=True)
class Changed:
    """An amendment: day it was signed (and takes effect), reason, hours by company, end pushed by days."""

    day: int
    reason: str
    hours: tuple[tuple[str, int], ...] = ()
    amount: int | None = None
    longer: int | None = None


@dataclass(frozen=True)
class Ordered:
    """A call-off order: day, title, euros, hours it adds to the first clause."""

    day: int
    title: str
    amount: int
    hours: int


@dataclass(frozen=True)
class Part:
    """A tranche: title, euros, the day it was affirmed (None: firm), whether it is still optional."""

    title: str
    amount: int
    optional: bool = False
    affirmed: int | None = None


@dataclass(frozen=True)
class Bought:
    """A contract."""

    reference: str
    operation: str
    buyer: str
    title: str
    amount: int
    day: int
    """The day it was notified, or will be."""
    months: int
    stage: Stage
    pieces: tuple[Piece, ...] = ()
    nature: Nature = Nature.WORKS
    cpv: str = "45000000"
    form: ContractForm = ContractForm.CONTRACT
    buyer_kind: BuyerKind = BuyerKind.OTHER
    changes: tuple[Changed, ...] = ()
    orders: tuple[Ordered, ...] = ()
    parts: tuple[Part, ...] = ()
    exempt: tuple[ExemptionReason, str] | None = None
    """Reason and text of an exemption."""
    place: tuple[str, str] = ("63113", "Clermont-Ferrand")
    archived: bool = False


def alone(title: str, amount: int, hours: int, company: str) -> Piece:
    """A lot with a performance condition that one company owes alone."""
    return Piece(title, amount, (Asks(hours, (Owes(company, hours),)),))
