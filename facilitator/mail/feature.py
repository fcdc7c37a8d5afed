"""What the mail hands to the shell."""

from datetime import time

from facilitator.access import Role
from facilitator.feature import Feature, Job, MenuEntry
from facilitator.mail.batches.views import bp as batches
from facilitator.mail.bounces.commands import mail_command
from facilitator.mail.bounces.jobs import read_bounces
from facilitator.mail.bounces.views import bp as bounces
from facilitator.mail.digests.jobs import send_digests
from facilitator.mail.digests.views import bp as digests
from facilitator.mail.jobs import deliver, deliver_urgent
from facilitator.mail.offers import alerts
from facilitator.mail.sms.jobs import deliver_sms, deliver_urgent_sms
from facilitator.mail.views import bp

DAY_MINUTES = 24 * 60
ADMIN = frozenset({Role.PLATFORM_ADMIN})

feature = Feature(
    "mail",
    blueprints=(bp, batches, bounces, digests),
    menu=(MenuEntry("Messages envoyés", "mail.index", ADMIN, (batches, bounces)),),
    alerts=alerts,
    jobs=(
        Job("deliver-mail", "Envoyer les messages en attente", deliver, 1, at_once=deliver_urgent),
        Job("digest", "Écrire le point du jour de chacun", send_digests, DAY_MINUTES, time(7, 30)),
        Job("read-bounces", "Lire les avis de non-remise", read_bounces, 10),
        Job("deliver-sms", "Envoyer les SMS en attente", deliver_sms, 1, at_once=deliver_urgent_sms),
    ),
    commands=(mail_command,),
    acts={
        "mail.frequency": "Fréquence des messages choisie",
        "mail.requeued": "Message remis en file",
        "mail.held": "Messages en nombre mis de côté",
        "mail.confirmed": "Messages en nombre confirmés",
        "mail.refused": "Messages en nombre refusés",
        "mail.address_bounced": "Adresse notée en erreur",
        "mail.address_cleared": "Adresse rétablie",
    },
)
