"""The opened evidence shows everything that a figure rests on."""

from agent.screen.evidence_text import evidence_page


def test_the_page_holds_rows_query_caveats_method_and_version(sales_by_department):
    page = evidence_page(sales_by_department, ["Sales", "2017"], "/answers/t/m/D1/csv")
    for part in (
        "#### Sales by department, 2017",
        "Sales · 2017",
        "> Fuel is included.",
        "- Total sales: **$2,914,172**",
        "| Drug GM | $596,827 | 19.0% |",
        "[Download the rows (CSV)](/answers/t/m/D1/csv)",
        "Summed over order lines.",
        "```sql\nSELECT department, SUM(net_sales) FROM order_lines GROUP BY 1\n```",
        "Data version v1",
    ):
        assert part in page


def test_a_cut_result_says_so_and_a_query_cannot_leave_its_block(sales_by_department):
    page = evidence_page({**sales_by_department, "truncated": True, "sql": "SELECT '```\n# Hi'"}, [])
    assert "cut at the row limit" in page
    assert page.count("```") == 2
