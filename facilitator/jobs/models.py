"""The register of runs, whose unique row makes a job run once per period; the workers and their beats."""

from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.db import Base
from facilitator.jobs.rules import RunState


class JobRun(Base):
    """One run of one job for one period, whoever ran it."""

    __tablename__ = "job_run"
    __table_args__ = (
        UniqueConstraint("job", "period", name="uq_job_run_once"),
        Index("ix_job_run_started", "job", "started_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[str] = mapped_column(String(60))
    period: Mapped[str] = mapped_column(String(40))
    state: Mapped[RunState] = mapped_column(default=RunState.RUNNING)
    tries: Mapped[int] = mapped_column(default=1)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    next_try_at: Mapped[datetime]
    """Until then the run is its taker's alone; then, unless done, anybody may try again."""
    outcome: Mapped[str] = mapped_column(String(300), default="")


class WorkerBeat(Base):
    """A worker, and when it last said that it lives."""

    __tablename__ = "worker_beat"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    """Machine, process, and a number drawn at its start."""
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(index=True)
    stopped_at: Mapped[datetime | None]
    """When it was told to stop; None for one that runs, or died."""
