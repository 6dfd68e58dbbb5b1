"""Why an organisation does not come to a meeting: a few words that nobody has to write."""

from handlers.flow.form import Ask, Form, Question
from handlers.forms.rules import some_text

REASON = Form(
    "rsvp_reason",
    version=1,
    steps=0,
    can_wait=False,
    questions=(Question("reason", Ask.TEXT, 0, max_length=200, constraint=some_text),),
)
