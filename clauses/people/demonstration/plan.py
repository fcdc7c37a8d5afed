"""Who works where: for each commitment, the days, the employer and the contract of one or more people.

Everything is reckoned from the day the demonstration is built, so that last month always has people.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from clauses.contracts.contract_rules import add_months
from clauses.contracts.models import Commitment
from clauses.contracts.rules import Stage
from clauses.people.demonstration.persons import INSIDE, LEARNERS, USUAL, YOUNG, Reason
from clauses.people.employments.rules import ContractType, EmployerKind
from facilitator.accounts.demonstration.places import companies

MONTHLY = 112 * 60
"""Minutes that somebody does in a month for a clause that asks for several people."""
ALONE = 64 * 60
"""Minutes that somebody does in a month for a clause that one person is enough for."""
LONGEST = 22
"""Months: within the twenty-four of a counting window, the day of hire included."""
SPEEDS = (90, 55, 115, 75, 135, 40, 100, 85, 65)
"""How fast companies advance: per cent of what the time gone by would make them owe."""
INSERTION = ContractType.FIXED_TERM_INSERTION
APPRENTICES = (YOUNG,)
FINISHED = (101, 94, 108, 97)
ENDING = {
    ("2023-INS-02", "Travaux du Val d’Allier"): (705, 688),
    ("2023-INS-02", "Artière Assainissement"): (716,),
    ("2023-NET-03", "Brillance Auvergne"): (676,),
}
"""Days ago that some were hired: their two years end within sixty days."""


@dataclass(frozen=True)
class Way:
    """How a company finds people: the employer ('' is itself), the contract, for which trades."""

    employer: str
    kind: EmployerKind
    contract: ContractType
    reasons: tuple[Reason, ...] = USUAL
    trades: tuple[str, ...] = ()


GEIQ = Way("geiq", EmployerKind.GEIQ, ContractType.PROFESSIONALISATION, LEARNERS)
ETTI = Way("etti", EmployerKind.ETTI, ContractType.TEMPORARY)
AGENCY = Way("agency", EmployerKind.ETT, ContractType.TEMPORARY)
HIRED = Way("", EmployerKind.COMPANY, ContractType.FIXED_TERM)
KEPT = Way("", EmployerKind.COMPANY, ContractType.PERMANENT)
LEARNING = Way("", EmployerKind.COMPANY, ContractType.APPRENTICESHIP, APPRENTICES)
CLEANING = Way("ei", EmployerKind.EI, INSERTION, (INSIDE,), ("Nettoyage de chantier",))
BOARD = Way("board", EmployerKind.NEIGHBOURHOOD, INSERTION, (INSIDE,), ("Chargé de relations locataires",))
OWN = {
    "Inser’Propre Auvergne": Way("", EmployerKind.EI, INSERTION, (INSIDE,), ("Agent de propreté",)),
    "Régie de quartier des Jardiniers": Way(
        "", EmployerKind.NEIGHBOURHOOD, INSERTION, (INSIDE,), ("Agent d’entretien", "Agent de médiation")
    ),
    "Chantier d’insertion des Berges": Way(
        "", EmployerKind.ACI, INSERTION, (INSIDE,), ("Agent d’espaces verts",)
    ),
    "Médiation et Accueil 63": BOARD,
    "Peinture Moderne Clermontoise": CLEANING,
}
"""Insertion structures employ their own people; two companies call on one of them."""
BUILDING_WAYS = (ETTI, HIRED, GEIQ, LEARNING, ETTI, KEPT, AGENCY)
UPKEEP_WAYS = (HIRED, KEPT, ETTI)
TRADES: dict[str, tuple[tuple[Way, ...], tuple[str, ...]]] = {
    "vrd": (
        (GEIQ, GEIQ, ETTI, HIRED, GEIQ, KEPT),
        ("Constructeur de routes", "Constructeur de réseaux", "Maçon VRD", "Canalisateur"),
    ),
    "gros œuvre": (BUILDING_WAYS, ("Maçon", "Coffreur bancheur", "Manœuvre")),
    "étanchéité": (BUILDING_WAYS, ("Étancheur", "Couvreur")),
    "façade": (BUILDING_WAYS, ("Façadier", "Échafaudeur")),
    "menuiserie": (BUILDING_WAYS, ("Menuisier poseur", "Charpentier")),
    "peinture": (BUILDING_WAYS, ("Peintre", "Plaquiste", "Solier")),
    "fluides": (BUILDING_WAYS, ("Plombier", "Aide-monteur en chauffage")),
    "électricité": (BUILDING_WAYS, ("Électricien", "Aide-électricien")),
    "espaces verts": (UPKEEP_WAYS, ("Ouvrier paysagiste",)),
    "nettoyage": (UPKEEP_WAYS, ("Agent de propreté",)),
    "études": (UPKEEP_WAYS, ("Assistant d’études",)),
    "services": (UPKEEP_WAYS, ("Agent de service",)),
}
"""By the company's kind of work: the ways it finds people, for what."""
TRADE_OF = {place.name: place.trade for place in companies()}


