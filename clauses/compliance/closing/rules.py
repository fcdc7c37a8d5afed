"""The end of a contract: what blocks it, the window for comments, who may do what. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from clauses.contracts.rules import Stage
from facilitator.access import BODY_ROLES, BUYER_ROLES, COMPANY_ROLES, Role
from facilitator.formats import day, plural
from facilitator.words import RuleBroken, Word

TEXT_AT_MOST = 4000
WRITTEN_AT = (Stage.FINAL_REPORT, Stage.COMPANY_COMMENTS)
"""The stages at which a final report is written, or written again."""
AFTER_REPORT = (Stage.COMPANY_COMMENTS, Stage.BUYER_VISA, Stage.CLOSED)
"""The steps that need a final report."""
READERS = BODY_ROLES | BUYER_ROLES
COMMENTERS = COMPANY_ROLES | {Role.LINK}


class ReportState(Word):
    """Where a final report stands."""

    COMMENTS = "comments", "Observations attendues"
    VISA = "visa", "Visa attendu"
    ENDORSED = "endorsed", "Visé"
    REPLACED = "replaced", "Remplacé"


TONES = {
    ReportState.COMMENTS: "warn",
    ReportState.VISA: "info",
    ReportState.ENDORSED: "good",
    ReportState.REPLACED: "neutral",
}


class Opinion(Word):
    """What a company says of a final report."""

    AGREES = "agrees", "Nous n’avons pas d’observation"
    OBJECTS = "objects", "Nous avons des observations"


@dataclass(frozen=True)
class Unfinished:
    """What is not finished on a contract: how many of each."""

    undeclared: int = 0
    unchecked: int = 0
    corrections: int = 0
    penalties: int = 0


def blockers(found: Unfinished, step: Stage = Stage.COMPANY_COMMENTS) -> Iterator[str]:
    """What keeps a contract from a step of its end, each with who mends it. A penalty may still be decided
    on what the report says, but not once the contract is closed."""
    if found.undeclared:
        said = plural(found.undeclared, "mois n’est pas déclaré", "mois ne sont pas déclarés")
        yield f"{said} : relancez l’entreprise."
    if found.unchecked:
        said = plural(found.unchecked, "relevé reste à contrôler", "relevés restent à contrôler")
        yield f"{said} : contrôlez-les."
    if found.corrections:
        said = plural(found.corrections, "correction attend", "corrections attendent")
        yield f"{said} d’être validée : décidez." if found.corrections == 1 else f"{said} : décidez."
    if found.penalties and step is Stage.CLOSED:
        said = plural(found.penalties, "dossier de pénalité est ouvert", "dossiers de pénalité sont ouverts")
        yield f"{said} : l’acheteur décide d’abord."


def last_day_of(made_on: date, days: int) -> date:
    """The last day on which companies may comment: so many calendar days after the report."""
    return made_on + timedelta(days=days)


def still_awaited(answered: Sequence[int], companies: Sequence[int], until: date, today: date) -> int:
    """How many companies may still comment: none once the window has ended, their silence being told."""
    return 0 if today > until else len(set(companies) - set(answered))


def check_comment(opinion: Opinion, text: str, until: date, stage: Stage, today: date) -> None:
    """Refuse a comment that says nothing, or comes after the window or the visa."""
    if stage is not Stage.COMPANY_COMMENTS or today > until:
        raise RuleBroken(
            f"Le délai pour présenter vos observations a pris fin le {day(until)} : écrivez au facilitateur."
        )
    if opinion is Opinion.OBJECTS and not text.strip():
        raise RuleBroken("Écrivez vos observations.", "text")


def check_writing(stage: Stage) -> None:
    """A final report is written at its own stage, or again while companies comment on it."""
    if stage not in WRITTEN_AT:
        raise RuleBroken(
            f"Le marché est à l’étape « {stage.label} » : le bilan s’établit à l’étape "
            f"« {Stage.FINAL_REPORT.label} »."
        )
