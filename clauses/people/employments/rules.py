"""The words of an employment: contract types, kinds of employer, the modality that follows."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from clauses.contracts.contract_rules import add_months, end_of
from clauses.contracts.rules import Modality
from facilitator.accounts.rules import OrganisationKind
from facilitator.formats import day
from facilitator.words import RuleBroken, Word


class ContractType(Word):
    """The employment contract."""

    PERMANENT = "permanent", "CDI"
    FIXED_TERM = "fixed_term", "CDD"
    FIXED_TERM_INSERTION = "fixed_term_insertion", "CDD d’insertion (CDDI)"
    TEMPORARY = "temporary", "Intérim"
    PROFESSIONALISATION = "professionalisation_contract", "Contrat de professionnalisation"
    APPRENTICESHIP = "apprenticeship", "Apprentissage"
    ADAPTED = "adapted", "Contrat en entreprise adaptée ou ESAT"
    TRAINEE = "trainee", "Stagiaire de la formation professionnelle"
    OTHER = "other", "Autre contrat"


class EmployerKind(Word):
    """Who employs the person, from which the modality follows (domain dossier §4)."""

    COMPANY = "company", "L’entreprise elle-même"
    ETTI = "etti", "Entreprise de travail temporaire d’insertion (ETTI)"
    ETT = "ett", "Entreprise de travail temporaire"
    AI = "ai", "Association intermédiaire (AI)"
    GEIQ = "geiq", "Groupement d’employeurs (GEIQ)"
    EATT = "eatt", "Entreprise adaptée de travail temporaire"
    EI = "ei", "Entreprise d’insertion (EI)"
    ACI = "aci", "Atelier ou chantier d’insertion (ACI)"
    EA = "ea", "Entreprise adaptée (EA)"
    ESAT = "esat", "ESAT"
    NEIGHBOURHOOD = "neighbourhood_board", "Régie de quartier"
    TRAINING = "training_provider", "Organisme de formation"


LENDERS = frozenset(
    {EmployerKind.ETTI, EmployerKind.ETT, EmployerKind.AI, EmployerKind.GEIQ, EmployerKind.EATT}
)
"""They second people to a user company, which sees the same hours."""


def modality_of(employer: EmployerKind) -> Modality:
    """How the hours are fulfilled, by the employer's kind (alter-interim.fr; gip-inclusion/le-marche)."""
    if employer is EmployerKind.COMPANY:
        return Modality.DIRECT_HIRE
    if employer in LENDERS:
        return Modality.SECONDMENT
    return Modality.TRAINING if employer is EmployerKind.TRAINING else Modality.SUBCONTRACT


def runs_in(starts_on: date, ends_on: date | None, first: date, last: date) -> bool:
    """Whether a span (open-ended when it has no end) meets a period."""
    return starts_on <= last and (ends_on is None or first <= ends_on)


WEEK_LIMIT_MINUTES = 48 * 60
"""No week is longer (Code du travail, L3121-20)."""
EARLY_HIRE_MONTHS = 3
"""A hire made up to three months before the contract counts (FEP, guide of the cleaning trade)."""
FITTING: dict[OrganisationKind, tuple[EmployerKind, ...]] = {
    OrganisationKind.COMPANY: (EmployerKind.COMPANY,),
    OrganisationKind.TEMP_AGENCY: (EmployerKind.ETTI, EmployerKind.ETT, EmployerKind.EATT),
    OrganisationKind.GEIQ: (EmployerKind.GEIQ,),
    OrganisationKind.INSERTION_STRUCTURE: (
        EmployerKind.EI,
        EmployerKind.ACI,
        EmployerKind.AI,
        EmployerKind.ETTI,
        EmployerKind.EA,
        EmployerKind.EATT,
        EmployerKind.ESAT,
        EmployerKind.NEIGHBOURHOOD,
    ),
    OrganisationKind.TRAINING_PROVIDER: (EmployerKind.TRAINING,),
}
"""The kinds of employer that an organisation of each kind may be; the first is the usual one."""


def suggested_kind(organisation: OrganisationKind) -> EmployerKind:
    """The kind of employer that an organisation most often is."""
    return FITTING.get(organisation, (EmployerKind.COMPANY,))[0]


def check_employer(kind: EmployerKind, organisation: OrganisationKind) -> None:
    """Refuse a kind of employer that the organisation cannot be."""
    fitting = FITTING.get(organisation)
    if fitting is None:
        raise RuleBroken(
            "Cette organisation n’emploie pas de personnes en insertion : choisissez l’employeur "
            "qui a signé le contrat de travail.",
            "employer_id",
        )
    if kind not in fitting:
        raise RuleBroken(
            f"Cet employeur est enregistré comme « {organisation.label} » : il ne peut pas être "
            f"« {kind.label} ».",
            "employer_kind",
        )


def check_modality(kind: EmployerKind, allowed: Collection[str]) -> None:
    """Refuse an employer whose modality the clause does not provide; a clause that names none takes all.

    `allowed` are values of `Modality`. The sentence names what the clause provides.
    """
    modality = modality_of(kind)
    if not allowed or modality.value in allowed:
        return
    provided = ", ".join(
        each.label[:1].lower() + each.label[1:] for each in Modality if each.value in allowed
    )
    raise RuleBroken(
        f"Avec cet employeur, les heures relèvent de « {modality.label} », que la clause de ce marché ne "
        f"prévoit pas. Elle prévoit : {provided}.",
        "employer_kind",
    )


