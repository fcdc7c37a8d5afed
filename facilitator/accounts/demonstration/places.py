"""The organisations of the demonstration: the public ones are real, companies and landlords are invented.

A public organisation carries a SIRET only where a public source gives it (GEIQ: les-emplois, area 63).
The métropole's and the town's have their real SIREN and an invented establishment number; the SIREN
of what is invented start with 999, which INSEE does not use.
"""

from dataclasses import dataclass

from stdnum import luhn

from facilitator.accounts.rules import OrganisationKind as Kind

METROPOLE_SIREN = "246300701"
CLERMONT_SIREN = "216301135"


@dataclass(frozen=True)
class Place:
    """An organisation of the demonstration: `trade` is the company's kind of work."""

    kind: Kind
    name: str
    town: str = "63000 Clermont-Ferrand"
    siret: str | None = None
    trade: str = ""

    @property
    def postcode(self) -> str:
        """The five digits before the town."""
        return self.town[:5]

    @property
    def city(self) -> str:
        """The town alone."""
        return self.town[6:]


def with_key(digits: str) -> str:
    """The digits and their Luhn key."""
    return digits + luhn.calc_check_digit(digits)


def invented_siret(index: int) -> str:
    """The SIRET of an invented organisation: valid key, a SIREN that starts with 999."""
    return with_key(with_key(f"999{index:05d}") + "0001")


NAMED = {
    "body": Place(Kind.FACILITATION_BODY, "Cellule clauses sociales de Clermont Auvergne Métropole"),
    "operator": Place(Kind.OPERATOR, "Plateforme de démonstration"),
    "metropole": Place(
        Kind.AUTHORITY, "Clermont Auvergne Métropole", siret=with_key(f"{METROPOLE_SIREN}9990")
    ),
    "ville": Place(Kind.AUTHORITY, "Ville de Clermont-Ferrand", siret=with_key(f"{CLERMONT_SIREN}9990")),
    "smtc": Place(Kind.AUTHORITY, "SMTC de l’agglomération clermontoise"),
    "departement": Place(Kind.AUTHORITY, "Département du Puy-de-Dôme"),
    "landlord": Place(Kind.AUTHORITY, "Logis des Volcans", siret=invented_siret(101)),
    "planner": Place(Kind.AUTHORITY, "Aménagement des Dômes", siret=invented_siret(102)),
    "hospital": Place(
        Kind.AUTHORITY, "Centre hospitalier des Combrailles", "63140 Châtel-Guyon", invented_siret(103)
    ),
    "water": Place(Kind.AUTHORITY, "Syndicat des eaux de la Limagne", "63200 Riom", invented_siret(104)),
    "geiq": Place(Kind.GEIQ, "GEIQ BTP 63", "63800 Cournon-d’Auvergne", "42073014500018"),
    "geiq_epi": Place(Kind.GEIQ, "GEIQ EPI", siret="41238586600048"),
    "geiq_industry": Place(Kind.GEIQ, "GEIQ Industrie Auvergne", siret="84302481100013"),
    "plie": Place(Kind.REFERRER, "PLIE de Clermont Auvergne Métropole"),
    "mission": Place(Kind.REFERRER, "Mission locale de Clermont Métropole et Volcans"),
    "mission_cournon": Place(
        Kind.REFERRER, "Mission locale de Cournon et Billom", "63800 Cournon-d’Auvergne"
    ),
    "cecler": Place(Kind.REFERRER, "CeCler – plateforme PIETRA"),
    "france_travail": Place(Kind.REFERRER, "France Travail – agences de Clermont-Ferrand"),
    "etti": Place(Kind.TEMP_AGENCY, "Arverne Intérim Insertion", siret=invented_siret(111)),
    "agency": Place(Kind.TEMP_AGENCY, "Limagne Intérim", "63200 Riom", invented_siret(112)),
    "aci": Place(Kind.INSERTION_STRUCTURE, "Chantier d’insertion des Berges", siret=invented_siret(113)),
    "ei": Place(Kind.INSERTION_STRUCTURE, "Inser’Propre Auvergne", "63170 Aubière", invented_siret(114)),
    "board": Place(Kind.INSERTION_STRUCTURE, "Régie de quartier des Jardiniers", siret=invented_siret(115)),
    "ea": Place(Kind.INSERTION_STRUCTURE, "Espaces adaptés du Puy", "63118 Cébazat", invented_siret(116)),
    "trainer": Place(
        Kind.TRAINING_PROVIDER, "Centre de formation de la route", "63360 Gerzat", invented_siret(117)
    ),
}

