"""Texts for tests that judge screens and never sentences: a key without a text stands for itself."""

from bot.texts import Texts
from handlers.messages import Text

_SEVEN = "one two three four five six seven"


class LenientTexts(Texts):
    """Says a key that no catalogue has as the key with its arguments, instead of raising."""

    def _text(self, language: str, text: Text) -> str:
        try:
            return super()._text(language, text)
        except KeyError:
            if text.key == "day.weekdays":
                return _SEVEN
            return " ".join([text.key, *(self.render(language, one) for one in text.args.values())])
