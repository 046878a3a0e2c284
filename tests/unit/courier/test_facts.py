from pathlib import Path

import pytest

from courier.facts import Facts, FactsError, load_facts


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def line_of(folder: Path, file: str, text: str) -> int:
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_shipped_facts_reach_the_size_that_the_company_needs(facts: Facts) -> None:
    outlets = [one for one in facts.outlets if one.kind == "outlet"]
    assert len(outlets) >= 70
    assert len({one.province for one in outlets}) >= 22
    assert facts.outlet("02101") == facts.outlet("上海浦东张江网点")
    assert facts.carrier("sf") is not None


def test_shipped_limits_are_those_of_the_handbook(facts: Facts) -> None:
    rules = facts.compensation
    limits = (rules.insured_goods, rules.insured_documents, rules.uninsured, rules.declared_value)
    assert [one.limit_cny for one in limits] == [2023, 200, 200, 10_000]
    assert "misprint" in rules.insured_goods.note
    assert facts.tracking.stuck_after_hours == 48


def test_every_mainland_province_has_a_price_zone_and_every_pair_a_tariff(facts: Facts) -> None:
    zones = set(facts.prices.zones)
    pairs = {(one.from_zone, one.to_zone) for one in facts.prices.tariffs}
    assert sum(len(provinces) for provinces in facts.prices.zones.values()) == 31
    assert pairs == {(one, other) for one in zones for other in zones | {"same_city", "same_province"}}


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("outlets.csv", "021-55508313", "call us", "phone"),
        ("outlets.csv", "河北省,石家庄市,长安区", "河北省,石家庄市,长治区", "divisions.csv"),
        ("outlets.csv", "02102,", "02101,", "unique"),
        ("outlets.csv", "08:30-19:00", "all day", "hours"),
        ("accounts.csv", "YJ021015,", "YJ021007,", "earlier line"),
        ("accounts.csv", ",57101,", ",57109,", "no outlet has the code"),
        ("accounts.csv", "YJ571001,", "571001,", "number"),
        ("unserved.csv", "如东县,", "如西县,", "divisions.csv"),
        ("unserved.csv", "51302", "99999", "99999"),
        ("unserved.csv", ",20,8,", ",-20,8,", "ems.first_cny"),
        ("prices.csv", "华东,same_city,1,10", "华东,same_city,2,10", "over_kg must be 1"),
        ("prices.csv", "华东,same_city,0,1", "华东,same_city,1,2", "begins at 0"),
        ("prices.csv", "华东,same_city,1,10", "华东,same_town,1,10", "same_town"),
        ("compensation.yaml", 'limit_cny: "2023"', "limit_cny: a lot", "insured_goods.limit_cny"),
        ("compensation.yaml", "who: insurer", "who: nobody", "route.4.who"),
        ("company.yaml", 'hotline: "95311"', "hotline: none", "hotline"),
        ("company.yaml", 'opens: "08:00", closes: "22:00"', 'opens: "22:00", closes: "08:00"', "swap"),
        ("coverage.yaml", "down_to: county", "down_to: village", "down_to"),
        ("tracking.yaml", "stuck_after_hours: 48", "stuck_after_hours: 0", "stuck_after_hours"),
        ("privacy.yaml", "wrong_tails: 5", "wrong_tails: 0", "wrong_tails"),
        ("alerts.yaml", "known_days: 7", "known_days: 29", "known_days"),
        ("alerts.yaml", "customers: 2", "customers: 1", "unreachable.customers"),
        ("alerts.yaml", "forget_hours: 72", "forget_hours: 24", "forget_hours"),
        ("alerts.yaml", "active_days: 20", "active_days: 0", "active_days"),
        ("transit.yaml", "document_days_less: 1", "document_days_less: -1", "document_days_less"),
        ("transit.yaml", "usual_days: {least: 2", "usual_days: {least: 5", "swap"),
        ("transit.yaml", 'leaves_by: "10:30"', 'leaves_by: "12:30"', "before"),
        ("prohibited.yaml", "verdict: restricted", "verdict: perhaps", "verdict"),
    ],
)
def test_mistake_is_named_with_file_and_line(facts_folder: Path, file: str, old: str, new: str, says: str) -> None:
    line = line_of(facts_folder, file, old)
    spoil(facts_folder, file, old, new)
    with pytest.raises(FactsError, match=says) as caught:
        load_facts(facts_folder)
    assert caught.value.file.name == file
    assert caught.value.line == line


def test_misspelt_key_is_missed_in_its_file(facts_folder: Path) -> None:
    spoil(facts_folder, "coverage.yaml", "down_to: county", "down_too: county")
    with pytest.raises(FactsError, match=r"coverage\.yaml:\d+: down_to: Field required"):
        load_facts(facts_folder)


def test_line_number_is_exact_in_a_csv_file(facts_folder: Path) -> None:
    spoil(facts_folder, "outlets.csv", "021-55508313", "call us")
    with pytest.raises(FactsError) as caught:
        load_facts(facts_folder)
    assert caught.value.line == line_of(facts_folder, "outlets.csv", "call us")
    assert str(caught.value).startswith(f"{facts_folder / 'outlets.csv'}:{caught.value.line}: phone")


@pytest.mark.parametrize(
    ("file", "content", "says"),
    [
        ("company.yaml", b"name: [", "company.yaml:"),
        ("company.yaml", b"- a list", "mapping"),
        ("company.yaml", "name: 中通".encode("gbk"), "not UTF-8"),
        ("outlets.csv", b"", "empty"),
        ("outlets.csv", b"code,name\n1\n", "2 columns"),
    ],
)
def test_unreadable_file_is_explained(facts_folder: Path, file: str, content: bytes, says: str) -> None:
    (facts_folder / file).write_bytes(content)
    with pytest.raises(FactsError, match=says):
        load_facts(facts_folder)


def test_missing_file_and_folder_are_explained(facts_folder: Path, tmp_path: Path) -> None:
    (facts_folder / "deadlines.yaml").unlink()
    with pytest.raises(FactsError, match=r"deadlines\.yaml: the file cannot be read"):
        load_facts(facts_folder)
    with pytest.raises(FactsError, match="FACTS_DIR"):
        load_facts(tmp_path / "nowhere")


def test_province_in_two_zones_is_refused(facts_folder: Path) -> None:
    spoil(facts_folder, "prices.yaml", "华南: [广东省", "华南: [上海市, 广东省")
    with pytest.raises(FactsError, match="上海市 is in more than one zone"):
        load_facts(facts_folder)


def test_own_carrier_must_be_a_known_one(facts_folder: Path) -> None:
    spoil(facts_folder, "company.yaml", "carrier: zto", "carrier: other")
    with pytest.raises(FactsError, match=r"not in carriers\.csv"):
        load_facts(facts_folder)


def test_another_courier_changes_only_data(facts_folder: Path) -> None:
    spoil(facts_folder, "company.yaml", "name: 中通快递", "name: 快马速运")
    assert load_facts(facts_folder).company.name == "快马速运"


def test_facts_cannot_be_changed(facts: Facts) -> None:
    with pytest.raises(ValueError, match="frozen"):
        facts.company.name = "X"  # type: ignore[misc]
