"""The desk's server: addresses, guard and errors put together."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from importlib.resources import files
from typing import Any

import msgspec
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from accordingto.config import SERVE_VARIABLE
from accordingto.errors import AccordingToError, NotThere
from accordingto.serve import api, login, pages
from accordingto.serve.access import NotAllowed, NotIn
from accordingto.serve.changes import Changed
from accordingto.serve.safety import LOOPBACK, Guard, make_problem
from accordingto.store import open_desk

log = logging.getLogger("accordingto")
TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
ASSETS = frozenset({"desk.css", "desk.js", "tones.css"})


def make_app(
    db: str, *, who: str | None = None, hosts: tuple[str, ...] = LOOPBACK, secure: bool = False
) -> FastAPI:
    """The server of a desk.

    Args:
        db: The SQLite file, or the URL of a PostgreSQL database.
        who: Who decides, for the log; the user's name when left out.
        hosts: The names it may be called by.
        secure: Whether browsers reach it by TLS alone, so that cookies go by nothing else.

    Raises:
        DeskError: When the desk cannot be used.
    """
    desk = open_desk(db, who=who)

    @asynccontextmanager
    async def closing(_: FastAPI) -> AsyncIterator[None]:
        yield
        desk.close()

    app = FastAPI(
        title="accordingto: the desk",
        version=version("accordingto"),
        docs_url=None,  # the usual pages load scripts from elsewhere
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=closing,
    )
    app.state.desk, app.state.who, app.state.secure = desk, desk.who, secure
    app.state.open = not desk.people.all()
    app.add_middleware(Guard, hosts=hosts)
    app.include_router(api.router)
    app.include_router(login.router)
    app.include_router(pages.router)
    app.add_api_route("/static/{name}", _asset, include_in_schema=False)
    app.add_api_route("/favicon.ico", _no_icon, include_in_schema=False)
    app.add_api_route("/health", _health, include_in_schema=False)
    for kind, answer in ANSWERS.items():
        app.add_exception_handler(kind, answer)
    return app


def make_served_app() -> FastAPI:
    """The server that `accordingto serve` starts, in each of its processes."""
    settings = json.loads(os.environ[SERVE_VARIABLE])
    return make_app(
        settings["db"],
        who=settings["who"],
        hosts=tuple(settings["hosts"]),
        secure=settings["secure"],
    )


def _asset(name: str) -> Response:
    """A style or script of the pages; no other file is opened."""
    if name not in ASSETS:
        raise HTTPException(404)
    room = "accordingto.show" if name == "tones.css" else "accordingto.serve"
    body = files(room).joinpath("templates", name).read_bytes()
    return Response(body, media_type=TYPES[name.rpartition(".")[2]])


def _no_icon() -> Response:
    """Browsers ask for one."""
    return Response(status_code=204)


def _health(request: Request) -> dict[str, Any]:
    """Whether the database answers."""
    counts = request.app.state.desk.counts()
    return {"status": "ok", "reports": counts.reports, "incidents": counts.incidents}


def _answer(request: Request, status: int, detail: str, **more: Any) -> Response:
    if request.url.path.startswith(("/api/", "/health", "/static/")):
        return make_problem(status, detail, **more)
    return pages.show_problem(request, status, detail)


async def _not_there(request: Request, error: Exception) -> Response:
    return _answer(request, 404, str(error))


async def _refused(request: Request, error: Exception) -> Response:
    return _answer(request, 400, str(error))


async def _not_in(request: Request, _: Exception) -> Response:
    if request.url.path.startswith("/api/"):
        answer = make_problem(401, "Nobody is logged in: send a token (Authorization: Bearer ...).")
        answer.headers["WWW-Authenticate"] = "Bearer"
        return answer
    return login.to_login(request)


async def _not_allowed(request: Request, error: Exception) -> Response:
    return _answer(request, 403, str(error))


async def _changed(request: Request, error: Exception) -> Response:
    assert isinstance(error, Changed)
    since = [{"id": d.id, "who": d.who, "at": d.at, "why": d.why} for d in error.decisions]
    return _answer(request, 409, f"{error}. Look at it again, then decide.", since=since)


async def _malformed(request: Request, error: Exception) -> Response:
    found = error.errors() if isinstance(error, RequestValidationError) else []
    errors = [{"where": "/".join(map(str, e["loc"])), "what": e["msg"]} for e in found]
    detail = "; ".join(f"{e['where']}: {e['what']}" for e in errors) or str(error)
    return _answer(request, 422, detail, errors=errors)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _answer(request, error.status_code, str(error.detail))


async def _bug(request: Request, error: Exception) -> Response:
    log.error("%s %s", request.method, request.url.path, exc_info=error)
    return _answer(request, 500, "Something went wrong here. Please tell the makers.")


ANSWERS = {
    NotIn: _not_in,
    NotAllowed: _not_allowed,
    NotThere: _not_there,
    Changed: _changed,
    AccordingToError: _refused,
    RequestValidationError: _malformed,
    msgspec.ValidationError: _malformed,
    HTTPException: _http,
    Exception: _bug,
}
