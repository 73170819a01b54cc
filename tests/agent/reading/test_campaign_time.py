"""A campaign as a time: its days are the period, and 'it' is the campaign that households were mailed."""

import datetime as dt

import pytest

from agent.reading.campaign_time import in_days

RAN = {
    8: (dt.date(2017, 5, 8), dt.date(2017, 6, 25)),
    13: (dt.date(2017, 8, 8), dt.date(2017, 9, 24)),
}
EIGHT, THIRTEEN = "from 8 May 2017 to 25 June 2017", "from 8 August 2017 to 24 September 2017"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("beer sales when campaign 8 was live", f"beer sales {EIGHT}"),
        ("orders throughout campaign 13 by store", f"orders {THIRTEEN} by store"),
        ("basket over the days that campaign 8 ran", f"basket {EIGHT}"),
        ("units during campaign 8 vs campaign 13", f"units {EIGHT} vs {THIRTEEN}"),
        (
            "spend during campaign 8 of households that got it vs the others",
            f"spend {EIGHT} of households that got campaign 8 vs the others",
        ),
    ],
)
def test_the_days_of_a_campaign_take_its_place(typed: str, meant: str) -> None:
    found, notes = in_days(typed, RAN)
    assert found == meant
    assert notes


@pytest.mark.parametrize(
    "typed",
    [
        "redemptions during campaign 8",
        "sales during campaign 99",
        "when was campaign 13 running",
        "sales to households mailed campaign 8",
    ],
)
def test_other_words_on_campaigns_stay(typed: str) -> None:
    assert in_days(typed, RAN) == (typed, [])
