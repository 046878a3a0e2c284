import io

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from handoff.attachments.images import re_encode
from handoff.errors import UnreadableImage
from tests.unit.handoff.attachments.pictures import bomb, moving, photo, picture

MUCH = 10_000_000


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_a_photo_loses_place_and_device_and_is_turned_as_it_was_held() -> None:
    data, media_type = re_encode(photo(orientation=6), MUCH)
    image = opened(data)
    assert media_type == "image/jpeg"
    assert image.size == (20, 40)
    assert not image.getexif()
    assert "comment" not in image.info
    assert b"Secretphone" not in data
    assert b"at home" not in data
    # What was left is above once the picture is turned to the right.
    red, _, blue = image.getpixel((10, 3))
    assert red > 200
    assert blue < 60


def test_what_is_hidden_behind_a_picture_is_gone() -> None:
    data, _ = re_encode(picture("PNG") + b"<script>alert(1)</script>PK\x03\x04", MUCH)
    assert b"script" not in data


def test_text_inside_a_picture_is_gone() -> None:
    notes = PngInfo()
    notes.add_text("Author", "<script>alert(1)</script>")
    data, media_type = re_encode(picture("PNG", pnginfo=notes), MUCH)
    assert media_type == "image/png"
    assert b"script" not in data


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "HEIF"])
def test_every_form_of_picture_becomes_one_that_everything_shows(form: str) -> None:
    data, media_type = re_encode(picture(form), MUCH)
    assert media_type in ("image/jpeg", "image/png")
    assert opened(data).size == (40, 20)


@pytest.mark.parametrize(
    ("form", "mode"), [("JPEG", "L"), ("JPEG", "CMYK"), ("PNG", "P"), ("PNG", "1"), ("PNG", "I;16")]
)
def test_every_way_to_tell_colours_is_read(form: str, mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (9, 9)).save(out, form)
    assert opened(re_encode(out.getvalue(), MUCH)[0]).size == (9, 9)


def test_a_moving_picture_stands_still() -> None:
    image = opened(re_encode(moving(), MUCH)[0])
    assert getattr(image, "n_frames", 1) == 1
    assert image.convert("RGB").getpixel((0, 0)) == (255, 0, 0)


def test_transparency_stays_unless_it_takes_too_much_room() -> None:
    clear = Image.new("RGBA", (30, 30), (0, 0, 0, 0))
    out = io.BytesIO()
    clear.save(out, "PNG")
    assert opened(re_encode(out.getvalue(), MUCH)[0]).mode == "RGBA"
    data, media_type = re_encode(out.getvalue(), 1)
    assert media_type == "image/jpeg"
    assert min(opened(data).getpixel((0, 0))) > 250


def test_a_large_picture_becomes_smaller() -> None:
    assert opened(re_encode(picture(size=(9000, 100)), MUCH)[0]).width == 4096


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(UnreadableImage):
        re_encode(bomb(), MUCH)
    with pytest.raises(UnreadableImage, match="64 million"):
        re_encode(bomb(side=8200), MUCH)


@pytest.mark.parametrize("keep", [10, 30, 200])
def test_a_damaged_picture_is_refused(keep: int) -> None:
    with pytest.raises(UnreadableImage):
        re_encode(picture("PNG", size=(300, 300))[:keep], MUCH)


def test_of_a_photo_with_several_pictures_inside_the_first_stays() -> None:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(out, "MPO", save_all=True, append_images=[Image.new("RGB", (8, 8))])
    data, media_type = re_encode(out.getvalue(), MUCH)
    assert (opened(data).format, opened(data).size, media_type) == ("JPEG", (40, 20), "image/jpeg")
