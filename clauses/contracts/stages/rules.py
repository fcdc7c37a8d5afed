"""The stages in their order; before each, the sentences still to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from clauses.contracts.rules import WITHOUT_HOURS, ClauseKind, Stage
from facilitator.access import BODY_ROLES, Role
from facilitator.formats import day
from facilitator.words import RuleBroken

ORDER = tuple(Stage)
BUYERS_STEPS = frozenset({(Stage.BUYER_VISA, Stage.CLOSED)})
"""The step that a buyer's validator may take."""


@dataclass(frozen=True)
class ClauseFacts:
    """One clause of the contract, and what does not hold among its commitments."""

    label: str
    kind: ClauseKind
    minutes: int | None
    broken: tuple[str, ...] = ()
    counts: bool = True
    """False for an optional tranche that is not affirmed."""


@dataclass(frozen=True)
class ContractFacts:
    """What the stages look at."""

    stage: Stage
    today: date
    notified_on: date | None = None
    ends_on: date | None = None
    kick_off_on: date | None = None
    clauses: tuple[ClauseFacts, ...] = ()
    exempt: bool = False
    held: tuple[str, ...] = ()
    """What the rooms above still want before the next stage."""


def next_stage(stage: Stage) -> Stage | None:
    """The stage after this one; None when it is closed."""
    index = ORDER.index(stage) + 1
    return ORDER[index] if index < len(ORDER) else None


def previous_stage(stage: Stage) -> Stage | None:
    """The stage before this one; None at the first."""
    index = ORDER.index(stage)
    return ORDER[index - 1] if index else None


def missing_before(stage: Stage, facts: ContractFacts) -> list[str]:
    """The French sentences still to do before a contract may enter this stage."""
    checks = {
        Stage.NOTIFIED: missing_before_notified,
        Stage.KICK_OFF: missing_before_kick_off,
        Stage.RUNNING: missing_before_running,
    }
    check = checks.get(stage)
    held = list(facts.held) if stage is next_stage(facts.stage) else []
    return [*(check(facts) if check else ()), *held]


def missing_before_notified(facts: ContractFacts) -> Iterator[str]:
    """A notified contract has its dates."""
    if facts.notified_on is None:
        yield "Indiquez la date de notification."
    elif facts.notified_on > facts.today:
        yield f"La date de notification ({day(facts.notified_on)}) n’est pas encore passée."
    if facts.ends_on is None:
        yield "Indiquez la durée ou la date de fin."


def missing_before_kick_off(facts: ContractFacts) -> Iterator[str]:
    """Before the kick-off meeting, each clause has its hours and each hour its company."""
    if not facts.clauses and not facts.exempt:
        yield "Décrivez au moins une clause, ou enregistrez une dispense."
    for clause in facts.clauses:
        if clause.minutes is None and clause.kind not in WITHOUT_HOURS:
            yield f"{clause.label} : indiquez l’objectif d’heures."
        elif clause.minutes is not None and clause.counts:
            yield from (f"{clause.label} : {sentence}" for sentence in clause.broken)


def missing_before_running(facts: ContractFacts) -> Iterator[str]:
    """A contract runs once its kick-off meeting has been held."""
    yield from missing_before_kick_off(facts)
    if facts.kick_off_on is None:
        yield "Indiquez la date de la réunion de démarrage."
    elif facts.kick_off_on > facts.today:
        yield f"La réunion de démarrage est prévue le {day(facts.kick_off_on)} : elle n’a pas eu lieu."


def may_move(role: Role, before: Stage, after: Stage) -> bool:
    """Whether a role may take this step: the body takes all, a buyer's validator gives its visa."""
    if role in BODY_ROLES:
        return True
    return role is Role.BUYER_VALIDATOR and (before, after) in BUYERS_STEPS


def check_move(after: Stage, facts: ContractFacts, role: Role, reason: str = "") -> None:
    """Refuse a step that is not the next one, or whose conditions are not met.

    A step back needs a reason; a closed contract is reopened by the head of the body alone.
    """
    if after is previous_stage(facts.stage):
        if facts.stage is Stage.CLOSED and role is not Role.HEAD:
            raise RuleBroken("Seul le responsable de la structure rouvre un marché clos.", "reason")
        if not reason:
            raise RuleBroken("Indiquez pourquoi le marché revient à l’étape précédente.", "reason")
        return
    if after is not next_stage(facts.stage):
        raise RuleBroken(f"Après « {facts.stage.label} », « {after.label} » n’est pas l’étape suivante.")
    missing = missing_before(after, facts)
    if missing:
        raise RuleBroken(f"Avant « {after.label} » : " + " ".join(missing))


def check_editable(stage: Stage) -> None:
    """A closed contract is read only."""
    if stage is Stage.CLOSED:
        raise RuleBroken("Ce marché est clos : il ne se modifie plus.")
