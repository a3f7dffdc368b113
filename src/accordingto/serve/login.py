"""Logging in and out."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from accordingto.errors import DeskError
from accordingto.serve.access import COOKIE, check_password
from accordingto.serve.pages import TheForm, render
from accordingto.store import Desk

router = APIRouter(include_in_schema=False)
HOURS = 12


@router.get("/login")
def ask(request: Request, to: str = "/") -> Response:
    """The form."""
    return render(request, "login.html.j2", to=local(to), name="", wrong=None)


@router.post("/login")
def log_in(request: Request, form: TheForm) -> Response:
    """Let a user in; what is wrong is not told more exactly than that."""
    desk: Desk = request.app.state.desk
    name, password, to = (form.get(key, "") for key in ("name", "password", "to"))
    where = f"address {request.client.host if request.client else 'unknown'}"
    wrong = "This name and password do not belong together."
    try:
        secret = desk.people.log_in(name, lambda held: check_password(password, held), where)
    except DeskError as error:
        secret, wrong = None, str(error)
    if secret is None:
        status = 429 if "too many" in wrong else 401
        return render(request, "login.html.j2", status, to=local(to), name=name, wrong=wrong)
    answer = RedirectResponse(local(to), 303)
    answer.set_cookie(
        COOKIE, secret, max_age=HOURS * 3600, httponly=True, samesite="strict",
        secure=request.app.state.secure,
    )  # fmt: skip
    return answer


@router.post("/logout")
def log_out(request: Request) -> Response:
    """End the session."""
    desk: Desk = request.app.state.desk
    desk.people.log_out(request.cookies.get(COOKIE, ""))
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(COOKIE)
    return answer


def to_login(request: Request) -> Response:
    """To the form, and back to where somebody wanted to go."""
    wanted = request.url.path if request.method == "GET" else "/"
    return RedirectResponse(f"/login?to={quote(wanted)}", 303)


def local(to: str) -> str:
    """An address of this desk, and of no other site."""
    inside = to.startswith("/") and not to.startswith(("//", "/\\")) and "\n" not in to
    return to if inside else "/"
