"""The tie of an event to the cohort it is held for."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.db import Base
from geiq.cohorts.models import Cohort
from worksites.events.models import Event


class CohortEvent(Base):
    """An event held for a cohort: its information meeting, its visit, its job dating."""

    __tablename__ = "cohort_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), unique=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)

    event: Mapped[Event] = relationship()
    cohort: Mapped[Cohort] = relationship()
