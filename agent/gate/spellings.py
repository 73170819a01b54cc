"""How numbers are written: in digits and words, with scales, units and hedges."""

import re

UNITS = {
    word: n
    for n, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    word: 10 * n
    for n, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
    )
}
SCALES = {
    "k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "mm": 1e6, "mio": 1e6, "million": 1e6,
    "b": 1e9, "bn": 1e9, "billion": 1e9, "hundred": 100.0, "dozen": 12.0, "trillion": 1e12,
}  # fmt: skip
PARTS = {
    "half": 0.5, "halves": 0.5, "third": 1 / 3, "thirds": 1 / 3, "quarter": 0.25, "quarters": 0.25,
    "fifth": 0.2, "fifths": 0.2, "tenth": 0.1, "tenths": 0.1, "sixth": 1 / 6, "sixths": 1 / 6,
    "seventh": 1 / 7, "sevenths": 1 / 7, "eighth": 0.125, "eighths": 0.125, "ninth": 1 / 9, "twelfth": 1 / 12,
    "twentieth": 0.05, "hundredth": 0.01,
}  # fmt: skip
TIMES = {
    "doubled": 2.0, "doubling": 2.0, "double": 2.0, "twice": 2.0, "tripled": 3.0, "triple": 3.0,
    "trebled": 3.0, "thrice": 3.0, "quadrupled": 4.0, "quadruple": 4.0, "halved": 0.5, "halving": 0.5,
}  # fmt: skip

_SMALL = "|".join([*UNITS, *TENS])
_WORD_NUMBER = rf"(?:(?:{'|'.join(TENS)})[- ](?:{'|'.join(list(UNITS)[1:10])})|{_SMALL})"
DIGITS = (
    r"\d{1,3}(?:[,\u2009\u202f\u00a0'’]\d{3})+(?:\.\d+)?(?![\d])"
    r"|\d{1,3}(?:\.\d{3})+,\d{1,2}(?!\d)|\d{1,3}(?:\.\d{3}){2,}(?!\d)|\d+(?:[.,]\d+)?|\.\d+"
)
_SCALE_WORDS = r"hundred|thousand|million|billion|trillion|dozen"
_END = (
    r"(?:(?P<percent>\s?%(?!\s?-?\s?points?)|[\s-]?(?:percent|per\scent|pct)\b(?!\s?-?points?))"
    r"|(?P<points>\s?%\s?-?points?|[\s-]?(?:percentage[\s-]points?|percent\spoints?|points?|pp|ppts?|pts)\b)"
    r"|(?P<times>\s?[x×](?![\w])|\s?-?(?:times|fold)\b)"
    r"|(?P<usd>\s?(?:USD|dollars?|bucks|US\sdollars)\b|\s?\$(?![\d\w])))?"
)

PATTERN = re.compile(
    rf"""
      (?P<inn>\b(?:one|two|three|four|five|six|seven|eight|nine|\d)\s(?:[a-z]+\s)?(?:in|out\sof)\s(?:every\s)?(?:{_WORD_NUMBER}|\d\d?)\b
        (?![\d.,]*[\d%]|\s?(?:percent|%)))
    | (?P<ratio>(?<![\w.,])\d+(?:\.\d+)?\s?(?:to|:)\s?(?:1|one)\b(?![\d.,]*[\d%]))
    | (?P<mixed>\b(?:one|two|three|four|five|six|\d)\sand\sa\shalf\s(?:times|as)\b)
    | (?P<part>(?:(?:\b(?P<over>a|one|two|three|four|1|2|3)[\s-])?
        \b(?P<piece>half|thirds?|quarters?|fifths?|tenths?|sixths?|sevenths?|eighths?|ninth|twelfth|twentieth|hundredth)\b)
        (?P<amount>\sa\s(?:million|billion|dozen|thousand)\b)?)
    | (?P<multiple>\b(?:{"|".join(TIMES)})\b)
    | (?P<sign>(?<![\w\d%)]) [-+−–])? (?:(?P<cur>\\?\$\s?|US\\?\$\s?|USD\s?|€\s?|£\s?)(?P<sign2>[-−])?)?
      (?P<digits>(?<![\w.])(?:{DIGITS})|(?<=USD)(?:{DIGITS}))
      (?: (?P<nth>st|nd|rd|th)\b | (?P<clock>:\d\d(?!\d)(?:\s?[ap]\.?m\b)?|\s?[ap]\.?m\b) |
          (?: (?P<scale>\s?(?:[kKMBm]|mn|bn|mio|mm)(?![\w])|[\s-](?:{_SCALE_WORDS})\b)? {_END} ))
    | \b(?P<word>{_WORD_NUMBER}|a(?=\s(?:{_SCALE_WORDS})\b))(?!\w)(?P<wscale>[\s-](?:{_SCALE_WORDS})\b)?
        {_END.replace("<", "<w")}
    """,
    re.VERBOSE | re.IGNORECASE,
)
MARK = re.compile(r"\[[DKM]\d+(?:\s*[,;]\s*[DKM]\d+)*\]|https?://\S+")
_ABOUT = (
    r"(?:about|around|roughly|approximately|approx\.?|circa|ca\.?|some|close to|an estimated|"
    r"~|≈|in the region of)"
)
_OVER = (
    r"(?:just over|well over|a little over|slightly over|slightly more than|a little more than|just above|"
    r"over|more than|above|at least|exceeding|exceed(?:s|ed)|topped|"
    r"surpass(?:es|ed)|passed|upwards of|in excess of|north of|greater than|topping)"
)
_UNDER = (
    r"(?:just under|short of|nearly|almost|just below|just short of|a little under|slightly under|"
    r"slightly less than|a little less than|under|less than|fewer than|below|at most|not quite|shy of)"
)
HEDGE = re.compile(
    rf"(?:(?P<about>{_ABOUT})|(?P<over>(?<!\w){_OVER})|(?P<under>{_UNDER}))[\s*_]*(?:the |an? )?[\s*_(]*\Z",
    re.IGNORECASE,
)
OF_A_PERIOD = re.compile(r"(?:first|second|1st|2nd|other|last|latter|better)[\s-]$")
RANGE = re.compile(r"\s?[-–—]\s?|\s(?:to|and|or)\s(?:\$\s?)?")
BETWEEN = re.compile(r"\b(?:between|either)[\s$*]*\Z", re.IGNORECASE)
ISH = re.compile(r"\s?(?:ish\b|or so\b)", re.IGNORECASE)
