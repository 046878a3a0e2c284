"""The bodies of callbacks and replies."""

import codecs
import json
import re
from xml.etree import ElementTree

from handoff.core.text import without_controls
from handoff.errors import BadRequest

# A DTD, and with it every entity, can only stand before the root element; where nothing does, there is none.
_START = re.compile(r"\s*<xml[\s>]")
_NUMBERS = ("CreateTime", "TimeStamp")
Fields = dict[str, str]


def read_fields(body: bytes) -> Fields:
    """The top level of a callback's body, which is XML, or JSON where the account is set so. Raises BadRequest."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadRequest("The body is not UTF-8.") from error
    return _from_json(text) if is_json(body) else _from_xml(text)


def is_json(body: bytes) -> bool:
    """Whether the account is set to JSON: what is answered has to be JSON, too."""
    return body.lstrip(codecs.BOM_UTF8 + b" \t\r\n").startswith(b"{")


def write(fields: Fields, *, as_json: bool = False) -> str:
    """XML, or JSON, as WeChat wants it in an answer."""
    if as_json:
        values = {name: int(value) if name in _NUMBERS else value for name, value in fields.items()}
        return json.dumps(values, ensure_ascii=False)
    inner = "".join(
        f"<{name}>{value if value.isdecimal() else _cdata(value)}</{name}>" for name, value in fields.items()
    )
    return f"<xml>{inner}</xml>"


def _from_xml(text: str) -> Fields:
    if not _START.match(text):
        raise BadRequest("The body does not begin with <xml>; a DOCTYPE is refused.")
    try:
        root = ElementTree.fromstring(text)  # noqa: S314  # Has no DTD, see above.
    except ElementTree.ParseError as error:
        raise BadRequest("The body is no XML.") from error
    return {child.tag: (child.text or "").strip() for child in root}


def _from_json(text: str) -> Fields:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadRequest("The body is no JSON.") from error
    return {
        name: without_controls(str(value)).strip()
        for name, value in data.items()
        if isinstance(value, str | int | float)
    }


def _cdata(value: str) -> str:
    return f"<![CDATA[{without_controls(value).replace(']]>', ']]]]><![CDATA[>')}]]>"
