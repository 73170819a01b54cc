"""The miniature shop, which fits on a page: what the tests ask, and the benches beside the real one."""

import csv
import inspect
from pathlib import Path

from tools.warehouse.load import build
from tools.warehouse.sources import tables

Tables = dict[str, list[dict[str, str]]]


def miniature() -> Tables:
    """A shop that opens on Tuesdays and Saturdays, from Sunday 1 January to Tuesday 14 March 2017.

    Net sales: January 82.50, February 76.00, March 23.00, in all 181.50 in 22 orders and 27 lines.
    Fuel (products 7 and 8) is 45.00 of it, Private label without fuel 18.00, store 10 111.00, store 20 70.50.
    Weeks 1 and 12 have one trading day, the ten others two. The tables below are the data itself:

    customers
      customer_id  age    income     home_ownership  marital_status  household_size  household_type    kids
      1            45-54  50-74K     Homeowner       Married         4               2_Adults_Kids     2
      2            25-34  Under_15K  Renter          Unmarried       1               1_Adult_No_Kids   0
      3            65+    35-49K     Homeowner       Married         2               2_Adults_No_Kids  0
      4            45-54  250K+      -               -               2               2_Adults_No_Kids  0

    products
      product_id  manufacturer_id  department     category           product_type           package_size  brand     is_fuel
      1           10               GROCERY        SOFT_DRINKS        COLA                   2_L           National  false
      2           69               GROCERY        YOGURT             YOGURT_NOT_MULTI-PACKS 6_OZ          Private   false
      3           69               GROCERY        FLUID_MILK         FLUID_MILK_WHITE_ONLY  1_GA          Private   false
      4           2                PRODUCE        TROPICAL_FRUIT     BANANAS                40_LB         National  false
      5           3                MEAT           BEEF               GROUND_BEEF            -             National  false
      6           11               DRUG_GM        CANDY_-_CHECKLANE  CANDY_BARS             2_OZ          National  false
      7           69               FUEL           COUPON/MISC_ITEMS  GASOLINE-REG_UNLEADED  -             Private   true
      8           69               MISCELLANEOUS  COUPON/MISC_ITEMS  GASOLINE-REG_UNLEADED  -             Private   true

    order_lines
      order_id  ordered_at           week  customer_id  store_id  product_id  quantity  net_sales  loyalty_discount  coupon_discount  coupon_match
      101       2017-01-01_10:00:00  1     1            10        1           2         4.00       1.00              0                0
      102       2017-01-03_17:00:00  2     2            10        2           4         2.00       0                 0                0
      102       2017-01-03_17:00:00  2     2            10        4           3         3.00       0.50              0                0
      103       2017-01-07_17:30:00  2     3            20        5           1         10.00      2.00              0                0
      104       2017-01-10_09:00:00  3     1            10        3           1         3.00       0                 0                0
      104       2017-01-10_09:00:00  3     1            10        7           9000      20.00      0                 0                0
      105       2017-01-14_17:45:00  3     4            20        6           2         2.00       0                 0                0
      106       2017-01-17_12:00:00  4     5            10        4           5         5.00       0                 0                0
      107       2017-01-21_17:10:00  4     2            10        1           1         2.00       0                 0.50             0.25
      108       2017-01-24_11:00:00  5     1            10        5           2         20.00      4.00              1.00             0
      109       2017-01-28_23:30:00  5     6            20        99          1         1.50       0                 0                0
      110       2017-01-31_17:00:00  6     3            20        2           0         0.00       0                 0                0
      110       2017-01-31_17:00:00  6     3            20        5           1         10.00      0                 0                0
      111       2017-02-04_10:00:00  6     1            10        1           3         6.00       1.50              0                0
      112       2017-02-07_18:00:00  7     4            20        3           2         6.00       0                 0                0
      113       2017-02-11_17:00:00  7     2            10        8           10000     25.00      0                 0                0
      114       2017-02-14_08:00:00  8     1            10        6           10        10.00      0                 0                0
      115       2017-02-18_17:00:00  8     5            20        5           1         12.00      0                 0                0
      116       2017-02-21_13:00:00  9     3            20        4           2         2.00       0                 0                0
      116       2017-02-21_13:00:00  9     3            20        1           1         2.00       0                 1.00             0
      117       2017-02-25_10:00:00  9     1            10        2           6         3.00       0                 0                0
      118       2017-02-28_19:00:00  10    4            20        5           1         10.00      2.00              0                0
      119       2017-03-04_17:00:00  10    2            10        3           1         3.00       0                 0                0
      119       2017-03-04_17:00:00  10    2            10        2           2         1.00       0                 0                0
      120       2017-03-07_17:00:00  11    1            20        5           1         11.00      0                 0                0
      121       2017-03-11_16:00:00  11    6            20        1           2         4.00       0                 0                0
      122       2017-03-14_10:00:00  12    1            10        4           4         4.00       0                 0                0

    campaigns
      campaign_id  campaign_type  start_date  end_date
      1            Type_A         2017-01-15  2017-02-28
      2            Type_C         2016-12-01  2017-01-31

    campaign_targets
      campaign_id  customer_id
      1            1
      1            2
      1            3
      2            1
      2            4

    offer_products (the second row occurs twice)
      offer_id  campaign_id  product_id
      501       1            1
      501       1            2
      501       1            2
      502       2            3
      502       2            5

    redemptions
      customer_id  offer_id  campaign_id  redeemed_on
      2            501       1            2017-01-21
      1            502       2            2017-01-24
      3            501       1            2017-02-21

    promotions (product 1 stands in two places of store 10 in week 6; sales on promotion are 41.00)
      product_id  store_id  week  display        mailer
      1           10        6     Front_End_Cap  -
      1           10        6     Rear_End_Cap   -
      4           10        4     -              Back_Page_Feature
      4           20        4     Front_End_Cap  -
      5           10        5     In-Aisle       Front_Page_Feature
      5           20        2     -              Front_Page_Feature

    A cell has _ for a space; a lone - is unknown.
    """  # noqa: E501
    written = inspect.cleandoc(miniature.__doc__ or "")
    found: Tables = {}
    for block in written.split("\n\n"):
        title, *lines = block.splitlines()
        if not lines or not lines[0].startswith("  "):
            continue
        header, *rows = [line.split() for line in lines]
        cells = [["" if cell == "-" else cell.replace("_", " ") for cell in row] for row in rows]
        found[title.split()[0]] = [dict(zip(header, row, strict=True)) for row in cells]
    return found


def write_shop(folder: Path, shop: Tables) -> Path:
    """Writes tables as CSV files, the way a shop hands them over; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in shop.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return folder


def build_miniature(folder: Path) -> Path:
    """The miniature shop's warehouse, built in a folder; returns its path."""
    path = folder / "warehouse.duckdb"
    build(path, tables.source(write_shop(folder / "csv", miniature()), name="miniature"))
    return path
