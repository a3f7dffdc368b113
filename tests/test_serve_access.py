"""Who is let into a desk that is served to others, and what each may do."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

import accordingto
from accordingto.cli import main
from accordingto.serve import make_app
from accordingto.serve.access import check_password, hash_password
from accordingto.store import open_desk
from accordingto.store import users as stored

PASSWORD = "correct horse battery"
TEXT = "Nine people were killed when a bomb exploded at a market in Mosul on Sunday, police said."


@pytest.fixture(scope="module")
def record():
    return accordingto.read(TEXT, id="bridge", published="2019-06-02")


@pytest.fixture(scope="module")
def hashed():
    return hash_password(PASSWORD)


@pytest.fixture
def db(address, record, hashed):
    """A desk with a reader, a reviewer and an admin."""
    with open_desk(address) as desk:
        desk.add(record)
        for name, role in (("rea", "reader"), ("rev", "reviewer"), ("ada", "admin")):
            desk.people.add(name, role, hashed)
    return address


@pytest.fixture
def client(db):
    with TestClient(make_app(db), base_url="http://localhost", follow_redirects=False) as client:
        yield client


def log_in(client, name, password=PASSWORD, to="/"):
    return client.post("/login", data={"name": name, "password": password, "to": to})


class TestLettingIn:
    def test_nobody_sees_anything_without_logging_in(self, client):
        for path in ("/", "/queue", "/history", "/incidents/1", "/reports/bridge"):
            answer = client.get(path)
            assert answer.status_code == 303
            assert answer.headers["location"].startswith("/login?to=")
        for path in ("/api/incidents", "/api/incidents/1", "/api/changes", "/api/places?words=x"):
            answer = client.get(path)
            assert answer.status_code == 401
            assert answer.headers["www-authenticate"] == "Bearer"
        assert client.post("/api/read", json={"text": "x"}).status_code == 401
        assert client.get("/health").status_code == 200

    def test_a_session_opens_the_desk_until_it_is_ended(self, client):
        answer = log_in(client, "rev", to="/incidents/1")
        assert (answer.status_code, answer.headers["location"]) == (303, "/incidents/1")
        cookie = answer.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert client.get("/").status_code == 200
        assert "Log out" in client.get("/").text
        assert client.post("/logout").status_code == 303
        assert client.get("/").status_code == 303

    def test_by_tls_the_cookie_goes_by_nothing_else(self, db):
        with TestClient(make_app(db, secure=True), base_url="https://localhost") as client:
            answer = client.post(
                "/login", data={"name": "rev", "password": PASSWORD}, follow_redirects=False
            )
        assert "secure" in answer.headers["set-cookie"].lower()

    @pytest.mark.parametrize(("name", "password"), [
        ("rev", "wrong"), ("nobody", PASSWORD), ("", ""), ("rev", ""), ("rev' --", PASSWORD),
    ])  # fmt: skip
    def test_a_wrong_one_is_told_without_telling_which(self, client, name, password):
        answer = log_in(client, name, password)
        assert answer.status_code == 401
        assert "do not belong together" in answer.text
        assert "set-cookie" not in answer.headers

    def test_who_guesses_has_to_wait(self, client):
        for _ in range(stored.TRIES):
            assert log_in(client, "rev", "guess").status_code == 401
        answer = log_in(client, "rev")
        assert answer.status_code == 429
        assert "Wait ten minutes" in answer.text

    @pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil", "x"])
    def test_logging_in_leads_to_no_other_site(self, client, to):
        assert log_in(client, "rev", to=to).headers["location"] == "/"

    def test_a_session_ends_by_itself_and_with_the_password(self, client, db, hashed, monkeypatch):
        log_in(client, "rev")
        with open_desk(db) as desk:
            desk.people.change_password("rev", hashed)
        assert client.get("/").status_code == 303
        monkeypatch.setattr(stored, "SESSION", -stored.SESSION)
        log_in(client, "rev")
        assert client.get("/").status_code == 303

    def test_a_removed_user_is_out_at_once(self, client, db):
        log_in(client, "rev")
        with open_desk(db) as desk:
            desk.people.remove("rev")
        assert client.get("/").status_code == 303
        assert log_in(client, "rev").status_code == 401

    def test_only_hashes_are_kept(self, client, db):
        from sqlalchemy import text

        log_in(client, "rev")
        secret = client.cookies["desk"]
        with open_desk(db) as desk, desk._engine.connect() as connection:
            rows = connection.execute(text("SELECT * FROM users")).all()
            rows += connection.execute(text("SELECT * FROM passes")).all()
        assert PASSWORD not in str(rows)
        assert secret not in str(rows)
        assert str(rows).count("$argon2id$") == 3


class TestRoles:
    def test_a_reader_looks_and_decides_nothing(self, client):
        log_in(client, "rea")
        assert client.get("/incidents/1").status_code == 200
        answer = client.post("/api/incidents/1/merge", json={"other": 2, "why": "x"})
        assert answer.status_code == 403
        assert "rea is a reader" in answer.json()["detail"]
        assert client.post("/incidents/1/merge", data={"other": "2", "why": "x"}).status_code == 403

    def test_a_reviewer_decides_under_their_name(self, client, db):
        log_in(client, "rev")
        fig = client.get("/api/reports/bridge").json()["record"]["figures"][0]
        reject = {
            "correct": "reject_figure", "measure": fig["measure"],
            "number": {"start": fig["number"]["start"], "end": fig["number"]["end"]},
        }  # fmt: skip
        body = {"corrections": [reject], "why": "not told"}
        answer = client.post("/api/reports/bridge/corrections", json=body)
        assert answer.json()["decision"]["who"] == "rev"
        forget = client.post("/api/reports/bridge/forget", json={"why": "x"})
        assert forget.status_code == 403

    def test_an_admin_forgets(self, client):
        log_in(client, "ada")
        assert client.post("/api/reports/bridge/forget", json={"why": "x"}).status_code == 200

    def test_a_token_is_for_programs(self, client, db):
        with open_desk(db) as desk:
            token = desk.people.make_token("rea", "feeds")
        headers = {"Authorization": f"Bearer {token}"}
        assert client.get("/api/incidents", headers=headers).status_code == 200
        assert (
            client.get("/api/incidents", headers={"Authorization": "Bearer x"}).status_code == 401
        )
        assert client.get("/api/incidents", headers={"Authorization": token}).status_code == 401


class TestCommands:
    def run(self, *words, text=None, code=0):
        done = CliRunner().invoke(main, [str(w) for w in words], input=text, catch_exceptions=False)
        assert done.exit_code == code, done.output
        return done

    @pytest.fixture
    def file(self, tmp_path, record):
        with open_desk(tmp_path / "d.sqlite") as desk:
            desk.add(record)
        return tmp_path / "d.sqlite"

    def test_users_are_added_listed_and_removed(self, file):
        twice = f"{PASSWORD}\n{PASSWORD}\n"
        self.run("users", "add", "ana", "--role", "admin", "--db", file, text=twice)
        assert "ana  admin" in self.run("users", "list", "--db", file).stdout
        again = self.run("users", "add", "ana", "--db", file, text=twice, code=2)
        assert "there is one already" in again.stderr
        token = self.run("users", "token", "ana", "--for", "feeds", "--db", file).stdout.strip()
        assert len(token) > 30
        self.run("users", "password", "ana", "--db", file, text=twice)
        self.run("users", "remove", "ana", "--db", file)
        assert self.run("users", "list", "--db", file).stdout == ""

    def test_a_short_password_is_refused(self, file):
        done = self.run("users", "add", "ana", "--db", file, text="short\nshort\n", code=2)
        assert "fewer than 12 characters" in done.stderr

    @pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "desk.example"])
    def test_a_desk_without_users_is_served_to_this_machine_alone(self, file, host):
        done = self.run("serve", "--host", host, "--db", file, code=2)
        assert "users add" in done.stderr


def test_passwords_are_checked_by_their_hash(hashed):
    assert check_password(PASSWORD, hashed)
    assert not check_password("wrong", hashed)
    assert not check_password("nobody's password", None)
    assert not check_password(PASSWORD, "no hash")
    assert hash_password(PASSWORD) != hashed
