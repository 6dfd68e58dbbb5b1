"""An agreement: who signed what and when. Names of organisations only, never of who signed for them."""

from handlers.flow.form import Ask, Form, Question, always
from handlers.forms.event import closing, opening, papers
from handlers.forms.rules import one_day, several, some_text, somebody

AGREEMENT = Form(
    "agreement",
    version=1,
    steps=6,
    questions=(
        *opening(),
        Question("kind", Ask.SELECT_ONE, 1, relevant=several("kinds"), source="kinds", words="record.kind"),
        Question("heading", Ask.TEXT, 2, max_length=200, constraint=some_text),
        Question("parties", Ask.PARTIES, 3, max_length=600, constraint=somebody),
        Question("held", Ask.PERIOD, 4, constraint=one_day("held")),
        Question("reference", Ask.TEXT, 4, required=False, max_length=80),
        papers(5),
        Question("valid", Ask.SPAN, 6, on_request=always),
        *closing(6),
    ),
)
