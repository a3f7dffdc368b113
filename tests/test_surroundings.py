"""Timeline, warnings, and what stands around an incident, from plain annotations."""

from __future__ import annotations

import itertools

import pytest

from accordingto.assemble.surroundings import (
    assemble_footage,
    assemble_responses,
    assemble_unknowns,
)
from accordingto.assemble.timeline import assemble_timeline
from accordingto.assemble.warnings import assemble_warnings
from accordingto.model import (
    Annotations,
    EventMention,
    Evidence,
    FootageMention,
    Incident,
    Report,
    ResponseMention,
    Sentence,
    Speaker,
    Statement,
    StatementMention,
    TimeMention,
    UnknownMention,
    When,
)

TEXT = (
    "A bomb exploded in the market on Friday, and police closed the road at 9 p.m. "
    "Two weeks before, on 3 May, the embassy issued a travel advisory "
    "warning citizens to avoid crowds. "
    "The minister resigned in June. "
    "On 1 May police thwarted a plot against a church. "
    "Officials warned that the death toll could rise."
)
REPORT = Report(id="r", text=TEXT)


def cut(words, after=0):
    start = TEXT.index(words, after)
    return Evidence.cut(REPORT, start, start + len(words))


def when(words, start, *, precision="day"):
    return When(
        start=start,
        end=start,
        precision=precision,
        text=words,
        anchor="published",
        evidence=cut(words),
    )


def incident(role="main", status="accomplished", *, words="bomb exploded", at="2024-05-17"):
    return Incident(
        id="i1" if role == "main" else "i2",
        role=role,
        label="bombing",
        type="bombing",
        also=(),
        status=status,
        when=when("Friday" if role == "main" else "1 May", at),
        where=(),
        venue=None,
        perpetrators=(),
        weapons=(),
        targets=(),
        toll={},
        evidence=(cut(words),),
    )


SENTENCES = (
    Sentence(start=0, end=TEXT.index(" Two weeks"), paragraph=0),
    Sentence(start=TEXT.index("Two weeks"), end=TEXT.index(" The minister"), paragraph=0),
    Sentence(start=TEXT.index("The minister"), end=TEXT.index(" On 1 May"), paragraph=0),
    Sentence(start=TEXT.index("On 1 May"), end=TEXT.index(" Officials"), paragraph=0),
    Sentence(start=TEXT.index("Officials"), end=len(TEXT), paragraph=0),
)
TIMES = (
    TimeMention(when=when("Friday", "2024-05-17"), sentence=0),
    TimeMention(when=when("9 p.m.", "2024-05-17T21:00", precision="minute"), sentence=0),
    TimeMention(when=when("3 May", "2024-05-03"), sentence=1),
    TimeMention(when=when("June", "2024-06-01", precision="month"), sentence=2),
    TimeMention(when=when("1 May", "2024-05-01"), sentence=3),
)
EVENTS = (
    EventMention(evidence=cut("bomb exploded"), type="bombing", sentence=0),
    EventMention(evidence=cut("plot"), type="plot", status="thwarted", sentence=3),
)
SPEAKERS = (
    Speaker(name="embassy", kind="government", mentions=(cut("embassy"),)),
    Speaker(name="Officials", kind="government", mentions=(cut("Officials"),)),
)
SAID = (
    StatementMention(
        speaker=0,
        act="warns",
        direct=False,
        cue=cut("warning"),
        content=(cut("citizens to avoid crowds"),),
        sentence=1,
    ),
    StatementMention(
        speaker=1,
        act="warns",
        direct=False,
        cue=cut("warned"),
        content=(cut("the death toll could rise"),),
        sentence=4,
    ),
)
STATEMENTS = tuple(
    Statement(
        id=f"st{n}",
        source=f"s{n}",
        act="warns",
        direct=False,
        cue=said.cue,
        content=said.content,
        via=None,
        said_on=None,
        standing="asserted",
        about=None,
    )
    for n, said in enumerate(SAID, 1)
)
FOUND = Annotations(
    sentences=SENTENCES,
    times=TIMES,
    events=EVENTS,
    speakers=SPEAKERS,
    statements=SAID,
    responses=(
        ResponseMention(
            kind="closure", by="police", evidence=cut("police closed the road"), sentence=0
        ),
    ),
    footage=(FootageMention(shows="x", via=None, evidence=cut("market"), sentence=0),),
    unknowns=(UnknownMention(about="toll", evidence=cut("the death toll could rise"), sentence=4),),
)
MAIN = incident()
PLOT = incident("background", "thwarted", words="thwarted a plot", at="2024-05-01")


