"""Workbooks: well-formed, with real numbers, and nothing that runs."""

import io
import zipfile
from xml.etree import ElementTree

from agent.screen.xlsx import workbook

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def opened(evidence):
    with zipfile.ZipFile(io.BytesIO(workbook(evidence))) as archive:
        assert archive.testzip() is None
        return {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}


def rows_of(sheet):
    return [["".join(cell.itertext()) for cell in row] for row in sheet.iter(f"{MAIN}row")]


def test_rows_are_numbers_under_their_labels(sales_by_department):
    parts = opened(sales_by_department)
    rows = rows_of(parts["xl/worksheets/sheet1.xml"])
    assert rows[:2] == [["Department", "Sales", "Share"], ["GROCERY", "2316393.89", "0.74"]]
    cell = list(parts["xl/worksheets/sheet1.xml"].iter(f"{MAIN}c"))[4]
    assert cell.get("t") is None
    styles = list(parts["xl/styles.xml"].iter(f"{MAIN}numFmt"))
    assert styles[int(cell.get("s"))].get("formatCode") == '"$"#,##0.00'


def test_the_source_goes_along(sales_by_department):
    said = dict(rows_of(opened(sales_by_department)["xl/worksheets/sheet2.xml"]))
    assert said["Evidence"] == "D1"
    assert said["Query"].startswith("SELECT department")
    assert said["Note"] == "Fuel is included."


def test_dates_are_dates_and_text_that_looks_like_a_formula_stays_text(sales_by_department):
    day = {"name": "date", "label": "Day", "unit": "date", "role": "dimension"}
    columns = [day, sales_by_department["columns"][0]]
    rows = [{"date": "2017-03-01", "department": "=1+1\x07<b>"}]
    parts = opened({**sales_by_department, "columns": columns, "rows": rows})
    assert rows_of(parts["xl/worksheets/sheet1.xml"])[1] == ["42795", "=1+1<b>"]
    assert not list(parts["xl/worksheets/sheet1.xml"].iter(f"{MAIN}f"))


def test_equal_rows_give_an_equal_file(sales_by_department):
    assert workbook(sales_by_department) == workbook(sales_by_department)
