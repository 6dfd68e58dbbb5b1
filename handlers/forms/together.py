"""What a co-organiser wants corrected in the record that names it, in its own words."""

from handlers.flow.form import Ask, Form, Question

TOGETHER = Form(
    "together",
    version=1,
    steps=0,
    questions=(Question("wish", Ask.TEXT, 0, max_length=300),),
)
