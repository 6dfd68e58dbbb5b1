"""A request to correct an approved record: the reason, in the coordinator's words."""

from handlers.flow.form import Ask, Form, Question

CORRECTION = Form(
    "correction",
    version=1,
    steps=0,
    questions=(Question("reason", Ask.TEXT, 0, max_length=300),),
)
