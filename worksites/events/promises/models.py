"""Tables of the promises: events that a contract owes, and the events that keep them."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.contracts.models import Commitment, Contract
from facilitator.accounts.models import Owned
from facilitator.db import Base
from worksites.events.models import Event
from worksites.events.rules import EventKind

WHOLE = "all, delete-orphan"


class EventPromise(Owned, Base):
    """So many events of a kind that a clause or an offer promises, by a day, and where it says so."""

    __tablename__ = "event_promise"
    __table_args__ = (CheckConstraint("number > 0", name="number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), index=True)
    commitment_id: Mapped[int | None] = mapped_column(ForeignKey("commitment.id"), index=True)
    """The company that promised; None when the clause binds whoever holds the contract."""
    kind: Mapped[EventKind]
    number: Mapped[int]
    by_on: Mapped[date | None]
    source: Mapped[str] = mapped_column(String(300))
    """The article of the clause, the page of the offer."""
    broken_on: Mapped[date | None]
    """When it was found that it will not be kept."""
    broken_reason: Mapped[str] = mapped_column(String(300), default="")

    __mapper_args__ = {"version_id_col": version}

    contract: Mapped[Contract] = relationship()
    commitment: Mapped[Commitment | None] = relationship()
    kept: Mapped[list["PromiseKept"]] = relationship(
        back_populates="promise", order_by="PromiseKept.id", cascade=WHOLE
    )


class PromiseKept(Base):
    """An event that counts for a promise, and the evidence that was seen."""

    __tablename__ = "promise_kept"
    __table_args__ = (UniqueConstraint("promise_id", "event_id", name="uq_promise_kept_once"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    promise_id: Mapped[int] = mapped_column(ForeignKey("event_promise.id"))
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    evidence: Mapped[str] = mapped_column(String(300), default="")
    seen_on: Mapped[date | None]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))

    promise: Mapped[EventPromise] = relationship(back_populates="kept")
    event: Mapped[Event] = relationship()
