"""Rows of evidence as an Excel workbook: real numbers and dates with formats, and a sheet on the source.

Office Open XML (ECMA-376, part 1) in its smallest form; nothing in it is a formula.
"""

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from agent import badge
from tools.evidence import Column, Evidence, Unit, Value

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
FORMATS = {
    "": "General",
    "usd": '"$"#,##0.00',
    "percent": "0.0%",
    "points": "0.0%",
    "count": "#,##0",
    "date": "yyyy-mm-dd",
}
"""Number formats by unit, in the order of the styles. Style 0 is plain, the last one is the heading."""
STYLES = {unit: number for number, unit in enumerate(FORMATS)}
HEADING = len(FORMATS)
EPOCH = dt.date(1899, 12, 30)
"""Day 0 of Excel's calendar, for dates after February 1900."""


def workbook(evidence: Evidence) -> bytes:
    """The evidence as an .xlsx file: a sheet of all its rows, and one on where they come from."""
    columns = evidence["columns"]
    table = [[_text(c["label"], HEADING) for c in columns]]
    table += [[_cell(row.get(c["name"]), c) for c in columns] for row in evidence["rows"]]
    about = [
        ("Title", evidence["title"]),
        ("Evidence", evidence["id"]),
        ("Data version", evidence["data_version"]),
        ("Checked", badge.explained(evidence)),
        ("How it was computed", evidence["method"] or ""),
        *(("Note", warning) for warning in evidence["warnings"]),
        ("Query", (evidence["sql"] or "")[:32_000]),
    ]
    source = [[_text(name, HEADING), _text(said, 0)] for name, said in about if said]
    return _packed({"Rows": _sheet(table, columns), "Source": _sheet(source, [])})


def _packed(sheets: dict[str, str]) -> bytes:
    numbers = range(1, len(sheets) + 1)
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>'
        for n, name in zip(numbers, sheets, strict=True)
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATED}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    links += f'<Relationship Id="rId0" Type="{RELATED}/styles" Target="styles.xml"/>'
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{KIND}.worksheet+xml"/>'
        for n in numbers
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/>{parts}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{RELATED}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATED}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f"{links}</Relationships>",
        "xl/styles.xml": _styles(),
        **{f"xl/worksheets/sheet{n}.xml": text for n, text in zip(numbers, sheets.values(), strict=True)},
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            # A fixed time, so that equal rows give an equal file.
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), HEAD + text, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _styles() -> str:
    own = "".join(
        f'<numFmt numFmtId="{164 + n}" formatCode={quoteattr(code)}/>'
        for n, code in enumerate(FORMATS.values())
    )
    plain = "".join(
        f'<xf numFmtId="{164 + n}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for n in range(len(FORMATS))
    )
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="{len(FORMATS)}">{own}</numFmts>'
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(FORMATS) + 1}">{plain}'
        '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>'
    )


def _sheet(rows: Sequence[Sequence[str]], columns: Sequence[Column]) -> str:
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{max(12, min(48, len(c["label"]) + 4))}" customWidth="1"/>'
        for n, c in enumerate(columns, 1)
    )
    lines = "".join(f"<row>{''.join(cells)}</row>" for cells in rows)
    shaped = f"<cols>{widths}</cols>" if widths else ""
    return f'<worksheet xmlns="{MAIN}">{shaped}<sheetData>{lines}</sheetData></worksheet>'


def _cell(value: Value, column: Column) -> str:
    if value is None:
        return "<c/>"
    unit: Unit = column["unit"]
    if isinstance(value, int | float) and not isinstance(value, bool):
        style = STYLES.get(unit, 0) if column["role"] != "dimension" else 0
        if unit == "count" and value != round(value):
            style = 0
        return f'<c s="{style}"><v>{round(value, 6) if isinstance(value, float) else value}</v></c>'
    if unit == "date" and (day := _day(str(value))) is not None:
        return f'<c s="{STYLES["date"]}"><v>{day}</v></c>'
    return _text(str(value), 0)


def _day(text: str) -> int | None:
    try:
        return (dt.date.fromisoformat(text[:10]) - EPOCH).days
    except ValueError:
        return None


def _text(text: str, style: int) -> str:
    # Control characters have no place in XML 1.0.
    kept = "".join(c for c in text if c >= " " or c in "\t\n")
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(kept)}</t></is></c>'
