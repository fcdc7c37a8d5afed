"""The accounts of the demonstration: invented people, published passwords, one door each."""

from dataclasses import dataclass

from facilitator.access import Role

PASSWORD = "la gauthiere insertion 63"


@dataclass(frozen=True)
class Door:
    """An account of the demonstration: name in the address, person, memberships (role, organisation key)."""

    key: str
    name: str
    email: str
    totp_secret: str
    memberships: tuple[tuple[Role, str], ...]

    @property
    def label(self) -> str:
        """What the button says: the role, or that there are several."""
        if len(self.memberships) > 1:
            return "Deux rôles pour une personne"
        return self.memberships[0][0].label

    @property
    def password(self) -> str:
        """The same for all: it is published, and opens nothing but demonstrations."""
        return PASSWORD


DOORS = (
    Door(
        "facilitatrice",
        "Lucie Fontanel",
        "lucie.fontanel@clauses.example",
        "KRSXG5CGMFRWS3DJORQXI33SKRSXG5CG",
        ((Role.FACILITATOR, "body"),),
    ),
    Door(
        "responsable",
        "Marc Delorme",
        "marc.delorme@clauses.example",
        "KRSXG5CIMVQWIKRSMVZXAKRSKRSXG5CI",
        ((Role.HEAD, "body"),),
    ),
    Door(
        "declarante",
        "Nadia Benkacem",
        "nadia.benkacem@limagne-tp.example",
        "KRSXG5CEMVRWYYLSMFXHIZKRKRSXG5CE",
        ((Role.DECLARANT, "company"),),
    ),
    Door(
        "entreprise",
        "Julien Roche",
        "julien.roche@limagne-tp.example",
        "KRSXG5CDN5WXAYLOPFAWI3LJKRSXG5CD",
        ((Role.COMPANY_ADMIN, "company"),),
    ),
    Door(
        "lectrice",
        "Sophie Astier",
        "sophie.astier@metropole.example",
        "KRSXG5CSMVQWIZLSKJSWCZDFKRSXG5CS",
        ((Role.BUYER_READER, "metropole"),),
    ),
    Door(
        "valideur",
        "Philippe Mercadier",
        "philippe.mercadier@metropole.example",
        "KRSXG5CWMFWGSZDBORXXEVTBKRSXG5CW",
        ((Role.BUYER_VALIDATOR, "metropole"),),
    ),
    Door(
        "partenaire",
        "Inès Chambon",
        "ines.chambon@geiq.example",
        "KRSXG5CQMFZHI3TFOJIGC4TUKRSXG5CQ",
        ((Role.PARTNER, "geiq"),),
    ),
    Door(
        "administrateur",
        "Thomas Vigier",
        "thomas.vigier@plateforme.example",
        "KRSXG5CBMRWWS3TJON2HEYLUKRSXG5CB",
        ((Role.PLATFORM_ADMIN, "operator"),),
    ),
    Door(
        "deux-roles",
        "Élodie Garnier",
        "elodie.garnier@clauses.example",
        "KRSXG5CUO5XVE33MMVZVI53PKRSXG5CU",
        ((Role.FACILITATOR, "body"), (Role.BUYER_READER, "landlord")),
    ),
)


def door(key: str) -> Door | None:
    """The account behind this name, if there is one."""
    return next((door for door in DOORS if door.key == key), None)
