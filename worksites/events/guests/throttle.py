"""How often somebody without account may try: per network address, and in all. Nothing but counts is kept."""

from flask import abort, current_app, request

from facilitator.accounts.passwords.models import AddressTries
from facilitator.accounts.passwords.queries import tries_from
from facilitator.accounts.passwords.rules import address_key
from facilitator.db import db, unaudited


class Throttle:
    """The tries of the last quarter of an hour at one door: from this address, and at the whole door."""

    def __init__(self, door: str, from_one: int, in_all: int) -> None:
        secret = current_app.config["SECRET_KEY"]
        self.mine = tries_from(address_key(f"{secret} {door}", request.remote_addr))
        self.all = tries_from(address_key(f"{secret} {door}", "in all"))
        if self.mine.tries >= from_one or self.all.tries >= in_all:
            abort(429)

    def rows(self) -> tuple[AddressTries, AddressTries]:
        """The two counts."""
        return self.mine, self.all

    def count(self) -> None:
        """One try more; committed."""
        with unaudited(db.session, "a try at a public door is counted"):
            self.add()
            db.session.commit()

    def add(self) -> None:
        """One try more, in the caller's transaction."""
        for row in self.rows():
            row.tries += 1
