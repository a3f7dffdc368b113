"""The desk: what is added is there once, linked, and what people decided holds."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import msgspec
import pytest

import accordingto
from accordingto.errors import DeskError
from accordingto.model import Evidence, Incident, MadeBy, Place, Record, Report, ReportInfo, When
from accordingto.model.dossier import IncidentLine
from accordingto.reconcile import find_traits, link_traits
from accordingto.store import open_desk
from accordingto.store.bodies import identify, key_of
from accordingto.store.constraints import Holding

# Written for these tests: two bombings in one week in one town, and a trial years later.
BRIDGE = (
    "A car bomb exploded at the foot of the old bridge in the Iraqi city of Mosul on Sunday,"
    " killing nine people and wounding 24, police said.\n\nThe driver had left the car beside a"
    " row of fishmongers, a police captain said, and it went off when the morning sale began."
    " Windows broke on the far bank of the river.\n\nNobody claimed responsibility."
)
BRIDGE_LATER = (
    "Eleven people are now known to have died in Sunday's car bombing at the old bridge in Mosul,"
    " in northern Iraq, the health directorate said on Monday.\n\nTwo fishmongers died of"
    " their wounds in the night, its director said. The car had been left beside their row of"
    " stalls."
)
COURT = (
    "A suicide bomber blew himself up outside the court house of Mosul, in northern Iraq, on"
    " Wednesday, killing five people and wounding 13, police said.\n\nThe man had stood in a queue"
    " of people who wanted copies of their papers, a guard said. Two clerks were among the dead."
)
COURT_SHORT = (
    "Five people, two of them clerks, were killed on Wednesday when a suicide bomber attacked the"
    " queue outside a court house in Mosul, Iraqi police said."
)
FERRY = (
    "Gunmen opened fire on passengers who were boarding a ferry in the port of Rostock on Tuesday"
    " evening, killing eight people, German police said.\n\nThe attackers fled on motorcycles along"
    " the quay, witnesses said."
)
TRIAL = (
    "Four years after gunmen killed eight people who were boarding a ferry in Rostock, a German"
    " court began on Monday to hear the case against two men.\n\nThe prosecutor said that they had"
    " fled along the quay on motorcycles on 5 May 2015. Both deny it."
)
GRAIN = "Ministers of seven countries met in Riga on Tuesday to talk about the price of grain."
REPORTS = {
    "bridge": ("2019-06-02", BRIDGE),
    "bridge-later": ("2019-06-03", BRIDGE_LATER),
    "court": ("2019-06-05", COURT),
    "court-short": ("2019-06-05", COURT_SHORT),
    "ferry": ("2015-05-05", FERRY),
    "trial": ("2019-06-17", TRIAL),
    "grain": ("2019-06-18", GRAIN),
}
ADDER = """
import sys, msgspec
from pathlib import Path
from accordingto.model import Record
from accordingto.store import open_desk
url, file, step = sys.argv[1:]
lines = Path(file).read_bytes().splitlines()
with open_desk(url, who="adder") as desk:
    for line in lines[::int(step)]:
        print(desk.add(msgspec.json.decode(line, type=Record)).report, flush=True)
