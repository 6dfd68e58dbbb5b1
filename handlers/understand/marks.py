"""What an option may be called by when it is typed: a number, or a letter where numbers are answers."""

LETTERS = {"ro": "abcdefghijklmnopqrstuvwxyz", "ru": "абвгдежзиклмнопрстуфхцчшэюя"}


def number(place: int) -> tuple[str, str]:
    """The place of an option, counted from one, for readers of Latin and of Cyrillic letters."""
    return str(place), str(place)


def letter(place: int) -> tuple[str, str]:
    """The letter of that place in both alphabets; a number again when the letters are used up."""
    if place > min(map(len, LETTERS.values())):
        return number(place)
    return LETTERS["ro"][place - 1], LETTERS["ru"][place - 1]
