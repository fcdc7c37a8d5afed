"""The worksites of the demonstration: La Gauthière’s streets, the bus lines, with phases and contracts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select

from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.contracts.operations.models import Operation
from clauses.people.demonstration.deciding import morning
from clauses.people.employments.models import Assignment, Employment
from facilitator.accounts.demonstration.queries import acting
from facilitator.clock import today, told_at
from facilitator.db import db
from facilitator.feature import DemoPart
from facilitator.formats import plural
from worksites.sites.models import Programme, Worksite
from worksites.sites.phases.record_queries import add_phase
from worksites.sites.phases.rules import Phase
from worksites.sites.place_rules import Position
from worksites.sites.programmes.queries import set_residence
from worksites.sites.record_queries import create_worksite
from worksites.sites.rules import ProgrammeKind, ResidenceProof, SharePurpose
from worksites.sites.shares.queries import add_share
from worksites.sites.shares.rules import SitePart
from worksites.sites.worked.queries import tell_worked
from worksites.sites.worked.rules import Worked

GAUTHIERE, INSPIRE = "La Gauthière – renouvellement urbain", "InspiRe – lignes B et C"
QPV = "La Gauthière"
DEPOT = "Centre d’exploitation des bus"
PROGRAMMES = {GAUTHIERE: (ProgrammeKind.URBAN_RENEWAL, QPV), INSPIRE: (ProgrammeKind.TRANSPORT, "")}
HALF, WHOLE = Decimal("0.5"), Decimal(1)
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Site:
    """A worksite of the demonstration: where it is, whose contracts work there."""

    name: str
    address: str
    at: tuple[str, str]
    operation: str
    contracts: tuple[tuple[str, Decimal], ...]
    neighbourhood: str = ""
    purpose: SharePurpose = SharePurpose.WORKS


SITES = (
    Site(
        "Rue du Pradou",
        "rue du Pradou",
        ("45.7860", "3.1130"),
        GAUTHIERE,
        (("2025-GAU-01", WHOLE), ("2026-GAU-06", WHOLE)),
        QPV,
    ),
    Site(
        "Rue des Jardiniers",
        "rue des Jardiniers",
        ("45.7842", "3.1162"),
        GAUTHIERE,
        (("2025-GAU-02", WHOLE), ("2024-GAU-03", WHOLE)),
        QPV,
    ),
    Site(
        "Vie du quartier pendant les travaux",
        "place de la Gauthière",
        ("45.7851", "3.1144"),
        GAUTHIERE,
        (("2025-GAU-04", WHOLE),),
        QPV,
        SharePurpose.UPKEEP,
    ),
    Site(
        "Ligne B, secteur ouest",
        "avenue de la Libération",
        ("45.7690", "3.0790"),
        INSPIRE,
        (("2023-INS-01", WHOLE), ("2024-INS-03", HALF)),
    ),
    Site(
        "Ligne C, secteur est",
        "boulevard Gustave-Flaubert",
        ("45.7705", "3.1120"),
        INSPIRE,
        (("2023-INS-02", WHOLE), ("2024-INS-03", HALF), ("2024-INS-04", WHOLE)),
    ),
    Site(
        DEPOT,
        "rue du Pré-la-Reine",
        ("45.7820", "3.1210"),
        INSPIRE,
        (("2026-INS-05", WHOLE),),
    ),
)


@dataclass(frozen=True)
class Work:
    """A phase: on which worksite, whose trade, from which week after it was told (forty days ago), how long,
    how many people; for which lot of the worksite's first contract ('' : it is not said)."""

    site: str
    title: str
    trade: str
    after: int
    weeks: int
    heads: str
    lot: str = ""


WORKS = (
    Work("Rue du Pradou", "Étanchéité des toitures", "F1613", 4, 16, "6"),
    Work("Rue du Pradou", "Ravalement et isolation", "F1606", 10, 26, "8"),
    Work("Rue du Pradou", "Sols des logements", "F1609", 14, 24, "5"),
    Work("Rue des Jardiniers", "Réseaux d’eau et d’assainissement", "F1705", -8, 16, "9"),
    Work("Rue des Jardiniers", "Voirie et bordures", "F1702", 18, 22, "7"),
    Work("Vie du quartier pendant les travaux", "Relations avec les locataires", "K1204", -20, 60, "2"),
    Work("Ligne C, secteur est", "Finitions de voirie", "F1702", -6, 18, "6"),
    Work("Ligne C, secteur est", "Plantations", "A1203", 2, 20, "4"),
    Work(DEPOT, "Terrassement", "F1702", 8, 10, "5"),
    Work(DEPOT, "Gros œuvre", "F1703", 18, 30, "10", "1"),
    Work(DEPOT, "Réseaux sous les quais", "F1705", 22, 14, "26", "2"),
    Work(DEPOT, "Bassins enterrés", "F1705", 23, 12, "22", "4"),
    Work(DEPOT, "Réseaux des aires de lavage", "F1705", 23, 12, "18", "7"),
)

