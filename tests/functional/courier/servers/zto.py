"""ZTO's open platform (PROTOCOLS §6.1, §6.2), as far as tracking needs it."""

import json
from base64 import b64encode
from datetime import datetime
from hashlib import md5, sha256
from hmac import new as hmac
from typing import Any
from zoneinfo import ZoneInfo

from courier.tracking.zto_digest import Algorithm
from tests.functional.courier.servers.base import CarrierServer, Query, Reply, json_reply

APP_KEY, APP_SECRET, HMAC_KEY = "app-of-the-tests", "test_secret_abc", "hmac_key"
BEIJING = ZoneInfo("Asia/Shanghai")
TAIL = "1234"


def event(
    time: str, kind: str, site: str = "南通崇川网点", city: str = "南通市", prov: str = "江苏省", **more: Any
) -> Any:
    """One item of `result`, with the people that the platform names in it."""
    at = datetime.fromisoformat(time).replace(tzinfo=BEIJING)
    where = {"name": site, "code": "51300", "city": city, "prov": prov, "phone": "0513-55501234", "isCenter": "F"}
    desc = f"【{site}】 {kind}，快递员小王（13700000001），收件人李四"
    worker = {"operateUser": "小王", "operateUserPhone": "13700000001", "signMan": "李四", "weight": 1.5}
    scan = {"billCode": "73100000000011", "scanType": kind, "scanDate": int(at.timestamp() * 1000), "scanSite": where}
    return {**scan, **worker, "desc": desc, **more}


class ZtoServer(CarrierServer):
    """Refuses what is not signed by its secret; `algorithm` and `timed` as the application is set up."""

    def __init__(self, algorithm: Algorithm = "md5", *, timed: bool = False) -> None:
        super().__init__()
        self.algorithm = algorithm
        self.timed = timed
        self.parcels: dict[str, list[Any]] = {}
        self.refusal: str | None = None
        self.asks_for_tail = True

    def answer(self, query: Query) -> Reply:
        headers = {name.lower(): value for name, value in query.headers.items()}
        if headers.get("x-appkey") != APP_KEY or query.path != "/zto.merchant.waybill.track.query":
            return _refused("S207")
        if self.timed != ("x-timestamp" in headers):
            return _refused("S214")
        if headers.get("x-datadigest") != self._digest(headers.get("x-timestamp", "").encode() + query.body):
            return _refused("S211")
        if self.refusal:
            return _refused(self.refusal)
        return self._tracked(json.loads(query.body))

    def _tracked(self, wanted: dict[str, str]) -> Reply:
        events = self.parcels.get(wanted["billCode"])
        if events and self.asks_for_tail and wanted.get("mobilePhone") != TAIL:
            return _refused("E409" if "mobilePhone" in wanted else "E413")
        return json_reply({"status": True, "statusCode": "SYS000", "message": "ok", "result": events or []})

    def _digest(self, signed: bytes) -> str:
        content = signed + APP_SECRET.encode()
        raw = {
            "md5": lambda: md5(content, usedforsecurity=False).digest(),
            "sha256": lambda: sha256(content).digest(),
            "hmac_sha256": lambda: hmac(HMAC_KEY.encode(), content, sha256).digest(),
        }[self.algorithm]()
        return b64encode(raw).decode()


def _refused(code: str) -> Reply:
    return json_reply({"status": False, "statusCode": code, "message": "见文档", "result": None})
