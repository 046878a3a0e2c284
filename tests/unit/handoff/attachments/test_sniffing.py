import pytest

from handoff.attachments.sniffing import Kind, Sort, clean_name, sniff
from tests.unit.handoff.attachments import pictures
from tests.unit.handoff.attachments.pictures import picture

JPEG = Sort(Kind.IMAGE, "image/jpeg", "jpg")


@pytest.mark.parametrize(
    ("data", "kind", "media_type"),
    [
        (picture("JPEG"), Kind.IMAGE, "image/jpeg"),
        (picture("PNG"), Kind.IMAGE, "image/png"),
        (picture("WEBP"), Kind.IMAGE, "image/webp"),
        (picture("GIF"), Kind.IMAGE, "image/gif"),
        (picture("HEIF"), Kind.IMAGE, "image/heic"),
        (pictures.PDF, Kind.FILE, "application/pdf"),
        (pictures.AMR, Kind.VOICE, "audio/amr"),
        (pictures.MP3, Kind.VOICE, "audio/mpeg"),
        (pictures.OGG, Kind.VOICE, "audio/ogg"),
        (pictures.WAV, Kind.VOICE, "audio/wav"),
        (pictures.M4A, Kind.VOICE, "audio/mp4"),
        (pictures.MP4, Kind.VIDEO, "video/mp4"),
        (pictures.MOV, Kind.VIDEO, "video/quicktime"),
    ],
)
def test_the_content_tells_what_a_file_is(data: bytes, kind: Kind, media_type: str) -> None:
    sort = sniff(data)
    assert sort is not None
    assert (sort.kind, sort.media_type) == (kind, media_type)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><script>alert(1)</script>",
        b"MZ\x90\x00" + b"\x00" * 100,
        b"PK\x03\x04" + b"\x00" * 100,
        b"\x7fELF" + b"\x00" * 100,
        b"BM" + b"\x00" * 100,
        b"hello, I am an image/jpeg",
        b"\x00\x00\x00\x20ftypevil" + b"\x00" * 100,
    ],
)
def test_what_is_not_on_the_list_is_nothing(data: bytes) -> None:
    assert sniff(data) is None


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("IMG_0012.HEIC", "IMG_0012.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("..\\..\\windows\\system.ini", "system.jpg"),
        ("/", "image.jpg"),
        ("..", "image.jpg"),
        ("", "image.jpg"),
        (".htaccess", "htaccess.jpg"),
        ("photo\u202egpj.exe", "photogpj.jpg"),
        ("a\r\nSet-Cookie: x.png", "aSet-Cookie x.jpg"),
        ('"><script>.png', "script.jpg"),
        ("发票 照片.png", "发票 照片.jpg"),
        ("invoice.jpg.exe", "invoice.jpg.jpg"),
        ("长" * 300 + ".png", "长" * 80 + ".jpg"),
        ("x\x00y.png", "xy.jpg"),
    ],
)
def test_a_name_has_no_path_nothing_hidden_and_the_ending_of_its_content(given: str, kept: str) -> None:
    assert clean_name(given, JPEG) == kept