ACCOUNT, SITUATION = "Décompte de l’entreprise", "Situation de travaux de l’entreprise"
TOLD = (
    ("2024-GAU-03", 1, 10_400, ACCOUNT),
    ("2024-GAU-03", 0, 5_200, ACCOUNT),
    ("2025-GAU-01", 1, 3_600, ACCOUNT),
    ("2025-GAU-01", 0, 18_400, SITUATION),
    ("2025-GAU-04", 0, 3_050, SITUATION),
)
"""Hours worked that companies told: contract, how many years ago, hours, the document."""


def build() -> str:
    """The programmes, the worksites, their contracts and their phases."""
    operations = {row.name: row for row in db.session.scalars(select(Operation))}
    contracts = {row.reference: row for row in db.session.scalars(select(Contract))}
    made: dict[str, Worksite] = {}
    with acting() as asker, told_at(morning(today() - timedelta(days=40))):
        for name, (kind, neighbourhood) in PROGRAMMES.items():
            row = Programme(body_id=asker.organisation_id, operation=operations[name], kind=kind)
            row.neighbourhood = neighbourhood
            db.session.add(row)
        for site in SITES:
            made[site.name] = _site(asker.organisation_id, site, operations, contracts)
        lots = {
            (site.name, lot.number): lot.id for site in SITES for lot in contracts[site.contracts[0][0]].lots
        }
        for work in WORKS:
            add_phase(made[work.site], _phase(work, lots))
        for reference, ago, hours, source in TOLD:
            year, dated_on = today().year - ago, today() - timedelta(days=20)
            if _start(contracts[reference]).year <= year:
                told = Worked(year, hours * 60, source, dated_on)
                key = (contracts[reference].id, None)
                tell_worked(asker.organisation_id, key, told, (asker.user_id, today()))
        for rank, employment in enumerate(_hired(GAUTHIERE)):
            if rank % 3:  # one in three is still to be asked
                lived = QPV if rank % 5 in (1, 2) else ""
                seen = (employment.starts_on, asker.user_id)
                set_residence(employment, lived, ResidenceProof.LANDLORD, seen)
    return f"{plural(len(SITES), 'chantier')}, {plural(len(WORKS), 'phase')}"


def _hired(operation: str) -> Sequence[Employment]:
    """Who was hired for the contracts of an operation, the first first."""
    found = (
        select(Employment)
        .join(Assignment, Assignment.employment_id == Employment.id)
        .join(Commitment, Commitment.id == Assignment.commitment_id)
        .join(ClauseTerms, ClauseTerms.id == Commitment.terms_id)
        .join(Lot, Lot.id == ClauseTerms.lot_id)
        .join(Contract, Contract.id == Lot.contract_id)
        .join(Operation, Operation.id == Contract.operation_id)
        .where(Operation.name == operation)
        .order_by(Employment.starts_on, Employment.id)
    )
    return db.session.scalars(found.distinct()).all()


def _site(
    body_id: int, site: Site, operations: dict[str, Operation], contracts: dict[str, Contract]
) -> Worksite:
    mine = [contracts[reference] for reference, _ in site.contracts]
    row = create_worksite(
        body_id,
        name=site.name,
        operation_id=operations[site.operation].id,
        address=site.address,
        postcode="63000",
        commune="Clermont-Ferrand",
        commune_code="63113",
        neighbourhood=site.neighbourhood,
        starts_on=min(_start(one) for one in mine),
        ends_on=max(one.ends_on or today() for one in mine),
        position=Position(*map(Decimal, site.at)),
    )
    db.session.flush()
    for reference, share in site.contracts:
        part = SitePart(row.id, None, share)
        add_share(row, (contracts[reference].id, None), part, site.purpose)
        db.session.flush()
    return row


def _start(contract: Contract) -> date:
    return contract.starts_on or contract.notified_on or today()


def _phase(work: Work, lots: Mapping[tuple[str, str], int]) -> Phase:
    monday = today() - timedelta(days=today().weekday())
    starts = monday + work.after * WEEK
    ends = starts + work.weeks * WEEK - timedelta(days=3)
    return Phase(
        work.trade,
        starts,
        ends,
        Decimal(work.heads),
        title=work.title,
        lot_id=lots.get((work.site, work.lot)),
    )


PARTS = (DemoPart("worksites", "Chantiers", build),)
