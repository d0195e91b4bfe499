"""A local server that answers as a documented exchange says, and keeps what it was sent."""

import json
import re
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Replay:
    """The exchange: answers by what is asked, as ``METHOD pattern``; the first that fits is given.

    An answer is a status and an object; it may be a function of the match, and ``{site}`` in its
    texts stands for the address of the server.
    """

    answers: dict
    requests: list = field(default_factory=list)
    url: str = ""

    @property
    def asked(self):
        """What was asked, in order."""
        return [f"{request['method']} {request['path']}" for request in self.requests]

    def bodies(self, pattern):
        """Return what was sent by the requests that a pattern finds."""
        pairs = zip(self.asked, self.requests, strict=True)
        return [request["body"] for asked, request in pairs if re.search(pattern, asked)]


@contextmanager
def replaying(answers):
    """Serve an exchange on a free port of this machine."""
    replay = Replay(answers)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            method = self.command
            asked = f"{method} {self.path}"
            replay.requests.append(
                {"method": method, "path": self.path, "body": body, "headers": dict(self.headers)}
            )
            for pattern, answer in replay.answers.items():
                found = re.fullmatch(pattern, asked)
                if found:
                    status, document = answer(found) if callable(answer) else answer
                    break
            else:
                status, document = 404, {"message": "not found"}
            self._send(status, document)

        def _send(self, status, document):
            text = document if isinstance(document, str) else json.dumps(document)
            content = text.replace("{site}", replay.url).encode()
            self.send_response(status)
            if status in {301, 302, 307}:
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815 -- http.server looks for it

        def log_message(self, *_):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    replay.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield replay
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
