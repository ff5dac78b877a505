"""The emulator over real HTTP: one thread a connection, connections kept alive, Nagle's algorithm off."""

from __future__ import annotations

import base64
import contextlib
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from .accounts import OAuthError
from .front import Front, Reply, json_reply


class Server(ThreadingHTTPServer):
    """Listens on a free port of this machine; `front` answers."""

    daemon_threads = True

    def __init__(self, front: Front) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.front = front
        self.connections: set[socket.socket] = set()
        self.guard = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is what some tests are about; everything else was caught further in."""

    def close(self) -> None:
        """Stop listening, and let go of clients that still wait for an answer."""
        self.front.faults.closing.set()
        self.shutdown()
        self.server_close()
        with self.guard:
            for connection in list(self.connections):
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body in one packet
    server: Server

    def setup(self) -> None:
        super().setup()
        with self.server.guard:
            self.server.connections.add(self.connection)

    def finish(self) -> None:
        with self.server.guard:
            self.server.connections.discard(self.connection)
        with contextlib.suppress(OSError, ValueError):
            super().finish()

    def log_message(self, format: str, *args: Any) -> None:
        """The log is Emulator.calls."""

    def _serve(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        place = urlsplit(self.path)
        try:
            if place.path == "/token":
                reply = self._token(raw)
            elif place.path == "/o/oauth2/auth":
                target = self.server.front.accounts.consent(dict(parse_qsl(place.query)))
                reply = Reply(302, headers={"Location": target})
            else:
                reply = self.server.front.handle(self.command, place.path, place.query, self.headers, raw)
            self._send(reply)
        except OSError:
            self.close_connection = True

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve  # noqa: N815 - names that http.server looks for

    def _token(self, raw: bytes) -> Reply:
        front = self.server.front
        with front.lock:
            front.calls.sign_ins += 1
            form = dict(parse_qsl(raw.decode())) | self._client()
            try:
                return json_reply(200, front.accounts.grant(form))
            except OAuthError as error:
                return json_reply(400, error.body)

    def _client(self) -> dict[str, str]:
        """The OAuth client that names itself in the header instead of the form, as oauthlib does."""
        kind, _, code = (self.headers.get("Authorization") or "").partition(" ")
        if kind != "Basic":
            return {}
        client_id, _, secret = base64.b64decode(code).decode().partition(":")
        return {"client_id": client_id, "client_secret": secret}

    def _send(self, reply: Reply) -> None:
        if reply.delay:
            self.server.front.faults.closing.wait(reply.delay)
        if reply.drop:
            self.close_connection = True
            with contextlib.suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.send_response(reply.code)
        for name, text in reply.headers.items():
            self.send_header(name, text)
        if reply.code != 204:
            self.send_header("Content-Length", str(len(reply.body)))
        self.send_header("Content-Type", reply.content_type)
        self.end_headers()
        self.wfile.write(reply.body)
        self.wfile.flush()
