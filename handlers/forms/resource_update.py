"""An update of a shared resource: the library of learning materials, the common calendar."""

from handlers.flow.form import Ask, Form, Question, always
from handlers.forms.event import borrowed, closing, link, opening
from handlers.forms.rules import asks, one_day, some_text

RESOURCE_UPDATE = Form(
    "resource_update",
    version=1,
    steps=6,
    questions=(
        *opening(),
        Question("added", Ask.TEXT, 2, max_length=600, constraint=some_text),
        Question("entries", Ask.COUNT, 3, minimum=0),
        Question("functional", Ask.SELECT_ONE, 4, relevant=asks("functional"), source="yes_no"),
        Question("published", Ask.SELECT_ONE, 4, relevant=asks("published"), source="yes_no"),
        link(4),
        Question("held", Ask.PERIOD, 5, constraint=one_day("held")),
        borrowed("photos", 6, on_request=always),
        *closing(6),
    ),
)
