"""Tables of the passwords: the count of wrong tries by network address."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.db import Base


class AddressTries(Base):
    """Wrong tries from one network address (a pseudonym of it) since an instant."""

    __tablename__ = "address_tries"

    id: Mapped[int] = mapped_column(primary_key=True)
    address_key: Mapped[str] = mapped_column(String(64), unique=True)
    tries: Mapped[int] = mapped_column(default=0)
    since: Mapped[datetime]
