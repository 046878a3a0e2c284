"""Loading all facts and checking that the files agree with each other."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

from courier.facts.errors import FactsError
from courier.facts.public_holidays import festival_names
from courier.facts.read import check, csv_rows, read_csv, read_yaml
from courier.facts.schemas import (
    Account,
    AlertRules,
    Carrier,
    Company,
    Compensation,
    Coverage,
    Deadlines,
    Fact,
    Facts,
    Holidays,
    Outlet,
    Prices,
    PrivacyRules,
    ProhibitedClass,
    Tariff,
    TrackingRules,
    Transit,
    UnservedPlace,
    WordingRules,
)
from courier.vocabulary.gazetteer import Division, all_divisions

SHIPPED = Path(__file__).parent
OWN_ZONES = ("same_city", "same_province")


class _ProhibitedFile(Fact):
    classes: tuple[ProhibitedClass, ...]


def load_facts(folder: Path | None = None) -> Facts:
    """Read and check every facts file in ``folder`` (default: the shipped ones).

    Raises FactsError, which names file and line, for the first thing that is wrong.
    """
    folder = folder or SHIPPED
    if not folder.is_dir():
        raise FactsError(folder, None, "no such folder; set FACTS_DIR to the folder with the facts files")
    outlets = _outlets(folder / "outlets.csv")
    carriers = _carriers(folder / "carriers.csv")
    return Facts(
        company=_company(folder / "company.yaml", carriers),
        carriers=carriers,
        outlets=outlets,
        accounts=_accounts(folder / "accounts.csv", outlets),
        coverage=_coverage(folder, outlets),
        prices=_prices(folder),
        compensation=read_yaml(folder / "compensation.yaml", Compensation),
        prohibited=_prohibited(folder / "prohibited.yaml"),
        tracking=read_yaml(folder / "tracking.yaml", TrackingRules),
        transit=read_yaml(folder / "transit.yaml", Transit),
        privacy=read_yaml(folder / "privacy.yaml", PrivacyRules),
        deadlines=read_yaml(folder / "deadlines.yaml", Deadlines),
        alerts=read_yaml(folder / "alerts.yaml", AlertRules),
        holidays=_holidays(folder / "holidays.yaml"),
        wording=read_yaml(folder / "wording.yaml", WordingRules),
    )


def _company(path: Path, carriers: Iterable[Carrier]) -> Company:
    company = read_yaml(path, Company)
    if company.carrier not in {one.code for one in carriers}:
        raise FactsError(path, None, f"carrier: {company.carrier!r} is not in carriers.csv")
    return company


def _carriers(path: Path) -> tuple[Carrier, ...]:
    found: dict[str, Carrier] = {}
    for line, row in csv_rows(path):
        carrier = check(path, line, Carrier, {name: row.get(name) for name in Carrier.model_fields})
        if found.setdefault(carrier.code, carrier) != carrier:
            raise FactsError(path, line, f"code: {carrier.code!r} has another name or hotline on an earlier line")
    return tuple(found.values())


def _outlets(path: Path) -> tuple[Outlet, ...]:
    seen: set[str] = set()
    outlets = read_csv(path, Outlet)
    for line, outlet in outlets:
        _known_place(path, line, outlet.province, outlet.city, outlet.district)
        if outlet.code in seen or outlet.name in seen:
            raise FactsError(path, line, f"code and name must be unique; {outlet.code} {outlet.name} is not")
        seen |= {outlet.code, outlet.name}
    return tuple(outlet for _, outlet in outlets)


def _accounts(path: Path, outlets: tuple[Outlet, ...]) -> tuple[Account, ...]:
    codes = {one.code for one in outlets if one.kind == "outlet"}
    seen: set[str] = set()
    accounts = read_csv(path, Account)
    for line, account in accounts:
        if account.number in seen:
            raise FactsError(path, line, f"number: {account.number!r} stands on an earlier line")
        if account.outlet not in codes:
            raise FactsError(path, line, f"outlet: no outlet has the code {account.outlet!r}")
        seen.add(account.number)
    return tuple(account for _, account in accounts)


def _coverage(folder: Path, outlets: tuple[Outlet, ...]) -> Coverage:
    path = folder / "unserved.csv"
    codes = {one.code for one in outlets if one.kind == "outlet"}
    unserved = [check(path, line, UnservedPlace, _unserved_values(row)) for line, row in csv_rows(path)]
    for (line, _), place in zip(csv_rows(path), unserved, strict=True):
        _known_place(path, line, place.province, place.city, place.county)
        if place.nearest_outlet not in codes:
            raise FactsError(path, line, f"nearest_outlet: no outlet has the code {place.nearest_outlet!r}")
    return read_yaml(folder / "coverage.yaml", Coverage, unserved=tuple(unserved))


def _unserved_values(row: dict[str, str]) -> dict[str, Any]:
    ems = {name: row.get(f"ems_{name}") for name in ("first_cny", "extra_cny", "days")}
    return {**{name: value for name, value in row.items() if not name.startswith("ems_")}, "ems": ems}


def _prices(folder: Path) -> Prices:
    path = folder / "prices.csv"
    tariffs = read_csv(path, Tariff)
    prices = read_yaml(folder / "prices.yaml", Prices, tariffs=tuple(tariff for _, tariff in tariffs))
    known = {*prices.zones, *OWN_ZONES}
    for line, tariff in tariffs:
        for zone in (tariff.from_zone, tariff.to_zone):
            if zone not in known:
                raise FactsError(path, line, f"zone {zone!r} is not one of {', '.join(sorted(known))}")
    _steps_join(path, tariffs)
    _every_province_once(folder / "prices.yaml", prices)
    return prices


def _steps_join(path: Path, tariffs: list[tuple[int, Tariff]]) -> None:
    """Each pair of zones has steps that begin at 0 kg and leave no gap."""
    by_pair: dict[tuple[str, str], list[tuple[int, Tariff]]] = {}
    for line, tariff in tariffs:
        if tariff.up_to_kg <= tariff.over_kg:
            raise FactsError(path, line, "up_to_kg must be more than over_kg")
        by_pair.setdefault((tariff.from_zone, tariff.to_zone), []).append((line, tariff))
    for steps in by_pair.values():
        first_line, first = steps[0]
        if first.over_kg != Decimal(0):
            raise FactsError(path, first_line, "over_kg: the first step of two zones begins at 0")
        for (_, lower), (line, upper) in pairwise(steps):
            if upper.over_kg != lower.up_to_kg:
                raise FactsError(path, line, f"over_kg must be {lower.up_to_kg}, where the step before ends")


def _every_province_once(path: Path, prices: Prices) -> None:
    zoned = [province for provinces in prices.zones.values() for province in provinces]
    for province in zoned:
        _known_place(path, None, province)
        if zoned.count(province) > 1:
            raise FactsError(path, None, f"zones: {province} is in more than one zone")


def _prohibited(path: Path) -> tuple[ProhibitedClass, ...]:
    classes = read_yaml(path, _ProhibitedFile).classes
    codes = [one.code for one in classes]
    for code in codes:
        if codes.count(code) > 1:
            raise FactsError(path, None, f"classes: the code {code!r} is used more than once")
    return classes


def _holidays(path: Path) -> Holidays:
    holidays = read_yaml(path, Holidays)
    known = festival_names()
    for festival in holidays.festivals:
        if festival.name not in known:
            raise FactsError(path, None, f"festivals: {festival.name!r} is not one of {', '.join(sorted(known))}")
    return holidays


def _known_place(path: Path, line: int | None, province: str, city: str = "", county: str = "") -> None:
    if Division(province, city, county) not in all_divisions():
        raise FactsError(path, line, f"{province}{city}{county} is not in divisions.csv; write full official names")
