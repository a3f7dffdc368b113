"""The tolls of short descriptions, as lists of incidents give them: killed and injured."""

from __future__ import annotations

import pytest

from accordingto import read

TEXTS = [
    # Those hit, and those of them who died.
    ("Five people were shot at a petrol station. Two died.", 2, 3),
    ("Four youths were shot by a lake. One, a 15-year-old boy, died.", 1, 3),
    ("Four men were shot. Two were pronounced dead and the other two were hospitalized.", 2, 2),
    ("Eight people were wounded in a shooting at a bar. One of them has since died.", 1, 7),
    ("One clerk was killed and four were wounded in a raid. One of the wounded died.", 2, 3),
    ("A man was shot and later died, while four others were wounded.", 1, 4),
    ("He shot two clerks, one fatally, and one resident.", 1, 2),
    # Others than before.
    ("A bomb left 100 dead and 1,000 hurt. In Oster, six also died and 58 were hurt.", 106, 1058),
    ("Bombs injured five people in Harbury. He blew himself up, also injuring a guard.", 0, 6),
    ("A shooting left one person dead, three in critical condition and two in stable condition.",
     1, 5),
    ("Three guards were wounded, one seriously, in a knife attack.", 0, 3),
    ("A shooting left one man dead and injured three other people.", 1, 3),
    # Kin, and several under one article.
    ("A man shot and killed his wife and three children.", 4, 0),
    ("Two brothers were killed and their mother and sister were wounded in a shooting.", 2, 2),
    ("A man shot and killed his uncle and cousin and wounded his wife and aunt.", 2, 2),
    ("A woman was killed in the attack; her husband, son and a neighbour were wounded.", 1, 3),
    # Mourned, not killed here.
    ("Six people were wounded in a shooting at a vigil for a man killed last week.", 0, 6),
    ("Five people were shot at a memorial for a student who had died.", 0, 5),
]  # fmt: skip


@pytest.mark.parametrize(("text", "killed", "injured"), TEXTS)
def test_tolls_of_short_texts(text, killed, injured):
    main = next(i for i in read(text, reader="rules").incidents if i.role == "main")
    found = [getattr(main.toll.get(m), "best", None) or 0 for m in ("killed", "injured")]
    assert found == [killed, injured]


def test_dead_who_are_mourned_are_refused_with_the_reason():
    text = "Six people were hurt in a shooting at a vigil for a man killed last week."
    record = read(text, reader="rules")
    refused = record.incidents[0].toll["killed"].refused
    assert "mourned" in refused[0].why
