"""The tables of docs/reminders.md that the oracle judges by; no code of the product reads them.

A step: name, days after the anchor, until how many days after it it is of use, its right before others, and
whom it tells.
"""

from datetime import date, timedelta

FREE = "01-01 01-07 01-08 03-08 05-01 05-09 05-22 06-01 08-27 08-31 12-25".split()
AFTER_EASTER = (0, 1, 8)
INVITATION, LAST, OVERDUE, OTHER = range(4)
ANNUAL = (
    ("opening", 0, 5, OTHER, "lead"),
    ("m14", -14, -8, OTHER, "lead"),
    ("m7", -7, -3, OTHER, "coordinators"),
    ("m2", -2, 0, LAST, "everyone"),
    ("p1", 1, 4, OVERDUE, "everyone"),
    ("p7", 7, 10, OVERDUE, "everyone"),
    ("calls", 8, 20, OTHER, "secretariat"),
)
AHEAD = (("m90", -91, -60, OTHER), ("m30", -30, -15, OTHER), ("m7", -7, 0, LAST))
NEAR = (("m14", -14, -8, OTHER), ("m2", -2, 0, LAST))
LATE = (("p1", 1, 4, OVERDUE),)
DESK = {
    "network_draft": NEAR + LATE,
    "council": NEAR + LATE,
    "publication": NEAR[1:] + LATE,
    "yearly": AHEAD,
    "edition": AHEAD,
    "by_date": AHEAD + LATE,
    "resources": (*NEAR, ("p7", 7, 12, OVERDUE)),
    "newsletter": (("m21", -21, -10, OTHER), ("m7", -7, -3, OTHER), NEAR[1], *LATE),
    "meeting_record": (("day75", 75, 88, LAST),),
}
"""What the secretariat owes, or watches for the members together. The anchor is the day it is due; for the
record of a meeting the first day of its quarter."""

MEETING = (
    ("confirm", -21, -15, OTHER),
    ("invitation", -14, -8, INVITATION),
    ("silent", -7, -3, OTHER),
    ("tomorrow", -1, timedelta(hours=-4), LAST),
    ("today", timedelta(hours=-3), timedelta(minutes=-15), LAST),
    ("minutes", 1, 8, OTHER),
)
"""Steps of a meeting, counted from its day, or (hours) from its beginning."""

MONTHS = {"thematic": (2, 5, 9, 11), "dialogue": (10,)}
YEARLY = "1.1.a 2.4.a 3.1.a 4.1.a 5.1.a 6.2.a 7.2.a 8.1.a 8.2.a 10.1.a 10.2.a".split()
EDITIONS = ["4.2", "4.3"]
ONCE = {"1.2.a": date(2026, 6, 30), "2.2.a": date(2026, 12, 31), "1.3.a": date(2027, 12, 31)}
BEGINS = 2026
