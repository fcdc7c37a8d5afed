"""What people are called who do a trade of the ROME: canalisateurs do `Pose de canalisations (F1705)`.

The labels of the ROME 3 name activities; the names of the people are the usual ones among its appellations
(France Travail). Only the trades that clauses ask for most are here; the others are named by their label.
"""

import re

CODE = re.compile(r" \(([A-N]\d{4})\)$")
CALLED = {
    "A1203": "jardinier",
    "F1302": "conducteur d’engins",
    "F1501": "charpentier",
    "F1601": "plâtrier",
    "F1602": "électricien du bâtiment",
    "F1603": "plombier chauffagiste",
    "F1604": "plaquiste",
    "F1605": "monteur de réseaux",
    "F1606": "peintre",
    "F1607": "menuisier poseur",
    "F1608": "carreleur",
    "F1609": "solier",
    "F1610": "couvreur",
    "F1611": "façadier",
    "F1613": "étancheur",
    "F1701": "coffreur bancheur",
    "F1702": "constructeur de routes",
    "F1703": "maçon",
    "F1705": "canalisateur",
    "K1204": "médiateur social",
    "K2204": "agent de propreté",
}


def called(trade: str) -> str:
    """Who does a trade that is kept with its code; '' when nobody's name is known."""
    found = CODE.search(trade)
    return CALLED.get(found[1], "") if found else ""
