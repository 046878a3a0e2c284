"""Times as customers read them: in Beijing time, with the day only where it is not today."""

from datetime import datetime, timedelta

from courier.clock import BEIJING
from handoff.core.wording import say


def spoken(at: datetime, now: datetime, lang: str) -> str:
    """今天15:30, 明天10:00, 11月28日10:00."""
    local, today = at.astimezone(BEIJING), now.astimezone(BEIJING).date()
    days = {today: "moment_today", today + timedelta(days=1): "moment_tomorrow"}
    key = days.get(local.date(), "moment_date")
    return say(key, lang, time=f"{local:%H:%M}", month=str(local.month), day=str(local.day))
