"""The links and devices that an asker may see: its body's, or its own company's."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, false, func, select

from facilitator.access import Asker, Role
from facilitator.accounts.queries import owned
from facilitator.accounts.tasklinks.models import TaskLink, TaskSession, TrustedDevice
from facilitator.clock import now
from facilitator.db import db


def links_of(asker: Asker) -> Select[TaskLink]:
    """The links that an asker may see."""
    if asker.body_id is not None:
        return owned(TaskLink, asker)
    if asker.role is Role.COMPANY_ADMIN:
        return select(TaskLink).where(TaskLink.organisation_id == asker.organisation_id)
    return select(TaskLink).where(false())


def devices_of(asker: Asker) -> Select[TrustedDevice]:
    """The trusted devices that an asker may see."""
    if asker.body_id is not None:
        return owned(TrustedDevice, asker)
    if asker.role is Role.COMPANY_ADMIN:
        return select(TrustedDevice).where(TrustedDevice.organisation_id == asker.organisation_id)
    return select(TrustedDevice).where(false())


def sent_to(asker: Asker, organisation_id: int, most: int = 50) -> Sequence[TaskLink]:
    """The links sent to an organisation, the latest first."""
    found = links_of(asker).where(TaskLink.organisation_id == organisation_id)
    return db.session.scalars(found.order_by(TaskLink.id.desc()).limit(most)).all()


def opened_at(links: Sequence[TaskLink]) -> dict[int, datetime]:
    """When each link was opened last."""
    rows = (
        select(TaskSession.link_id, func.max(TaskSession.created_at).label("at"))
        .where(TaskSession.link_id.in_([link.id for link in links]))
        .group_by(TaskSession.link_id)
    )
    return {row.link_id: row.at for row in db.session.execute(rows)}


def trusted_by(asker: Asker, organisation_id: int) -> Sequence[TrustedDevice]:
    """The devices that an organisation's contacts need no code on."""
    living = devices_of(asker).where(
        TrustedDevice.organisation_id == organisation_id,
        TrustedDevice.revoked_at.is_(None),
        TrustedDevice.expires_at > now(),
    )
    return db.session.scalars(living.order_by(TrustedDevice.id.desc())).all()


def link_seen(asker: Asker, link_id: int) -> TaskLink | None:
    """One link, if the asker may see it."""
    return db.session.scalar(links_of(asker).where(TaskLink.id == link_id))


def device_seen(asker: Asker, device_id: int) -> TrustedDevice | None:
    """One device, if the asker may see it."""
    return db.session.scalar(devices_of(asker).where(TrustedDevice.id == device_id))