"""


@pytest.fixture(scope="module")
def told():
    return {
        name: accordingto.read(text, id=name, published=published)
        for name, (published, text) in REPORTS.items()
    }


@pytest.fixture
def desk(address):
    with open_desk(address, who="ana") as opened:
        yield opened


@pytest.fixture
def full(desk, told):
    """A desk with all reports."""
    for record in told.values():
        desk.add(record)
    return desk


def groups(desk):
    """The incidents, each as the first names of its reports."""
    return {
        frozenset(stored.names[0].name for stored in desk.records(incident.number))
        for incident in desk.incidents()
    }


def number_of(desk, told, name):
    return desk.add(told[name]).number


def renamed(record, name, **changes):
    info = msgspec.structs.replace(record.report, id=name, **changes)
    return msgspec.structs.replace(record, report=info)


def make_record(name, day, *, town="Mosul", about="", background=()):
    """A record as reading would make it, with what linking looks at; `background` are days."""
    text = f"{town}: {about} {name}"
    return Record(
        report=ReportInfo(
            id=name,
            title=None,
            publisher=None,
            url=None,
            published=day,
            retrieved=None,
            language="en",
            sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
            text=text,
        ),
        made_by=MadeBy(version="1", pipeline="none", models=()),
        sources=(),
        statements=(),
        figures=(),
        incidents=(
            make_incident("i1", day, town, "main"),
            *(
                make_incident(f"i{n}", earlier, town, "background")
                for n, earlier in enumerate(background, 2)
            ),
        ),
        timeline=(),
        warnings=(),
        responses=(),
        footage=(),
        unknowns=(),
        places=(),
        times=(),
    )


def make_incident(name, day, town, role):
    words = Evidence(0, len(town), town)
    when = When(start=day, end=day, precision="day", text=day, anchor="stated", evidence=words)
    place = Place(
        name=town,
        kind="city",
        country_code="IQ",
        country_name="Iraq",
        admin1=None,
        lat=36.0 + len(town),
        lon=43.0,
        geonames_id=None,
        precision=1,
        candidates=1,
        evidence=words,
    )
    return Incident(
        id=name,
        role=role,
        label=f"bombing, {town}, {day}",
        type="bombing",
        also=(),
        status="accomplished",
        when=when,
        where=(place,),
        venue=None,
        perpetrators=(),
        weapons=(),
        targets=(),
        toll={},
        evidence=(words,),
    )


def make_many(number):
    """Records of incidents on many days in a few towns, four of each."""
    return [
        make_record(
            f"report {n}",
            f"2020-{1 + n // 4 % 12:02}-{1 + n // 4 % 28:02}",
            town="Mosul" + "x" * (n // 4 % 5),
            about=f"crater{n // 4} siren{n // 4} awning{n // 4} kerb{n // 4}",
        )
        for n in range(number)
    ]


# Adding


def test_reports_are_linked_as_they_come(full):
    assert groups(full) == {
        frozenset({"bridge", "bridge-later"}),
        frozenset({"court", "court-short"}),
        frozenset({"ferry", "trial"}),
    }
    assert [incident.number for incident in full.incidents()] == [1, 2, 3]
    counts = full.counts()
    assert (counts.reports, counts.incidents, counts.records) == (7, 3, 7)


def test_the_order_of_adding_makes_no_difference(address, told):
    with open_desk(address) as desk:
        for name in sorted(told, reverse=True):
            desk.add(told[name])
        assert groups(desk) == {
            frozenset({"bridge", "bridge-later"}),
            frozenset({"court", "court-short"}),
            frozenset({"ferry", "trial"}),
        }


def test_adding_again_is_nothing_new(full, told):
    before = full.counts(), full.log()
    again = [full.add(record) for record in told.values()]
    assert all(added.known and added.known_as is None for added in again)
    assert [added.number for added in again] == [1, 1, 2, 2, 3, 3, None]
    assert (full.counts(), full.log()) == before


def test_another_name_is_told_and_kept(full, told):
    added = full.add(renamed(told["bridge"], "copy.txt", publisher="Example Times"))
    assert (added.known, added.known_as, added.number) == (True, "bridge", 1)
    assert full.counts().reports == 7
    stored = full.records(1)[0]
    assert [name.name for name in stored.names] == ["bridge", "copy.txt"]
    assert stored.names[1].publisher == "Example Times"
    assert full.log(last=1)[0].details == {"report": stored.report, "name": "copy.txt"}
    assert full.add(renamed(told["bridge"], "copy.txt")).known_as is None


def test_the_same_text_under_another_title_is_another_report(full, told):
    assert not full.add(renamed(told["bridge"], "bridge", title="Blast in Mosul")).known
    with pytest.raises(
        DeskError, match=r"2 reports are called so\. Name one by its key: \w+ \('bridge'\)"
    ):
        full.split(1, "bridge", why="which?")


def test_a_report_is_known_before_it_is_read(full):
    assert full.knows(Report(id="new", text="Nobody has told of this.")) is None
    known = full.knows(Report(id="other.txt", text=BRIDGE))
    assert (known.names, known.number, known.forgotten) == (("bridge",), 1, False)
    assert full.knows(Report(id="third.txt", text=BRIDGE)).names == ("bridge", "other.txt")


def test_records_come_back_as_they_were_added(full, told):
    stored = full.records(3)
    assert [s.record for s in stored] == [told["ferry"], told["trial"]]
    assert all(s.main and s.record.report.text for s in stored)


def test_any_characters_come_back(desk):
    text = "null \0 and \U0001f525 and \u0301"
    record = make_record(f'a\\b\0"{text}\n', "2020-01-01", about=text, town="M\0sul")
    added = desk.add(record)
    [stored] = desk.records(added.number)
    assert stored.record == record
    assert stored.names[0].name == record.report.id
    assert desk.log()[0].details["name"] == record.report.id
    half = make_record("half \udc80", "2020-01-01")
    desk.add(renamed(half, half.report.id, text=None))
    assert desk.add(renamed(half, half.report.id, text=None)).known


def test_a_record_that_is_not_sound_is_refused(desk):
    record = make_record("odd", "2020-01-01")
    wrong = msgspec.structs.replace(record.incidents[0], type="no such kind")
    with pytest.raises(DeskError, match="report 'odd': its record is not sound"):
        desk.add(msgspec.structs.replace(record, incidents=(wrong,)))
    assert desk.counts().reports == 0


def test_numbers_are_stable_and_never_given_twice(desk, told):
    alone = make_record("alone", "2018-08-08", town="Erbil")
    names = ("court", "ferry")
    assert [number_of(desk, told, name) for name in names] == [1, 2]
    assert desk.add(alone).number == 3
    desk.add(told["court-short"])
    desk.add(told["trial"])
    assert [number_of(desk, told, name) for name in names] == [1, 2]
    desk.forget("alone", why="not ours")
    with pytest.raises(DeskError, match=r"incident 3: it is gone: its reports were forgotten"):
        desk.records(3)
    desk.add(make_record("later", "2021-05-05", town="Erbil"))
    assert [incident.number for incident in desk.incidents()] == [1, 2, 4]


# Decisions


def test_a_merge_holds_through_later_reports(desk, told):
    for name in ("bridge", "ferry"):
        desk.add(told[name])
    desk.merge(1, 2, why="one campaign")
    for name in told:
        desk.add(told[name])
    assert any({"bridge", "ferry"} <= group for group in groups(desk))
    with pytest.raises(
        DeskError, match="incident 2: it is gone: its reports are now in incident 1"
    ):
        desk.records(2)
    with pytest.raises(DeskError, match="incident 9: there is no such incident"):
        desk.merge(1, 9, why="typo")
    with pytest.raises(DeskError, match="the same one twice"):
        desk.merge(1, 1, why="typo")


def test_undoing_a_merge_gives_both_their_numbers_back(full):
    before = full.incidents()
    merged = full.merge(3, 1, why="seemed one")
    assert {move.after for move in merged.moved} <= {1, 3}
    undone = full.undo(merged.decision.id, why="it is not")
    assert full.incidents() == before
    assert [d.undone for d in full.decisions()] == [True, False]
    with pytest.raises(DeskError, match="it was taken back already"):
        full.undo(merged.decision.id, why="again")
    full.undo(undone.decision.id, why="it was one")
    assert len(full.incidents()) == 2
    assert [d.undone for d in full.decisions()] == [False, True, False]


def test_a_split_holds_through_later_reports(full, told):
    split = full.split(2, "court-short", why="another court")
    assert split.moved[0].before == 2
    assert frozenset({"court-short"}) in groups(full)
    third = renamed(told["court-short"], "third", title="Court attacked")
    full.add(third)
    assert number_of(full, told, "court") != number_of(full, told, "court-short")
    with pytest.raises(
        DeskError, match=r"not among the reports of incident 1\. Those are 'bridge'"
    ):
        full.split(1, "court", why="typo")
    with pytest.raises(DeskError, match=r"no such report\. Did you mean 'court-short'"):
        full.split(2, "courtshort", why="typo")


def test_the_later_decision_counts(full, told):
    full.split(2, "court-short", why="another court")
    alone = number_of(full, told, "court-short")
    full.merge(2, alone, why="the same court after all")
    assert frozenset({"court", "court-short"}) in groups(full)
    full.split(number_of(full, told, "court"), "court-short", why="no")
    assert frozenset({"court-short"}) in groups(full)


def test_forgetting_takes_a_report_out_of_everything(full, told):
    key = full.records(1)[0].report
    full.forget(key[:6], why="asked by the family")
    assert frozenset({"bridge-later"}) in groups(full)
    assert full.counts().records == 6
    again = full.add(told["bridge"])
    assert (again.forgotten, again.known, again.number) == (True, False, None)
    assert full.knows(Report(id="bridge", text=BRIDGE)).forgotten
    assert full.counts().reports == 6
    with pytest.raises(DeskError, match=f"report '{key}': it was forgotten by ana on"):
        full.forget(key, why="again")
    [decision] = full.decisions()
    assert (decision.what, decision.report, decision.why) == (
        "forget", key, "asked by the family",
    )  # fmt: skip


def test_a_forgotten_report_can_be_remembered(full, told):
    full.split(1, "bridge", why="another bridge")
    forgotten = full.forget("bridge", why="by mistake")
    assert not full.add(told["bridge"], remember=True).forgotten
    assert full.decisions()[1].undone
    # The split still holds.
    assert not any({"bridge", "bridge-later"} <= group for group in groups(full))
    full.forget("ferry", why="by mistake")
    full.undo(full.decisions()[-1].id, why="oh")
    assert full.add(told["ferry"]).number == number_of(full, told, "trial")
    with pytest.raises(DeskError, match="it was taken back already"):
        full.undo(forgotten.decision.id, why="again")


def test_log_and_decisions_tell_who_when_and_why(address, told):
    with open_desk(address, who="ana") as desk:
        for record in told.values():
            desk.add(record)
    with open_desk(address, who="ben") as desk:
        decision = desk.merge(1, 2, why="one \0 campaign").decision
        assert (decision.who, decision.why, decision.numbers) == ("ben", "one \0 campaign", (1, 2))
        assert [entry.what for entry in desk.log(last=3)] == ["merge", "gone", "moved"]
        entry = desk.log(last=3)[0]
        assert (entry.who, entry.at, entry.details["why"]) == ("ben", decision.at, decision.why)
        assert {e.who for e in desk.log() if e.what == "added"} == {"ana"}
        assert desk.decisions(1) == [decision]
        assert desk.decisions(3) == []
    assert decision.at == time.strftime("%Y-%m-%dT", time.gmtime()) + decision.at[11:]


def test_who_is_the_user_when_nobody_is_named(address, monkeypatch):
    monkeypatch.setenv("LOGNAME", "carla")
    with open_desk(address) as desk:
        desk.add(make_record("a", "2020-01-01"))
        assert desk.log()[0].who == "carla"


def test_of_decisions_that_contradict_each_other_the_later_counts():
    holding = Holding()
    holding.split({1}, {2})
    holding.merge({1, 3})
    holding.merge({2, 3})
    assert (holding.same, holding.apart) == ([{1, 2, 3}], set())
    holding.split({1}, {2})
    assert (holding.same, holding.apart) == ([{2, 3}], {(1, 2)})
    assert holding.tied_to({2}) == {2, 3}


def test_any_decisions_taken_back_leave_what_linking_gives(tmp_path):
    records = make_many(24)
    by_name = {record.report.id: record for record in records}
    dice = random.Random(5)
    with open_desk(tmp_path / "desk.db") as desk:
        for record in records:
            desk.add(record)
        assert mentions_together(desk) == link_in_memory(records)
        for _ in range(60):
            decide_something(desk, dice, by_name)
            assert sum(len(incident.mentions) for incident in desk.incidents()) == 24
        for decision in desk.decisions():
            if decision.what != "undo" and not decision.undone:
                desk.undo(decision.id, why="all back")
        list(desk.reread(lambda report: by_name[report.id]))
        assert mentions_together(desk) == link_in_memory(records)


def decide_something(desk, dice, by_name):
    what = dice.choice(["merge", "split", "undo", "reread"])
    incident, *others = dice.sample(desk.incidents(), len(desk.incidents()))
    if what == "merge" and others:
        desk.merge(incident.number, others[0].number, why="dice")
    elif what == "split" and len(incident.mentions) > 1:
        left, *_, there = dice.sample(incident.mentions, len(incident.mentions))
        desk.split(incident.number, left.report, why="dice")
        where = {m.report: i.number for i in desk.incidents() for m in i.mentions}
        assert where[left.report] != where[there.report]
    elif what == "undo" and (open_ones := [d for d in desk.decisions() if not d.undone]):
        desk.undo(dice.choice(open_ones).id, why="dice")
    elif what == "reread":
        name = dice.choice(sorted(by_name))
        list(desk.reread(lambda report: newer(by_name[report.id]), only=[name]))


def mentions_together(desk):
    return {frozenset((m.report, m.incident) for m in i.mentions) for i in desk.incidents()}


def link_in_memory(records):
    known = (find_traits(record, key_of(identify(record.report))) for record in records)
    return {frozenset(map(tuple, group)) for group in link_traits(known)}


# Reading again


def newer(record, **changes):
    """The record as a newer version would make it: other ids, another version."""
    incidents = tuple(msgspec.structs.replace(i, id=f"n{i.id}") for i in record.incidents)
    made_by = msgspec.structs.replace(record.made_by, version="2")
    changed = {"incidents": incidents, "made_by": made_by, **changes}
    return msgspec.structs.replace(record, **changed)


def test_reading_again_keeps_the_old_record_and_the_decisions(full, told):
    full.split(2, "court-short", why="another court")
    full.merge(1, 3, why="one plan")
    before = groups(full), [i.number for i in full.incidents()]
    read = list(full.reread(lambda report: newer(told[report.id])))
    assert len(read) == 7
    assert [r.before for r in read] == list(told.values())
    assert [r.changed for r in read] == [bool(r.before.incidents) for r in read]
    assert (groups(full), [i.number for i in full.incidents()]) == before
    assert full.counts().records == 13
    assert {e.incident for i in full.incidents() for e in i.mentions} == {"ni1"}
    assert full.log(last=1)[0].what == "reread"


def test_a_record_that_says_the_same_is_not_kept_twice(full, told):
    def read(report):
        made_by = MadeBy(version="3", pipeline="other", models=())
        return msgspec.structs.replace(told[report.id], made_by=made_by)

    assert not any(reread.changed for reread in full.reread(read))
    assert full.counts().records == 7
    assert list(full.reread(lambda report: None)) == []


def test_some_reports_are_read_again(full, told):
    [reread] = full.reread(lambda report: newer(told[report.id]), only=["ferry"])
    assert (reread.before.report.id, reread.changed) == ("ferry", True)
    with pytest.raises(DeskError, match="no such report"):
        list(full.reread(lambda report: None, only=["fery"]))


def test_an_incident_no_longer_told_of_leaves_and_comes_back(full, told):
    list(full.reread(lambda r: newer(told[r.id], incidents=()), only=["ferry", "trial"]))
    with pytest.raises(DeskError, match="incident 3: it is gone"):
        full.records(3)
    assert groups(full) == {
        frozenset({"bridge", "bridge-later"}),
        frozenset({"court", "court-short"}),
    }
    list(full.reread(lambda r: told[r.id], only=["ferry", "trial"]))
    assert frozenset({"ferry", "trial"}) in groups(full)


def test_background_incidents_are_found_again_by_their_days(desk):
    days = ("2019-01-05", "2019-03-01")
    first = make_record("a", "2020-01-01", background=days)
    desk.add(first)
    numbers = {e.incident: i.number for i in desk.incidents() for e in i.mentions}
    turned = tuple(
        msgspec.structs.replace(old, id=name)
        for old, name in zip(first.incidents, ("i1", "i3", "i2"), strict=True)
    )
    list(desk.reread(lambda report: newer(first, incidents=turned)))
    after = {e.incident: i.number for i in desk.incidents() for e in i.mentions}
    assert after == {"i1": numbers["i1"], "i3": numbers["i2"], "i2": numbers["i3"]}


# Reasons


def test_reasons_are_told_within_and_beside_an_incident(full):
    [match] = full.matches(2)
    assert match.bits > 0
    assert {reason.aspect for reason in match.reasons} >= {"when", "where"}
    nearest = full.nearest(2)
    assert nearest.number == 1
    assert "days apart" in nearest.match.reasons[0].words
    assert {nearest.match.one.report, nearest.match.other.report} <= {
        mention.report for i in full.incidents() if i.number in (1, 2) for mention in i.mentions
    }


def test_an_incident_with_nothing_near_it_has_no_nearest(desk):
    desk.add(make_record("a", "2020-01-01"))
    assert desk.nearest(1) is None
    assert desk.matches(1) == []


# Several processes, and crashes


def start_adding(address, file, step=1):
    return subprocess.Popen(
        [sys.executable, "-c", ADDER, address, str(file), str(step)], stdout=subprocess.PIPE
    )


def write_records(path, records):
    path.write_bytes(b"\n".join(msgspec.json.encode(record) for record in records))
    return path


def test_two_processes_add_at_once(address, tmp_path):
    records = make_many(60)
    file = write_records(tmp_path / "records.jsonl", records)
    both = [start_adding(address, file, step) for step in (1, -1)]
    assert [process.wait(60) for process in both] == [0, 0]
    for process in both:
        process.stdout.close()
    with open_desk(address) as desk:
        assert desk.counts().reports == desk.counts().names == desk.counts().records == 60
        assert [entry.what for entry in desk.log()].count("added") == 60
        assert sorted(len(incident.mentions) for incident in desk.incidents()) == [4] * 15


def test_a_crash_loses_and_doubles_nothing(tmp_path):
    records = make_many(600)
    path = tmp_path / "desk.db"
    file = write_records(tmp_path / "records.jsonl", records)
    dice, said = random.Random(7), set()
    for trial in range(10):
        process = start_adding(str(path), file)
        # Now while it makes or opens the database, now in the middle of adding.
        first = process.stdout.readline() if trial % 3 else b""
        time.sleep(dice.uniform(0.0, 0.25) if first else dice.uniform(0.4, 0.8))
        process.send_signal(signal.SIGKILL)
        lines = (first + process.communicate()[0]).split(b"\n")
        said |= {line.decode() for line in lines[:-1]}
        check_whole(path)
    with open_desk(path) as desk:
        kept = {m.report for incident in desk.incidents() for m in incident.mentions}
        assert said <= kept
        assert 0 < len(kept) < 600
        for record in records:
            desk.add(record)
        assert desk.counts().reports == desk.counts().names == desk.counts().records == 600
        assert sorted(len(incident.mentions) for incident in desk.incidents()) == [4] * 150
    check_whole(path)


def check_whole(path):
    """SQLite finds no fault, and no report is there in part."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        if not connection.execute("SELECT * FROM sqlite_master WHERE name = 'reports'").fetchone():
            return
        counts = [
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("reports", "names", "records", "traits", "mentions", "comparisons", "log")
        ]
        assert len(set(counts)) == 1


