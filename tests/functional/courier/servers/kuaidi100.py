"""Kuaidi100's real-time query (PROTOCOLS §5.1), with its check of tails and its lock rule."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import md5
from typing import Any
from urllib.parse import parse_qs

from tests.functional.courier.servers.base import CarrierServer, Query, Reply, json_reply

CUSTOMER, KEY = "TESTCUSTOMER2", "TESTKEY1"
TAIL = "1234"
APART, A_DAY = timedelta(minutes=30), timedelta(hours=24)
MOST_A_DAY = 48


def event(time: str, code: str, context: str, area: str = "江苏,南通市,崇川区", name: str = "") -> dict[str, Any]:
    """One item of `data`."""
    return {
        "time": time,
        "ftime": time,
        "context": context,
        "status": name,
        "statusCode": code,
        "areaCode": "CN320613000000",
        "areaName": area,
        "areaCenter": "120.9,32.0",
        "location": "",
    }


class Kuaidi100Server(CarrierServer):
    """Locks a waybill that is asked for too often, by the clock that the test gives it."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.parcels: dict[str, list[dict[str, Any]]] = {}
        self.carriers = {"zhongtong": "73"}
        self.refusal: str | None = None
        self._clock = clock
        self._asked: dict[str, list[datetime]] = {}

    def answer(self, query: Query) -> Reply:
        form = {name: values[0] for name, values in parse_qs(query.body.decode(), strict_parsing=True).items()}
        signed = f"{form['param']}{KEY}{CUSTOMER}".encode()
        if query.path != "/poll/query.do" or form["customer"] != CUSTOMER:
            return _refused("400")
        if form["sign"] != md5(signed, usedforsecurity=False).hexdigest().upper():
            return _refused("503")
        return _refused(self.refusal) if self.refusal else self._tracked(json.loads(form["param"]))

    def _tracked(self, wanted: dict[str, str]) -> Reply:
        number, events = wanted["num"], self.parcels.get(wanted["num"])
        if wanted["com"] in ("zhongtong", "shunfeng") and wanted.get("phone") != TAIL:
            return _refused("408")
        if self._is_locked(number):
            return _refused("504")
        if not events:
            return _refused("500")
        route = {"from": {"name": "上海,上海,浦东新区"}, "cur": None, "to": {"name": "江苏,南通市,崇川区"}}
        answer = {"message": "ok", "nu": number, "com": wanted["com"], "status": "200", "state": "2", "ischeck": "0"}
        return json_reply({**answer, "condition": "00", "routeInfo": route, "data": events, "isLoop": False})

    def _is_locked(self, number: str) -> bool:
        now, earlier = self._clock(), self._asked.setdefault(number, [])
        today = [at for at in earlier if now - at < A_DAY]
        earlier.append(now)
        return bool(today) and (now - today[-1] < APART or len(today) >= MOST_A_DAY)


def _refused(code: str) -> Reply:
    return json_reply({"result": False, "returnCode": code, "message": "见文档"})
