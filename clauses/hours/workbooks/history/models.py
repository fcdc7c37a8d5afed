"""The imports of past years: the file, how far it is read, what it would do, what it wrote."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from clauses.hours.workbooks.history.rules import HistoryState, state_seen
from facilitator.accounts.models import Owned
from facilitator.db import Base


class HistoryImport(Owned, Base):
    """A file of past lines that a body sent."""

    __tablename__ = "history_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    """None from the command line."""
    file_name: Mapped[str] = mapped_column(String(300))
    path: Mapped[str] = mapped_column(String(1000), default="")
    """Where the file waits; '' once it is imported or abandoned."""
    state: Mapped[HistoryState] = mapped_column(default=HistoryState.READING)
    creating: Mapped[bool] = mapped_column(default=False)
    """People and employments that miss are to be made."""
    received_at: Mapped[datetime]
    beat_at: Mapped[datetime]
    """The last sign of life of the process at work."""
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    """Rows read, rows of the file."""
    sentence: Mapped[str] = mapped_column(String(500), default="")
    """Why it stopped."""
    report: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """Counts, people and employments missing, the first errors."""
    written: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    """Packed: statement, employment, kind, minutes before and after of each line."""
    confirmed_at: Mapped[datetime | None]

    def state_at(self, now: datetime) -> HistoryState:
        """Its state, knowing that a process may have been lost."""
        return state_seen(self.state, self.beat_at, now)
