"""How the home page and the search page order what the features hand over."""

from collections.abc import Iterable

from facilitator.feature import Alert, Hit


def urgent_first(alerts: Iterable[Alert]) -> list[Alert]:
    """Urgent ones first, then in the order of the features; nothing to do is not shown."""
    return sorted((alert for alert in alerts if alert.count), key=lambda alert: not alert.urgent)


def by_kind(hits: Iterable[Hit]) -> dict[str, list[Hit]]:
    """The results under their kind, kinds in the order in which they came."""
    kinds: dict[str, list[Hit]] = {}
    for hit in hits:
        kinds.setdefault(hit.kind, []).append(hit)
    return kinds
