"""How reports look: where the fonts are, colours and sizes that every writer and chart shares."""

from pathlib import Path
from typing import Final

ASSETS: Final = Path(__file__).parent / "assets"
FONTS: Final = ASSETS / "fonts"

DOCUMENT_FONT: Final = "Times New Roman"
"""Named in DOCX, not embedded; PDF embeds Tinos, which has the same widths."""

CHART_FONT: Final = "Noto Sans"

INK: Final = "1F2933"
MUTED: Final = "52606D"
RULE: Final = "9AA5B1"
HEADER: Final = "E4E9EF"

LIGHTS: Final = {
    "green": "D7EFDC",
    "yellow": "FDF0C8",
    "red": "FADBD5",
    "blue": "DCE9F7",
    "grey": "ECEEF0",
}
"""Background of a status cell; the word in the cell says the same without colour."""

BARS: Final = {
    "green": ("2F7D4F", ""),
    "yellow": ("E3B341", "///"),
    "red": ("C4513F", "xx"),
    "blue": ("4A7FB5", "..."),
    "grey": ("D3DAE1", ""),
    "plate": ("FFFFFF", ""),
    "ground": ("F3F5F7", ""),
}
"""Fill and hatch of a bar: told apart in black and white."""

MARGINS_MM: Final = {"left": 30, "right": 15, "top": 20, "bottom": 20}
"""The margins of an official act; configurable by the customer later."""

BODY_PT: Final = 12
TABLE_PT: Final = 9.5
