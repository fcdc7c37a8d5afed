"""The Monday pack of a buyer: its lots at risk and three lines of what only it can do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from clauses.compliance.board.rules import Line
from clauses.compliance.portal.rules import AT_RISK, Duty
from clauses.compliance.rules import ClauseState
from facilitator.formats import NBSP, day, hours, percent, plural

MOST_DUTIES = 3
MOST_RISKS = 12
"""Lots of the message; the page has them all."""


@dataclass(frozen=True)
class Pack:
    """What a buyer reads on Monday. No name of a participant can stand in it."""

    buyer_id: int
    buyer: str
    on: date
    followed: int
    """How many clauses are followed."""
    lines: Sequence[Line]
    """Those that ask for something."""
    duties: Sequence[Duty]

    @property
    def risks(self) -> list[Line]:
        """The clauses at risk, the worst first, then who must start soonest."""
        rank = list(ClauseState).index
        found = [line for line in self.lines if line.state in AT_RISK]
        return sorted(
            found,
            key=lambda line: (
                rank(line.state or ClauseState.ON_TRACK),
                line.start_by or date.max,
                line.terms_id,
            ),
        )

    @property
    def first_duties(self) -> Sequence[Duty]:
        """The three lines of the message."""
        return self.duties[:MOST_DUTIES]

    @property
    def is_worth_saying(self) -> bool:
        """Whether there is anything to read."""
        return bool(self.risks or self.duties)

    def count(self, state: ClauseState) -> int:
        """How many clauses are in a state."""
        return sum(line.state is state for line in self.lines)


@dataclass(frozen=True)
class Overview:
    """The pack of one buyer in figures: how many clauses are followed, late, at risk, how many duties."""

    buyer_id: int
    buyer: str
    followed: int = 0
    late: int = 0
    risks: int = 0
    duties: int = 0


def said_of(line: Line) -> str:
    """A clause in one line: where, how it stands, what is missing, where it ends, by when somebody starts."""
    parts = [
        f"Marché {line.reference}, lot {line.lot}{NBSP}: {line.state.label.lower() if line.state else ''}"
    ]
    if line.missing:
        parts.append(f"il manque {hours(line.missing)} ({line.missing_in_people})")
    if line.share is not None:
        parts.append(f"finira à {percent(line.share)}")
    if line.start_by is not None:
        parts.append(f"quelqu’un doit commencer avant le {day(line.start_by)}")
    if line.late:
        parts.append(f"{plural(line.late, 'mois', 'mois')} à déclarer")
    return ", ".join(parts) + "."


def mail_of(pack: Pack, url: str) -> tuple[str, str]:
    """The subject and the text of the message."""
    risks, duties = pack.risks, pack.first_duties
    subject = f"Clauses sociales{NBSP}: {plural(len(risks), 'lot à risque', 'lots à risque')}, {pack.buyer}"[
        :200
    ]
    followed = plural(pack.followed, "clause suivie", "clauses suivies")
    told = [f"Bonjour,\n\nVos clauses sociales au {day(pack.on)}{NBSP}: {followed}."]
    if duties:
        told.append("Ce que vous seul pouvez faire\n" + "\n".join(f"- {duty.sentence}" for duty in duties))
    if risks:
        shown = "\n".join(f"- {said_of(line)}" for line in risks[:MOST_RISKS])
        rest = len(risks) - MOST_RISKS
        more = f"\n- et {plural(rest, 'autre lot', 'autres lots')} sur la page." if rest > 0 else ""
        told.append("Les lots à risque\n" + shown + more)
    else:
        told.append("Aucun lot n’est à risque.")
    told.append(f"La page à imprimer pour la réunion de chantier{NBSP}: {url}")
    return subject, "\n\n".join(told) + "\n"