# Summaries


def test_summaries_are_made_once_and_again_where_something_changed(full):
    made, every = [], [incident.number for incident in full.incidents()]

    def make(number):
        made.append(number)
        return in_a_line(number)

    told = {i.number for i in full.incidents() if any(m.main for m in i.mentions)}
    assert {each.number for each in full.summaries("0", in_a_line)} == told

    first = full.summaries("1", make, every)
    assert made == [each.number for each in first] == [i.number for i in full.incidents()]
    assert full.summaries("1", make, every) == first
    assert made == [each.number for each in first]

    merged = full.merge(1, 2, why="one campaign")
    made.clear()
    full.summaries("1", make, every)
    assert set(made) == {move.after for move in merged.moved}
    made.clear()
    full.summaries("2", make, every)
    assert made == [i.number for i in full.incidents()]


def in_a_line(number):
    return IncidentLine(
        number=number, label="x", type="bombing", first=None, last=None, place=None, country=None,
        toll={"killed": (1, 2, None)}, reports=1, mentioned_in=0, texts=1, givers=1,
    )  # fmt: skip


# The database


def test_a_desk_is_there_when_it_is_opened_again(address, told):
    with open_desk(address) as desk:
        desk.add(told["bridge"])
    with open_desk(address) as desk:
        assert desk.counts().reports == 1
        assert desk.add(told["bridge-later"]).number == 1


