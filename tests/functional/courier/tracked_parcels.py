"""One parcel as every source has it, unordered, with a repeated scan, and with the people that must not be shown."""

from pathlib import Path
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from courier.importing.load import Subject, import_file
from courier.importing.progress import QuietReporter
from tests.functional.courier.files import PARCEL_HEADER, SCAN_HEADER, parcel, scan, write_csv
from tests.functional.courier.servers import kuaidi100, zto

KNOWN, UNKNOWN, FOREIGN, TAIL = "73100000000011", "73100000000099", "SF1409928837715", "1234"
TYPES = ["问题件", "入柜", "派件", "收件"]
SECRETS = ("张三", "李四", "小王", "13900005678", "13800001234", "13700000001", "工农路", "茶叶", "123456")
PARCELS = [parcel(), parcel("73100000000018"), parcel("73100000000020", origin="火星基地", destination="朝阳区")]

LOCAL = [
    scan(time="2026-11-21 18:30:00"),
    scan(time="2026-11-20 10:05", type="收件", outlet="上海浦东张江网点", city="上海市", note="寄件人张三"),
    scan(time="2026-11-21 18:40", type="入柜", note="取件码123456"),
    scan(time="2026-11-21 18:30:00"),
    scan(time="2026-11-21 19:10", type="问题件", note="请打13800001234确认"),
]
ZTO: list[Any] = [
    zto.event("2026-11-21 18:30", "派件"),
    zto.event("2026-11-20 10:05", "收件", "上海浦东张江网点", "上海市", "上海", desc="寄件人张三"),
    zto.event("2026-11-21 18:40", "ARRIVAL", desc="取件码123456"),
    zto.event("2026-11-21 18:30", "派件"),
    zto.event("2026-11-21 19:10", "问题件", desc="【南通崇川网点】 收件人李四电话无人接听，请打13800001234确认"),
]
KUAIDI100: list[Any] = [
    kuaidi100.event("2026-11-21 18:30:00", "5", "【南通市】 【南通崇川网点】的小王（13700000001）正在派件"),
    kuaidi100.event(
        "2026-11-20 10:05:00", "103", "【上海市】 【上海浦东张江网点】的【张三】已揽收", "上海,上海,浦东新区"
    ),
    kuaidi100.event(
        "2026-11-21 18:40:00", "501", "【南通市】 已放入【南通崇川网点】快递柜，取件码123456，收件人【李四】"
    ),
    kuaidi100.event("2026-11-21 18:30:00", "5", "【南通市】 【南通崇川网点】的小王（13700000001）正在派件"),
    kuaidi100.event("2026-11-21 19:10:00", "206", "【南通市】 【南通崇川网点】 李四电话无人接听，请打13800001234确认"),
]


async def fill(engine: AsyncEngine, folder: Path) -> None:
    """Import the parcel into the database."""
    contents: dict[Subject, Path] = {
        "parcels": write_csv(folder / "p.csv", PARCEL_HEADER, PARCELS),
        "scans": write_csv(folder / "s.csv", SCAN_HEADER, LOCAL),
    }
    async with engine.begin() as connection:
        for subject, path in contents.items():
            await import_file(connection, subject, path, QuietReporter())
