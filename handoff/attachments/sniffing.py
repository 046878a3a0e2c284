"""What a file is, told by its first bytes alone; what its sender says of it counts for nothing."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

import filetype
from filetype.types import archive, audio, image, video

from handoff.core.text import without_controls

_LONGEST_STEM = 80
# What some file system or header cannot hold.
_UNSAFE = frozenset('<>:"|?*%\n\t')


class Kind(StrEnum):
    """What people do with it: look at it, listen to it, watch it, or open it."""

    IMAGE = "image"
    VOICE = "voice"
    VIDEO = "video"
    FILE = "file"


@dataclass(frozen=True)
class Sort:
    """A type that is taken."""

    kind: Kind
    media_type: str
    extension: str


# Documents that can hold programs of their own are not among them.
_TAKEN = (
    (image.Jpeg(), Sort(Kind.IMAGE, "image/jpeg", "jpg")),
    (image.Png(), Sort(Kind.IMAGE, "image/png", "png")),
    (image.Webp(), Sort(Kind.IMAGE, "image/webp", "webp")),
    (image.Gif(), Sort(Kind.IMAGE, "image/gif", "gif")),
    (image.Heic(), Sort(Kind.IMAGE, "image/heic", "heic")),
    (audio.Amr(), Sort(Kind.VOICE, "audio/amr", "amr")),
    (audio.Mp3(), Sort(Kind.VOICE, "audio/mpeg", "mp3")),
    (audio.M4a(), Sort(Kind.VOICE, "audio/mp4", "m4a")),
    (audio.Ogg(), Sort(Kind.VOICE, "audio/ogg", "ogg")),
    (audio.Wav(), Sort(Kind.VOICE, "audio/wav", "wav")),
    (video.Mp4(), Sort(Kind.VIDEO, "video/mp4", "mp4")),
    (video.Mov(), Sort(Kind.VIDEO, "video/quicktime", "mov")),
    (archive.Pdf(), Sort(Kind.FILE, "application/pdf", "pdf")),
)
_SORTS = {matcher.extension: sort for matcher, sort in _TAKEN}
_MATCHERS = tuple(matcher for matcher, _ in _TAKEN)


def sniff(data: bytes) -> Sort | None:
    """What the content is, or None for what is not taken."""
    found = filetype.match(data, _MATCHERS)
    return _SORTS[found.extension] if found else None


def clean_name(name: str, sort: Sort) -> str:
    """A name to show and to save under: no path, nothing invisible, and the ending of what the content is."""
    path = PurePosixPath(without_controls(name).replace("\\", "/"))
    stem = "".join(character for character in path.stem if character not in _UNSAFE).strip(". ")
    stem = stem[:_LONGEST_STEM].strip(". ")
    return f"{stem or sort.kind}.{sort.extension}"
