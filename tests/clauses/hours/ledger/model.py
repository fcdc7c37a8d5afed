"""The ledger as a plain model: what each act should do, said without a database.

A person's hours are refused as the facts of the world say (`Facts`), written down apart from the checks.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

Key = tuple[int, str]
"""An employment's number and a kind of minutes."""


class Refused(Exception):
    """The model would refuse."""


def need(condition: object) -> None:
    """Refuse unless this holds."""
    if not condition:
        raise Refused


@dataclass
class Month:
    """One statement: its state, its lines, the corrections after it was validated."""

    state: str = "expected"
    no_hours: bool = False
    lines: dict[Key, int] = field(default_factory=dict)
    named: set[Key] = field(default_factory=set)
    """Of a returned one: the lines to mend, and those added since."""
    naming: bool = False
    """Whether the return named lines."""
    corrections: list[tuple[Key, int]] = field(default_factory=list)
    rules: dict[Key, int | None] = field(default_factory=dict)
    """The valuation rule each key was counted under."""

    def balance(self, key: Key) -> int:
        """The validated minutes of a key."""
        return self.lines.get(key, 0) + sum(minutes for other, minutes in self.corrections if other == key)

    @property
    def validated(self) -> int:
        """The month's hours done."""
        if self.state != "validated":
            return 0
        return sum(self.lines.values()) + sum(minutes for _, minutes in self.corrections)

    @property
    def declared(self) -> int:
        """What the company said, once sent."""
        return sum(self.lines.values()) if self.state == "submitted" else self.validated


@dataclass
class Rule:
    """A valuation rule: from a month, for one kind or all, so many times, at most so much."""

    begins: int
    kind: str | None
    times: Decimal
    cap: int | None


@dataclass
class Agreement:
    """A pooling agreement: the weight of each commitment, its first and last months."""

    weights: dict[int, int]
    first: int
    last: int


@dataclass
class Pool:
    """One employment's minutes of a month and kind, shared: the agreement, each commitment's part."""

    agreement: int
    parts: dict[int, int]


