"""Draws the charts: the only module that imports matplotlib. It is loaded in a child process only.

What a chart shows and says is decided in ``findings``; here it gets its place, its letters and its ink.
All lengths are inches on a sheet eight wide: 1,200 points of a phone's screen at ``DPI``. The same
input gives the same bytes.
"""

from dataclasses import dataclass, field
from io import BytesIO
from typing import Final

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.patches import Rectangle
from matplotlib.textpath import text_to_path

from reports import style
from reports.document import Chart
from reports.findings import Board, Degrees, Part

DPI: Final = 150
WIDTH: Final = 8.0
EDGE: Final = 0.3
INNER: Final = WIDTH - 2 * EDGE
POINT: Final = 1 / 72
BAR: Final = 0.4

for _font in sorted(style.FONTS.glob("NotoSans*.ttf")):
    fontManager.addfont(_font)


@dataclass
class _Pen:
    """Where the next thing goes, and everything drawn so far; ``top`` grows downwards."""

    top: float = EDGE
    texts: list[tuple[float, float, str, float, bool, str]] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float, str]] = field(default_factory=list)
    rules: list[tuple[float, float, float]] = field(default_factory=list)

    def write(self, text: str, size: float, *, bold: bool = False, width: float = INNER) -> None:
        """Lines of text from the left edge, wrapped to ``width``."""
        for line in _wrapped(text, size, width, bold=bold):
            self.texts.append((EDGE, self.top + size * POINT, line, size, bold, "left"))
            self.top += 1.35 * size * POINT

    def plate(self, x: float, y: float, lines: list[str], size: float) -> None:
        """Lines of text on a white plate around a point, readable on any colour and hatch."""
        step = 1.25 * size * POINT
        width = max(_width(line, size) for line in lines) + 0.12
        height = len(lines) * step + 0.04
        self.boxes.append((x - width / 2, y - height / 2, width, height, "plate"))
        for number, line in enumerate(lines):
            middle = y + (number - (len(lines) - 1) / 2) * step
            self.put(x, middle + 0.36 * size * POINT, line, size, "center")

    def put(self, x: float, y: float, text: str, size: float, align: str) -> None:
        """One short text at a place."""
        self.texts.append((x, y, text, size, False, align))


def draw_board(board: Board) -> Chart:
    """The status board: one stacked bar an objective, the count and the word on each part."""
    pen = _Pen()
    _open(pen, board.title, board.parts)
    for row in board.rows:
        pen.write(row.label, 12.5)
        pen.top += 0.04
        _stack(pen, row.parts, BAR)
        pen.top += BAR + 0.17
    pen.write(board.source, 10)
    return _finish(pen, board.name, board.title, board.alternative)


def draw_degrees(degrees: Degrees) -> Chart:
    """One bar an indicator against the line of 100 %, with the true value beside its name."""
    pen = _Pen()
    _open(pen, degrees.title, degrees.parts)
    full = INNER / degrees.scale
    pen.put(EDGE + full, pen.top + 0.06, degrees.line, 11, "center" if degrees.scale > 1.1 else "right")
    first, pen.top = pen.top + 0.12, pen.top + 0.18
    for row in degrees.rows:
        room = INNER - _width(row.value, 12) - 0.3
        pen.put(EDGE + INNER, pen.top + 12 * POINT, row.value, 12, "right")
        pen.write(row.label, 12, width=room)
        pen.top += 0.03
        pen.boxes.append((EDGE, pen.top, INNER, 0.2, "ground"))
        if row.degree:
            pen.boxes.append((EDGE, pen.top, min(row.degree, degrees.scale) * full, 0.2, row.tone))
        pen.rules.append((EDGE + full, pen.top - 0.03, pen.top + 0.23))
        pen.top += 0.2 + 0.13
    pen.rules.append((EDGE + full, first, first + 0.05))
    pen.write(degrees.source, 10)
    return _finish(pen, degrees.name, degrees.title, degrees.alternative)


def _open(pen: _Pen, title: str, parts: tuple[Part, ...]) -> None:
    pen.write(title, 17, bold=True)
    pen.top += 0.08
    x = EDGE
    for part in parts:
        needed = 0.42 + _width(part.label, 12) + 0.28
        if x > EDGE and x + needed - 0.28 > EDGE + INNER:
            x, pen.top = EDGE, pen.top + 0.3
        pen.boxes.append((x, pen.top, 0.32, 0.2, part.tone))
        pen.put(x + 0.42, pen.top + 0.165, part.label, 12, "left")
        x += needed
    pen.top += 0.45


def _stack(pen: _Pen, parts: tuple[Part, ...], height: float) -> None:
    x, total = EDGE, sum(part.count for part in parts)
    for part in parts:
        width = INNER * part.count / total
        pen.boxes.append((x, pen.top, width, height, part.tone))
        pen.plate(x + width / 2, pen.top + height / 2, *_fitting(part, width - 0.25))
        x += width


def _fitting(part: Part, width: float) -> tuple[list[str], float]:
    """Word and count, if need be smaller on two lines; the count alone only where nothing else fits."""
    label = f"{part.label}: {part.count}"
    if _width(label, 11.5) <= width:
        return [label], 11.5
    lines = _wrapped(label, 9, width)
    if len(lines) <= 2 and all(_width(line, 9) <= width for line in lines):
        return lines, 9
    return [str(part.count)], 11.5


def _finish(pen: _Pen, name: str, title: str, alternative: str) -> Chart:
    height = pen.top + EDGE * 0.6
    with mpl.rc_context({"svg.hashsalt": name, "svg.fonttype": "path", "hatch.linewidth": 0.8}):
        figure = Figure(figsize=(WIDTH, height), dpi=DPI, facecolor="white")
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set(xlim=(0, WIDTH), ylim=(height, 0))
        axes.axis("off")
        _ink(axes, pen)
        png, svg = BytesIO(), BytesIO()
        figure.savefig(png, format="png", dpi=DPI, metadata={"Software": None})
        figure.savefig(svg, format="svg", metadata={"Date": None, "Title": title, "Description": alternative})
    return Chart(name, title, alternative, png.getvalue(), svg.getvalue())


def _ink(axes: Axes, pen: _Pen) -> None:
    for x, y, width, height, tone in pen.boxes:
        fill, hatch = style.BARS[tone]
        edge = {"ground": f"#{style.RULE}", "plate": "none"}.get(tone, f"#{style.INK}")
        axes.add_patch(
            Rectangle((x, y), width, height, facecolor=f"#{fill}", hatch=hatch, edgecolor=edge, linewidth=0.8)
        )
    for x, first, last in pen.rules:
        axes.plot([x, x], [first, last], color=f"#{style.INK}", linewidth=1.6)
    for x, y, text, size, bold, align in pen.texts:
        axes.text(
            x,
            y,
            text,
            fontproperties=_font_of(size, bold=bold),
            color=f"#{style.INK}",
            ha=align,
            va="baseline",
            parse_math=False,
        )


def _font_of(size: float, *, bold: bool = False) -> FontProperties:
    return FontProperties(family=style.CHART_FONT, size=size, weight="bold" if bold else "normal")


def _width(text: str, size: float, *, bold: bool = False) -> float:
    across, _, _ = text_to_path.get_text_width_height_descent(text, _font_of(size, bold=bold), False)
    return float(across) * POINT


def _wrapped(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    lines: list[str] = []
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and _width(joined, size, bold=bold) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines
