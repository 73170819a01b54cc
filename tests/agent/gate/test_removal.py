"""What is left of an answer when statements are taken out."""

from hypothesis import given
from hypothesis import strategies as st

from agent.gate import check, remove
from tools.evidence import Evidence


def left(text: str, evidence: Evidence) -> tuple[str, list[str]]:
    return remove(text, check(text, [evidence], "").failures)


def test_a_sentence_goes_with_its_mark(evidence: dict[str, Evidence]) -> None:
    text = "Grocery sold $2.32M [D1]. Deli sold $9M. [D1] Meat sold $308,543 [D1]."
    kept, removed = left(text, evidence["departments"])
    assert kept == "Grocery sold $2.32M [D1]. Meat sold $308,543 [D1]."
    assert removed == ["Deli sold $9M. [D1]"]


def test_a_bullet_goes_with_what_is_under_it_and_the_list_is_numbered_anew(
    evidence: dict[str, Evidence],
) -> None:
    text = "Top three:\n\n1. Grocery: $2.32M\n2. Drug GM: $9.97M\n   - by far the best\n3. Produce: $323K"
    kept, removed = left(text, evidence["departments"])
    assert kept == "Top three:\n\n1. Grocery: $2.32M\n2. Produce: $323K"
    assert len(removed) == 1


def test_a_table_row_goes_and_an_empty_table_with_its_heading(evidence: dict[str, Evidence]) -> None:
    head = "## Sales\n\nBy department:\n\n| Department | Sales |\n|---|---|\n"
    text = "Grocery sold $2.32M [D1].\n\n" + head + "| Grocery | $1 |\n| Deli | $148,343 |"
    kept, removed = left(text, evidence["departments"])
    assert kept.endswith("|---|---|\n| Deli | $148,343 |")
    assert removed == ["| Grocery | $1 |"]
    kept, _ = left(text.replace("148,343", "2"), evidence["departments"])
    assert kept == "Grocery sold $2.32M [D1]."


def test_nothing_may_be_left(evidence: dict[str, Evidence]) -> None:
    assert left("Deli sold $9M [D1].", evidence["departments"]) == ("", ["Deli sold $9M [D1]."])


def test_right_text_is_not_touched(evidence: dict[str, Evidence]) -> None:
    text = "Intro:\n\n- Grocery sold $2.32M\n\n\n\nEnd:  "
    assert left(text, evidence["departments"]) == (text, [])


@given(
    st.lists(
        st.sampled_from(["Deli $9M. ", "\n", "- ", "| a | $8 |\n", "## h\n", "1. ", "so: ", "Meat [D1] "]),
        max_size=20,
    ).map("".join)
)
def test_what_is_left_holds_no_figure_that_failed(text: str) -> None:
    kept, removed = remove(text, check(text, [], "").failures)
    assert "$" not in kept
    assert removed or "$" not in text
