"""Places in Latin letters, as English customers and people without a Chinese keyboard write them.

``courier/facts/latin_names.csv`` has one way to write each province, city and county; other ways (Haerbin, Peking) and
the names that are also English words (Mile, Dean) are rows of ``place_names.csv``. English goes from the small place to
the large one (Rudong, Nantong, Jiangsu), pinyin the other way; both are read.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from courier.vocabulary.gazetteer import Division, all_divisions, other_names, read_rows

# Names of three words do not exist; of two: Inner Mongolia, Hong Kong, Bei Jing.
MOST_WORDS = 2
# What is shorter is a word or a person's name more often than a place: Jian, Dali, Xian.
FEWEST_LETTERS = 5
WORD = re.compile(r"(?<![A-Za-z])[A-Za-z]+(?:['’][A-Za-z]+)*(?![A-Za-z])")
# What may stand between a place and the one around it: Pudong, Shanghai; Chaoyang in Beijing.
JOINT = re.compile(r"\s*,?\s*(?:in\s+)?", re.IGNORECASE)
# A small or short name is a place only behind one of these, or when it begins the message.
CUE_BEFORE = re.compile(
    r"(?:^\s*|(?<![a-z])(?:to|from|in|at|near|for|around|via|reach|cover|serve|deliver|dao|cong|zai|ji|fa|wang|song)\s+(?:the\s+)?)$",
    re.IGNORECASE,
)
# A short one that begins the message is all of the answer.
ANSWER_AFTER = re.compile(r"\s*(?:$|[,.?!，。？！]|please\b|to\b|dao\b)", re.IGNORECASE)
KINDS = {
    "province|sheng": re.compile(r"(?:省|自治区|特别行政区)$"),
    "city|shi|municipality": re.compile(r"市$"),
    "prefecture|zhou": re.compile(r"(?:州|地区|盟)$"),
    "district|qu|new area|xin ?qu": re.compile(r"区$"),
    "county|xian": re.compile(r"(?:县|旗|市)$"),
}
KIND_AFTER = {re.compile(rf"\s*(?:{words})(?![A-Za-z])", re.IGNORECASE): name for words, name in KINDS.items()}


@dataclass(frozen=True)
class Mention:
    """Words that name a place; ``is_sure`` unless they may as well be something else."""

    bearers: frozenset[Division]
    start: int
    end: int
    is_sure: bool


@dataclass
class LatinNames:
    """Who bears a name, in lower case; and how each division is written."""

    names: dict[str, set[Division]] = field(default_factory=lambda: defaultdict(set))
    written: dict[str, str] = field(default_factory=dict)
    weak: set[str] = field(default_factory=set)

    def add(self, name: str, division: Division) -> None:
        """Let a name mean a division, with its apostrophe or without."""
        for key in {name.lower(), name.lower().replace("'", "")}:
            self.names[key].add(division)


@lru_cache(maxsize=1)
def load_latin_names() -> LatinNames:
    """Read the names once."""
    latin = LatinNames(written={row["name"]: row["latin"] for row in read_rows("latin_names.csv")})
    for division in all_divisions():
        is_municipality_again = bool(division.city) and division.name == division.province
        if division.name in latin.written and not is_municipality_again:
            latin.add(latin.written[division.name], division)
    for row in other_names(latin=True):
        if row["use"] == "weak":
            latin.weak.add(row["name"].lower())
        else:
            latin.add(row["name"], Division(row["province"], row["city"], row["county"]))
    return latin


def latin_name(division: Division) -> str:
    """How English speaks of a division: Rudong, Nantong, Jiangsu; what has no Latin name stays Chinese."""
    written = load_latin_names().written
    levels = dict.fromkeys(one for one in (division.county, division.city, division.province) if one)
    return ", ".join(written.get(one, one) for one in levels)


def latin_mentions(text: str) -> Iterator[tuple[set[Division], int, int]]:
    """Yield who is meant, and where in the text, for each place in Latin letters."""
    for mention in _joined(text, _mentions(text)):
        if mention.is_sure:
            yield _highest(mention.bearers), mention.start, mention.end


def _mentions(text: str) -> Iterator[Mention]:
    latin = load_latin_names()
    words = list(WORD.finditer(text))
    at = 0
    while at < len(words):
        for count in range(min(MOST_WORDS, len(words) - at), 0, -1):
            start, end = words[at].start(), words[at + count - 1].end()
            name = re.sub(r"\s+", " ", text[start:end].lower().replace("’", "'"))
            if bearers := latin.names.get(name):
                yield _with_kind(text, Mention(frozenset(bearers), start, end, _stands_alone(text, name, start, end)))
                at += count - 1
                break
        at += 1


def _with_kind(text: str, mention: Mention) -> Mention:
    """Take in the kind of division behind a name, which also tells namesakes apart: Chaoyang District."""
    for kind, name in KIND_AFTER.items():
        found = kind.match(text, mention.end)
        meant = frozenset(one for one in mention.bearers if name.search(one.name))
        if found and meant:
            return replace(mention, bearers=meant, end=found.end(), is_sure=True)
    return mention


def _stands_alone(text: str, name: str, start: int, end: int) -> bool:
    latin = load_latin_names()
    bearers = latin.names[name]
    if name in latin.weak or (len(bearers) > 1 and all(_is_district(one) for one in bearers)):
        return False
    if len(name) >= FEWEST_LETTERS and not all(one.county for one in bearers):
        return True
    before = CUE_BEFORE.search(text, 0, start)
    if before is None or before[0].strip() or len(name) >= FEWEST_LETTERS:
        return before is not None
    return ANSWER_AFTER.match(text, end) is not None


def _joined(text: str, mentions: Iterator[Mention]) -> Iterator[Mention]:
    """Make one of neighbours that lie in each other, in either order."""
    last: Mention | None = None
    for mention in mentions:
        inner = _inner(last.bearers, mention.bearers) if last else frozenset()
        if last and inner and JOINT.fullmatch(text, last.end, mention.start):
            last = Mention(inner, last.start, mention.end, is_sure=True)
            continue
        if last:
            yield last
        last = mention
    if last:
        yield last


def _inner(some: frozenset[Division], others: frozenset[Division]) -> frozenset[Division]:
    pairs = [(one, other) for one in some for other in others if one != other]
    return frozenset(
        one if one.within(other) else other for one, other in pairs if one.within(other) or other.within(one)
    )


def _highest(bearers: frozenset[Division]) -> set[Division]:
    """Let Nanjing mean the city rather than 南靖县 as well: of namesakes the largest are meant."""
    provinces = {one for one in bearers if not one.city and not one.county}
    cities = {one for one in bearers if not one.county}
    return provinces or cities or set(bearers)


def _is_district(division: Division) -> bool:
    return bool(division.county) and division.county.endswith("区")