def test_migrations_make_the_tables_that_the_code_uses(desk):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    from accordingto.store.schema import REVISION, VERSION_TABLE, metadata
    from accordingto.store.upgrades import MIGRATIONS

    with desk._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, metadata) == []
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [REVISION]


def test_log_and_decisions_are_only_added_to(full):
    from sqlalchemy import text
    from sqlalchemy.exc import DBAPIError

    full.merge(1, 2, why="one campaign")
    for change in ("DELETE FROM log", "UPDATE decisions SET why = ''", "DELETE FROM deciding"):
        with pytest.raises(DBAPIError, match="is only added to"), full._engine.begin() as turn:
            turn.execute(text(change))
    assert full.decisions()[0].why == "one campaign"


def test_a_database_of_a_newer_version_is_refused(address):
    from sqlalchemy import text

    with open_desk(address) as desk, desk._engine.begin() as connection:
        connection.execute(text("UPDATE accordingto_version SET version_num = 'later'"))
    message = refused(address)
    assert "was made by a newer version of this program (its revision is later)" in message
    assert "pip install --upgrade accordingto" in message


def test_a_locked_database_is_told_of(address, tmp_path):
    open_desk(address).close()
    with locked(address), open_desk(address, wait=0.3) as desk:
        with pytest.raises(DeskError) as caught:
            desk.add(make_record("a", "2020-01-01"))
        assert "another program has kept it locked for 0.3 seconds. Wait until" in line(caught)


