"""The kinds of proof, and for how long each one holds.

Source: les-emplois, criteria of the IAE and of the GEIQ (21 August 2026), the only complete published
mapping; the durations are parameters, so that a body may set its own.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Proof:
    """A kind of proof. Either it holds for `months` (the key of a parameter), or until a date that it
    says itself (`until`), or for good (neither).
    """

    key: str
    label: str
    months: str = ""
    until: bool = False


_EVERY = (
    Proof("identity", "Pièce d’identité"),
    Proof("employment_office", "Attestation ou avis de situation France Travail", "proof_statement_months"),
    Proof("benefit", "Attestation de l’organisme payeur", "proof_statement_months"),
    Proof("pension", "Titre de pension d’invalidité"),
    Proof("disability", "Décision de reconnaissance en cours de validité", until=True),
    Proof("school", "Certificat de fin de scolarité, ou dernier diplôme"),
    Proof("diploma", "Diplôme ou titre"),
    Proof("sworn", "Attestation sur l’honneur", "proof_statement_months"),
    Proof("address", "Justificatif de domicile, adresse vérifiée", "proof_address_months"),
    Proof("permit", "Titre de séjour en cours de validité", until=True),
    Proof("work_permit", "Autorisation de travail en cours de validité", until=True),
    Proof("release", "Billet de sortie, ou attestation du juge", "proof_situation_months"),
    Proof("care", "Attestation des services du département", "proof_care_months"),
    Proof("family", "Attestation de la caisse d’allocations", "proof_statement_months"),
    Proof("domicile", "Certificat de domiciliation", "proof_statement_months"),
    Proof("social_worker", "Déclaration d’un travailleur social", "proof_statement_months"),
    Proof("language", "Évaluation de français", "proof_situation_months"),
    Proof("mobility", "Diagnostic de mobilité d’un prescripteur", "proof_situation_months"),
    Proof("structure", "Contrat de travail, ou attestation de la structure", "proof_statement_months"),
    Proof("pass", "PASS IAE en cours de validité", until=True),
    Proof("referral", "Fiche du prescripteur ou du référent", "diagnosis_months"),
    Proof("employer", "Diagnostic de l’employeur", "employer_diagnosis_months"),
    Proof("dismissal", "Lettre de licenciement, ou avis d’inaptitude"),
    Proof("resume", "CV, ou certificats de travail"),
    Proof("opinion", "Avis motivé, écrit", "diagnosis_months"),
)
PROOFS = {proof.key: proof for proof in _EVERY}
