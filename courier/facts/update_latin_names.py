"""Regenerate ``latin_names.csv``: how each province, city and county is written in Latin letters.

    PYTHONPATH=. .venv-bot/bin/python courier/facts/update_latin_names.py

pypinyin reads the names; it is installed for the assistant only, so run this after ``update_divisions`` there. What it
reads wrongly, and the names that are not pinyin (Harbin, Lhasa, Inner Mongolia), are corrected here.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

from pypinyin import lazy_pinyin, load_single_dict

from courier.vocabulary.gazetteer import all_divisions, short_form

TARGET = Path(__file__).with_name("latin_names.csv")
HEADER = ("name", "latin")
# By short form. pypinyin does not know these as names of places, or the world writes them otherwise.
WRITTEN = {
    "陕西": "Shaanxi",
    "西藏": "Tibet",
    "内蒙古": "Inner Mongolia",
    "香港": "Hong Kong",
    "澳门": "Macau",
    "哈尔滨": "Harbin",
    "齐齐哈尔": "Qiqihar",
    "呼和浩特": "Hohhot",
    "鄂尔多斯": "Ordos",
    "呼伦贝尔": "Hulunbuir",
    "锡林郭勒": "Xilingol",
    "巴彦淖尔": "Bayannur",
    "乌兰察布": "Ulanqab",
    "乌鲁木齐": "Urumqi",
    "吐鲁番": "Turpan",
    "喀什": "Kashgar",
    "和田": "Hotan",
    "阿克苏": "Aksu",
    "克拉玛依": "Karamay",
    "伊犁": "Ili",
    "阿勒泰": "Altay",
    "拉萨": "Lhasa",
    "日喀则": "Shigatse",
    "林芝": "Nyingchi",
    "那曲": "Nagqu",
    "昌都": "Chamdo",
    "阿里": "Ngari",
    "阿坝": "Ngawa",
    "甘孜": "Garze",
    "台北": "Taipei",
    "新北": "New Taipei",
    "台中": "Taichung",
    "台南": "Tainan",
    "高雄": "Kaohsiung",
    "单县": "Shanxian",
    "南乐": "Nanle",
    "民乐": "Minle",
    "朝阳": "Chaoyang",
    "长子": "Zhangzi",
    "闵行": "Minhang",
    "曾都": "Zengdu",
    "泊头": "Botou",
    "乐清": "Yueqing",
    "乐亭": "Laoting",
    "吕梁": "Luliang",
    "番禺": "Panyu",
    "大埔": "Dapu",
    "涡阳": "Guoyang",
}
OPEN_VOWELS = "aeo"
# Characters that nearly every place reads like this, whatever pypinyin holds for the likelier reading.
READ_IN_PLACES = {"都": "dū", "长": "cháng", "乐": "lè"}
# Industrial zones and the like are in the table of divisions, but nobody writes them in Latin letters.
NOT_WRITTEN = re.compile("开发|园区|管理区|管委会|产业|示范|合作|实验区")


def latin(name: str) -> str:
    """Write one division's name without its kind: 如东县 is Rudong, 西安市 is Xi'an."""
    short = short_form(name)
    if short in WRITTEN:
        return WRITTEN[short]
    first, *others = (syllable.replace("ü", "u") for syllable in lazy_pinyin(short))
    return "".join([first, *(f"'{one}" if one[0] in OPEN_VOWELS else one for one in others)]).capitalize()


def main() -> int:
    """Write the table beside this file and say how many rows it has."""
    load_single_dict({ord(character): reading for character, reading in READ_IN_PLACES.items()})
    names = sorted({one.name for one in all_divisions() if not NOT_WRITTEN.search(one.name)})
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows((name, latin(name)) for name in names)
    print(f"{TARGET.name}: {len(names)} rows")
    return 0


if __name__ == "__main__":
    sys.exit(main())
