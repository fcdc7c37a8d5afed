"""A certificate of fulfilment: its number, its state, what it says. No personal data."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from clauses.compliance.closing.paper.rules import Document, Section, add_up, spoken
from clauses.compliance.closing.report_rules import HOW_COUNTED, Line, hours_table, verdict
from facilitator.formats import day, siret
from facilitator.words import RuleBroken, Word

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No letter or digit that is read as another."""
DRAWN = 12
"""Characters drawn at random: more than 58 bits, that nobody finds by trying."""
NUMBER = re.compile(r"AT(\d{4})([2-9A-HJKMNP-TV-Z]{12})")
FINGERPRINT = re.compile(r"[0-9a-f]{64}")
TRIES = 20
"""Unknown numbers that one network address may ask in a quarter of an hour."""
WAIT = timedelta(minutes=15)
TITLE = "Attestation de réalisation des heures d’insertion"


class CertificateState(Word):
    """What the public page says of a certificate."""

    VALID = "valid", "Valide"
    REPLACED = "replaced", "Remplacée"
    CANCELLED = "cancelled", "Annulée"


TONES = {
    CertificateState.VALID: "good",
    CertificateState.REPLACED: "warn",
    CertificateState.CANCELLED: "bad",
}


def new_number(on: date) -> str:
    """`AT-2026-7QXK-29FM-HRTB`: the year, then what nobody can guess."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(DRAWN))
    return f"AT-{on.year}-{drawn[:4]}-{drawn[4:8]}-{drawn[8:]}"


def read_number(typed: str) -> str:
    """The number as it is kept, however it was typed; '' when it cannot be one."""
    found = NUMBER.fullmatch(re.sub(r"[\s\-–—.]+", "", typed).upper())
    if found is None:
        return ""
    year, drawn = found.groups()
    return f"AT-{year}-{drawn[:4]}-{drawn[4:8]}-{drawn[8:]}"


def read_fingerprint(typed: str) -> str:
    """A SHA-256 fingerprint as it is kept, with or without spaces; '' when it is not one."""
    bare = re.sub(r"\s+", "", typed).lower()
    return bare if FINGERPRINT.fullmatch(bare) else ""


def state_of(replaced: bool, cancelled_on: date | None) -> CertificateState:
    """A replaced one was often cancelled first: the newer one says more."""
    if replaced:
        return CertificateState.REPLACED
    return CertificateState.CANCELLED if cancelled_on else CertificateState.VALID


@dataclass(frozen=True)
class Attested:
    """What a certificate attests, as its data is kept. Hours are in its lines, in minutes."""

    number: str
    company: str
    siret: str
    reference: str
    title: str
    buyer: str
    body: str
    issued_on: date
    notified_on: date | None
    ends_on: date | None
    lines: tuple[Line, ...]
    report: str
    """The fingerprint of the final report's data."""
    journal: str
    """The last seal of the journal when it was issued: whoever holds the paper can tell a rewritten past."""
    address: str
    """Where it is verified."""

    @property
    def totals(self) -> tuple[int, int, int, int]:
        """Owed, declared, validated, counted: the sums of the lines."""
        owed, declared, validated, counted = add_up([(0, 0, 0, 0), *(line.figures for line in self.lines)])
        return owed, declared, validated, counted


def lines_for(company: int, name: str, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a company: its own, and those that others carried for it."""
    return tuple(
        one for one in lines if one.organisation_id == company or one.party == f"sous-traitant de {name}"
    )


def document(attested: Attested) -> Document:
    """The paper of a certificate."""
    facts = [
        ("Numéro", attested.number),
        ("Entreprise", attested.company),
        ("SIRET", siret(attested.siret)),
        ("Marché", attested.reference),
        ("Objet", attested.title),
        ("Acheteur", attested.buyer),
        ("Exécution", f"du {day(attested.notified_on)} au {day(attested.ends_on)}"),
        ("Délivrée le", f"{day(attested.issued_on)}, par {attested.body}"),
    ]
    return Document(
        title=TITLE,
        author=attested.body,
        on=attested.issued_on,
        facts=tuple((term, value) for term, value in facts if value),
        sections=(
            Section("Ce qui est attesté", (verdict(attested.lines),)),
            Section("Heures", (HOW_COUNTED,), hours_table(attested.lines)),
            Section("Vérifier ce document", _proof(attested)),
        ),
        footer=f"{attested.body}, attestation {attested.number}. Elle ne vaut que si la page de vérification "
        "la dit valide.",
        code=attested.address,
        code_said=f"Code à scanner : page de vérification de l’attestation {attested.number}",
    )


def _proof(attested: Attested) -> tuple[str, ...]:
    return (
        f"Vérifiez ce document à l’adresse {attested.address} : elle dit s’il est valide, remplacé ou "
        "annulé, et compare un fichier à celui qui a été délivré.",
        f"Empreinte des données du bilan final : {spoken(attested.report)}",
        f"Sceau du journal : {spoken(attested.journal)}",
    )


def check_cancelling(state: CertificateState, reason: str) -> None:
    """Only a valid one is cancelled, and one says why."""
    if state is not CertificateState.VALID:
        raise RuleBroken(f"Cette attestation est déjà {state.label.lower()}.")
    if not reason.strip():
        raise RuleBroken("Dites pourquoi elle est annulée.", "reason")


class Misses:
    """Unknown numbers asked lately by each network address, in the memory of one process.

    What a number holds at random cannot be tried out anyway; this spares the database.
    """

    def __init__(self) -> None:
        self.seen: dict[str, list[datetime]] = {}

    def is_over(self, address: str, at: datetime) -> bool:
        """Whether this address has asked too many unknown numbers in the last quarter of an hour."""
        lately = [one for one in self.seen.get(address, ()) if at - one < WAIT]
        return len(lately) >= TRIES

    def count(self, address: str, at: datetime) -> None:
        """One more unknown number; old ones are forgotten."""
        self.seen = {
            key: kept
            for key, times in self.seen.items()
            if (kept := [one for one in times if at - one < WAIT][-TRIES:])
        }
        self.seen.setdefault(address, []).append(at)
