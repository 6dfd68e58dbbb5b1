"""A public consultation that members took part in, or an initiative of their own, and what came of it.

The reference of a consultation makes sure that it counts once, however many organisations took part.
"""

from handlers.flow.form import Ask, Form, Question, always
from handlers.forms.event import borrowed, closing, opening, papers
from handlers.forms.rules import chosen, one_day, several, some_text

OUTCOMES = ("accepted", "partly", "rejected", "unknown")
FIELDS = ("social", "youth", "education", "culture", "environment", "health", "sport", "civic", "other")
"""Fields of policy and of work, for initiatives and programmes."""

CONSULTATION = Form(
    "consultation",
    version=1,
    steps=7,
    questions=(
        *opening(),
        Question("kind", Ask.SELECT_ONE, 1, relevant=several("kinds"), source="kinds", words="record.kind"),
        Question("heading", Ask.TEXT, 2, max_length=200, constraint=some_text),
        Question(
            "reference",
            Ask.TEXT,
            2,
            relevant=chosen("kind", "public_consultation"),
            max_length=120,
            constraint=some_text,
        ),
        Question("area", Ask.SELECT_ONE, 2, relevant=chosen("kind", "policy_initiative"), source="fields"),
        Question("proposal", Ask.TEXT, 3, max_length=600, constraint=some_text),
        Question("held", Ask.PERIOD, 4, constraint=one_day("held")),
        Question("outcome", Ask.SELECT_ONE, 5, source="outcomes"),
        papers(6),
        borrowed("parties", 7, on_request=always),
        *closing(7),
    ),
)
