"""What a secretary writes about a report that is missing: a word about a call, why it is excused."""

from handlers.flow.form import Ask, Form, Question

PHONED = Form(
    "missing_phone",
    version=1,
    steps=0,
    can_wait=False,
    questions=(Question("word", Ask.TEXT, 0, required=False, max_length=300, private=True),),
)
EXCUSED = Form(
    "missing_excuse",
    version=1,
    steps=0,
    can_wait=False,
    questions=(Question("reason", Ask.TEXT, 0, max_length=300, private=True),),
)
