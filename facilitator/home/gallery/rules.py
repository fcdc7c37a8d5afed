"""Sample things for the gallery: invented, enough to put each component in each state."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from facilitator.words import Word


class SampleStage(Word):
    """Stages of a sample contract."""

    PREPARATION = "preparation", "Préparation"
    NOTIFIED = "notified", "Notifié"
    KICK_OFF = "kick_off", "Réunion de lancement"
    RUNNING = "running", "Exécution"
    REPORT = "report", "Bilan"
    COMMENTS = "comments", "Observations de l’entreprise"
    VISA = "visa", "Visa de l’acheteur"
    CLOSED = "closed", "Clos"


@dataclass(frozen=True)
class Sample:
    """A sample row of a list."""

    title: str
    stage: SampleStage
    minutes: int
    amount: Decimal
    starts: date


@dataclass(frozen=True)
class Step:
    """A sample step of a calculation or of a checklist."""

    label: str
    formula: str = ""
    result: str = ""
    url: str = "#contenu"
    is_done: bool = False


@dataclass(frozen=True)
class Entry:
    """A sample line of a history."""

    at: datetime
    who: str
    what: str


LONG = (
    "Requalification de l’îlot Anatole-France, lot 12 bis « Métallerie, serrurerie, fermetures », "
    "tranches optionnelles 2 et 3 comprises"
)
STAGES = tuple(SampleStage)
CALCULATION = (
    Step("Montant du marché", "hors taxes", "1 000 000 €"),
    Step("Part de main-d’œuvre", "1 000 000 € × 50 %", "500 000 €"),
    Step("Part d’insertion", "500 000 € × 5 %", "25 000 €"),
    Step("Heures d’insertion", "25 000 € ÷ 30 € de l’heure", "833 h"),
)
CHECKLIST = (
    Step("Ouvrir un marché", is_done=True),
    Step("Importer les données essentielles"),
    Step("Calculer des heures"),
)
HISTORY = (
    Entry(datetime(2027, 3, 14, 8, 5, tzinfo=UTC), "Camille Essai", "a validé les heures de février"),
    Entry(datetime(2027, 3, 1, 9, 30, tzinfo=UTC), "Dominique Essai", LONG),
)


def samples(count: int) -> Sequence[Sample]:
    """As many rows as asked; the second has a very long title."""
    return [
        Sample(
            LONG if rank == 1 else f"Marché d’essai n° {rank + 1}",
            STAGES[rank % len(STAGES)],
            50_000 + 615 * rank,
            Decimal("98765.43") * (rank + 1),
            date(2027, 1 + rank % 12, 14),
        )
        for rank in range(count)
    ]
