"""Reads pinyin: Chinese that a customer typed in Latin letters, with or without tones and blanks.

Many words of other languages can be cut into pinyin syllables (change, women, danger). A message is believed to be
pinyin only if its syllables make Chinese that people write: jieba knows how often each word occurs, pypinyin how it is
read, and the likeliest way to cut the letters must be likely enough for their number.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from functools import lru_cache
from typing import Dict, List, NamedTuple, Optional, Set, Text, Tuple

Syllables = Tuple[Text, ...]


class Reading(NamedTuple):
    """One way to read a run of letters: its syllables, the logarithm of their probability, and the word most often read so."""

    syllables: Syllables
    likelihood: float
    word: Text


Readings = Dict[Text, List[Reading]]

# Mean logarithm of the probability of one letter: nineteen of twenty Chinese messages reach it, Spanish, Indonesian or
# Japanese words that can be cut do not.
_LEAST_LIKELY = -2.6
# So much of the letters must stand in words that no other language has.
_OWN_SHARE = 0.3
_LONGEST_MESSAGE = 240
_FEWEST_USES = 300
_LONGEST_WORD = 4
# What couriers' customers say and general dictionaries hardly know, as frequent as an ordinary word.
_COURIER_WORDS = """
    快递 快件 包裹 快递员 快递费 单号 运费 邮费 保价 理赔 赔偿 差评 投诉 垃圾 驿站 网点 客服 转人工 物流 上门 下单 查单 催单 查件 催件
    取件 寄件 丢件 收件 发件 发货 收货 退货 换货 退款 退件 退回 拒收 到货 送货 送到 揽收 派送 派件 签收 改址 发错 丢了 坏了 少了 破了
    怎么 怎么赔 哪里 哪儿 多久 几天 几点 快点 没到 没人 没人接 没人管 在吗 您好 你好 是啊 好啊 多少钱 机器人 寄到 要寄 想寄 寄个 寄快递
    改地址 改电话 到哪 到哪了 打不通 不见了 不送 送不送 破损 态度 太慢 服务 保险 几块钱 一公斤 上班 下班 放假
"""
_USES_OF_COURIER_WORDS = 20_000
# Words of English, German, Spanish, Indonesian and others that could be pinyin as well.
_LOOKALIKES = """
    a an are banana ban bang base be became because bike bite bone bonus cake can care case cause chance change
    cheese chin china chinese chose courier dance danger data date dating dead dealing decide delete demanding
    depending deer die dime dine dining done dude due duo engine ensure fake fan fare fate fee fine fire fun
    game gate gave gene give gone guarantee guide gun hang hate have he healing heating here hide hire hope
    hose house human hunting image in insane issue lake landing lane late lame leading league line lie like
    lone long longer lose lunch machine made mailing make male man manage manager mane mange mango manner mate
    maybe me mean meaning media medicine meeting men menu mice mine minute mobile mode moment monday more
    morning mouse move name nature naming nine no nose note on one online open opinion orange pain paint pan
    pane pause paying pen pending phone piano pie pine pile pin place please police pose position pure queue
    quite quote race rage range rate reading remain remove rice ride rise rose rouge route routine rule run
    sale same sanding save saving saying scene sea see seen send sending sense sentence sequence shade shake
    shame shape share she sheer shine shining shoe shouting side since size so some song state sue suicide sun
    sunshine sure take taken tale tan tea ten taxi tie time timing tire to toe tone tube tune use waiting wanna
    ware wave we were woman women wine ye you yeah zone anderen beide dabei dagegen danke gegen gehen geben
    gesehen ganzen habe haben leben liegen machen mache meine meinen waren wann wochen si sin que queda chaque
    demande manque manger da yang dengan bukan kepada kemudian bulan sedang makan kalian menggunakan datang
    depan sayang disini dimana mana mengatakan bilang tangan nanti minta tadi kurang minggu pulang mengenai
    barang bantu bantuan mengerti paling mulai lama tahun saya siapa bisa nama apa nani ohayou
"""
# Left out of the reading, whatever language they stand in: carriers, apps, units and greetings.
_LEFT_ALONE = """
    app bye dd db ems fedex gprs gps haha hahaha hello hey hi jd jt kd kg ok okay pdd pls plz ps qq rmb sb sf sms sos
    sto tb tmd ups vip vx wechat wifi wx yd yto zto
