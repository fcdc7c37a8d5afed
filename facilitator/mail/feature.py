"""What the mail hands to the shell."""

from facilitator.access import Role
from facilitator.feature import Feature, Job, MenuEntry
from facilitator.mail.batches.views import bp as batches
from facilitator.mail.bounces.views import bp as bounces
from facilitator.mail.jobs import deliver
from facilitator.mail.offers import alerts
from facilitator.mail.sms.jobs import deliver_sms
from facilitator.mail.views import bp

ADMIN = frozenset({Role.PLATFORM_ADMIN})

feature = Feature(
    "mail",
    blueprints=(bp, batches, bounces),
    menu=(MenuEntry("Messages envoyés", "mail.index", ADMIN, (batches, bounces)),),
    alerts=alerts,
    jobs=(
        Job("deliver-mail", "Envoyer les messages en attente", deliver, 1),
        Job("deliver-sms", "Envoyer les SMS en attente", deliver_sms, 1),
    ),
    acts={
        "mail.requeued": "Message remis en file",
        "mail.held": "Messages en nombre mis de côté",
        "mail.confirmed": "Messages en nombre confirmés",
        "mail.refused": "Messages en nombre refusés",
        "mail.address_bounced": "Adresse notée en erreur",
        "mail.address_cleared": "Adresse rétablie",
    },
)
