"""Writes the AMR recording that it reads as MP3: `python -I to_mp3.py <recording.amr >recording.mp3`.

A process of its own, so that whatever is wrong with the bytes of a stranger, or with what decodes them, ends with it.
"""

import io
import resource
import sys

import av
from av.audio.resampler import AudioResampler

_RATE, _BITS_PER_S = 16_000, 32_000
_MOST_MEMORY, _MOST_CPU_S = 1 << 30, 20
_DECODERS = ("amrnb", "amrwb", "libopencore_amrnb", "libopencore_amrwb")


def confine() -> None:
    """No file, little memory, and an end."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_CPU_S, _MOST_CPU_S))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def to_mp3(recording: bytes) -> bytes:
    """The same sound. Raises av.FFmpegError, ValueError."""
    out, resampler = io.BytesIO(), AudioResampler(format="s16p", layout="mono", rate=_RATE)
    with av.open(io.BytesIO(recording), "r", format="amr") as source, av.open(out, "w", format="mp3") as target:
        if source.streams.audio[0].codec.name not in _DECODERS:
            raise ValueError("not AMR")
        sound = target.add_stream("libmp3lame", rate=_RATE, layout="mono", bit_rate=_BITS_PER_S)
        for frame in source.decode(audio=0):
            for part in resampler.resample(frame):
                target.mux(sound.encode(part))
        for part in resampler.resample(None):
            target.mux(sound.encode(part))
        target.mux(sound.encode(None))
    return out.getvalue()


if __name__ == "__main__":
    confine()
    sys.stdout.buffer.write(to_mp3(sys.stdin.buffer.read()))
