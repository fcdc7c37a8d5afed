"""What the contracts offer to the home page and to the search box."""

from collections.abc import Iterator

from flask import url_for
from sqlalchemy.orm import joinedload

from clauses.contracts.list_queries import count_of, find_contracts
from clauses.contracts.models import Contract
from clauses.contracts.operations.models import Operation
from clauses.contracts.queries import contracts_of, operations_of
from clauses.contracts.rules import ToDo
from facilitator.access import BODY_ROLES, BUYER_ROLES, Asker, Role
from facilitator.clock import today
from facilitator.feature import Alert, Hit
from facilitator.formats import plural
from facilitator.search import find

SENTENCES: dict[ToDo, tuple[str, str]] = {
    ToDo.THRESHOLD: (
        "marché au-dessus du seuil sans condition sociale",
        "marchés au-dessus du seuil sans condition sociale",
    ),
    ToDo.EXEMPTION: ("dispense à confirmer", "dispenses à confirmer"),
    ToDo.SHARES: (
        "marché dont les engagements ne font pas l’objectif",
        "marchés dont les engagements ne font pas l’objectif",
    ),
    ToDo.KICK_OFF: (
        "marché qui démarre sans réunion de démarrage",
        "marchés qui démarrent sans réunion de démarrage",
    ),
    ToDo.HOURS: ("marché sans objectif d’heures", "marchés sans objectif d’heures"),
    ToDo.VISA: ("marché en attente du visa de l’acheteur", "marchés en attente du visa de l’acheteur"),
}
URGENT = frozenset({ToDo.THRESHOLD, ToDo.KICK_OFF})
MOST_HITS = 8
OPERATION_READERS = BODY_ROLES | BUYER_ROLES


def alerts(asker: Asker) -> Iterator[Alert]:
    """Contracts where somebody must act, each count with the list that shows them."""
    if asker.role in BODY_ROLES:
        for to_do, (one, several) in SENTENCES.items():
            count = count_of(find_contracts(asker, {"a_faire": to_do.value}, today()))
            if count:
                url = url_for("contracts.index", a_faire=to_do.value)
                yield Alert(count, plural(count, one, several), url, to_do in URGENT)
    elif asker.role is Role.BUYER_VALIDATOR:
        count = count_of(find_contracts(asker, {"etape": "buyer_visa"}, today()))
        if count:
            said = plural(count, "marché attend votre visa", "marchés attendent votre visa")
            yield Alert(count, said, url_for("contracts.index", etape="buyer_visa"))


def hits(asker: Asker, text: str) -> Iterator[Hit]:
    """The contracts that the search box finds, inside what the asker may see."""
    seen = contracts_of(asker).options(joinedload(Contract.buyer))
    for contract in find(seen, Contract, text, MOST_HITS):
        context = f"{contract.reference}, {contract.buyer.name}, {contract.stage.label.lower()}"
        yield Hit("Marché", contract.title, context, url_for("contracts.show", contract_id=contract.id))
    if asker.role in OPERATION_READERS:
        for operation in find(operations_of(asker), Operation, text, MOST_HITS):
            url = url_for("operations.show", operation_id=operation.id)
            yield Hit("Opération", operation.name, operation.place, url)
