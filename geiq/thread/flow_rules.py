"""The flow of a cohort: who went from where to where, and the hours they did, as numbers and as a drawing.

Each person stands once in each column, so that every column adds up to the people sent to the cohort, and the
hours of the last one to all the hours done since they entered.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from clauses.people.exits.rules import EMPLOYED, SUSTAINABLE, ExitSituation
from facilitator.formats import hours, plural
from facilitator.words import Word
from geiq.cohorts.rules import EnrolmentState

WIDTH, NODE_WIDTH, GAP, LEAST = 1000, 14, 22, 3
"""Of the drawing, in its units: the space between two nodes, the least height of one."""
HEIGHT = 360
WITHOUT = 0
"""The place of those who did no hour of clause."""


class Column(Word):
    """What a column of the drawing asks of each person."""

    SENT = "sent", "Orientés"
    TRAINING = "in_or_not", "Entrée en formation"
    END = "end_of_training", "Fin de la formation"
    JOB = "job", "Embauche"
    HOURS = "clause_hours", "Heures de clause"


class Spot(Word):
    """Where a person stands in a column."""

    SENT = "sent", "orientés"
    ENTERED = "entered", "entrés en formation"
    CHOOSING = "choosing", "en cours de choix"
    NOT_ENTERED = "not_entered", "pas entrés"
    TRAINING = "training", "en formation"
    TRAINED = "trained", "formation terminée"
    LEFT = "left", "partis avant la fin"
    NEVER = "never", "sans formation"
    HIRED = "hired", "embauchés"
    NOT_HIRED = "not_hired", "pas embauchés"
    PLACED = "placed", "heures sur une opération"
    IDLE = "idle", "sans heure de clause"


WENT_IN = frozenset(
    {EnrolmentState.ENTERED, EnrolmentState.COMPLETED, EnrolmentState.CERTIFIED, EnrolmentState.LEFT}
)
THROUGH = frozenset({EnrolmentState.COMPLETED, EnrolmentState.CERTIFIED})
REFUSED = frozenset({EnrolmentState.NOT_RETAINED, EnrolmentState.DECLINED})


@dataclass(frozen=True)
class Passage:
    """What became of one person of a cohort."""

    enrolment_id: int
    state: EnrolmentState
    hired: bool = False
    minutes: Mapping[int, int] = field(default_factory=dict)
    """Counted minutes since she entered, by operation (`WITHOUT`: contracts of no operation)."""
    exits: Mapping[int, ExitSituation] = field(default_factory=dict)
    """Her situation by term (3, 6, 12 months), as far as it is known."""

    @property
    def total(self) -> int:
        """All her counted minutes."""
        return sum(self.minutes.values())

    @property
    def place(self) -> int:
        """The operation where she did most (the first of equals); `WITHOUT` without any hour."""
        done = {one: minutes for one, minutes in self.minutes.items() if minutes > 0}
        return min(done, key=lambda one: (-done[one], one)) if done else WITHOUT

    @property
    def spots(self) -> tuple[str, ...]:
        """Her key in each column, in order."""
        return (Spot.SENT.value, self._training, self._end, self._job, self._hours)

    @property
    def _training(self) -> str:
        if self.state in WENT_IN:
            return Spot.ENTERED.value
        return Spot.NOT_ENTERED.value if self.state in REFUSED else Spot.CHOOSING.value

    @property
    def _end(self) -> str:
        if self.state in THROUGH:
            return Spot.TRAINED.value
        if self.state is EnrolmentState.ENTERED:
            return Spot.TRAINING.value
        return Spot.LEFT.value if self.state is EnrolmentState.LEFT else Spot.NEVER.value

    @property
    def _job(self) -> str:
        return Spot.HIRED.value if self.hired else Spot.NOT_HIRED.value

    @property
    def _hours(self) -> str:
        if self.total <= 0:
            return Spot.IDLE.value
        return f"{Spot.PLACED.value}-{self.place}"


ORDER = {
    Column.SENT: (Spot.SENT,),
    Column.TRAINING: (Spot.ENTERED, Spot.CHOOSING, Spot.NOT_ENTERED),
    Column.END: (Spot.TRAINED, Spot.TRAINING, Spot.LEFT, Spot.NEVER),
    Column.JOB: (Spot.HIRED, Spot.NOT_HIRED),
    Column.HOURS: (Spot.PLACED, Spot.IDLE),
}


@dataclass(frozen=True)
class Node:
    """A box of the drawing: its key, its words, how many people, their minutes; where it stands."""

    key: str
    label: str
    people: int
    minutes: int = 0
    column: int = 0
    x: int = 0
    y: int = 0
    height: int = 0


@dataclass(frozen=True)
class Ribbon:
    """People who went from a box to one of the next column; `path` draws it."""

    source: str
    target: str
    people: int
    path: str = ""


@dataclass(frozen=True)
class Picture:
    """The whole: boxes and ribbons, with their places on a drawing of `WIDTH` × `HEIGHT`."""

    nodes: tuple[Node, ...]
    ribbons: tuple[Ribbon, ...]

    def at(self, column: int) -> list[Node]:
        """The boxes of a column."""
        return [node for node in self.nodes if node.column == column]


def matches(passage: Passage, key: str) -> bool:
    """Whether a person stands in the box that this key names, in some column."""
    return key in passage.spots


def picture(passages: Sequence[Passage], operations: Mapping[int, str]) -> Picture:
    """The flow of a cohort; `operations` names those where hours were done."""
    found: dict[str, Node] = {}
    for column, kind in enumerate(Column):
        counts = Counter(one.spots[column] for one in passages)
        keys = sorted(counts, key=lambda key: _rank(kind, key, operations))
        found |= _stacked(column, [(key, counts[key]) for key in keys], len(passages), passages, operations)
    return Picture(tuple(found.values()), tuple(_ribbons(passages, found)))


def _rank(kind: Column, key: str, operations: Mapping[int, str]) -> tuple[int, str]:
    spot, _, number = key.partition("-")
    return ORDER[kind].index(Spot(spot)), operations.get(int(number), "") if number else ""


def _stacked(
    column: int,
    counts: Sequence[tuple[str, int]],
    people: int,
    passages: Sequence[Passage],
    operations: Mapping[int, str],
) -> dict[str, Node]:
    found, y = {}, 0
    x = column * (WIDTH - NODE_WIDTH) // (len(Column) - 1)
    for key, count in counts:
        minutes = sum(one.total for one in passages if one.spots[column] == key) if column else 0
        height = max(LEAST, count * _scale(people))
        label = _label(key, operations)
        found[f"{column} {key}"] = Node(key, label, count, minutes, column, x, y, height)
        y += height + GAP
    return found


def _scale(people: int) -> int:
    """Units of height a person takes, whole so that ribbons meet their boxes."""
    return max(1, (HEIGHT - GAP * 3) // max(1, people))


def _label(key: str, operations: Mapping[int, str]) -> str:
    spot, _, number = key.partition("-")
    if not number:
        return Spot(spot).label
    return f"sur {operations[int(number)]}" if int(number) in operations else "hors opération"


def _ribbons(passages: Sequence[Passage], nodes: Mapping[str, Node]) -> Iterable[Ribbon]:
    scale = _scale(len(passages))
    for column in range(len(Column) - 1):
        counts = Counter((one.spots[column], one.spots[column + 1]) for one in passages)
        order = list(nodes)
        pairs = sorted(
            counts,
            key=lambda two, here=column: (  # type: ignore[misc]
                order.index(f"{here} {two[0]}"),
                order.index(f"{here + 1} {two[1]}"),
            ),
        )
        left: Counter[str] = Counter()
        right: Counter[str] = Counter()
        for source, target in pairs:
            one, other = nodes[f"{column} {source}"], nodes[f"{column + 1} {target}"]
            thick = counts[source, target] * scale
            path = _ribbon(one, one.y + left[source], other, other.y + right[target], thick)
            left[source] += thick
            right[target] += thick
            yield Ribbon(source, target, counts[source, target], path)


def _ribbon(one: Node, top: int, other: Node, end: int, thick: int) -> str:
    """A band from a box to another, as an SVG path."""
    x, to = one.x + NODE_WIDTH, other.x
    middle = (x + to) // 2
    return (
        f"M{x} {top}C{middle} {top} {middle} {end} {to} {end}V{end + thick}"
        f"C{middle} {end + thick} {middle} {top + thick} {x} {top + thick}Z"
    )


def in_a_sentence(passages: Sequence[Passage], operations: Mapping[int, str]) -> str:
    """`30 entrés, 22 embauchés, 14 300 h sur InspiRe.`"""
    entered = sum(one.state in WENT_IN for one in passages)
    hired = sum(one.hired for one in passages)
    said = [plural(entered, "entré"), plural(hired, "embauché")]
    done: Counter[int] = Counter()
    for one in passages:
        done.update(one.minutes)
    for place, minutes in sorted(done.items(), key=lambda two: (-two[1], two[0])):
        if minutes:
            said.append(f"{hours(minutes)} {_label(f'{Spot.PLACED.value}-{place}', operations)}")
    return ", ".join(said) + "."


@dataclass(frozen=True)
class Outcome:
    """What became of the people at a term: asked, answered, at work, in a lasting job."""

    months: int
    answered: int
    employed: int
    sustainable: int


def outcomes(passages: Iterable[Passage]) -> list[Outcome]:
    """The situations known at each term; nobody who has not answered is counted as out of work."""
    told: dict[int, list[ExitSituation]] = {}
    for one in passages:
        for months, situation in one.exits.items():
            if situation is not ExitSituation.UNKNOWN:
                told.setdefault(months, []).append(situation)
    return [
        Outcome(
            months,
            len(told[months]),
            sum(one in EMPLOYED for one in told[months]),
            sum(one in SUSTAINABLE for one in told[months]),
        )
        for months in sorted(told)
    ]


def shares_meet(shown: Picture) -> bool:
    """Whether each column holds the same people: for whoever checks the drawing."""
    totals = [sum(node.people for node in shown.at(column)) for column in range(len(Column))]
    return all(one == other for one, other in pairwise(totals))