def locked(address):
    """Keep a database locked for others to write to."""
    if not address.startswith("postgresql"):
        connection = sqlite3.connect(address)
        connection.execute("BEGIN IMMEDIATE")
        return closing(connection)
    import psycopg

    from accordingto.store.engines import LOCK

    connection = psycopg.connect(address)
    connection.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    return closing(connection)


def refused(address, **options):
    """The message with which a database is refused: one line."""
    with pytest.raises(DeskError) as caught:
        open_desk(address, **options).close()
    return line(caught)


def line(caught):
    message = str(caught.value)
    assert "\n" not in message
    assert message == f"{caught.value.where}: {caught.value.what}. {caught.value.advice}."
    return message


def test_a_file_locked_while_it_is_made_is_told_of(tmp_path):
    path = tmp_path / "desk.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        assert "another program has kept it locked for 0.2" in refused(path, wait=0.2)


def test_a_file_that_is_no_desk_is_refused(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("These are notes, and no database of any kind.\n" * 50)
    assert (
        refused(path) == f"{path}: it is no SQLite database. Name the file that the program"
        " made, or a new one."
    )
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE songs (name TEXT)")
    assert "it is a database of another program (it has a table 'songs')" in refused(other)
    assert refused(tmp_path).endswith("it is a folder. Name a file in it.")
    assert "its folder is not there. Make the folder" in refused(tmp_path / "no" / "desk.db")
    assert "no file is named" in refused("")


def test_a_read_only_file_is_told_of(tmp_path):
    path = tmp_path / "desk.db"
    open_desk(path).close()
    record = make_record("a", "2020-01-01")
    with (
        open_desk(f"sqlite:///file:{path}?mode=ro&uri=true") as desk,
        pytest.raises(DeskError, match=r"it may only be read\. Ask for permission to write"),
    ):
        desk.add(record)


def test_a_file_that_one_may_not_write_is_told_of(tmp_path, monkeypatch):
    path = tmp_path / "desk.db"
    open_desk(path).close()
    # Who runs the tests may be allowed everything.
    monkeypatch.setattr(os, "access", lambda file, mode: mode != os.W_OK)
    assert refused(path).startswith(f"{path}: it may only be read. Ask for permission to write")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://ana:geheim@host/name", "'mysql' is no database that this program can use"),
        ("postgresql+asyncpg://ana:geheim@host/name", "'postgresql+asyncpg' is no database"),
        ("postgresql://ana:geheim@host:port/name", "it is no URL of a database"),
        ("postgresql:/ana:geheim@host/name", "it is no URL of a database"),
        ("postgresql://ana:geheim@127.0.0.1:1/name", "the database server cannot be reached"),
        ("postgresql://ana@127.0.0.1:1/x?password=geheim", "the database server cannot be reached"),
        ("postgresql://ana:geheim@no.such.host.invalid/x", "database server cannot be reached"),
    ],
)
def test_a_wrong_url_is_told_of_without_its_password(url, words):
    message = refused(url)
    assert words in message
    assert "geheim" not in message


def test_a_server_without_that_database_is_told_of(server):
    message = refused(server.replace("/postgres?", "/nowhere?"))
    assert "the server knows no such database or user" in message


def test_a_missing_driver_is_told_of(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    message = refused("postgresql://ana:geheim@host/name")
    assert message.endswith("psycopg is not installed. Run: pip install 'accordingto[postgresql]'.")
    assert "geheim" not in message


def test_alembic_is_not_loaded_for_a_desk_that_is_up_to_date(tmp_path):
    path = tmp_path / "desk.db"
    open_desk(path).close()
    code = f"import sys; from accordingto.store import open_desk; open_desk({str(path)!r}).close()"
    code += "; sys.exit('alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
