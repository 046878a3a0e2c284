"""Both places where bytes can be behave alike; the bucket is a small server that speaks S3's part of it."""

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pydantic import ValidationError

from handoff.attachments.settings import AttachmentSettings
from handoff.attachments.storing import Store, open_store

KEY_ID, SECRET = "AKIDTESTS", "a-secret-of-the-tests"


class Bucket(BaseHTTPRequestHandler):
    """PUT, GET and deletion of objects, for whoever signs with the key."""

    objects: dict[str, bytes]
    paths: list[str]

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self._is_signed():
            self.objects[self._key()] = body
            self._send(200, b"", ETag='"1"')

    def do_GET(self) -> None:
        if not self._is_signed():
            return
        found = self.objects.get(self._key())
        if found is None:
            self._send(404, b"<Error><Code>NoSuchKey</Code></Error>")
        else:
            modified = "Wed, 21 Oct 2026 07:28:00 GMT"
            self._send(200, found, **{"ETag": '"1"', "Last-Modified": modified})

    def do_POST(self) -> None:
        """DeleteObjects, with which S3's clients delete even one."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self._is_signed():
            keys = re.findall(r"<Key>(.*?)</Key>", body)
            for key in keys:
                self.objects.pop(f"/photos/{key}", None)
            deleted = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in keys)
            self._send(200, f"<DeleteResult>{deleted}</DeleteResult>".encode())

    def _key(self) -> str:
        return urlsplit(self.path).path

    def _is_signed(self) -> bool:
        self.paths.append(self.path)
        if f"Credential={KEY_ID}/" in self.headers.get("Authorization", ""):
            return True
        self._send(403, b"<Error><Code>AccessDenied</Code></Error>")
        return False

    def _send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep the test's output quiet."""


@pytest.fixture
def bucket() -> Iterator[str]:
    handler = type("OneBucket", (Bucket,), {"objects": {}, "paths": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()
    assert all(path.startswith(("/photos/desk/", "/photos?delete")) for path in handler.paths)


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "folder":
        return open_store(AttachmentSettings(_env_file=None, attachment_store=str(tmp_path / "new" / "folder")))
    return open_store(
        AttachmentSettings(
            _env_file=None,
            attachment_store="s3://photos/desk",
            attachment_s3_endpoint=request.getfixturevalue("bucket"),
            attachment_s3_key_id=KEY_ID,
            attachment_s3_secret=SECRET,
        )
    )


async def test_what_was_put_comes_back_until_it_is_deleted(store: Store) -> None:
    await store.put("ab/abc", b"\x00bytes\xff")
    assert await store.get("ab/abc") == b"\x00bytes\xff"
    await store.put("ab/abc", b"newer")
    assert await store.get("ab/abc") == b"newer"
    await store.delete("ab/abc")
    with pytest.raises(FileNotFoundError):
        await store.get("ab/abc")


async def test_what_is_not_there_is_missed_and_deleted_in_peace(store: Store) -> None:
    with pytest.raises(FileNotFoundError):
        await store.get("ab/none")
    await store.delete("ab/none")


async def test_nobody_else_on_the_machine_reads_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "attachments"
    await open_store(AttachmentSettings(_env_file=None, attachment_store=str(folder))).put("ab/abc", b"x")
    assert folder.stat().st_mode & 0o077 == 0


def test_a_bucket_needs_its_key() -> None:
    with pytest.raises(ValidationError, match=r"ATTACHMENT_S3_KEY_ID, ATTACHMENT_S3_SECRET"):
        AttachmentSettings(_env_file=None, attachment_store="s3://photos")
