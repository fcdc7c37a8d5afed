"""What the hours offer to the page of a contract: the minutes counted, the months company by company."""

from collections.abc import Collection, Iterator, Mapping

from flask import url_for

from clauses.hours.board.exports import MONTHS
from clauses.hours.board.queries import months_of, tallies_by_commitment, tallies_by_contract
from clauses.hours.ledger.rules import Reader
from facilitator.access import BODY_ROLES, BUYER_ROLES, COMPANY_ROLES, Asker
from facilitator.feature import Panel, Tally

SHOWN = 12
"""Months of companies on a contract's page, for whoever may open the list of statements, which has all."""
SHOWN_ALONE = 36
"""The same to whoever has no such list: buyers."""


def tallies(kind: str, ids: Collection[int]) -> Mapping[int, Tally]:
    """Minutes done and waiting of each commitment, or of each contract."""
    counted = {"commitment": tallies_by_commitment, "contract": tallies_by_contract}
    return counted[kind](ids) if kind in counted else {}


def panels(asker: Asker, kind: str, thing_id: int) -> Iterator[Panel]:
    """The months of a contract: who declared what, and where each stands."""
    if kind != "contract":
        return
    listed = asker.role in BODY_ROLES | COMPANY_ROLES
    most = SHOWN if listed else SHOWN_ALONE
    months = months_of(asker, thing_id, most + 1)
    if months:
        reader = reader_of(asker)
        linked = {
            one.id for one in months if reader is Reader.BODY or one.organisation_id == asker.organisation_id
        }
        every = url_for("statements.index", marche=thing_id) if listed and len(months) > most else ""
        shown = {"months": months[:most], "reader": reader, "linked": linked, "columns": MONTHS}
        shown["every"] = every
        yield Panel("clauses/hours/board/months.html", shown)


def reader_of(asker: Asker) -> Reader:
    """Whose words the states speak."""
    if asker.role in COMPANY_ROLES:
        return Reader.COMPANY
    return Reader.BUYER if asker.role in BUYER_ROLES else Reader.BODY
