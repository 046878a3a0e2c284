"""The words for goods that may not be sent freely, and the names of the carriers, as the company's facts have them."""

import csv
import re
from pathlib import Path
from typing import Dict, List, Text

from rasa.shared.utils.io import read_yaml_file

from courier import vocabulary

FACTS = Path(vocabulary.__file__).parents[1] / "facts"
ITEM, CARRIER, NOTHING = "item", "carrier", "none"
# 寄酒 and 两瓶酒 are among the words of prohibited.yaml, but only 酒 of them is in the parcel.
_PHRASE = re.compile("^(?:寄|[一两]瓶)")
_KIND_OF_COMPANY = re.compile("(?:快递|速运|速递|物流)$")
Terms = List[Dict[Text, Text]]


def terms_of_facts() -> Terms:
    """The terms of both files."""
    terms = []
    for one in read_yaml_file(FACTS / "prohibited.yaml")["classes"]:
        words = [word for word in one["words"] if not _PHRASE.match(word)]
        terms += [{"label": f"{ITEM}.{one['code']}", "pattern": word} for word in words]
        terms += [{"label": f"{ITEM}.{NOTHING}", "pattern": word} for word in one.get("except_in") or []]
    with (FACTS / "carriers.csv").open(encoding="utf-8", newline="") as lines:
        names = {row["code"]: row["name"] for row in csv.DictReader(lines)}
    for code, name in names.items():
        short = _KIND_OF_COMPANY.sub("", name)
        words = [name, short, short + "快递", *(["EMS", "邮政"] if code == "ems" else [])]
        terms += [{"label": f"{CARRIER}.{code}", "pattern": word} for word in dict.fromkeys(words)]
    return terms
