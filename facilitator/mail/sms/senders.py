"""A sender that writes to a file: to try the product without any provider.

Settings: `FACILITATOR_SMS_SENDER=facilitator.mail.sms.senders:to_file`; a provider's own is a function
of the same shape, in a module of the installation.
"""

import json
from pathlib import Path

from facilitator.clock import now
from facilitator.setting import setting


def to_file(to: str, text: str) -> None:
    """Add the message to `sms.jsonl`, in the folder of the uploads, one a line."""
    folder = Path(setting("UPLOAD_DIR"))
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "sms.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps({"at": now().isoformat(), "to": to, "text": text}, ensure_ascii=False) + "\n")
