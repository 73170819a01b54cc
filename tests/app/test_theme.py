"""The palette: told apart by everyone, and seen on light and dark."""

import itertools
import math

from agent.screen.theme import PALETTE

# Machado, Oliveira and Fernandes 2009, table 1, severity 1: protanopia, deuteranopia, tritanopia.
VISIONS = [
    [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
]
LIGHT, DARK = "#ffffff", "#151a19"


def linear(color):
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def luminance(color):
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear(color), strict=True))


def lab(color, vision):
    r, g, b = (min(1, max(0, sum(w * p for w, p in zip(row, linear(color), strict=True)))) for row in vision)
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
    )
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def test_any_two_colours_differ_for_the_colour_blind_too():
    for vision in VISIONS:
        seen = [lab(color, vision) for color in PALETTE]
        nearest = min(math.dist(a, b) for a, b in itertools.combinations(seen, 2))
        assert nearest > 15, vision


def test_every_colour_stands_out_from_a_light_and_a_dark_page():
    for color in PALETTE:
        for page in (LIGHT, DARK):
            one, other = sorted((luminance(color), luminance(page)))
            assert (other + 0.05) / (one + 0.05) > 2.5, (color, page)
