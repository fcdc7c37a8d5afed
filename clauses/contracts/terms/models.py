"""The columns of penalties: what a line of a schedule costs, what bounds all the lines of a clause."""

from decimal import Decimal

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from clauses.contracts.rules import CapBasis, HourlyBase
from clauses.contracts.terms.rules import PenaltyLine, limits_said
from facilitator.db import Exact, Money


class PenaltyLimits:
    """What bounds all the penalties of a clause together, when its documents say so."""

    penalty_cap: Mapped[Decimal | None] = mapped_column(Money)
    """Euros that all the penalties of the clause together do not exceed, when its documents say so."""
    penalty_cap_rate: Mapped[Decimal | None] = mapped_column(Exact)
    """The same as a ratio of `penalty_cap_basis`."""
    penalty_cap_basis: Mapped[CapBasis | None]
    penalty_floor: Mapped[Decimal | None] = mapped_column(Money)
    """Euros up to which nothing is due, when the documents say so."""
    penalty_source: Mapped[str] = mapped_column(String(200), default="", server_default="")
    """Where the ceiling and the threshold are written."""

    @property
    def limits(self) -> str:
        """What bounds its penalties together, in French; '' when nothing does."""
        said = limits_said(
            self.penalty_cap, self.penalty_cap_rate, self.penalty_cap_basis, self.penalty_floor
        )
        return f"{said} ({self.penalty_source})" if said and self.penalty_source else said


class PenaltyPrice:
    """What a line multiplies, the delay of its notice, its own ceiling, where it is written."""

    base: Mapped[HourlyBase] = mapped_column(default=HourlyBase.TYPED, server_default=HourlyBase.TYPED.value)
    """What `multiple_of_base` multiplies; dated, its `amount` is zero and unread."""
    notice_days: Mapped[int | None]
    """Calendar days that the notice leaves, when the documents say so."""
    cap_amount: Mapped[Decimal | None] = mapped_column(Money)
    cap_rate: Mapped[Decimal | None] = mapped_column(Exact)
    """The most that this line alone may cost: euros, or a ratio of `cap_basis`."""
    cap_basis: Mapped[CapBasis | None]
    source: Mapped[str] = mapped_column(String(200), default="", server_default="")
    """Where this line is written, when it is not where the clause is."""

    @property
    def line(self) -> PenaltyLine:
        """The line as the rules read it."""
        return PenaltyLine(**{name: getattr(self, name) for name in PenaltyLine.__dataclass_fields__})
