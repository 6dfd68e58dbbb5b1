"""A meeting: its theme, who came, what was decided together, and the minutes.

The authority is told by its office, never by the name of a person.
"""

from handlers.flow.form import Ask, Form, Question, always
from handlers.forms.event import borrowed, closing, opening, papers
from handlers.forms.rules import asks, not_asked, one_day, several, some_text

MEETING = Form(
    "meeting",
    version=1,
    steps=7,
    questions=(
        *opening(),
        Question("kind", Ask.SELECT_ONE, 1, relevant=several("kinds"), source="kinds", words="record.kind"),
        Question("theme", Ask.TEXT, 1, max_length=200, constraint=some_text),
        Question("held", Ask.PERIOD, 2, constraint=one_day("held")),
        borrowed("place", 3),
        borrowed("participants", 4),
        Question("authority", Ask.TEXT, 5, relevant=asks("authority"), max_length=200, constraint=some_text),
        Question("decisions", Ask.LIST, 5, on_request=not_asked("decisions"), max_length=1500, maximum=20),
        papers(6),
        borrowed("parties", 7, on_request=always),
        *closing(7),
    ),
)
