"""A campaign: what it was about, when it ran, through which channels or with which materials."""

from handlers.flow.form import Ask, Form, Question, always
from handlers.forms.event import borrowed, closing, opening
from handlers.forms.rules import asks, over, several, some_text, something

CHANNELS = ("social", "press", "radio_tv", "street", "meetings", "online", "other")

CAMPAIGN = Form(
    "campaign",
    version=1,
    steps=6,
    questions=(
        *opening(),
        Question("kind", Ask.SELECT_ONE, 1, relevant=several("kinds"), source="kinds", words="record.kind"),
        Question("heading", Ask.TEXT, 1, max_length=120, constraint=some_text),
        Question("held", Ask.PERIOD, 2, constraint=over),
        borrowed("place", 3),
        Question(
            "channels",
            Ask.SELECT_MULTIPLE,
            4,
            relevant=asks("channels"),
            source="channels",
            constraint=something,
        ),
        Question("materials", Ask.COUNT, 4, relevant=asks("materials"), maximum=1_000),
        borrowed("photos", 5),
        Question("copies", Ask.COUNT, 6, on_request=always),
        Question("reach", Ask.COUNT, 6, on_request=always),
        borrowed("participants", 6, on_request=always),
        borrowed("parties", 6, on_request=always),
        *closing(6),
    ),
)
