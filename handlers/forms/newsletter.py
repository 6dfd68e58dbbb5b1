"""An issue of the newsletter: its number, the quarter it is for, when it came out, where it is read."""

from handlers.flow.form import Ask, Form, Question, always
from handlers.forms.event import borrowed, closing, link, opening
from handlers.forms.rules import one_day

NEWSLETTER = Form(
    "newsletter",
    version=1,
    steps=6,
    questions=(
        *opening(),
        Question("issue", Ask.COUNT, 2, minimum=1, maximum=1_000),
        Question("quarter", Ask.SELECT_ONE, 3, source="quarters"),
        Question("held", Ask.PERIOD, 4, constraint=one_day("held")),
        link(5),
        borrowed("photos", 6, on_request=always),
        *closing(6),
    ),
)
