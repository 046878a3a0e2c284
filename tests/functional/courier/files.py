"""CSV files of parcels and scans as a courier exports them."""

from collections.abc import Sequence
from pathlib import Path

PARCEL_HEADER = (
    "waybill,carrier,sender_name,sender_phone,receiver_name,receiver_phone,origin,destination,address,"
    "kind,content,weight_kg,insured,declared_value,sent_at"
)
SCAN_HEADER = "waybill,time,type,outlet,city,courier,courier_phone,note"


def parcel(waybill: str = "73100000000011", **changes: str) -> str:
    values = {
        "waybill": waybill,
        "carrier": "zto",
        "sender_name": "张三",
        "sender_phone": "13900005678",
        "receiver_name": "李四",
        "receiver_phone": "13800001234",
        "origin": "上海市浦东新区",
        "destination": "江苏省南通市崇川区工农路9号",
        "address": "江苏省南通市崇川区工农路9号",
        "kind": "goods",
        "content": "茶叶",
        "weight_kg": "1.5",
        "insured": "1",
        "declared_value": "99.90",
        "sent_at": "2026-11-20 10:00",
    }
    return ",".join((values | changes).values())


def scan(waybill: str = "73100000000011", **changes: str) -> str:
    values = {
        "waybill": waybill,
        "time": "2026-11-21 18:30:00",
        "type": "派件",
        "outlet": "南通崇川网点",
        "city": "南通市",
        "courier": "小王",
        "courier_phone": "13700000001",
        "note": "",
    }
    return ",".join((values | changes).values())


def write_csv(path: Path, header: str, lines: Sequence[str], encoding: str = "utf-8") -> Path:
    path.write_text("\n".join((header, *lines)) + "\n", encoding=encoding)
    return path
