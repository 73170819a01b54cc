"""Four questions to begin with, drawn from the shop's own data."""

from pathlib import Path


def questions(home: Path) -> list[tuple[str, str]]:
    """Label and question of each starter."""
    return [
        ("Sales by department", "Sales by department?"),
        ("How did sales go month by month?", "How did sales go month by month?"),
        ("Best categories in December", "What were the top 10 categories by sales in December 2017?"),
        ("How big is the average basket?", "What is the average basket?"),
    ]
