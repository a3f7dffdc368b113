"""The scene layers on texts that no newsroom wrote: they never raise, and stay near linear."""

from __future__ import annotations

import time

import pytest

from accordingto.annotate import annotate_report
from accordingto.model import Report

LAYERS = ("weapons", "targets", "venues", "actors", "responses", "footage", "unknowns")
LINE = "A gunman opened fire at the Acme plant and police closed the road. "
HOSTILE = {
    "empty": "",
    "blanks": " \n\t\n ",
    "null bytes": "A gunman\x00 opened fire\x00 at the Acme plant.",
    "markup": "<p>A <b>gunman</b> opened fire &amp; fled</p><script>bomb()</script>",
    "right to left": "\u202eA gunman opened fire\u202c in the \u200fmarket\u200f.",
    "no full stop": "gunman bomb police closed footage shows unclear who " * 40,
    "only marks": "..., ;; !? “” ‘’ -- " * 50,
    "capitals": LINE.upper() * 3,
    "emoji": "🔥 A gunman 🔫 opened fire at the 🏭 Acme plant 🚓.",
    "one word": "bomb",
    "furniture": "Image copyright X Image caption\nPhoto\nShare this\nRead more\n" * 10,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_every_mention_cuts_exactly(name):
    report = Report(id=name, text=HOSTILE[name])
    annotations = annotate_report(report)
    for layer in LAYERS:
        for mention in getattr(annotations, layer):
            mention.evidence.check(report)
            assert mention.evidence.text.strip()


def test_mentions_stand_in_text_order():
    text = LINE + "Footage showed smoke. No group has claimed responsibility. A bomb hit a school."
    annotations = annotate_report(Report(id="order", text=text))
    for layer in LAYERS:
        starts = [mention.evidence.start for mention in getattr(annotations, layer)]
        assert starts == sorted(starts), layer
        assert starts, layer


def test_a_report_without_an_incident_gives_nothing_in_its_record():
    text = "The team won the final. Smith fired a shot past the keeper, who closed the angle."
    annotations = annotate_report(Report(id="sport", text=text))
    assert annotations.actors == ()
    assert annotations.targets == ()
    assert annotations.venues == ()


def test_one_endless_line_takes_no_longer_a_word_than_a_short_text():
    short, endless = timed(LINE * 20), timed(LINE.replace(".", ",") * 200)
    assert endless < 10 * short * 4


def timed(text):
    started = time.perf_counter()
    annotate_report(Report(id="timed", text=text))
    return time.perf_counter() - started
