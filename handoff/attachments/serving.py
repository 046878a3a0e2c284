"""Attachments as responses that no browser takes for anything else."""

import re
from urllib.parse import quote

from sanic import HTTPResponse, Request
from sanic.response import raw

from handoff.attachments.service import Opened
from handoff.attachments.sniffing import Kind

# Opened by itself an attachment can do nothing, whatever a browser takes it for; other pages may show it.
_HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, max-age=900, immutable",
    "X-Robots-Tag": "noindex",
}
_RANGE = re.compile(r"bytes=(\d{0,12})-(\d{0,12})")


def serve(request: Request, opened: Opened) -> HTTPResponse:
    """The attachment, or the part of it that a player asks for."""
    headers = _HEADERS | _disposition(opened) | {"Accept-Ranges": "bytes"}
    size = len(opened.data)
    asked = request.headers.get("range")
    if asked is None or (part := _part(asked, size)) is None:
        return raw(opened.data, content_type=opened.media_type, headers=headers)
    start, end = part
    if start >= end:
        return raw(b"", status=416, headers=headers | {"Content-Range": f"bytes */{size}"})
    headers |= {"Content-Range": f"bytes {start}-{end - 1}/{size}"}
    return raw(opened.data[start:end], status=206, content_type=opened.media_type, headers=headers)


def _part(asked: str, size: int) -> tuple[int, int] | None:
    """From where to before where; None for what is not one range of bytes, which asks for everything."""
    match = _RANGE.fullmatch(asked.strip())
    if match is None or not any(match.groups()):
        return None
    first, last = match.groups()
    if not first:
        return max(0, size - int(last)), size
    return int(first), min(size, int(last) + 1) if last else size


def _disposition(opened: Opened) -> dict[str, str]:
    """Pictures, sounds and videos are shown; anything else is only saved."""
    how = "attachment" if opened.kind is Kind.FILE else "inline"
    return {"Content-Disposition": f"{how}; filename*=UTF-8''{quote(opened.name, safe='')}"}
