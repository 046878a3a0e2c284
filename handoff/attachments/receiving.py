"""Reading an upload: a body that may be larger than other requests', and the file in it."""

from typing import Any

from sanic import Request

from handoff.errors import AttachmentTooLarge, BadRequest

_FIELD = "file"
_AROUND_IT = 64 * 1024
"""Bytes of a form besides the file."""
_READ_ON = 4
"""So many times the limit is still read and thrown away: a browser that may not finish sending shows no answer."""


async def read_upload(request: Request, most_bytes: int) -> tuple[bytes, str]:
    """The field `file` of a multipart form, and its name, on a route with `stream=True`.

    Raises AttachmentTooLarge, BadRequest.
    """
    stream: Any = request.stream
    stream.request_max_size = most_bytes * _READ_ON
    parts, size = list[bytes](), 0
    async for part in stream:
        size += len(part)
        if size <= most_bytes + _AROUND_IT:
            parts.append(part)
    if size > most_bytes + _AROUND_IT:
        raise AttachmentTooLarge(f"The file is larger than {most_bytes / 1024 / 1024:g} MB; send a smaller one.")
    request.body = b"".join(parts)
    files: Any = request.files
    found = files.get(_FIELD) if files else None
    if found is None:
        raise BadRequest(f"Send a multipart form with the file in the field `{_FIELD}`.")
    return found.body, found.name or ""