@dataclass(frozen=True)
class Stay:
    """Somebody works for a commitment from a day to another (None: still there)."""

    starts_on: date
    ends_on: date | None


def span_of(commitment: Commitment, on: date) -> tuple[date, date]:
    """The first and the last day, up to this one, on which its hours may be done."""
    terms, contract = commitment.terms, commitment.terms.lot.contract
    days = [contract.starts_on or contract.notified_on or on, commitment.starts_on, terms.affirmed_on]
    return max(day for day in days if day is not None), min(on, contract.ends_on or on)


def months_of(commitment: Commitment, on: date) -> list[date]:
    """The first days of the civil months that are over, in which its hours may be done."""
    first, last = span_of(commitment, on)
    months, month = [], first.replace(day=1)
    while month <= last and month < on.replace(day=1):
        months.append(month)
        month = add_months(month, 1)
    return months


def done_by(commitment: Commitment, on: date) -> int:
    """The minutes that its company should have done by a day: some are late, some are ahead."""
    contract, rank = commitment.terms.lot.contract, commitment.id
    if contract.stage in (Stage.NOTIFIED, Stage.PREPARATION) and rank % 2:
        return 0
    if contract.stage in (Stage.FINAL_REPORT, Stage.COMPANY_COMMENTS):
        return commitment.versioned_at(on) * FINISHED[rank % len(FINISHED)] // 100
    first, last = span_of(commitment, on)
    whole = ((contract.ends_on or last) - first).days or 1
    share = min(110, max(5, SPEEDS[rank % len(SPEEDS)] * (last - first).days // whole))
    return commitment.versioned_at(on) * share // 100


def stays_of(commitment: Commitment, on: date) -> list[Stay]:
    """Who is needed, and when: as many people side by side as the hours ask for."""
    months = months_of(commitment, on)
    done = done_by(commitment, on)
    needed = -(-done // (ALONE if done <= MONTHLY * len(months) else MONTHLY))
    if not months or not needed:
        return []
    stays = []
    if len(months) > LONGEST + 2:
        early = max(1, min(12, needed // 3))
        stays.append(_stay(commitment, months[0], early, on))
        needed, months = max(1, needed - early), months[-LONGEST:]
    told = ENDING.get((commitment.terms.lot.contract.reference, commitment.organisation.name))
    if told:
        return [*stays, *(Stay(on - timedelta(days=ago), None) for ago in told)]
    side_by_side = -(-done // (MONTHLY * len(months)))
    length = min(len(months), -(-needed // side_by_side))
    start = months[-length - 2] if commitment.id % 6 == 5 and length + 2 <= len(months) else months[-length]
    return [*stays, *(_stay(commitment, start, length, on, rank) for rank in range(side_by_side))]


def _stay(commitment: Commitment, month: date, length: int, on: date, rank: int = 0) -> Stay:
    """So many months from this one; the one that reaches last month goes on."""
    first, last = span_of(commitment, on)
    starts_on = max(first, month + timedelta(days=(commitment.id * 3 + rank * 5) % 12))
    after = add_months(month, length)
    if after >= on.replace(day=1) and last == on:
        return Stay(starts_on, None)
    return Stay(starts_on, max(starts_on, min(last, after - timedelta(days=1))))


def ways_of(commitment: Commitment) -> Iterator[tuple[Way, str]]:
    """The ways its company finds people, and for which trade, one after the other."""
    name = commitment.organisation.name
    ways, trades = TRADES.get(TRADE_OF.get(name, ""), (UPKEEP_WAYS, ("Agent de service",)))
    if name in OWN:
        ways, trades = (OWN[name],), OWN[name].trades
    turn = commitment.id
    while True:
        yield ways[turn % len(ways)], trades[turn % len(trades)]
        turn += 1