@dataclass
class Model:
    """All the months by commitment and month; what may be declared comes from the facts."""

    clause_of: dict[int, int]
    """Of each commitment, its clause."""
    closed: set[int] = field(default_factory=set)
    """Clauses whose contract takes no more statements."""
    windows: dict[int, tuple[int, int] | None] = field(default_factory=dict)
    """Of each employment's person: first and last month of the counting window."""
    runs: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Of each employment: its first and last month."""
    limits: dict[int, int] = field(default_factory=dict)
    """Of each month: the minutes that ten hours a day allow."""
    rules: list[Rule] = field(default_factory=list)
    months: dict[tuple[int, int], Month] = field(default_factory=lambda: defaultdict(Month))
    versions: dict[int, list[tuple[date, int]]] = field(default_factory=dict)
    """By clause, what its holder owes from each date on, in the order it was decided."""
    changed: dict[int, date] = field(default_factory=dict)
    """By clause, the date of effect of the last amendment."""
    ended: dict[int, date] = field(default_factory=dict)
    """By clause, the contract's end."""
    ends: dict[int, int] = field(default_factory=dict)
    """By clause, the last month of the contract, when it was moved."""
    agreements: list[Agreement] = field(default_factory=list)
    pools: dict[tuple[int, int, str], Pool] = field(default_factory=dict)
    """By employment, month and kind."""
    waived: set[tuple[tuple[int, int], int, str]] = field(default_factory=set)
    """The derogations: a statement, an employment, a finding."""
    persons: dict[int, int] = field(default_factory=dict)
    """Of each employment, whose it is."""

    def open(self, commitment: int) -> None:
        """Refuse what a closed contract refuses."""
        need(self.clause_of[commitment] not in self.closed)

    def within(self, at: tuple[int, int]) -> None:
        """Refuse what the contract's end refuses."""
        need(at[1] <= self.ends.get(self.clause_of[at[0]], at[1]))

    def found(self, at: tuple[int, int], employment: int) -> set[str]:
        """What of a person's month only a derogation lets pass."""
        first, last = self.runs[employment]
        window = self.windows[self.persons[employment]]
        found = set() if first <= at[1] <= last else {"outside_employment"}
        if window is None:
            found.add("not_eligible")
        elif not window[0] <= at[1] <= window[1]:
            found.add("after_window")
        return {code for code in found if (at, employment, code) not in self.waived}

    def passes(self, at: tuple[int, int], key: Key, minutes: int) -> bool:
        """Whether a line may be sent."""
        return minutes == 0 or (not self.found(at, key[0]) and minutes <= self.limits[at[1]])

    def pooled(self, at: tuple[int, int], key: Key) -> Pool | None:
        """The shared month that a line is part of."""
        pool = self.pools.get((key[0], at[1], key[1]))
        return pool if pool and at[0] in pool.parts else None

    def put(self, at: tuple[int, int], key: Key, minutes: int, direct: bool = True) -> None:
        """Fill one line, then say that the statement was touched; `direct`: not a part of a shared month,
        which keeps a line of no minutes too."""
        found = self.months[at]
        need(found.state in ("expected", "draft", "returned"))
        self.open(at[0])
        need(0 <= minutes <= 44_640)
        if found.state == "returned" and found.naming and key in found.lines:
            need(key in found.named)
        need(not (direct and self.pooled(at, key)))
        if minutes == 0 and not self.pooled(at, key):
            found.lines.pop(key, None)
        else:
            found.lines[key] = minutes
            found.named.add(key)
        if found.lines:
            found.no_hours = False
        if found.state != "returned":
            found.state = "draft" if found.lines or found.no_hours else "expected"

    def nothing(self, at: tuple[int, int]) -> None:
        """No hours this month."""
        found = self.months[at]
        need(found.state in ("expected", "draft", "returned"))
        self.open(at[0])
        if found.state == "returned" and found.naming:
            need(set(found.lines) <= found.named)
        need(not any(self.pooled(at, key) for key in found.lines))
        found.lines.clear()
        found.no_hours = True
        if found.state == "expected":
            found.state = "draft"

    def submit(self, ats: list[tuple[int, int]]) -> None:
        """Send several months together, or none."""
        for at in ats:
            found = self.months[at]
            need(found.state in ("draft", "returned"))
            need(found.lines or found.no_hours)
            self.open(at[0])
            self.within(at)
            need(all(self.passes(at, key, minutes) for key, minutes in found.lines.items()))
        for at in ats:
            self.months[at].state = "submitted"

    def recall(self, at: tuple[int, int]) -> None:
        """Take back."""
        need(self.months[at].state == "submitted")
        self.open(at[0])
        self.months[at].state = "draft"

    def give_back(self, at: tuple[int, int], keys: list[Key], reason: str) -> None:
        """Return, naming lines or none."""
        found = self.months[at]
        need(found.state == "submitted")
        self.open(at[0])
        need(reason)
        found.state, found.named, found.naming = "returned", set(keys), bool(keys)

    def validate(self, at: tuple[int, int]) -> None:
        """Count."""
        found = self.months[at]
        need(found.state == "submitted")
        self.open(at[0])
        self.within(at)
        need(all(self.passes(at, key, minutes) for key, minutes in found.lines.items()))
        found.state = "validated"
        for key in found.lines:
            found.rules[key] = self.rule(at[1], key[1])

    def correct(self, at: tuple[int, int], key: Key, minutes: int, reason: str) -> None:
        """A signed line beside a validated month."""
        found = self.months[at]
        need(found.state == "validated")
        self.open(at[0])
        need(reason and minutes and found.balance(key) + minutes >= 0)
        if minutes > 0:
            self.within(at)
            need(self.passes(at, key, found.balance(key) + minutes))
        found.rules.setdefault(key, self.rule(at[1], key[1]))
        found.corrections.append((key, minutes))

    def share(
        self, number: int, key: Key, month: int, minutes: int, typed: Sequence[int] | None = None
    ) -> None:
        """Share a person's month between the commitments of an agreement, or share it again; or nothing."""
        agreement = self.agreements[number]
        need(agreement.first <= month <= agreement.last)
        need(minutes > 0)
        parts = list(typed) if typed is not None else whole(minutes, list(agreement.weights.values()))
        need(sum(parts) == minutes and min(parts) >= 0)
        pool = self.pools.get((key[0], month, key[1]))
        need(pool is None or pool.agreement == number)
        before, (months, pools) = pool.parts if pool else {}, deepcopy((self.months, self.pools))
        try:
            for commitment, part in zip(agreement.weights, parts, strict=True):
                at = commitment, month
                need(commitment in before or key not in self.months[at].lines)
                if before.get(commitment) == part:
                    continue
                made = self.pools.setdefault((key[0], month, key[1]), Pool(number, {}))
                made.parts[commitment] = part
                self.put(at, key, part, direct=False)
        except Refused:
            self.months, self.pools = months, pools
            raise

    def unshare(self, key: tuple[int, int, str]) -> None:
        """Take a shared month out of its statements, or nothing."""
        months, pools = deepcopy((self.months, self.pools))
        try:
            for commitment in self.pools.pop(key).parts:
                self.put((commitment, key[1]), (key[0], key[2]), 0, direct=False)
        except Refused:
            self.months, self.pools = months, pools
            raise

    def end(self, number: int, month: int) -> None:
        """An agreement ends with a month: none after it is shared."""
        need(month >= self.agreements[number].first)
        need(all(key[1] <= month for key, pool in self.pools.items() if pool.agreement == number))
        self.agreements[number].last = month

    def amend(self, clause: int, effective: date, minutes: int, end: date | None) -> None:
        """A target from a date on, and possibly an end; what was owed before that date stays."""
        need(clause not in self.closed)
        need(effective >= self.changed.get(clause, effective))
        need(end is None or end >= effective)
        need(minutes != self.owed(clause, effective) or end not in (None, self.ended[clause]))
        if minutes != self.owed(clause, effective):
            self.versions[clause].append((effective, minutes))
        self.changed[clause], self.ended[clause] = effective, end or self.ended[clause]

    def owed(self, clause: int, on: date) -> int:
        """What the holder of a clause owes at a date."""
        return [minutes for effective, minutes in self.versions[clause] if effective <= on][-1]

    def waive(self, at: tuple[int, int], employment: int, code: str, reason: str) -> None:
        """Let a finding pass."""
        need(self.months[at].state != "validated" and reason)
        self.waived.add((at, employment, code))

    def wrongly_counted(self) -> bool:
        """Whether somebody has validated hours of a month that a later act took away."""
        return any(self.uncovered(range(4)).values())

    def uncovered(self, people: Iterable[int]) -> dict[tuple[int, int], int]:
        """By statement, the validated minutes of these people that nothing makes eligible."""
        told: dict[tuple[int, int], int] = {}
        for at, found in self.months.items():
            balances: dict[int, int] = defaultdict(int)
            for key in found.rules if found.state == "validated" else ():
                if {"not_eligible", "after_window"} & self.unwaived(at, key[0]):
                    balances[self.persons[key[0]]] += found.balance(key)
            told[at] = sum(max(0, balances[person]) for person in people)
        return told

    def unmerge(self) -> None:
        """Two people after all; refused when hours would be left without eligibility."""
        before = self.uncovered((0, 3))
        self.persons[3] = 3
        if any(minutes > before[at] for at, minutes in self.uncovered((0, 3)).items()):
            self.persons[3] = 0
            raise Refused

    def unwaived(self, at: tuple[int, int], employment: int) -> set[str]:
        """What is found of a person, none of it when any derogation of eligibility stands."""
        codes = {"not_eligible", "after_window"}
        return (
            set()
            if any((at, employment, code) in self.waived for code in codes)
            else self.found(at, employment)
        )

    def rule(self, month: int, kind: str) -> int | None:
        """The number of the rule that holds: the precise before the general, then the latest."""
        fitting = [
            (rule.kind is not None, rule.begins, number)
            for number, rule in enumerate(self.rules)
            if rule.begins <= month and rule.kind in (None, kind)
        ]
        return max(fitting)[2] if fitting else None

    def counted(self, clause: int) -> int:
        """What a clause's validated minutes count for: each employment's sum under a rule, valued once."""
        sums: dict[tuple[int, int | None], int] = defaultdict(int)
        for (commitment, _), found in self.months.items():
            if found.state == "validated" and self.clause_of[commitment] == clause:
                for key in found.rules:
                    sums[key[0], found.rules[key]] += found.balance(key)
        return sum(self.worth(minutes, number) for (_, number), minutes in sums.items())

    def worth(self, minutes: int, number: int | None) -> int:
        """So many minutes under a rule."""
        if number is None:
            return minutes
        rule = self.rules[number]
        whole = int((minutes * rule.times).quantize(Decimal(1), ROUND_HALF_UP))
        return min(whole, rule.cap) if rule.cap else whole


def whole(total: int, weights: Sequence[int]) -> list[int]:
    """Whole minutes in proportion to the weights: those left go to the largest rests, the first before."""
    parts = [total * weight // sum(weights) for weight in weights]
    rests = sorted(range(len(weights)), key=lambda one: (-(total * weights[one] % sum(weights)), one))
    for one in rests[: total - sum(parts)]:
        parts[one] += 1
    return parts
