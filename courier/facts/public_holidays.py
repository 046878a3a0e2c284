"""The dates of China's public holidays, from the maintained package ``holidays``."""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from holidays import country_holidays

# 春节（补假） is still the holiday; 休息日（由 2026-01-04 调休） only moves a weekend.
_REMARK = re.compile(r"（.*?）")
_SEVERAL = "; "
_ANY_YEAR = 2026


@lru_cache(maxsize=8)
def festivals_of(year: int) -> Mapping[date, frozenset[str]]:
    """The public holidays of a year with their Chinese names; two may fall on one day."""
    days = country_holidays("CN", years=year, language="zh_CN").items()
    return {day: frozenset(_REMARK.sub("", one) for one in name.split(_SEVERAL)) for day, name in sorted(days)}


def festival_names() -> frozenset[str]:
    """The names of all public holidays."""
    return frozenset(name for names in festivals_of(_ANY_YEAR).values() for name in names) - {"休息日"}
