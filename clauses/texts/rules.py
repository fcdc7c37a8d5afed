"""The pieces of a clause text, and the fields that their templates may use.

Field names are French: they are written in Word by whoever keeps the templates.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from facilitator.words import Word


class Piece(Word):
    """One document of the pack."""

    TENDER_RULES = "reglement", "Article du règlement de la consultation (RC)"
    SPECIAL_TERMS = "cahier", "Article du cahier des clauses particulières (CCAP)"
    COMPANY_ANSWER = "annexe", "Annexe : réponse de l’entreprise"


FILE_NAMES = {
    Piece.TENDER_RULES: "1-reglement-de-la-consultation",
    Piece.SPECIAL_TERMS: "2-cahier-des-clauses-particulieres",
    Piece.COMPANY_ANSWER: "3-annexe-reponse-de-l-entreprise",
}


@dataclass(frozen=True)
class Leaf:
    """A field that is written, or a yes/no that `{% if %}` asks."""

    says: str
    is_question: bool = False


@dataclass(frozen=True)
class Group:
    """Fields under one name: `marche.objet`."""

    says: str
    fields: Mapping[str, "Field"]


@dataclass(frozen=True)
class Several:
    """A list, gone through with `{% for %}`; `item` is what one of its lines holds."""

    says: str
    item: "Field"


Field = Leaf | Group | Several


def _ask(says: str) -> Leaf:
    return Leaf(says, is_question=True)


PENALTY = Group(
    "Une ligne des pénalités",
    {
        "motif": Leaf("Ce qui est sanctionné"),
        "montant": Leaf("Le montant et son unité"),
        "mise_en_demeure": Leaf("« après mise en demeure » ou « sans mise en demeure préalable »"),
    },
)
CLAUSE = Group(
    "Une clause d’un lot",
    {
        "lot": Leaf("Le lot : numéro et intitulé, ou « Marché » s’il n’y en a qu’un"),
        "tranche": Leaf("La tranche, vide pour tout le lot"),
        "genre": Leaf("Condition d’exécution, critère d’attribution, marché réservé…"),
        "article": Leaf("L’article du code de la commande publique"),
        "heures": Leaf("Le nombre d’heures : « 833 heures »"),
        "a_des_heures": _ask("Un nombre d’heures est fixé"),
        "personnes": Leaf("Les heures dites en personnes"),
        "publics": Several("Les personnes éligibles", Leaf("Un public")),
        "modalites": Several("Les manières de réaliser les heures", Leaf("Une manière")),
        "releves": Leaf("Le rythme des relevés : « chaque mois »"),
        "mutualisation": _ask("La mutualisation des heures entre marchés est permise"),
        "mois_comptes": Leaf("Durée pendant laquelle les heures d’une même personne comptent, en mois"),
        "penalites": Several("Les pénalités", PENALTY),
        "a_des_penalites": _ask("Des pénalités sont prévues"),
        "reservee_a": Leaf("À qui le marché est réservé"),
        "part_reservee": Leaf("La part minimale des travailleurs concernés : « 50 % »"),
        "poids": Leaf("Le poids du critère : « 10 % »"),
        "est_condition": _ask("C’est une condition d’exécution"),
        "est_critere": _ask("C’est un critère d’attribution"),
        "est_reservee": _ask("C’est un marché réservé"),
        "est_service": _ask("C’est un marché de services d’insertion"),
        "est_formation": _ask("C’est une clause sociale de formation"),
    },
)
FIELDS = Group(
    "Tous les champs",
    {
        "marche": Group(
            "Le marché",
            {
                "reference": Leaf("La référence"),
                "objet": Leaf("L’objet"),
                "nature": Leaf("Travaux, services ou fournitures"),
                "forme": Leaf("Marché, accord-cadre, concession"),
                "duree": Leaf("La durée : « 24 mois »"),
                "lieu": Leaf("Le lieu d’exécution"),
                "cpv": Leaf("Le code CPV"),
                "est_accord_cadre": _ask("C’est un accord-cadre à bons de commande"),
            },
        ),
        "acheteur": Group("L’acheteur", {"nom": Leaf("Le nom"), "siret": Leaf("Le SIRET")}),
        "facilitateur": Group(
            "Le facilitateur",
            {
                "structure": Leaf("La structure porteuse"),
                "nom": Leaf("La personne qui suit le marché"),
                "courriel": Leaf("L’adresse électronique"),
                "telephone": Leaf("Le téléphone"),
            },
        ),
        "ccag": Group(
            "Le CCAG de 2021",
            {
                "nom": Leaf("Son nom, selon la nature du marché"),
                "article": Leaf("Son article : 20.1 ou 16.1"),
            },
        ),
        "clauses": Several("Les clauses du marché, lot par lot", CLAUSE),
        "a_des_heures": _ask("Une clause au moins fixe des heures"),
        "a_des_penalites": _ask("Une clause au moins prévoit des pénalités"),
        "jour": Leaf("La date d’édition"),
    },
)


@dataclass(frozen=True)
class HelpLine:
    """A field as the help page shows it: how it is written, what it holds."""

    written: str
    says: str


def help_lines(field: Field = FIELDS, path: str = "") -> Iterator[HelpLine]:
    """Every field that a template may use."""
    if isinstance(field, Leaf):
        opening, closing = ("{% if ", " %}") if field.is_question else ("{{ ", " }}")
        yield HelpLine(f"{opening}{path}{closing}", field.says)
    elif isinstance(field, Several):
        one = {"clauses": "clause", "publics": "public", "modalites": "modalite", "penalites": "penalite"}
        name = one[path.rpartition(".")[2]]
        yield HelpLine(f"{{% for {name} in {path} %}}", field.says)
        yield from help_lines(field.item, name)
    else:
        for name, inner in field.fields.items():
            yield from help_lines(inner, f"{path}.{name}".lstrip("."))
