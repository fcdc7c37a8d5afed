"""The words of supporting documents."""

from facilitator.words import Word


class DocumentKind(Word):
    """What a supporting document is."""

    ELIGIBILITY = "eligibility", "Justificatif d’éligibilité"
    EMPLOYMENT = "employment", "Contrat de travail ou avenant"
    PAYSLIP = "payslip", "Bulletin de paie"
    TIMESHEET = "timesheet", "Relevé d’heures"
    INVOICE = "invoice", "Facture de mise à disposition"
    TRAINING = "training", "Attestation de formation"
    OTHER = "other", "Autre justificatif"
