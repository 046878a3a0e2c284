"""A messenger in a terminal: each line goes to the desk, what the desk says is printed (docs/connect-a-messenger.md)."""

import hmac
import json
import os
import sys
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import sleep, time, time_ns

import httpx

DESK, SECRET = os.environ["DESK_URL"], os.environ["REST_CALLBACK_SECRET"].encode()
HEADERS = {"Authorization": f"Bearer {os.environ.get('REST_TOKEN', 'none')}"}
CUSTOMER, PORT, SEEN = sys.argv[1], int(sys.argv[2]), set[str]()
SHOWN = ("text", "image", "attachment")
WISH = {"callback_url": f"http://127.0.0.1:{PORT}/", "metadata": {"buttons": False, "answers": "callback"}}


class Callback(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        stamp, given = self.headers.get("X-Qiantai-Timestamp", ""), self.headers.get("X-Qiantai-Signature", "")
        right = "sha256=" + hmac.new(SECRET, stamp.encode() + b"." + body, "sha256").hexdigest()
        is_ours = hmac.compare_digest(right.encode(), given.encode()) and abs(time() - int(stamp)) < 300
        if is_ours and (delivery := self.headers["X-Qiantai-Delivery"]) not in SEEN:
            print(*(value for key, value in json.loads(body).items() if key in SHOWN), flush=True)
            SEEN.add(delivery)
        self.send_response(204 if is_ours else 403)
        self.end_headers()


Thread(target=ThreadingHTTPServer(("127.0.0.1", PORT), Callback).serve_forever, daemon=True).start()
for line in sys.stdin:
    message, answer = {"sender": CUSTOMER, "message": line, "message_id": str(time_ns()), **WISH}, httpx.Response(503)
    while answer.is_server_error:
        with suppress(httpx.TransportError):
            answer = httpx.post(f"{DESK}/channels/rest/webhook", json=message, headers=HEADERS)
        sleep(answer.is_server_error)
