"""What telephones record."""

import io
import math
from array import array

import av

_RATE, _FRAME = 8000, 160


def recording(seconds: float = 1) -> bytes:
    """A tone in AMR, as WeChat records it."""
    out = io.BytesIO()
    with av.open(out, "w", format="amr") as target:
        sound = target.add_stream("libopencore_amrnb", rate=_RATE, layout="mono", bit_rate=12_200)
        for start in range(0, int(seconds * _RATE), _FRAME):
            frame = av.AudioFrame(format="s16", layout="mono", samples=_FRAME)
            frame.sample_rate, frame.pts = _RATE, start
            wave = array("h", (int(9000 * math.sin(n / 3)) for n in range(start, start + _FRAME)))
            frame.planes[0].update(wave.tobytes())
            target.mux(sound.encode(frame))
        target.mux(sound.encode(None))
    return out.getvalue()
