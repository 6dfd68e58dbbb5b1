"""Letters to the secretariat and their answers, and why something that was asked is not known."""

from handlers.flow.form import Ask, Form, Question

LETTER = Form(
    "letter",
    version=1,
    steps=0,
    can_wait=False,
    questions=(Question("text", Ask.MEDIA, 0, max_length=1000, maximum=10, private=True),),
)
LETTER_ANSWER = Form(
    "letter_answer",
    version=1,
    steps=0,
    can_wait=False,
    questions=(Question("text", Ask.TEXT, 0, max_length=1000, private=True),),
)
UNKNOWN = Form(
    "unknown",
    version=1,
    steps=0,
    can_wait=False,
    questions=(Question("reason", Ask.TEXT, 0, max_length=300),),
)
