"""Pictures made anew: only what can be seen stays, without place, device or anything hidden behind the picture."""

import io
import warnings

import structlog
from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

from handoff.errors import UnreadableImage

log = structlog.get_logger()
_MOST_PIXELS = 64_000_000
"""A picture of more pixels is refused before it is unpacked; telephones take up to 50 million."""
_LONGEST_SIDE = 4096
_QUALITY = 88
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "HEIF")
_WITH_ALPHA = ("RGBA", "LA", "PA", "La", "RGBa")
register_heif_opener()


def re_encode(data: bytes, most_bytes: int) -> tuple[bytes, str]:
    """The picture as JPEG, or as PNG where that keeps drawings sharp, and its media type. Takes long: use a thread.

    It is turned as it was held, and its longer side has at most 4096 pixels; of a moving picture the first one stays.
    Raises UnreadableImage for what is damaged, or has more than 64 million pixels.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _drawn_anew(data, most_bytes)
    except UnreadableImage:
        raise
    # Damaged files make the decoders fail in many ways.
    except Exception as error:
        log.info("attachment.image.unreadable", reason=type(error).__name__)
        raise UnreadableImage from error


def _drawn_anew(data: bytes, most_bytes: int) -> tuple[bytes, str]:
    with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
        if opened.width * opened.height > _MOST_PIXELS:
            raise UnreadableImage("The picture has more than 64 million pixels; send a smaller one.")
        is_drawing = opened.format in ("PNG", "GIF") or opened.mode in _WITH_ALPHA
        opened.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
        image = ImageOps.exif_transpose(opened)
    has_alpha = image.has_transparency_data
    image = image.convert("RGBA" if has_alpha else "RGB")
    image.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    if is_drawing and len(png := _saved(image, "PNG")) <= most_bytes:
        return png, "image/png"
    return _saved(_on_white(image) if has_alpha else image, "JPEG"), "image/jpeg"


def _saved(image: Image.Image, form: str) -> bytes:
    # A new picture has the pixels of the old one and nothing else that its file carried.
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    out = io.BytesIO()
    bare.save(out, form, quality=_QUALITY, optimize=form == "JPEG")
    return out.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white