# Name; town, grouped by trade: all invented.
COMPANIES = {
    "vrd": """Limagne Travaux Publics; 63360 Gerzat
        Routes et Réseaux d’Auvergne; 63118 Cébazat
        Sancy Terrassement; 63170 Aubière
        Pavage des Dômes; 63100 Clermont-Ferrand
        Artière Assainissement; 63800 Cournon-d’Auvergne
        Bouchet VRD; 63430 Pont-du-Château
        Travaux du Val d’Allier; 63800 Cournon-d’Auvergne
        Signalisation Arverne; 63000 Clermont-Ferrand""",
    "gros œuvre": """Gergovie Bâtiment; 63170 Aubière
        Maçonnerie Chaumeil; 63200 Riom
        Construction du Pariou; 63000 Clermont-Ferrand
        Béton Limagnais; 63360 Gerzat
        Pierre de Volvic Constructions; 63530 Volvic
        Démolition Centre Auvergne; 63100 Clermont-Ferrand
        Désamiantage des Puys; 63118 Cébazat""",
    "étanchéité": """Étanchéité du Sancy; 63110 Beaumont
        Toitures Arvernes; 63100 Clermont-Ferrand
        Couverture Delmas; 63450 Tallende""",
    "façade": """Façades de Limagne; 63360 Gerzat
        Ravalement des Volcans; 63000 Clermont-Ferrand
        Isolation Thermique 63; 63430 Pont-du-Château
        Enduits Chabanne; 63670 Le Cendre""",
    "menuiserie": """Menuiserie Bonnafoux; 63200 Riom
        Bois et Charpente d’Auvergne; 63500 Issoire
        Fermetures du Puy; 63100 Clermont-Ferrand
        Agencement Tiretaine; 63000 Clermont-Ferrand""",
    "peinture": """Peinture Moderne Clermontoise; 63100 Clermont-Ferrand
        Décors et Finitions Roussel; 63170 Aubière
        Sols Souples d’Auvergne; 63000 Clermont-Ferrand
        Plâtrerie Vernet; 63800 Cournon-d’Auvergne
        Plaques et Cloisons 63; 63118 Cébazat""",
    "fluides": """Chauffage Dômes Énergie; 63000 Clermont-Ferrand
        Plomberie Sabatier; 63110 Beaumont
        Génie Climatique Arverne; 63360 Gerzat
        Sanitaire Limagne; 63200 Riom""",
    "électricité": """Électricité du Plateau; 63170 Aubière
        Courants Faibles Auvergne; 63000 Clermont-Ferrand
        Éclairage Public du Centre; 63100 Clermont-Ferrand
        Énergies Combrailles; 63140 Châtel-Guyon""",
    "espaces verts": """Paysages de la Tiretaine; 63000 Clermont-Ferrand
        Jardins du Puy de Crouël; 63100 Clermont-Ferrand
        Arbres et Berges; 63670 La Roche-Blanche
        Élagage des Monts; 63830 Durtol""",
    "nettoyage": """Propreté Clermontoise; 63000 Clermont-Ferrand
        Net Services Limagne; 63200 Riom
        Brillance Auvergne; 63100 Clermont-Ferrand
        Entretien des Deux Vallées; 63800 Cournon-d’Auvergne""",
    "études": """Atelier d’architecture Montjuzet; 63000 Clermont-Ferrand
        Bureau d’études Chanturgue; 63000 Clermont-Ferrand
        Géomètres de la Plaine; 63200 Riom
        Conduite d’opérations Arverne; 63000 Clermont-Ferrand""",
    "services": """Restauration collective des Dômes; 63100 Clermont-Ferrand
        Gardiennage Blaise; 63000 Clermont-Ferrand
        Collecte et Tri du Puy; 63118 Cébazat
        Transports Billomois; 63160 Billom
        Médiation et Accueil 63; 63100 Clermont-Ferrand
        Blanchisserie des Sources; 63130 Royat
        Déménagements Chadrat; 63450 Saint-Saturnin
        Logistique Brézet; 63000 Clermont-Ferrand
        Imprimerie de la Poterne; 63000 Clermont-Ferrand""",
}


def companies() -> list[Place]:
    """The sixty companies, in a fixed order."""
    lines = [(trade, line) for trade, text in COMPANIES.items() for line in text.split("\n")]
    return [
        Place(Kind.COMPANY, name.strip(), town.strip(), invented_siret(201 + index), trade)
        for index, (trade, line) in enumerate(lines)
        for name, town in [line.split(";")]
    ]


def place(key: str) -> Place:
    """A named organisation; `company` is the one whose people have accounts."""
    return companies()[0] if key == "company" else NAMED[key]
