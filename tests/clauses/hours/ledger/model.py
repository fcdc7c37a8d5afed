"""The ledger as a plain model: what each act should do, said without a database.

A person's hours are refused as the facts of the world say (`Facts`), written down apart from the checks.
"""

from collections import defaultdict
from dataclasses import dataclass, field
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
    targets: dict[int, int] = field(default_factory=dict)
    """By clause, its holder's last amended target."""
    ends: dict[int, int] = field(default_factory=dict)
    """By clause, the last month of the contract, when it was moved."""

    def open(self, commitment: int) -> None:
        """Refuse what a closed contract refuses."""
        need(self.clause_of[commitment] not in self.closed)

    def within(self, at: tuple[int, int]) -> None:
        """Refuse what the contract's end refuses."""
        need(at[1] <= self.ends.get(self.clause_of[at[0]], at[1]))

    def passes(self, month: int, key: Key, minutes: int) -> bool:
        """Whether a line may be sent."""
        if minutes == 0:
            return True
        window, (first, last) = self.windows[key[0]], self.runs[key[0]]
        return (
            first <= month <= last
            and window is not None
            and window[0] <= month <= window[1]
            and minutes <= self.limits[month]
        )

    def put(self, at: tuple[int, int], key: Key, minutes: int) -> None:
        """Fill one line, then say that the statement was touched."""
        found = self.months[at]
        need(found.state in ("expected", "draft", "returned"))
        self.open(at[0])
        need(0 <= minutes <= 44_640)
        if found.state == "returned" and found.naming and key in found.lines:
            need(key in found.named)
        if minutes == 0:
            self._remove(found, key)
        else:
            found.lines[key] = minutes
            found.named.add(key)
        if found.lines:
            found.no_hours = False
        if found.state != "returned":
            found.state = "draft" if found.lines or found.no_hours else "expected"

    def _remove(self, found: Month, key: Key) -> None:
        found.lines.pop(key, None)

    def nothing(self, at: tuple[int, int]) -> None:
        """No hours this month."""
        found = self.months[at]
        need(found.state in ("expected", "draft", "returned"))
        self.open(at[0])
        if found.state == "returned" and found.naming:
            need(set(found.lines) <= found.named)
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
            need(all(self.passes(at[1], key, minutes) for key, minutes in found.lines.items()))
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
        need(all(self.passes(at[1], key, minutes) for key, minutes in found.lines.items()))
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
            need(self.passes(at[1], key, found.balance(key) + minutes))
        found.rules.setdefault(key, self.rule(at[1], key[1]))
        found.corrections.append((key, minutes))

    def wrongly_counted(self) -> bool:
        """Whether somebody has validated hours of a month that a later revocation took away."""
        for (_, month), found in self.months.items():
            balances: dict[int, int] = defaultdict(int)
            for key in found.rules if found.state == "validated" else ():
                balances[key[0]] += found.balance(key)
            for employment, minutes in balances.items():
                window = self.windows[employment]
                if minutes > 0 and not (window and window[0] <= month <= window[1]):
                    return True
        return False

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
