"""The worksites of the contracts of a list: what the filter offers, who answers it, what the column says."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import Select

from facilitator.access import Asker
from facilitator.db import db
from worksites.sites.models import Worksite, WorksiteShare
from worksites.sites.queries import shares_of, worksites_of


def sites_with_contracts(asker: Asker) -> list[tuple[str, str]]:
    """The worksites where a contract that the asker sees works, by name."""
    shared = shares_of(asker).with_only_columns(WorksiteShare.worksite_id)
    found = worksites_of(asker).where(Worksite.id.in_(shared), Worksite.archived_on.is_(None))
    rows = db.session.execute(found.with_only_columns(Worksite.id, Worksite.name).order_by(Worksite.name))
    return [(str(key), name) for key, name in rows]


def contracts_on(asker: Asker, worksite: str) -> Select[int]:
    """The contracts that work on a worksite, by its number."""
    found = shares_of(asker).where(WorksiteShare.worksite_id == int(worksite))
    return found.with_only_columns(WorksiteShare.contract_id)


def names_of(asker: Asker, contract_ids: Collection[int]) -> Mapping[int, str]:
    """The worksites of each of these contracts, by name, one after the other."""
    found = shares_of(asker).where(WorksiteShare.contract_id.in_(contract_ids))
    rows = db.session.execute(
        found.join(WorksiteShare.worksite)
        .with_only_columns(WorksiteShare.contract_id, Worksite.name)
        .order_by(Worksite.name)
    )
    held: dict[int, dict[str, None]] = defaultdict(dict)
    for contract_id, name in rows:
        held[contract_id][name] = None
    return {contract_id: ", ".join(names) for contract_id, names in held.items()}