def check_contract_dates(starts_on: date, ends_on: date | None) -> None:
    """Refuse an end before the start, and years that were typed wrong."""
    for field, value in (("starts_on", starts_on), ("ends_on", ends_on)):
        if value is not None and not 2000 <= value.year <= 2100:
            raise RuleBroken(f"Vérifiez l’année : {value.year}.", field)
    if ends_on is not None and ends_on < starts_on:
        raise RuleBroken("La fin du contrat de travail précède son début.", "ends_on")


def check_weekly(minutes: int | None) -> None:
    """Refuse weekly hours that no employment contract may have (L3121-20)."""
    if minutes is not None and not 0 < minutes <= WEEK_LIMIT_MINUTES:
        raise RuleBroken("Une semaine de travail compte 48 heures au plus.", "weekly_minutes")


@dataclass(frozen=True)
class Span:
    """Days, from one to another; None: not known, or open."""

    starts_on: date | None
    ends_on: date | None = None

    def says(self) -> str:
        """`du 2 mars 2026 au 1er mars 2028`, `depuis le 2 mars 2026`."""
        if self.starts_on is None:
            return f"jusqu’au {day(self.ends_on)}" if self.ends_on else "sans dates"
        if self.ends_on is None:
            return f"depuis le {day(self.starts_on)}"
        return f"du {day(self.starts_on)} au {day(self.ends_on)}"


def check_assignment(span: Span, employment: Span, contract: Span) -> None:
    """Refuse an assignment that leaves its employment, or the public contract it works for."""
    assert span.starts_on is not None
    if span.ends_on is not None and span.ends_on < span.starts_on:
        raise RuleBroken("La fin de l’affectation précède son début.", "ends_on")
    for whole, name in ((employment, "contrat de travail"), (contract, "marché")):
        before = whole.starts_on is not None and span.starts_on < whole.starts_on
        after = whole.ends_on is not None and span.starts_on > whole.ends_on
        if before or after:
            raise RuleBroken(f"L’affectation commence hors du {name} ({whole.says()}).", "starts_on")
        if whole.ends_on is not None and span.ends_on is not None and span.ends_on > whole.ends_on:
            raise RuleBroken(f"L’affectation finit après le {name} ({whole.says()}).", "ends_on")


@dataclass(frozen=True)
class Sealed:
    """What a closed contract holds of an employment: the days it was assigned, the months with hours (first
    days), and what the reader calls the contract."""

    reference: str
    assigned: Span
    months: tuple[date, ...] = ()

    def reaches_beyond(self, span: Span) -> bool:
        """Whether something of it would be outside these days."""
        assert self.assigned.starts_on is not None
        assert span.starts_on is not None
        first = min((self.assigned.starts_on, *(end_of(one, 1) for one in self.months)))
        last = max((self.assigned.ends_on or self.assigned.starts_on, *self.months))
        return span.starts_on > first or (span.ends_on is not None and span.ends_on < last)


def check_sealed(span: Span, sealed: Iterable[Sealed]) -> None:
    """Refuse dates of an employment that would take days or hours from a closed contract."""
    for one in sealed:
        if one.reaches_beyond(span):
            raise RuleBroken(
                f"Le marché {one.reference} est clos : il ne se modifie plus. Cette personne y travaille, ou "
                f"y a des heures, hors de ces dates ({span.says()}).",
                "ends_on",
            )


def check_stated(changed: Collection[str], sealed: Iterable[Sealed]) -> None:
    """Refuse another employer or kind of contract once the figures of a closed contract say it."""
    for one in sealed:
        if changed and one.months:
            raise RuleBroken(
                f"Le marché {one.reference} est clos : il ne se modifie plus, et son bilan dit qui employait "
                "cette personne.",
                min(changed),
            )


def first_day(employment: Span, contract: Span) -> date:
    """The first day that belongs to both: when an assignment begins unless somebody says otherwise."""
    return max(start for start in (employment.starts_on, contract.starts_on) if start is not None)


def advice(employment: Span, contract: Span) -> list[str]:
    """What deserves a look, and is no mistake, between an employment and the contract it works for."""
    said = []
    if employment.starts_on and contract.starts_on:
        if add_months(employment.starts_on, EARLY_HIRE_MONTHS) < contract.starts_on:
            said.append(
                "L’embauche date de plus de trois mois avant le début du marché : vérifiez que la clause "
                "l’admet."
            )
        elif employment.starts_on < contract.starts_on:
            said.append(
                f"L’embauche précède le marché : les heures comptent à partir du {day(contract.starts_on)}."
            )
    if contract.ends_on and (employment.ends_on is None or employment.ends_on > contract.ends_on):
        said.append(f"Le contrat de travail dépasse la fin du marché, le {day(contract.ends_on)}.")
    return said


def organisation_kind_of(kind: EmployerKind | None) -> OrganisationKind:
    """As what an employer of this kind is registered when nobody knows it yet."""
    if kind in (EmployerKind.ETTI, EmployerKind.ETT):
        return OrganisationKind.TEMP_AGENCY
    found = (organisation for organisation, kinds in FITTING.items() if kind in kinds)
    return next(found, OrganisationKind.COMPANY)
