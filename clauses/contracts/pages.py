"""What every page of the room shares: find the thing or answer 404, show a form, ask to confirm."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue

from clauses.contracts.models import Contract
from clauses.contracts.queries import contract_of, part_of, whole_contract_of
from clauses.contracts.sheet import ContractRow, row_of
from clauses.contracts.thresholds.queries import exempt_among
from facilitator.access import BODY_ROLES, Asker, current_asker
from facilitator.clock import today
from facilitator.db import Base, db
from facilitator.forms import Form
from facilitator.listed import Listed
from facilitator.words import RuleBroken

EDITORS = tuple(BODY_ROLES)
Part = TypeVar("Part", bound=Base)


def own_contract(contract_id: int) -> Contract:
    """The asker's contract, or 404."""
    return contract_of(current_asker(), contract_id) or abort(404)


def own_whole_contract(contract_id: int) -> Contract:
    """The same, read in one select with what its page shows of it."""
    return whole_contract_of(current_asker(), contract_id) or abort(404)


def own_part(model: type[Part], part_id: int) -> Part:
    """A lot, a clause, a commitment… of one of the asker's contracts, or 404."""
    return part_of(current_asker(), model, part_id) or abort(404)


def list_rows(asker: Asker, contracts: Sequence[Contract], added: Sequence[Listed] = ()) -> list[ContractRow]:
    """The lines of a list of contracts, as the asker reads them today; with what upper rooms add."""
    exempt = exempt_among(contracts)
    said = {one.name: one.words(asker, [contract.id for contract in contracts]) for one in added}
    return [
        replace(
            row_of(contract, asker, today(), contract.id in exempt),
            added={name: words.get(contract.id) for name, words in said.items()},
        )
        for contract in contracts
    ]


def contract_url(contract: Contract, anchor: str | None = None) -> str:
    """The contract's page, at one of its parts."""
    return url_for("contracts.show", contract_id=contract.id, _anchor=anchor)


def trail(contract: Contract | None = None) -> list[tuple[str, str]]:
    """The breadcrumb down to a contract."""
    found = [("Marchés", url_for("contracts.index"))]
    if contract is not None:
        found.append((f"Marché {contract.reference}", contract_url(contract)))
    return found


def form_page(title: str, form: Form, contract: Contract | None = None, **shown: Any) -> ResponseReturnValue:
    """A page that holds one form; `lead`, `submit`, `cancel`, `groups` and `advice` may be said."""
    cancel = contract_url(contract) if contract else url_for("contracts.index")
    defaults = {"lead": "", "submit": "Enregistrer", "cancel": cancel, "trail": trail(contract), "advice": []}
    code, template = shown.pop("code", 200), shown.pop("template", "clauses/contracts/form.html")
    return render_template(template, title=title, form=form, **defaults | shown), code


def saved(form: Form, act: Callable[[], object]) -> bool:
    """Run the act and commit, when the form is accepted; a rule's refusal is shown on the form."""
    if not form.accepted():
        return False
    try:
        act()
    except RuleBroken as broken:
        db.session.rollback()
        form.refuse(broken)
        return False
    db.session.commit()
    return True


def confirm_page(title: str, contract: Contract, sentences: list[str], submit: str, **shown: Any) -> str:
    """Ask before an act that cannot be undone."""
    defaults = {"cancel": contract_url(contract), "trail": trail(contract), "danger": True}
    return render_template(
        "clauses/contracts/confirm.html",
        title=title,
        sentences=sentences,
        submit=submit,
        **defaults | shown,
    )
