"""The conversation that every contestant has: one event of activity 9.1, reported by typing.

Typed rather than tapped, so that the same messages suit a bot that echoes and a bot that asks.
"""

STEPS = (
    "/raport",
    "9.1",
    "târg",
    "ieri",
    "Piața Vasile Alecsandri",
    "25",
    "15 10 3",
    "fără poze",
    "Asociația Speranța",
    "Salvează",
)