@pytest.fixture
def timeline():
    return assemble_timeline(REPORT, FOUND, (MAIN, PLOT), STATEMENTS)


def test_entries_stand_in_the_order_things_happened(timeline):
    assert [entry.when.start for entry in timeline] == [
        "2024-05-01",
        "2024-05-03",
        "2024-05-17",
        "2024-05-17T21:00",
    ]


def test_an_entry_is_a_clause_and_cuts_exactly(timeline):
    assert timeline[2].text == "A bomb exploded in the market on Friday"
    assert timeline[3].text.startswith("police closed the road") or "closed" in timeline[3].text
    for entry in timeline:
        entry.evidence.check(REPORT)


def test_entries_name_their_incident_and_statement(timeline):
    assert [entry.incident for entry in timeline] == ["i2", None, "i1", "i1"]


def test_what_tells_of_no_incident_is_no_entry(timeline):
    assert not any("resigned" in entry.text for entry in timeline)


def test_a_time_without_a_date_is_no_entry():
    undated = TimeMention(
        when=When(
            start=None,
            end=None,
            precision="weekday_only",
            text="Friday",
            anchor="stated",
            evidence=cut("Friday"),
        ),
        sentence=0,
    )
    found = Annotations(sentences=SENTENCES, times=(undated,), events=EVENTS)
    assert assemble_timeline(REPORT, found, (MAIN,), ()) == ()


def test_warnings_come_before_the_incident():
    warnings = assemble_warnings(REPORT, FOUND, (MAIN, PLOT), STATEMENTS)
    assert [(w.source, w.when and w.when.start) for w in warnings] == [
        ("s1", "2024-05-03"),
        (None, "2024-05-01"),
    ]
    assert warnings[0].about == "citizens to avoid crowds"


def test_a_warning_that_the_toll_may_rise_is_none():
    warnings = assemble_warnings(REPORT, FOUND, (MAIN, PLOT), STATEMENTS)
    assert not any("toll" in w.evidence.text for w in warnings)


def test_a_plot_after_the_incident_is_no_warning():
    later = incident("background", "thwarted", words="thwarted a plot", at="2024-05-20")
    warnings = assemble_warnings(REPORT, FOUND, (MAIN, later), STATEMENTS)
    assert not any("thwarted" in w.evidence.text for w in warnings)


def test_without_an_incident_there_is_nothing_around_it():
    assert assemble_timeline(REPORT, FOUND, (), STATEMENTS) == ()
    assert assemble_warnings(REPORT, FOUND, (), STATEMENTS) == ()
    assert assemble_responses(FOUND, ()) == ()
    assert assemble_footage(FOUND, ()) == ()
    assert assemble_unknowns(FOUND, ()) == ()


def test_with_one_there_is_what_was_found():
    assert [r.kind for r in assemble_responses(FOUND, (MAIN,))] == ["closure"]
    assert [f.shows for f in assemble_footage(FOUND, (MAIN,))] == ["x"]
    assert [u.about for u in assemble_unknowns(FOUND, (MAIN,))] == ["toll"]


def test_the_same_told_again_on_its_day_is_one_entry():
    text = (
        "A bomb exploded in the fish market on Friday, killing three. "
        "Three died when the bomb exploded in the market on Friday. Police raided a flat on Friday."
    )
    report = Report(id="again", text=text)
    ends = [0, *(at + 1 for at, sign in enumerate(text) if sign == ".")]
    starts = [at for at in range(len(text)) if text.startswith("Friday", at)]
    found = Annotations(
        sentences=tuple(
            Sentence(start=a + (a > 0), end=b, paragraph=0) for a, b in itertools.pairwise(ends)
        ),
        times=tuple(
            TimeMention(
                when=When(
                    start="2024-05-17",
                    end="2024-05-17",
                    precision="day",
                    text="Friday",
                    anchor="published",
                    evidence=Evidence.cut(report, at, at + 6),
                ),
                sentence=number,
            )
            for number, at in enumerate(starts)
        ),
        events=tuple(
            EventMention(evidence=Evidence.cut(report, at, at + 6), type="bombing", sentence=number)
            for number, at in enumerate(starts)
        ),
    )
    entries = assemble_timeline(report, found, (MAIN,), ())
    assert [entry.text[:13] for entry in entries] == ["A bomb explod", "Police raided"]
