import io

import av
import pytest

from handoff.attachments.sniffing import sniff
from handoff.attachments.sounds import MP3, as_mp3
from tests.unit.handoff.attachments.pictures import AMR, PDF
from tests.unit.handoff.attachments.sounds import recording


async def test_a_recording_becomes_a_sound_that_browsers_play() -> None:
    sound = await as_mp3(recording(2))
    assert sound is not None
    sort = sniff(sound)
    assert (sort.media_type if sort else "") == MP3
    with av.open(io.BytesIO(sound)) as played:
        (stream,) = played.streams
        assert (stream.codec_context.name, stream.codec_context.sample_rate) == ("mp3float", 16_000)
        assert sum(frame.samples for frame in played.decode(audio=0)) / 16_000 == pytest.approx(2, abs=0.2)


@pytest.mark.parametrize(
    "content", [AMR, b"", b"#!AMR\n", b"#!AMR\n" + b"\xff" * 9000, PDF, b"#!AMR-WB\n" + b"\x44" * 999]
)
async def test_what_only_looks_like_a_recording_is_left_as_it_is(content: bytes) -> None:
    assert await as_mp3(content) is None
