"""Time phrases, against days read off a calendar of 2017."""

import pytest

from agent.reading import Reader

INSIDE = [
    ("in march", "03-01", "03-31"),
    ("Sept", "09-01", "09-30"),
    ("decmber", "12-01", "12-31"),
    ("march to may", "03-01", "05-31"),
    ("between june and august", "06-01", "08-31"),
    ("between 3 march and 15 april", "03-03", "04-15"),
    ("from june 5 through july 9", "06-05", "07-09"),
    ("3 to 10 march", "03-03", "03-10"),
    ("march 3-10", "03-03", "03-10"),
    ("3/15", "03-15", "03-15"),
    ("15/3", "03-15", "03-15"),
    ("on 2017-03-15", "03-15", "03-15"),
    ("15.03.2017", "03-15", "03-15"),
    ("04.03.2017", "03-04", "03-04"),
    ("3/4/2017", "03-04", "03-04"),
    ("the 4th of july", "07-04", "07-04"),
    ("august 15, 2017", "08-15", "08-15"),
    ("Q1", "01-01", "03-31"),
    ("second quarter", "04-01", "06-30"),
    ("2017 Q3", "07-01", "09-30"),
    ("Q3 17", "07-01", "09-30"),
    ("H1", "01-01", "06-30"),
    ("2nd half of the year", "07-01", "12-31"),
    ("first half of march", "03-01", "03-15"),
    ("week 1", "01-01", "01-01"),
    ("week 12", "03-13", "03-19"),
    ("weeks 10-20", "02-27", "05-14"),
    ("wk 53", "12-25", "12-31"),
    ("the week of July 4", "07-03", "07-09"),
    ("first two weeks of march", "03-01", "03-14"),
    ("last week of june", "06-24", "06-30"),
    ("mid-june", "06-11", "06-20"),
    ("early november", "11-01", "11-10"),
    ("end of february", "02-21", "02-28"),
    ("first 10 days of may", "05-01", "05-10"),
    ("this month", "12-01", "12-31"),
    ("last month", "11-01", "11-30"),
    ("last week", "12-18", "12-24"),
    ("last quarter", "07-01", "09-30"),
    ("last 8 weeks", "11-06", "12-31"),
    ("past 30 days", "12-02", "12-31"),
    ("last three months", "10-01", "12-31"),
    ("first 6 months", "01-01", "06-30"),
    ("year to date", "01-01", "12-31"),
    ("mtd", "12-01", "12-31"),
    ("so far this year", "01-01", "12-31"),
    ("since june", "06-01", "12-31"),
    ("from october onwards", "10-01", "12-31"),
    ("before august", "01-01", "07-31"),
    ("after may", "06-01", "12-31"),
    ("until march", "01-01", "03-31"),
    ("yesterday", "12-30", "12-30"),
    ("today", "12-31", "12-31"),
    ("2 weeks ago", "12-11", "12-17"),
    ("3 months ago", "09-01", "09-30"),
    ("summer", "06-01", "08-31"),
    ("last spring", "03-01", "05-31"),
    ("in the fall", "09-01", "11-30"),
    ("christmas week", "12-25", "12-31"),
    ("thanksgiving week", "11-20", "11-26"),
    ("on thanksgiving", "11-23", "11-23"),
    ("black friday", "11-24", "11-24"),
    ("on easter", "04-16", "04-16"),
    ("the week of memorial day", "05-29", "06-04"),
    ("labor day weekend", "09-02", "09-04"),
    ("on valentine's day", "02-14", "02-14"),
    ("on mother's day", "05-14", "05-14"),
    ("holiday season", "11-23", "12-31"),
    ("for the week before christmas", "12-18", "12-24"),
    ("in 2017", "01-01", "12-31"),
    ("on the second weekend in may", "05-13", "05-14"),
    ("the last saturday of q1", "03-25", "03-25"),
    ("the weekend before halloween", "10-28", "10-29"),
    ("on the friday after thanksgiving", "11-24", "11-24"),
    ("over the 4th of july weekend", "07-01", "07-04"),
    ("last thanksgiving", "11-20", "11-26"),
    ("between christmas and new year", "12-25", "12-31"),
    ("from easter to mother's day", "04-16", "05-14"),
    ("in the run-up to thanksgiving", "10-26", "11-22"),
    ("the day before yesterday", "12-29", "12-29"),
    ("the week before last", "12-11", "12-17"),
    ("the month before last", "10-01", "10-31"),
    ("in the last fortnight", "12-18", "12-31"),
    ("on boxing day", "12-26", "12-26"),
    ("in calendar week 10", "03-06", "03-12"),
    ("between the 3rd and 9th of april", "04-03", "04-09"),
    ("between 5 and 12 august", "08-05", "08-12"),
    ("the week of 4th of july", "07-03", "07-09"),
    ("on thanksgiving eve", "11-22", "11-22"),
    ("on st patty's day", "03-17", "03-17"),
    ("the month after easter", "04-17", "05-16"),
    ("in the 2 months before christmas", "10-25", "12-24"),
]


@pytest.mark.parametrize(("words", "start", "end"), INSIDE, ids=[w for w, _, _ in INSIDE])
def test_days_that_words_stand_for(reader: Reader, words: str, start: str, end: str) -> None:
    period = reader.read(f"sales {words}").period
    assert period is not None
    assert (str(period.start), str(period.end)) == (f"2017-{start}", f"2017-{end}")


@pytest.mark.parametrize("words", ["in 2016", "march 2016", "last year", "in 2018", "next month", "tomorrow"])
def test_days_outside_the_data_are_said_to_be(reader: Reader, words: str) -> None:
    reading = reader.read(f"sales {words}")
    assert reading.period is None
    assert reading.outside is not None


def test_a_future_period_asks_for_a_forecast(reader: Reader) -> None:
    assert "forecast" in [name for name, _ in reader.read("sales next month").capability]


def test_last_month_says_which_month_it_took(reader: Reader) -> None:
    assert any("November 2017" in note for note in reader.read("sales last month").notes)


def test_the_last_feast_says_which_it_took_and_where_the_data_begin(reader: Reader) -> None:
    notes = reader.read("orders last halloween").notes
    assert any("begin on 1 January 2017" in note for note in notes)
    assert reader.read("orders this easter vs last easter").outside is not None


def test_a_feast_to_come_lies_outside(reader: Reader) -> None:
    assert reader.read("sales next thanksgiving").outside is not None


def test_a_time_that_nothing_stands_beside_is_set_beside_the_latest(reader: Reader) -> None:
    reading = reader.read("are customers up or down vs september")
    assert reading.period is not None
    assert str(reading.period.start) == "2017-12-01"
    assert str(reading.compare.start) == "2017-09-01"


def test_half_covered_periods_are_cut_and_said(reader: Reader) -> None:
    reading = reader.read("sales from november 2016 to february 2017")
    assert reading.period is not None
    assert str(reading.period.start) == "2017-01-01"
    assert any("The data cover" in note for note in reading.notes)


@pytest.mark.parametrize(
    "words", ["on 31/31", "week 80", "february 30", "the 99th of may 3333", "9999 weeks ago"]
)
def test_impossible_days_are_no_error(reader: Reader, words: str) -> None:
    reader.read(f"sales {words}")
