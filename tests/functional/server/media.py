"""The platforms' store of files, which people sent and which were uploaded."""

import re
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

_FILE = re.compile(rb'filename="([^"]*)"\r\n.*?\r\n\r\n(.*)\r\n--', re.DOTALL)


@dataclass
class Store:
    """What is kept, and for how many asks it is refused."""

    kept: dict[str, bytes | dict[str, Any]] = field(default_factory=dict)
    uploads: dict[str, tuple[str, str, bytes]] = field(default_factory=dict)
    """media_id → (type, name, content)."""
    asked: list[str] = field(default_factory=list)
    refusals: list[int] = field(default_factory=list)
    unfit: bool = False
    """Whether uploads are refused."""

    def put(self, content: bytes | dict[str, Any]) -> str:
        """Somebody sent a file."""
        media_id = uuid4().hex
        self.kept[media_id] = content
        return media_id

    def answer(self, path: str, query: dict[str, list[str]], raw: bytes) -> bytes | dict[str, Any]:
        """The API's side of one call."""
        return self.get(query["media_id"][0]) if path.endswith("/get") else self.upload(query["type"][0], raw)

    def get(self, media_id: str) -> bytes | dict[str, Any]:
        self.asked.append(media_id)
        if self.refusals:
            return {"errcode": self.refusals.pop(0), "errmsg": "refused"}
        return self.kept.get(media_id, {"errcode": 40007, "errmsg": "invalid media_id"})

    def upload(self, kind: str, raw: bytes) -> dict[str, Any]:
        found = _FILE.search(raw)
        if self.unfit or found is None:
            return {"errcode": 40009, "errmsg": "invalid image size"}
        media_id = uuid4().hex
        self.uploads[media_id] = (kind, found[1].decode(), found[2])
        return {"errcode": 0, "type": kind, "media_id": media_id, "created_at": 1}
