"""How near two trades are, by their code or by the words that tell."""

from clauses.people.employments.trades.rules import CODE
from facilitator.formats import search_key

NEAR_CODE = 3
"""Two ROME codes that share their letter and first two digits are of one field (F17: building shell)."""
WORDS_WITHOUT_SENSE = frozenset({"de", "du", "des", "et", "en", "la", "le", "les", "ou", "aux", "au"})


def closeness(asked: str, known: str) -> int:
    """How near two trades are: 0 the same, 1 of one field (or with a telling word in common), 2 apart."""
    if search_key(asked) == search_key(known):
        return 0
    one, other = _code(asked), _code(known)
    if one and other:
        return 0 if one == other else 1 if one[:NEAR_CODE] == other[:NEAR_CODE] else 2
    return 1 if _telling(asked) & _telling(known) else 2


def _code(trade: str) -> str:
    bare = trade[trade.rfind("(") + 1 :] if "(" in trade else trade
    found = CODE.match(bare.rstrip(") "))
    return f"{found[1].upper()}{found[2]}" if found else ""


def _telling(trade: str) -> frozenset[str]:
    words = search_key(trade).replace("(", " ").replace(")", " ").split()
    return frozenset(word[:5] for word in words if len(word) > 2 and word not in WORDS_WITHOUT_SENSE)
