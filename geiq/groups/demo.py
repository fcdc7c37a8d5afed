"""The structures of the demonstration: the GEIQ with its members, the insertion structures."""

from datetime import date, timedelta

from sqlalchemy import select

from clauses.people.demonstration.deciding import morning
from clauses.people.employments.rules import EmployerKind
from facilitator.accounts.demonstration.queries import acting
from facilitator.accounts.models import Organisation
from facilitator.audit.queries import record
from facilitator.clock import today, told_at
from facilitator.db import db
from facilitator.feature import DemoPart
from facilitator.formats import plural
from geiq.groups.models import Antenna, GroupMember, InsertionStructure, StructureTrade

GEIQ = "GEIQ BTP 63"
MEMBERS = (
    "Routes et Réseaux d’Auvergne",
    "Travaux du Val d’Allier",
    "Sancy Terrassement",
    "Artière Assainissement",
    "Bouchet VRD",
    "Limagne Travaux Publics",
)
"""Companies of the territory that are members: they hire after a cohort."""
MASONRY, PIPES = "Maçonnerie (F1703)", "Pose de canalisations (F1705)"
ROADS = "Construction de routes et voies (F1702)"
ROOFS = "Travaux d’étanchéité et d’isolation (F1613)"
GREEN = "Aménagement et entretien des espaces verts (A1203)"
CLEANING = "Nettoyage de locaux (K2204)"
MEDIATION = "Médiation sociale et facilitation de la vie en société (K1204)"
STRUCTURES = (
    (GEIQ, EmployerKind.GEIQ, 45, ((MASONRY, 12), (PIPES, 10), (ROADS, 12), (ROOFS, 6))),
    ("GEIQ EPI", EmployerKind.GEIQ, 30, ((MEDIATION, 6),)),
    ("GEIQ Industrie Auvergne", EmployerKind.GEIQ, 25, ()),
    ("Arverne Intérim Insertion", EmployerKind.ETTI, 40, ((ROADS, 10),)),
    ("Inser’Propre Auvergne", EmployerKind.EI, 18, ((CLEANING, 12),)),
    ("Chantier d’insertion des Berges", EmployerKind.ACI, 14, ((GREEN, 14),)),
    ("Régie de quartier des Jardiniers", EmployerKind.NEIGHBOURHOOD, 22, ((CLEANING, 8),)),
    ("Espaces adaptés du Puy", EmployerKind.EA, 20, ((GREEN, 12),)),
)  # fmt: skip


def build() -> str:
    """The structures, their trades, and the member companies of the GEIQ."""
    known = {row.name: row for row in db.session.scalars(select(Organisation))}
    members = 0
    with acting() as asker, told_at(morning(today() - timedelta(days=400))):
        for name, kind, capacity, trades in STRUCTURES:
            row = InsertionStructure(
                body_id=asker.organisation_id,
                organisation=known[name],
                kind=kind,
                capacity=capacity,
                labelled_year=today().year if kind is EmployerKind.GEIQ else None,
                territory="Puy-de-Dôme",
                trades=[StructureTrade(trade=trade, capacity=most) for trade, most in trades],
            )
            db.session.add(row)
            db.session.flush()
            if name == GEIQ:
                row.antennas = [Antenna(name="Antenne d’Issoire", postcode="63500", city="Issoire")]
                members = _join(row, known)
            record("structure.created", row, kind=kind.value)
    return f"{plural(len(STRUCTURES), 'structure')}, {plural(members, 'adhérente')}"


def _join(row: InsertionStructure, known: dict[str, Organisation]) -> int:
    found = [known[name] for name in MEMBERS if name in known]
    since = date(today().year - 4, 1, 1)
    row.members = [GroupMember(organisation=one, since=since) for one in found]
    return len(found)


PARTS = (DemoPart("structures", "GEIQ et structures d’insertion", build),)
