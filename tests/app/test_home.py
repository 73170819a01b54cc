"""What the first page knows of the shop, and what it says before anything is known."""

import pytest

from agent.screen import home
from tools import evidence

DESCRIBED = evidence.make(
    "describe_data",
    "What the shop's data hold and lack",
    columns=[
        {"name": name, "label": name.capitalize(), "unit": "text", "role": "dimension"}
        for name in ("kind", "name", "meaning")
    ],
    rows=[
        {"kind": "metric", "name": "Sales", "meaning": "What the retailer received."},
        {"kind": "not recorded", "name": "costs", "meaning": "There are none."},
    ],
    facts=[
        {"name": "first_day", "label": "First day", "value": "2017-01-01", "unit": "date"},
        {"name": "last_day", "label": "Last day", "value": "2017-12-31", "unit": "date"},
        {"name": "sales", "label": "Sales", "value": 4596039.58, "unit": "usd"},
        {"name": "customers", "label": "Customers", "value": 2469, "unit": "count"},
    ],
)


def test_the_shop_is_told_in_days_sizes_and_what_it_lacks():
    assert home.holds(DESCRIBED) == {
        "days": "1 January 2017 to 31 December 2017",
        "sizes": [("Sales", "$4,596,040"), ("Customers", "2,469")],
        "absent": ["costs"],
    }


def test_what_was_kept_is_there_for_the_next_page(tmp_path):
    home.keep(tmp_path, {"Manager": ["Sales in December?"]}, home.holds(DESCRIBED))
    assert home.questions(tmp_path) == {"Manager": ["Sales in December?"]}
    assert home.shop(tmp_path)["absent"] == ["costs"]


@pytest.mark.parametrize("spoiled", ["", "{", "7", '{"roles": [1]}', '{"roles": {"Manager": []}}'])
def test_a_spoiled_file_is_no_trouble(tmp_path, spoiled):
    (tmp_path / home.FILE).write_text(spoiled)
    assert home.questions(tmp_path) == {role: list(texts) for role, texts in home.ANY_SHOP.items()}
    assert home.shop(tmp_path) is None
