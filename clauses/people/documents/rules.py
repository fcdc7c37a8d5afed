"""The words of supporting documents; what is received, for how long it is kept."""

import re
from datetime import date, timedelta

from facilitator.words import RuleBroken, Word

LARGEST = 10 * 1024 * 1024
"""Bytes: a photograph of a telephone is 3 to 6 MB."""
FINGERPRINT = re.compile(r"[0-9a-f]{64}")
HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif"})
TOO_LARGE = "Ce fichier dépasse 10 Mo : envoyez une photo moins lourde, ou un PDF."
EMPTY = "Ce fichier est vide."


class DocumentKind(Word):
    """What a supporting document is."""

    ELIGIBILITY = "eligibility", "Justificatif d’éligibilité"
    EMPLOYMENT = "employment", "Contrat de travail ou avenant"
    PAYSLIP = "payslip", "Bulletin de paie"
    TIMESHEET = "timesheet", "Relevé d’heures"
    INVOICE = "invoice", "Facture de mise à disposition"
    TRAINING = "training", "Attestation de formation"
    OTHER = "other", "Autre justificatif"


class Media(Word):
    """What may be received."""

    PDF = "pdf", "PDF"
    JPEG = "jpeg", "Photo JPEG"
    PNG = "png", "Image PNG"

    @property
    def media_type(self) -> str:
        """As HTTP names it."""
        return "application/pdf" if self is Media.PDF else f"image/{self.value}"

    @property
    def ending(self) -> str:
        """How its file is named (`pdf`)."""
        return "jpg" if self is Media.JPEG else self.value


class DocumentState(Word):
    """How a document stands, from what is kept of it."""

    TO_SEE = "to_see", "À regarder"
    SEEN = "seen", "Vu"
    DELETED = "deleted", "Fichier supprimé"


def recognise(head: bytes) -> Media:
    """What a file is, by its first bytes and never by its name; raises `RuleBroken` for what is not taken."""
    if not head:
        raise RuleBroken(EMPTY, "file")
    if head.startswith(b"%PDF-"):
        return Media.PDF
    if head.startswith(b"\xff\xd8\xff"):
        return Media.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Media.PNG
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        raise RuleBroken(
            "Cette photo est au format HEIC, que tous les ordinateurs ne lisent pas : envoyez-la en JPEG "
            "(sur iPhone : Réglages, Appareil photo, Formats, « Le plus compatible »), ou faites une capture "
            "d’écran.",
            "file",
        )
    raise RuleBroken("Envoyez un PDF, ou une photo en JPEG ou en PNG.", "file")


def check_size(size: int) -> None:
    """Refuse what is empty or too large (bytes)."""
    if size == 0:
        raise RuleBroken(EMPTY, "file")
    if size > LARGEST:
        raise RuleBroken(TOO_LARGE, "file")


def parse_fingerprint(text: str) -> str:
    """A SHA-256 as it may be pasted (spaces, capitals); raises `RuleBroken` on field `fingerprint`."""
    bare = "".join(text.split()).lower()
    if not FINGERPRINT.fullmatch(bare):
        raise RuleBroken("Une empreinte a 64 caractères, chiffres et lettres de a à f.", "fingerprint")
    return bare


def shown_fingerprint(digest: str) -> str:
    """In groups of eight, so that people can compare."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))


def delete_day(received: date, days: int) -> date:
    """The day on which the file goes."""
    return received + timedelta(days=days)


def state_of(checked_on: date | None, is_here: bool) -> DocumentState:
    """How a document stands."""
    if not is_here:
        return DocumentState.DELETED
    return DocumentState.SEEN if checked_on else DocumentState.TO_SEE


def check_sealing(is_here: bool, checked_on: date | None) -> None:
    """Only a file that is still there can be looked at, and only once."""
    if checked_on is not None:
        raise RuleBroken("Ce justificatif est déjà marqué comme vu.")
    if not is_here:
        raise RuleBroken("Le fichier a été supprimé : on ne peut plus le regarder.")
