"""Pictures that are pasted and dropped, and recordings and videos that play."""

import base64
import io
import math
import struct
import wave

import pytest
from playwright.async_api import FilePayload, Locator, expect

from tests.e2e.browsers import People, take
from tests.e2e.console import Console
from tests.e2e.customer import Customer
from tests.e2e.test_photos import is_shown, photo
from tests.unit.handoff.attachments.sounds import recording

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(300),
]

# What the browser does when a person pastes, or drops, files of the system.
BRING = """
async (target, [kind, name, type, data]) => {
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], name, { type }));
  const common = { bubbles: true, cancelable: true, composed: true };
  const event = kind === "paste"
    ? new ClipboardEvent(kind, { ...common, clipboardData: files })
    : new DragEvent(kind, { ...common, dataTransfer: files });
  return !target.dispatchEvent(event);
}
"""
# Two seconds of a moving square, as the browser's own camera interface records it.
RECORD = """
async () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 160, height: 120 });
  const pen = canvas.getContext("2d");
  const recorder = new MediaRecorder(canvas.captureStream(15), { mimeType: "video/mp4" });
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const stopped = new Promise((resolve) => { recorder.onstop = resolve; });
  recorder.start();
  for (let step = 0; step < 30; step += 1) {
    pen.fillStyle = step % 2 ? "#2a62c9" : "#ffb000";
    pen.fillRect(step * 4, 20, 60, 60);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  recorder.stop();
  await stopped;
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
"""
PLAYED = """
(player) => new Promise((resolve, reject) => {
  player.addEventListener("ended", () => resolve(player.duration));
  player.addEventListener("error", () => reject(new Error(player.error.message)));
  player.muted = true;
  player.play().catch(reject);
})
"""


def tone() -> FilePayload:
    """Half a second of a recorded tone."""
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"".join(struct.pack("<h", int(9000 * math.sin(n / 3))) for n in range(4000)))
    return FilePayload(name="录音.wav", mimeType="audio/wav", buffer=out.getvalue())


async def bring(target: Locator, kind: str, file: FilePayload) -> bool:
    """Whether the chat took it, which the browser would otherwise open itself."""
    data = base64.b64encode(file["buffer"]).decode()
    return bool(await target.evaluate(BRING, [kind, file["name"], file["mimeType"], data]))


async def send(customer: Customer) -> None:
    await customer.panel.get_by_role("button", name="发送", exact=True).click()


async def test_pictures_are_pasted_and_dropped(people: People) -> None:
    customer = Customer(await people.on_desktop())
    await customer.arrive()
    assert await bring(customer.input, "paste", photo("截图.png"))
    assert await bring(customer.log, "dragover", photo())
    assert await bring(customer.log, "drop", photo())
    waiting = customer.panel.get_by_role("list", name="待发送的图片和文件").get_by_role("listitem")
    await expect(waiting).to_have_count(2)
    await take(customer.page, "media-01-pasted-and-dropped")
    await send(customer)
    await is_shown(customer.pictures.nth(1))


async def test_recordings_and_videos_play_on_both_sides(people: People) -> None:
    customer, agent = Customer(await people.on_desktop()), Console(await people.on_desktop())
    await agent.login()
    await customer.arrive()
    film = base64.b64decode(await customer.page.evaluate(RECORD))
    spoken = FilePayload(name="录音.amr", mimeType="audio/amr", buffer=recording(0.5))
    for file in (tone(), spoken, FilePayload(name="开箱.mp4", mimeType="video/mp4", buffer=film)):
        await customer.choose(file)
        await send(customer)
    players = customer.log.locator("audio, video")
    await expect(players).to_have_count(3)
    await customer.human_button.click()
    await agent.open("客户要求人工")
    await agent.claim()
    heard = agent.transcript.locator("audio, video")
    await expect(heard).to_have_count(3)
    for side in (players, heard):
        assert await side.nth(0).evaluate(PLAYED) == pytest.approx(0.5, abs=0.05)
        assert await side.nth(1).evaluate(PLAYED) == pytest.approx(0.5, abs=0.2)
        assert await side.nth(2).evaluate(PLAYED) > 0.5
    await take(customer.page, "media-02-customer-players")
    await take(agent.page, "media-03-agent-players")
