"""A programme: it runs for months, people are enrolled once, schools and organisations take part."""

from handlers.flow.form import Ask, Form, Question, always
from handlers.forms.event import borrowed, closing, opening
from handlers.forms.rules import asks, believable, lasting, not_asked, several, some_text, somebody

PROGRAMME = Form(
    "programme",
    version=1,
    steps=6,
    questions=(
        *opening(),
        Question("kind", Ask.SELECT_ONE, 1, relevant=several("kinds"), source="kinds", words="record.kind"),
        Question("heading", Ask.TEXT, 1, max_length=200, constraint=some_text),
        Question("field", Ask.SELECT_ONE, 2, relevant=asks("field"), source="fields"),
        Question("mentors", Ask.PARTIES, 2, relevant=asks("mentors"), max_length=600, constraint=somebody),
        Question("mentees", Ask.PARTIES, 2, relevant=asks("mentors"), max_length=600, constraint=somebody),
        Question("schools", Ask.PARTIES, 2, relevant=asks("partners"), max_length=600, constraint=somebody),
        Question("span", Ask.SPAN, 3, constraint=lasting, words="record.span"),
        Question(
            "participants", Ask.COUNT, 4, on_request=not_asked("enrolled"), constraint=believable, minimum=1
        ),
        borrowed("groups", 4, relevant=asks("enrolled")),
        borrowed("groups_women", 4),
        borrowed("groups_young", 4),
        borrowed("groups_vulnerable", 4),
        Question("applications", Ask.COUNT, 4, relevant=asks("edition")),
        Question("budget", Ask.MONEY, 4, required=False, relevant=asks("edition"), currency="MDL"),
        borrowed("photos", 5),
        borrowed("parties", 6, on_request=always),
        *closing(6),
    ),
)