"""
_FOREIGN = frozenset(_LOOKALIKES.split())
_IGNORED = frozenset(_LEFT_ALONE.split())
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NUMBER = re.compile(r"\d+")
_GLUED_TO_NUMBER = re.compile(r"[a-z]*\d{2,}[a-z]*")
_TONE = re.compile(r"(?<=[a-zü])[0-5](?!\d)")
_TONE_MARKS = dict.fromkeys(map(ord, "\u0300\u0301\u0304\u030c"), None)
_LETTERS = re.compile("[a-z]+")
_LYU = re.compile("(?<=[ln])(?:yu|ue)")
_U_AFTER = re.compile("(?<=[jqxy])v")


def syllables(text: Text) -> List[Text]:
    """The toneless syllables of a message in pinyin; none if it is hardly pinyin, or more than pinyin."""
    return [syllable for reading in _read(text) for syllable in reading.syllables]


def characters(text: Text) -> Text:
    """A message in pinyin in the likeliest Chinese characters, its numbers at the end; empty for any other message."""
    words = [reading.word for reading in _read(text)]
    return " ".join(["".join(words), *_NUMBER.findall(text)]) if words else ""


def toneless(text: Text) -> List[Text]:
    """The toneless syllables of the Chinese characters in a text, ü written v; everything else is left out."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - its dictionary takes 50 MB, so it waits for the first message.

    return [syllable for syllable in lazy_pinyin(text, errors="ignore") if _LETTERS.fullmatch(syllable)]


def _read(text: Text) -> List[Reading]:
    words = _words(text)
    if not words or not _has_own_words(words):
        return []
    readings = _likeliest(words) or []
    likelihood = sum(reading.likelihood for reading in readings)
    return readings if likelihood / sum(map(len, words)) >= _LEAST_LIKELY else []


def _words(text: Text) -> List[Text]:
    """The words in Latin letters, lower-case and without tones; none if there are other letters as well."""
    shown = unicodedata.normalize("NFKC", text[:_LONGEST_MESSAGE]).lower()
    marked = unicodedata.normalize("NFD", _GLUED_TO_NUMBER.sub(" ", shown)).translate(_TONE_MARKS)
    plain = _TONE.sub(" ", unicodedata.normalize("NFC", marked)).replace("ü", "v")
    parts = [part for word in _WORD.findall(plain) if word not in _IGNORED for part in re.split("['’]", word)]
    return [_U_AFTER.sub("u", _LYU.sub(_as_v, part)) for part in parts] if all(map(_LETTERS.fullmatch, parts)) else []


def _as_v(match: "re.Match[Text]") -> Text:
    return "ve" if match.group() == "ue" else "v"


def _has_own_words(words: List[Text]) -> bool:
    own = sum(len(word) for word in words if word not in _FOREIGN)
    return own >= _OWN_SHARE * sum(map(len, words))


def _likeliest(words: List[Text]) -> Optional[List[Reading]]:
    """The likeliest way to read the words; None if there is no way."""
    readings = _readings()
    longest = max(map(len, readings))
    letters, ends = "".join(words), _ends(words)
    best: Dict[int, Tuple[float, List[Reading]]] = {0: (0.0, [])}
    for start in range(len(letters)):
        if start not in best:
            continue
        likelihood, before = best[start]
        for end in range(start + 1, min(len(letters), start + longest) + 1):
            for reading in readings.get(letters[start:end], ()):
                better = end not in best or best[end][0] < likelihood + reading.likelihood
                if better and _keeps_words_apart(start, reading.syllables, ends):
                    best[end] = likelihood + reading.likelihood, [*before, reading]
    return best[len(letters)][1] if len(letters) in best else None


def _keeps_words_apart(start: int, cut: Syllables, ends: Set[int]) -> bool:
    """Whether no syllable reaches over a blank: "xi an" is not xian."""
    for syllable in cut:
        if any(place in ends for place in range(start + 1, start + len(syllable))):
            return False
        start += len(syllable)
    return True


def _ends(words: List[Text]) -> Set[int]:
    ends, place = set(), 0
    for word in words:
        place += len(word)
        ends.add(place)
    return ends


@lru_cache(maxsize=1)
def _readings() -> Readings:
    """What can stand for a run of letters: the syllables of Chinese words, with the logarithm of their probability."""
    words: Dict[Syllables, Dict[Text, float]] = defaultdict(dict)
    for word, count in _frequent_words().items():
        cut = tuple(toneless(word))
        if len(cut) == len(word) and all(len(syllable) > 1 or syllable in "aeo" for syllable in cut):
            words[cut][word] = count
    total = sum(sum(counts.values()) for counts in words.values())
    readings: Readings = defaultdict(list)
    for cut, counts in words.items():
        likelihood = math.log(sum(counts.values()) / total)
        readings["".join(cut)].append(Reading(cut, likelihood, max(counts, key=counts.__getitem__)))
    return dict(readings)


def _frequent_words() -> Dict[Text, float]:
    import jieba  # noqa: PLC0415 - loading its dictionary takes a second, so it waits for the first message.

    jieba.initialize()
    words = {
        word: count
        for word, count in jieba.dt.FREQ.items()
        if count and len(word) <= _LONGEST_WORD and (len(word) == 1 or count >= _FEWEST_USES)
    }
    return {**words, **dict.fromkeys(_COURIER_WORDS.split(), _USES_OF_COURIER_WORDS)}
