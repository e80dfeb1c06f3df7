"""Who else has a draft open now: reported by the page itself, forgotten after a minute and a half.

It is only said to people and never decides anything: who saves first is decided by the version numbers.
"""

from datetime import datetime, timedelta

from django.core.cache import cache

from undersigned.server.records.models import User

_HOLDS = timedelta(seconds=90)


def others_at(draft: str, user: User, at: datetime) -> tuple[str, ...]:
    """Record that a user has a draft open, and return the names of the others."""
    key = f"draft-open:{draft}"
    seen: dict[int, tuple[str, datetime]] = cache.get(key) or {}
    present = {id_: one for id_, one in seen.items() if at - one[1] < _HOLDS and id_ != user.pk}
    cache.set(key, {**present, user.pk: (user.name, at)}, int(_HOLDS.total_seconds()))
    return tuple(sorted(name for name, _ in present.values()))
