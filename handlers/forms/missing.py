"""What a secretary writes about reports that are missing: after a call, why excused, as a reminder."""

from handlers.flow.form import Ask, Form, Question
from handlers.forms.rules import asks

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
REMIND = Form(
    "missing_remind",
    version=1,
    steps=0,
    questions=(
        Question("text_ro", Ask.TEXT, 0, max_length=600, private=True),
        Question(
            "text_ru", Ask.TEXT, 0, required=False, relevant=asks("reads_ru"), max_length=600, private=True
        ),
    ),
)
