"""What requests must be like, and what answers tell a browser that it may do.

Source:
    OWASP cheat sheets on cross-site request forgery (Fetch Metadata, Origin), content security
    policy and DNS rebinding; RFC 9110 for the codes.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")
MOST_BYTES = 20_000_000
"""The largest body that is taken."""
HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "form-action 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ANSWERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Guard:
    """Refuses what does not come from this desk's own pages or from a program of the user's.

    A request that changes something must come from the same origin, as the browser itself says
    (`Sec-Fetch-Site`, `Origin`); programs send neither. The host must be one that is served, so
    that no other name can be made to point here. Bodies are bounded, whatever they claim.
    """

    def __init__(self, app: App, hosts: Iterable[str] = LOOPBACK) -> None:
        self.app = app
        self.hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer why not."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await make_problem(*refusal)(scope, receive, send)
            return
        await self.app(scope, _bounded(receive), _sealed(send))

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if _name_of(host) not in self.hosts:
            return 421, f"This desk is not served under the name {host[:80]!r}."
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > MOST_BYTES:
            return 413, f"A body may hold {MOST_BYTES:,} bytes at most."
        if scope["method"] in HARMLESS:
            return None
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site not in {None, "same-origin", "none"}:
            return 403, "This was sent by another site. Open the desk itself."
        if origin is not None and urlsplit(origin).netloc != host:
            return 403, "This was sent by another site. Open the desk itself."
        return None


def make_problem(status: int, detail: str, **more: Any) -> JSONResponse:
    """An error as RFC 9457 has it (`application/problem+json`)."""
    title = {
        400: "It cannot be done so", 401: "Nobody is logged in", 403: "Not allowed",
        404: "Not there", 409: "It has changed",
        413: "Too large", 421: "Another host", 422: "Not well formed",
    }.get(status, "Something went wrong")  # fmt: skip
    held = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    return JSONResponse(held, status, headers=ANSWERS, media_type="application/problem+json")


def _name_of(host: str) -> str:
    """The name of a host without its port."""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0]


def _bounded(receive: Receive) -> Receive:
    """Bodies without a length end where they become too long."""
    taken = 0

    async def take() -> MutableMapping[str, Any]:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MOST_BYTES:
            return {"type": "http.disconnect"}
        return message

    return take


def _sealed(send: Send) -> Send:
    """Every answer says what a browser may do with it."""

    async def give(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.setdefault("Content-Security-Policy", POLICY)
            for name, value in ANSWERS.items():
                headers.setdefault(name, value)
        await send(message)

    return give
