"""What the penalties offer to the home page and to the page of a contract."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask import url_for

from clauses.compliance.penalties.list_queries import Awaited, count, find_files, has_files, rows_of
from clauses.compliance.penalties.models import PenaltyFile
from clauses.compliance.penalties.rules import TONES, FileState
from clauses.contracts.queries import contract_of
from clauses.contracts.rules import Stage
from facilitator.access import BODY_ROLES, COMPANY_ROLES, Asker, Role
from facilitator.clock import today
from facilitator.feature import Alert, Panel
from facilitator.formats import plural


def alerts(asker: Asker) -> Iterator[Alert]:
    """The files where this reader must act."""
    if asker.role is Role.BUYER_VALIDATOR:
        yield from _alert(
            asker,
            {"etat": FileState.PROPOSED.value},
            "décision de pénalité à prendre",
            "décisions de pénalité à prendre",
        )
        yield from _alert(
            asker,
            {"etat": FileState.DRAFTED.value},
            "mise en demeure à signer",
            "mises en demeure à signer",
        )
    elif asker.role in COMPANY_ROLES:
        yield from _alert(
            asker,
            {"tour": Awaited.COMPANY.value},
            "pénalité sur laquelle présenter vos observations",
            "pénalités sur lesquelles présenter vos observations",
        )
    elif asker.role in BODY_ROLES:
        yield from _alert(
            asker,
            {"tour": Awaited.BODY.value},
            "dossier de pénalité à faire avancer",
            "dossiers de pénalité à faire avancer",
        )


def _alert(asker: Asker, values: dict[str, Any], one: str, several: str) -> Iterator[Alert]:
    found = count(find_files(asker, values, today()))
    if found:
        urgent = asker.role not in BODY_ROLES
        yield Alert(found, plural(found, one, several), url_for("penalties.index", **values), urgent)


def panels(asker: Asker, kind: str, thing_id: int) -> Iterator[Panel]:
    """The files of a contract, and how to open one."""
    contract = contract_of(asker, thing_id) if kind == "contract" else None
    if contract is None:
        return
    files: Sequence[PenaltyFile] = ()
    if has_files(asker, thing_id):
        files = rows_of(find_files(asker, {"marche": str(thing_id)}, today()))
    may_open = asker.role in BODY_ROLES and contract.stage not in (Stage.PREPARATION, Stage.CLOSED)
    if files or may_open:
        shown = {"contract": contract, "files": files, "may_open": may_open, "tones": TONES}
        yield Panel("clauses/compliance/penalties/panel.html", shown)
