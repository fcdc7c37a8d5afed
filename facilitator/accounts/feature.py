"""What the accounts hand to the shell."""

from collections.abc import Iterator

from flask import url_for

from facilitator.access import BODY_ROLES, EVERY_ROLE, Asker, Role
from facilitator.accounts.demonstration.demo import PARTS
from facilitator.accounts.demonstration.views import bp as demonstration
from facilitator.accounts.journal.views import bp as journal
from facilitator.accounts.members.views import bp as members
from facilitator.accounts.models import Contact, Organisation
from facilitator.accounts.oidc.views import bp as oidc
from facilitator.accounts.organisations.contacts.views import bp as contacts
from facilitator.accounts.organisations.queries import count_to_confirm
from facilitator.accounts.organisations.rules import ContactsState
from facilitator.accounts.organisations.views import bp as organisations
from facilitator.accounts.profile.views import bp as profile
from facilitator.accounts.queries import contacts_of, organisations_of
from facilitator.accounts.signin.forgotten.views import bp as forgotten
from facilitator.accounts.signin.invited.views import bp as invited
from facilitator.accounts.signin.jobs import DAY_MINUTES, forget_sign_ins
from facilitator.accounts.signin.passkeys.views import bp as passkeys
from facilitator.accounts.signin.second.views import bp as second
from facilitator.accounts.signin.views import bp as signin
from facilitator.accounts.tasklinks.jobs import forget_links
from facilitator.accounts.tasklinks.kept.views import bp as kept_links
from facilitator.accounts.tasklinks.views import bp as tasklinks
from facilitator.clock import today
from facilitator.feature import Alert, Feature, Hit, Job, MenuEntry
from facilitator.formats import plural, siret
from facilitator.search import find


def search(asker: Asker, text: str) -> Iterator[Hit]:
    """The organisations that answer, and the people to reach there, among those that the asker sees."""
    for one in find(organisations_of(asker), Organisation, text):
        context = " ".join(part for part in (siret(one.siret), one.postcode, one.city) if part)
        yield Hit(one.kind.label, one.name, context, url_for("organisations.show", organisation_id=one.id))
    for contact in find(contacts_of(asker), Contact, text):
        where = url_for("organisations.show", organisation_id=contact.organisation_id, _anchor="contacts")
        yield Hit("Contact", contact.name, contact.organisation.name, where)


SIGN_IN = (signin, second, passkeys, forgotten, invited, oidc, profile, tasklinks)
DIRECTORY = (organisations, contacts, members, kept_links, journal)
PARTS_OF_ONE = (contacts, kept_links)
ADMIN = frozenset({Role.PLATFORM_ADMIN})
ACTS = {
    "contact.added": "Contact ajouté",
    "contact.changed": "Contact modifié",
    "contact.confirmed": "Contact confirmé",
    "contact.removed": "Contact supprimé",
    "device.revoked": "Appareil reconnu oublié",
    "device.trusted": "Appareil reconnu pour trente jours",
    "factor.added": "Second facteur ajouté",
    "factor.removed": "Second facteur retiré",
    "factor.reset": "Seconds facteurs remis à zéro",
    "identity.linked": "Identité extérieure rattachée",
    "identity.unlinked": "Identité extérieure détachée",
    "invitation.accepted": "Invitation acceptée",
    "invitation.revoked": "Invitation annulée",
    "invitation.sent": "Invitation envoyée",
    "link.closed": "Passage par un lien terminé",
    "link.code_refused": "Code d’un lien refusé",
    "link.code_sent": "Code d’un lien envoyé",
    "link.code_used": "Code d’un lien utilisé",
    "link.opened": "Lien ouvert",
    "link.revoked": "Lien annulé",
    "link.sent": "Lien envoyé",
    "membership.chosen": "Rôle choisi",
    "membership.granted": "Accès donné",
    "membership.revoked": "Accès retiré",
    "organisation.archived": "Organisation archivée",
    "organisation.changed": "Organisation modifiée",
    "organisation.created": "Organisation ajoutée",
    "organisation.met": "Collaboration commencée",
    "password.changed": "Mot de passe changé",
    "password.reset_asked": "Nouveau mot de passe demandé",
    "recovery.renewed": "Codes de secours renouvelés",
    "recovery.used": "Code de secours utilisé",
    "session.closed": "Session fermée",
    "session.others_closed": "Autres sessions fermées",
    "signin.failed": "Connexion refusée",
    "signin.identity": "Connexion par une identité extérieure",
    "signin.locked": "Compte verrouillé",
    "signin.passkey": "Connexion par clé d’accès",
    "signin.password": "Connexion par mot de passe",
    "signin.refused_while_locked": "Connexion refusée, compte verrouillé",
    "signin.second_factor": "Second facteur donné",
    "user.created": "Compte créé",
    "user.renamed": "Nom du compte changé",
    "demo.entered": "Entrée dans la démonstration",
    "demo.organisations_created": "Organisations de la démonstration ajoutées",
}


def alerts(asker: Asker) -> Iterator[Alert]:
    """The organisations whose contacts must be confirmed."""
    count = count_to_confirm(asker, today())
    if count:
        sentence = f"{plural(count, 'organisation a', 'organisations ont')} un contact à confirmer"
        yield Alert(count, sentence, url_for("organisations.index", contacts=ContactsState.STALE.value))


feature = Feature(
    "accounts",
    blueprints=(*SIGN_IN, *DIRECTORY, demonstration),
    menu=(
        MenuEntry("Organisations", "organisations.index", BODY_ROLES | ADMIN, PARTS_OF_ONE),
        MenuEntry("Mon organisation", "organisations.home", EVERY_ROLE - BODY_ROLES - ADMIN, PARTS_OF_ONE),
        MenuEntry("Membres", "members.home", frozenset({Role.HEAD, Role.COMPANY_ADMIN})),
        MenuEntry("Journal", "journal.index", frozenset({Role.HEAD}) | ADMIN),
    ),
    alerts=alerts,
    search=search,
    demo=PARTS,
    acts=ACTS,
    jobs=(
        Job("forget-sign-ins", "Oublier les connexions passées", forget_sign_ins, DAY_MINUTES),
        Job("forget-task-links", "Oublier les liens passés", forget_links, DAY_MINUTES),
    ),
)
