"""The table of the addresses of people's pages. Address and code are kept as digests only."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.accounts.models import Owned, User
from facilitator.clock import today
from facilitator.db import Base
from facilitator.languages.rules import Tongue
from geiq.pathways.models import Pathway
from geiq.pathways.page.rules import PageState, state


class PageLink(Owned, Base):
    """The address of somebody's page, handed to her with a code. It ends with her pathway."""

    __tablename__ = "page_link"
    __table_args__ = (CheckConstraint("tries >= 0", name="tries"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pathway_id: Mapped[int] = mapped_column(ForeignKey("pathway.id"), index=True)
    pointer_hash: Mapped[str] = mapped_column(String(64), unique=True)
    sealed: Mapped[str] = mapped_column(String(64))
    """The digest of the code and the address together."""
    tongue: Mapped[Tongue]
    tries: Mapped[int] = mapped_column(default=0)
    """Wrong codes since the last right one."""
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    opened_at: Mapped[datetime | None]
    """The last time its code was typed."""
    revoked_at: Mapped[datetime | None]

    pathway: Mapped[Pathway] = relationship()
    made_by: Mapped[User] = relationship()

    @property
    def state(self) -> PageState:
        """Where it stands today."""
        pathway, person = self.pathway, self.pathway.participant
        running = pathway.ended_on is None and person.archived_on is None and person.merged_into_id is None
        return state(self.revoked_at is not None, self.tries, running, pathway.planned_end_on, today())
