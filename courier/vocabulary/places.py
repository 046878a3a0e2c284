"""Places in a customer's text: provinces, cities, counties and towns of China."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from courier.vocabulary.gazetteer import Division, Gazetteer, load_gazetteer, without_inner
from courier.vocabulary.latin import latin_mentions
from courier.vocabulary.text import simplified

# What may stand between a place and a place in it: 江苏 如东, 江苏省-南通市, 北京的朝阳区.
JOINT = re.compile(r"[\s,，、/\-—的]{0,2}")
# 南京西路, 上海街, 长沙镇: named after a place, but not the place.
NAMED_AFTER = re.compile(
    r"[东西南北中]?[一二三四五六大]?(?:路(?![过上途线由程])|街(?!口)|大道)"
    r"|巷|弄|胡同|镇|乡(?!下)|村(?![里子])|社区|小区|新村|花园"
)
# A full official name is never the beginning of a street's name: 临沧市镇康县 is no town called 临沧市镇.
OFFICIAL = re.compile(r".{2,}(?:[省市县区旗盟镇乡]|自治州|街道|苏木)$")
# What people write behind a town's short form; many towns (镇) have become streets (街道) since.
TOWN_KIND = re.compile(r"镇|乡(?![下里亲村镇])|街道")
# 南京东路街道 is a town, 南京东路 a street.
STREET = re.compile(r"..[路街道巷]$")
TOWN_JOINT = re.compile(r" ?")
# 家乡下, 老乡里: the last character belongs to the next word.
NO_TOWN = re.compile(r"[下里亲村镇]")
CUE_BEFORE = re.compile(r"[寄到往至从发去在回送由]$")
CUE_AFTER = re.compile(r"$|[\s,，。.?？!！、到寄发往至送能可吗呢那这多]")
CUE_AFTER_START = re.compile(r"\s*$|[到寄发往至]")


@dataclass(frozen=True)
class Place:
    """A place that ``text`` may mean; ``city``, ``county`` and ``town`` are empty where the text does not go down to them.

    A name that several places bear (朝阳区, 鼓楼区) gives several Places with the same ``start`` and ``end``.
    """

    text: str
    province: str
    city: str
    county: str
    start: int
    end: int
    town: str = ""

    @property
    def division(self) -> Division:
        """The province, city and county without the text that named them; coverage and prices go no further down."""
        return Division(self.province, self.city, self.county)

    @property
    def full_name(self) -> str:
        """Province, city and county in one piece, without a repeated municipality: 江苏省南通市如东县, 上海市徐汇区."""
        return "".join(dict.fromkeys((self.province, self.city, self.county)))

    @property
    def with_town(self) -> str:
        """The full name, and the town if the text names one: 江苏省南通市如东县栟茶镇."""
        return self.full_name + self.town


def places(text: str) -> list[Place]:
    """Find places in the order of the text; the longest name wins, and neighbours that narrow down become one."""
    latin = [one for mention in latin_mentions(text) for one in _as_places(text, *mention)]
    found = _read(load_gazetteer(), text, simplified(text))
    return sorted([*found, *latin], key=lambda one: one.start) if latin else found


def _read(gazetteer: Gazetteer, written: str, text: str) -> list[Place]:
    found: list[Place] = []
    at = 0
    while at < len(text):
        mention = _mention_at(gazetteer, text, at)
        if mention is None:
            at += 1
            continue
        bearers, end = mention
        found.extend(_as_places(written, bearers, at, end))
        at = end
    return found


def _as_places(text: str, bearers: set[Division], start: int, end: int) -> Iterator[Place]:
    for one in sorted(bearers):
        city = one.city or (one.province if one.county else "")
        yield Place(text[start:end], one.province, city, one.county, start, end, one.town)


def _mention_at(gazetteer: Gazetteer, text: str, at: int) -> tuple[set[Division], int] | None:
    """Read one place that begins at ``at``, with the smaller places that follow it."""
    for end in _ends(gazetteer, text, at):
        if text[at:end] in gazetteer.not_places:
            return set(), end
        bearers = gazetteer.names.get(text[at:end])
        if bearers and _counts(gazetteer, text, at, end):
            return _narrow(gazetteer, text, bearers, end)
        if bearers and (narrowed := _narrow(gazetteer, text, bearers, end))[1] > end:
            return narrowed  # The smaller place right behind proves what the name alone left open.
    return None


def _narrow(gazetteer: Gazetteer, text: str, bearers: set[Division], end: int) -> tuple[set[Division], int]:
    """Follow "江苏省" by "南通市" by "如东县" while each lies in the one before."""
    while (step := _step_inside(gazetteer, text, bearers, end)) is not None:
        bearers, end = step
    return bearers, end


def _step_inside(gazetteer: Gazetteer, text: str, around: set[Division], at: int) -> tuple[set[Division], int] | None:
    joint = JOINT.match(text, at)
    at = joint.end() if joint else at
    for end in _ends(gazetteer, text, at):
        if _names_something_else(text, at, end):
            continue
        inner = {
            one
            for one in gazetteer.inside.get(text[at:end], ())
            if any(one != outer and one.within(outer) for outer in around)
        }
        if inner:
            return without_inner(inner), end
    return _step_to_town(gazetteer, text, around, at) if not joint or TOWN_JOINT.fullmatch(joint[0]) else None


def _step_to_town(gazetteer: Gazetteer, text: str, around: set[Division], at: int) -> tuple[set[Division], int] | None:
    """Read the short form of a town right behind its county, or with another kind than the official one."""
    for end in _ends(gazetteer, text, at):
        kind = TOWN_KIND.match(text, end)
        stem = text[at:end]
        if kind is None and (STREET.search(stem) or NAMED_AFTER.match(text, end)):
            continue
        if kind is None and _means_elsewhere(gazetteer, stem, around):
            continue
        inner = {one for one in gazetteer.town_stems.get(stem, ()) if one.around in around}
        if inner:
            return _one_in_each_county(inner, text[end : kind.end()] if kind else ""), kind.end() if kind else end
    return None


def _one_in_each_county(towns: set[Division], kind: str) -> set[Division]:
    """Choose between 和平镇 and 和平街道 of one county by the kind that was written; if that is open, say the county."""
    named = {one for one in towns if kind and one.town.endswith(kind)} or towns
    counties = [one.around for one in named]
    return {one if counties.count(one.around) == 1 else one.around for one in named}


def _means_elsewhere(gazetteer: Gazetteer, stem: str, around: set[Division]) -> bool:
    """Say whether a town's short form is better known as something else: 如东长沙 is no town of 如东, 浦东张江 is."""
    meant = gazetteer.names.get(stem, ())
    return stem in gazetteer.not_places or any(not one.within(outer) for one in meant for outer in around)


def _ends(gazetteer: Gazetteer, text: str, at: int) -> Iterator[int]:
    """Yield where a name that begins at ``at`` could end, the longest first."""
    longest = gazetteer.longest.get(text[at : at + 2], 0)
    yield from range(min(at + longest, len(text)), at + 1, -1)
    if text[at : at + 1] in gazetteer.longest:
        yield at + 1


def _counts(gazetteer: Gazetteer, text: str, start: int, end: int) -> bool:
    """Say whether a name is meant as a place here, and is not part of a street's name or an ordinary word."""
    if _names_something_else(text, start, end):
        return False
    if text[start:end] not in gazetteer.weak:
        return True
    if CUE_BEFORE.search(text, 0, start):
        return CUE_AFTER.match(text, end) is not None
    return start == 0 and CUE_AFTER_START.match(text, end) is not None


def _names_something_else(text: str, start: int, end: int) -> bool:
    """Say whether a short name is the beginning of a street's, a town's or a village's name."""
    if text[end - 1] == "乡" and NO_TOWN.match(text, end):
        return True
    return NAMED_AFTER.match(text, end) is not None and not OFFICIAL.match(text[start:end])
