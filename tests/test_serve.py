"""The desk's server: its API, its pages, what it refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings

import accordingto
from accordingto.serve import make_app
from accordingto.serve.safety import MOST_BYTES
from accordingto.store import open_desk

HERE = {"Host": "localhost"}
EXAMPLES = Path(__file__).parent.parent / "examples"
BRIDGE = (
    "At least nine people were killed when a bomb exploded at a market in Mosul on Sunday, police"
    " said. Another 24 were wounded.\n\nA hospital doctor said that eleven bodies had been brought"
    " in. The Islamic State claimed the bombing."
)
GERMAN = (
    "Bei einem Anschlag auf einen Markt in der Innenstadt sind am Montag zwei Menschen getötet und"
    " sieben weitere verletzt worden, wie die Polizei am Abend mitteilte."
)
HOSTILE = (
    "<script>alert(1)</script> Three people were killed in a bombing in Kirkuk on Sunday, said"
    ' <img src=x onerror="alert(2)"> a man called {{ 7*7 }} \u202ereversed\u202c. \x00 Nobody'
    " claimed it.</article><form action='//evil'>"
)


@pytest.fixture(scope="module")
def records():
    hall = (EXAMPLES / "concert-hall.jsonl").read_text("utf-8").splitlines()
    told = [json.loads(line) for line in hall]
    told.append({"id": "bridge", "text": BRIDGE, "published": "2019-06-02", "title": "Bomb"})
    title, url = "</title><script>alert(3)</script>", "javascript:alert(4)"
    odd = {"id": "a/b?c#d <i>", "text": HOSTILE, "title": title, "url": url}
    told.append({**odd, "published": "2020-06-02"})
    found = list(accordingto.read_many(told))
    assert all(isinstance(record, accordingto.Record) for record in found)
    return found


@pytest.fixture
def db(tmp_path, records):
    with open_desk(tmp_path / "desk.sqlite") as desk:
        for record in records:
            desk.add(record)
    return str(tmp_path / "desk.sqlite")


@pytest.fixture
def client(db):
    with TestClient(make_app(db, who="ana"), base_url="http://localhost") as client:
        yield client


def number_of(client, words):
    (item,) = client.get("/api/incidents", params={"words": words}).json()["items"]
    return item["number"]


class TestApi:
    def test_incidents_are_found_by_words_kind_day_and_toll(self, client):
        every = client.get("/api/incidents").json()
        assert every["total"] == len(every["items"]) >= 3
        days = [item["first"] for item in every["items"]]
        assert days == sorted(days, reverse=True)
        for query, words in (
            ({"words": "mosul BOMBING"}, "Mosul"), ({"kind": "shooting"}, "Crocus"),
            ({"killed": 100}, "Crocus"), ({"until": "2019-12-31"}, "Mosul"),
            ({"country": "Russia"}, "Crocus"), ({"since": "2024-01-01"}, "Crocus"),
        ):  # fmt: skip
            (found,) = client.get("/api/incidents", params=query).json()["items"]
            assert words in found["label"]

    def test_a_dossier_its_codings_and_its_checks(self, client):
        number = number_of(client, "crocus")
        dossier = client.get(f"/api/incidents/{number}").json()
        assert dossier["toll"]["killed"]["best"] == 137
        told = client.get(f"/api/incidents/{number}/codings", params={"rule": "gtd"}).json()
        assert [coding["dead"] for coding in told["codings"]] == ["137"]
        checks = client.get(f"/api/incidents/{number}/checks").json()
        assert {"place", "killed"} <= {check["id"] for check in checks}

    def test_a_report_is_read_without_being_kept_and_then_kept(self, client):
        body = {"text": "Two people died in a blast in Basra on Monday.", "published": "2020-03-02"}
        assert client.post("/api/read", json=body).json()["schema"] == "accordingto/record/1"
        before = client.get("/health").json()["reports"]
        added = client.post("/api/reports", json=body)
        assert added.status_code == 201
        assert client.get("/health").json()["reports"] == before + 1
        assert (
            client.get(f"/api/reports/{added.json()['report']}").json()["number"]
            == added.json()["number"]
        )
        again = client.post("/api/reports", json=body).json()
        assert again["known"]

    def test_a_correction_and_its_undoing(self, client):
        number = number_of(client, "mosul")
        start = BRIDGE.index("nine")
        change = {
            "correct": "change_figure", "number": {"start": start, "end": start + 4},
            "measure": "killed", "values": {"low": 10, "high": 10, "qualifier": "exact"},
        }  # fmt: skip
        done = client.post(
            "/api/reports/bridge/corrections", json={"corrections": [change], "why": "ten"}
        )
        assert done.status_code == 200
        decision = done.json()["decision"]
        assert decision["who"] == "ana"
        points = client.get(f"/api/incidents/{number}").json()["points"]
        assert 10 in {p["low"] for p in points}

        undone = client.post(f"/api/decisions/{decision['id']}/undo", json={"why": "nine"})
        assert undone.status_code == 200
        points = client.get(f"/api/incidents/{number}").json()["points"]
        assert 10 not in {p["low"] for p in points}
        assert client.get("/api/reports/bridge/corrections").json() == []

    def test_the_later_of_two_corrections_is_told_of_the_first(self, client):
        start = BRIDGE.index("nine")
        reject = {
            "correct": "reject_figure", "number": {"start": start, "end": start + 4},
            "measure": "killed",
        }  # fmt: skip
        body = {"corrections": [reject], "why": "not told", "seen": 0}
        assert client.post("/api/reports/bridge/corrections", json=body).status_code == 200
        late = client.post("/api/reports/bridge/corrections", json=body)
        assert late.status_code == 409
        assert late.json()["since"][0]["why"] == "not told"

    def test_merging_and_splitting(self, client):
        one, other = number_of(client, "mosul"), number_of(client, "kirkuk")
        done = client.post(
            f"/api/incidents/{one}/merge", json={"other": other, "why": "one series"}
        )
        assert done.status_code == 200
        kept = done.json()["moved"][0]["after"]
        split = client.post(
            f"/api/incidents/{kept}/split", json={"report": "bridge", "why": "two after all"}
        )
        assert split.status_code == 200
        assert [d["what"] for d in client.get("/api/changes").json()[-2:] if "what" in d]

    def test_changes_are_those_after_an_entry(self, client):
        every = client.get("/api/changes").json()
        assert client.get("/api/changes", params={"after": every[-2]["id"]}).json() == every[-1:]

    @pytest.mark.parametrize(("method", "path", "body", "status"), [
        ("GET", "/api/incidents/99", None, 404),
        ("GET", "/api/incidents/0", None, 422),
        ("GET", "/api/reports/nobody", None, 404),
        ("GET", "/api/incidents?since=yesterday", None, 422),
        ("GET", "/api/incidents/1/codings?rule=cameo", None, 400),
        ("GET", "/api/incidents/1/codings?policy=best", None, 400),
        ("POST", "/api/read", {}, 422),
        ("POST", "/api/read", {"text": "x", "txt": "y"}, 422),
        ("POST", "/api/read", {"text": GERMAN}, 400),
        ("POST", "/api/read", {"text": "Two died.", "published": "soon"}, 400),
        ("POST", "/api/decisions/99/undo", {"why": "x"}, 404),
        ("POST", "/api/incidents/1/merge", {"other": 1, "why": "x"}, 400),
        ("POST", "/api/incidents/1/merge", {"other": 2, "why": ""}, 422),
        ("POST", "/api/reports/bridge/corrections", {"corrections": [{"a": 1}], "why": "y"}, 422),
        ("DELETE", "/api/incidents/1", None, 405),
    ])  # fmt: skip
    def test_what_is_wrong_is_told_as_a_problem(self, client, method, path, body, status):
        answer = client.request(method, path, json=body)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
        problem = answer.json()
        assert problem["status"] == status
        assert problem["detail"]


class TestSafety:
    def test_every_answer_says_what_a_browser_may_do(self, client):
        for path in ("/", "/api/incidents", "/incidents/99", "/static/desk.css", "/nowhere"):
            headers = client.get(path).headers
            assert "default-src 'none'" in headers["content-security-policy"]
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["cache-control"] == "no-store"

    @pytest.mark.parametrize("headers", [
        {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "http://localhost:1"},
    ])  # fmt: skip
    def test_another_site_changes_nothing(self, client, headers):
        form = {"why": "x", "other": "2"}
        answer = client.post("/incidents/1/merge", data=form, headers=headers)
        assert answer.status_code == 403
        answer = client.post("/api/read", json={"text": "x"}, headers=headers)
        assert answer.status_code == 403

    def test_another_name_for_this_machine_is_refused(self, client):
        assert client.get("/", headers={"Host": "desk.evil.example"}).status_code == 421

    def test_bodies_are_bounded(self, client):
        big = "x" * (MOST_BYTES + 1)
        assert client.post("/api/read", json={"text": big}).status_code == 413

    def test_hostile_texts_never_run(self, client):
        number = number_of(client, "kirkuk")
        pages = [client.get(f"/incidents/{number}"), client.get("/"), client.get("/queue")]
        name = client.get(f"/api/incidents/{number}").json()["reports"][0]["name"]
        pages.append(client.get(f"/reports/{name}"))
        assert "alert(1)" in pages[-1].text
        for page in pages:
            assert page.status_code == 200
            assert "<script>alert" not in page.text
            assert "<img" not in page.text
            assert "javascript:" not in page.text
            assert "49" not in re.findall(r"called (\S+)", page.text)
            assert "\u202e" not in page.text
            assert "\x00" not in page.text

    @pytest.mark.parametrize(
        "path", ["/static/app.py", "/static/..%2fapp.py", "/static/base.html.j2"]
    )
    def test_no_other_file_is_given(self, client, path):
        assert client.get(path).status_code == 404


class TestPages:
    def test_the_list_is_filtered_and_says_what_cannot_be_read(self, client):
        page = client.get("/", params={"words": "mosul", "since": "soon", "killed": "few"})
        assert page.status_code == 200
        assert "Write a day as 2024-03-22" in page.text
        assert "Type a whole number" in page.text
        assert 'value="soon"' in page.text
        assert page.text.count("data-row") == 1

    def test_an_empty_desk_says_what_to_do(self, tmp_path):
        open_desk(tmp_path / "d.sqlite").close()
        with TestClient(make_app(str(tmp_path / "d.sqlite")), base_url="http://localhost") as empty:
            assert "accordingto add FILE" in empty.get("/").text

    def test_what_was_typed_is_not_lost(self, client):
        number = number_of(client, "mosul")
        page = client.post(f"/incidents/{number}/merge", data={"other": "x7", "why": "same bomb"})
        assert page.status_code == 422
        assert 'value="same bomb"' in page.text
        assert 'value="x7"' in page.text
        assert "Type the number of the other incident" in page.text

    def test_a_figure_is_corrected_on_its_report(self, client):
        page = client.get("/reports/bridge").text
        figure = re.search(r'<li id="(f\d+)"[^>]*>\s*<details><summary><b class="number">9', page)[
            1
        ]
        form = {
            "low": "10",
            "high": "10",
            "qualifier": "exact",
            "source": "police",
            "why": "ten",
            "seen": "0",
        }
        answer = client.post(f"/reports/bridge/figures/{figure}", data=form, follow_redirects=False)
        assert answer.status_code == 303
        page = client.get(answer.headers["location"]).text
        assert "Decision 1 is kept" in page
        assert '<b class="number">10' in page

    def test_a_figure_is_found_right_without_a_word(self, client):
        page = client.get("/reports/bridge").text
        figure = re.search(r'<li id="(f\d+)"', page)[1]
        answer = client.post(f"/reports/bridge/figures/{figure}", data={"action": "accept"})
        assert answer.status_code == 200
        assert "found right by ana" in answer.text
        assert client.get("/api/evaluation").json()["figures"]["right"] == 1

    @pytest.mark.parametrize(("typed", "told"), [
        ({"low": "ten", "why": "x"}, "Type a whole number of people"),
        ({"low": "9", "high": "3", "why": "x"}, "less than the smallest"),
        ({"low": "10", "why": ""}, "Say why"),
        ({"low": "9", "high": "", "measure": "loved", "why": "x"}, "It is one of killed"),
    ])  # fmt: skip
    def test_a_wrong_figure_is_told_beside_its_field(self, client, typed, told):
        page = client.get("/reports/bridge").text
        figure = re.search(r'<li id="(f\d+)"', page)[1]
        answer = client.post(
            f"/reports/bridge/figures/{figure}", data={"source": "police", **typed}
        )
        assert answer.status_code == 422
        assert told in answer.text
        assert f'value="{typed["low"]}"' in answer.text
        assert client.get("/api/reports/bridge/corrections").json() == []

    def test_two_people_at_one_report(self, client):
        page = client.get("/reports/bridge").text
        figure = re.search(r'<li id="(f\d+)"', page)[1]
        first = {"low": "10", "high": "10", "why": "I count ten", "seen": "0", "source": "police"}
        late = {**first, "low": "12", "high": "12", "why": "I count twelve"}
        client.post(f"/reports/bridge/figures/{figure}", data=first)
        answer = client.post(f"/reports/bridge/figures/{figure}", data=late)
        assert answer.status_code == 409
        assert "I count ten" in answer.text
        assert 'value="I count twelve"' in answer.text
        seen = re.search(r'name="seen" value="(\d+)"', answer.text)[1]
        again = client.post(f"/reports/bridge/figures/{figure}", data={**late, "seen": seen})
        assert again.status_code == 200
        assert len(client.get("/api/reports/bridge/corrections").json()) == 2

    def test_a_missed_figure_is_added_by_its_words(self, client):
        form = {"words": "eleven", "low": "11", "measure": "killed", "source": "hospital doctor",
                "why": "missed", "seen": "0"}  # fmt: skip
        answer = client.post("/reports/bridge/missed", data=form)
        assert answer.status_code == 200
        (added,) = client.get("/api/reports/bridge/corrections").json()
        start = BRIDGE.index("eleven")
        assert added["number"] == {"start": start, "end": start + 6, "field": None}

    @pytest.mark.parametrize(("words", "told"), [
        ("forty", "do not stand in the text"), ("bomb", "stand there"), ("", "Mark the words"),
    ])  # fmt: skip
    def test_words_that_cannot_be_found_are_told(self, client, words, told):
        answer = client.post(
            "/reports/bridge/missed", data={"words": words, "low": "4", "why": "x", "seen": "0"}
        )
        assert answer.status_code == 422
        assert told in answer.text

    def test_the_incident_is_put_right(self, client):
        days = {"first": "2019-06-01", "last": "2019-06-01"}
        form = {"type": "shooting", "place": "Tal Afar", "why": "elsewhere", "seen": "0", **days}
        assert client.post("/reports/bridge/incident", data=form).status_code == 200
        (found,) = client.get("/api/incidents", params={"until": "2019-12-31"}).json()["items"]
        assert (found["type"], found["first"], found["place"]) == (
            "shooting", "2019-06-01", "Tall ‘Afar",
        ) or found["place"].startswith("Tal")  # fmt: skip

    @pytest.mark.parametrize(("typed", "told"), [
        ({"first": "June"}, "Write a day as"),
        ({"first": "2019-06-03", "last": "2019-06-01"}, "before"),
        ({"place": "Nowhereville"}, "no place of this name"),
        ({"place": "Springfield"}, "Which one"),
        ({}, "Nothing was changed"), ({"type": "party"}, "It is one of"),
    ])  # fmt: skip
    def test_a_wrong_incident_is_told_beside_its_field(self, client, typed, told):
        form = {"first": "2019-06-02", "last": "2019-06-02", "why": "x", "seen": "0", **typed}
        answer = client.post("/reports/bridge/incident", data=form)
        assert answer.status_code == 422
        assert told in answer.text

    def test_places_are_found_by_name_and_what_they_lie_in(self, client):
        every = client.get("/api/places", params={"words": "Springfield"}).json()
        one = client.get("/api/places", params={"words": "Springfield, Illinois"}).json()
        assert len(every) > len(one) >= 1
        assert one[0]["name"] == "Springfield, Illinois, United States"
        form = {"place": f"{one[0]['name']} ({one[0]['geonames_id']})", "why": "x", "seen": "0",
                "first": "2019-06-02", "last": "2019-06-02"}  # fmt: skip
        assert client.post("/reports/bridge/incident", data=form).status_code == 200

    def test_names_are_added_and_rejected(self, client):
        words = {"words": "The Islamic State claimed the bombing", "why": "x", "seen": "0"}
        form = {"name": "Naqshbandi Army", "standing": "accused", "kind": "armed_group", **words}
        page = client.post("/reports/bridge/perpetrators", data=form)
        assert "Naqshbandi Army" in page.text
        seen = re.search(r'name="seen" value="(\d+)"', page.text)[1]
        gone = {"name": "Naqshbandi Army", "standing": "accused", "action": "reject",
                "form": "p9", "why": "no", "seen": seen}  # fmt: skip
        assert client.post("/reports/bridge/perpetrators", data=gone).status_code == 200
        number = number_of(client, "mosul")
        names = {r["name"] for r in client.get(f"/api/incidents/{number}").json()["responsibility"]}
        assert "Naqshbandi Army" not in names

    def test_a_decision_is_taken_back_from_the_history(self, client):
        one, other = number_of(client, "mosul"), number_of(client, "kirkuk")
        client.post(f"/incidents/{one}/merge", data={"other": str(other), "why": "one"})
        assert "merge" in client.get("/history").text
        assert "Say why" in client.post("/decisions/1/undo", data={"why": " "}).text
        assert client.post("/decisions/1/undo", data={"why": "two"}).status_code == 200
        assert (
            len(client.get("/api/incidents", params={"until": "2021-01-01"}).json()["items"]) == 2
        )

    def test_the_dossier_page_brings_its_own_policy(self, client):
        page = client.get(f"/incidents/{number_of(client, 'crocus')}/dossier")
        assert page.headers["content-security-policy"] == "frame-ancestors 'none'"
        assert "Content-Security-Policy" in page.text
        assert "gtd-2017-06" in page.text

    def test_the_queue_has_the_most_in_doubt_first(self, client):
        page = client.get("/queue").text
        assert "A single independent text tells of it." in page
        assert page.count("<li data-row>") >= 2


def test_openapi_names_every_address(client):
    spec = client.get("/api/openapi.json").json()
    assert "/api/reports/{name}/corrections" in spec["paths"]
    assert all(path.startswith("/api/") for path in spec["paths"])


def test_the_api_never_breaks(db):
    """Fuzzed with schemathesis: whatever is sent, the answer is no 500."""
    app = make_app(db, who="fuzz")
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", app, headers=HERE)

    for operation in schema.get_all_operations():

        @settings(
            max_examples=20,
            derandomize=True,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.ok().as_strategy())
        def fuzz(case):
            answer = case.call(headers=HERE)
            assert answer.status_code < 500, (case.as_curl_command(), answer.text)

        fuzz()
