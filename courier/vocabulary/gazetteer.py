"""The names of China's provinces, cities, counties and towns, and the short forms in which people write them.

``courier/facts/divisions.csv`` and ``towns.csv`` hold the full names; the short forms (如东 for 如东县, 延边 for
延边朝鲜族自治州) follow from them by rule. What no rule gives — nicknames, one-letter forms, names that are also ordinary
words — is data in ``courier/facts/place_names.csv``. All names are kept with traditional characters folded, as the
text is in which they are looked up.
"""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from courier.vocabulary.text import simplified

FACTS = Path(__file__).parents[1] / "facts"

PEOPLES = (
    "蒙古族|回族|藏族|维吾尔族|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|傣族|黎族|傈僳族|佤族|畲族|"
    "高山族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|阿昌族|普米族|"
    "塔吉克族|怒族|乌孜别克族|俄罗斯族|鄂温克族|德昂族|保安族|裕固族|京族|塔塔尔族|独龙族|鄂伦春族|赫哲族|门巴族|珞巴族|基诺族|"
    "蒙古|维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯|各族"
)
# A name keeps at least two characters: 赵县 and 东区 have no short form.
SHORT_FORM = re.compile(
    rf"(?P<short>.{{2,}}?)(?:(?:{PEOPLES})*自治[区州县旗]|特别行政区|行政委员会|地区|林区|特区|新区|省|市|盟|县|区|旗)"
)
# 北区, 城区, 西区 … exist in dozens of cities and in every address: they need their city before them.
BARE_DISTRICT = re.compile(r"[东西南北中城郊矿市]{1,2}区")
TOWN = re.compile(rf"(?P<stem>.{{2,}}?)(?:(?:{PEOPLES})*(?:民族)?乡|镇|街道|苏木|地区)")
# 城关镇 is in 88 counties: a name of so many towns says nothing without its county before it.
MOST_NAMESAKES = 6


@dataclass(frozen=True, order=True)
class Division:
    """A province, a city in it, a county in that or a town; the lower levels are empty strings where not meant."""

    province: str
    city: str = ""
    county: str = ""
    town: str = ""

    @property
    def name(self) -> str:
        """The division's own full name."""
        return self.town or self.county or self.city or self.province

    @property
    def around(self) -> "Division":
        """The county (or the city without counties) in which a town lies."""
        return Division(self.province, self.city, self.county)

    def within(self, other: "Division") -> bool:
        """Say whether this division is ``other`` or lies in it."""
        if other.town:
            return self == other
        if other.county:
            return self.around == other
        return self.province == other.province and other.city in ("", self.city)


@dataclass
class Gazetteer:
    """Who bears a name. ``weak`` names are words too: they count only after a cue such as 寄到, or inside a parent."""

    names: dict[str, set[Division]] = field(default_factory=lambda: defaultdict(set))
    inside: dict[str, set[Division]] = field(default_factory=lambda: defaultdict(set))
    # 栟茶 for 栟茶镇: counts only right after the county.
    town_stems: dict[str, set[Division]] = field(default_factory=lambda: defaultdict(set))
    weak: set[str] = field(default_factory=set)
    not_places: set[str] = field(default_factory=set)
    # The longest name by its first two characters: most positions of a text begin no name at all.
    longest: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, division: Division, *, alone: bool = True) -> None:
        """Let ``name`` mean ``division``: anywhere (``alone``), or only right after a division around it."""
        name = simplified(name)
        self.inside[name].add(division)
        if alone:
            self.names[name].add(division)
        self.note(name)

    def knows(self, name: str) -> bool:
        """Say whether a name has a meaning of its own already."""
        return name in self.names or name in self.weak or name in self.not_places

    def note(self, name: str) -> None:
        """Remember that a name begins like this and is so long."""
        self.longest[name[:2]] = max(self.longest.get(name[:2], 0), len(name))


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """Read the divisions and their other names once."""
    gazetteer = Gazetteer()
    divisions = _read_divisions()
    for division in sorted(divisions):
        _add_names(gazetteer, division)
    for row in other_names(latin=False):
        _add_row(gazetteer, row)
    _keep_highest(gazetteer)
    _add_towns(gazetteer)
    return gazetteer


def all_divisions() -> frozenset[Division]:
    """Every province, city and county that the table knows."""
    return _read_divisions()


def other_names(*, latin: bool) -> list[dict[str, str]]:
    """The rows of ``place_names.csv`` in Latin letters, or those in Chinese."""
    return [row for row in read_rows("place_names.csv") if row["name"].isascii() == latin]


def read_rows(file: str) -> list[dict[str, str]]:
    """The rows of one table in ``courier/facts/``."""
    with (FACTS / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def short_form(name: str) -> str:
    """Drop the kind of division from a full name: 如东县 → 如东; a name without a short form is returned as it is."""
    match = SHORT_FORM.fullmatch(name)
    return match["short"] if match else name


@lru_cache(maxsize=1)
def _read_divisions() -> frozenset[Division]:
    divisions: set[Division] = set()
    for row in read_rows("divisions.csv"):
        divisions.add(Division(row["province"]))
        divisions.add(Division(row["province"], row["city"]))
        divisions.add(Division(row["province"], row["city"], row["county"]))
    return frozenset(divisions)


def _add_names(gazetteer: Gazetteer, division: Division) -> None:
    name = division.name
    if name == division.province and division.city:
        return  # The city level of a municipality: 北京市 means the province.
    gazetteer.add(name, division, alone=not BARE_DISTRICT.fullmatch(name))
    # A district is seldom called by its short form alone, and the form is often a common word (和平, 新华, 路北).
    is_district = bool(division.county) and name.endswith("区")
    gazetteer.add(short_form(name), division, alone=not is_district and short_form(name) != name)
    if name[-3:-1] == "自治":
        gazetteer.add(short_form(name) + name[-1], division)  # 延边州, 阿克塞县, 鄂温克旗


def _add_row(gazetteer: Gazetteer, row: dict[str, str]) -> None:
    name = simplified(row["name"])
    if row["use"] == "weak":
        gazetteer.weak.add(name)
        return
    if row["use"] == "not":
        gazetteer.not_places.add(name)
        gazetteer.note(name)
        return
    gazetteer.add(name, Division(row["province"], row["city"], row["county"]))
    if row["use"] == "cue":
        gazetteer.weak.add(name)


def _add_towns(gazetteer: Gazetteer) -> None:
    """Add the towns: the full name alone unless too many bear it, the short form only behind the county."""
    bearers: dict[str, set[Division]] = defaultdict(set)
    for row in read_rows("towns.csv"):
        for town in row["towns"].split():
            bearers[simplified(town)].add(Division(row["province"], row["city"], row["county"], town))
    for name, towns in bearers.items():
        gazetteer.inside[name] |= towns
        if len(name) >= 3 and len(towns) <= MOST_NAMESAKES and not gazetteer.knows(name):
            gazetteer.names[name] = towns
        gazetteer.note(name)
        if match := TOWN.fullmatch(name):
            gazetteer.town_stems[match["stem"]] |= towns


def _keep_highest(gazetteer: Gazetteer) -> None:
    """Let 长沙 mean the city and not also 长沙县 in it, 海南 the province; unrelated bearers of one name all stay."""
    for name, bearers in gazetteer.names.items():
        provinces = {one for one in bearers if not one.city and not one.county}
        gazetteer.names[name] = provinces or without_inner(bearers)


def without_inner(bearers: set[Division]) -> set[Division]:
    """Leave out divisions that lie in another one of the set."""
    return {one for one in bearers if not any(one != other and one.within(other) for other in bearers)}
