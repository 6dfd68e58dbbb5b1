"""How many, in people's words: one count of people, or several bare whole numbers. Limits are the form's."""

import re
from dataclasses import dataclass

from handlers.understand.fold import plain
from handlers.understand.number_words import digits_for_words
from handlers.understand.result import Doubt, Reading, Understood

HIGHEST = 10_000_000
LONGEST_TEXT = 200
MOST_CANDIDATES = 5


@dataclass(frozen=True)
class Count:
    """How many people; estimated when the person said so ("~", "circa", "около")."""

    total: int
    estimated: bool


_NUMBER = re.compile(r"\d{1,3}(?:([ .,'])\d{3})(?:\1\d{3})*(?!\d)|\d+")
_NOT_WHOLE = re.compile(
    r"[²³¹¼-¾⁰-₉⅐-ↂ①-⓿%‰]|\d[.,:']\d{1,2}(?!\d)|\d[.,']\d{4}|\b0[.,']\d|\d\.\d{3},\d|\d,\d{3}\.\d"
)
_NEGATIVE = re.compile(r"(?<!\w)-\d|^-|\b(?:minus|минус)\b")
_GLUED = re.compile(r"\d(?P<tail>[^\W\d_]+)|[^\W\d_]\d")
_PEOPLE = frozenset(
    plain(word)
    for word in (
        "persoane persoană persoana pers p oameni om participanți participant participante "
        "participări membri "
        "membru voluntari vizitatori invitați человек человека человека чел люди людей участников "
        "участника участник "
        "участники гостей people person persons participants participant pers guests"
    ).split()
)
_AROUND_THE_NUMBER = frozenset(
    plain(word)
    for word in (
        "de în in total au fost am avut numai doar exact participat prezenți noi eram cu toții la număr "
        "было были всего итого пришло ровно нас участвовало приняли участие в общем in all there "
        "were we had total "
        "exactly only ne"
    ).split()
)
ABOUT = re.compile(
    r"[~≈±]|\b(?:circa|cca|ca\.|aproximativ|aprox|aproape|vreo|cam|in jur de|около|примерно"
    r"|приблизительно|прим|"
    r"порядка|ориентировочно|приблиз|about|approximately|approx|around|roughly|almost)\b\.?"
)
_RUSSIAN_ABOUT = re.compile(r"\b(?:человек|чел|участников) \d")
_NOBODY = re.compile(
    r"(?:nimeni|niciunul|niciun participant|nici un participant|никого|никто|ни одного(?: человека)?|"
    r"nobody|no one|none|no people)(?: (?:nu a venit|не пришел|не было|came))?"
)
_A_SINGLE = re.compile(r"\b(?:o persoana|un om|un participant|o singura persoana|a person)\b")
_THOUSANDS = re.compile(r"\b(\d{1,3}) ?(?:de )?(?:mii|mie|тысяч[аи]?|тыс|thousand)\b\.?")
_WORDS = re.compile(r"[^\W\d_]+")
_HARMLESS_SIGNS = re.compile(r"[\s.,:;!()~≈±\"«»„”“=]")
_INTEGERS = re.compile(r"\d+(?:(?: ?[,;/|+\n] ?| (?:si|и|and) | )\d+)*[ .,;]?")


def read_count(text: str) -> Reading[Count]:
    """The number of people meant; a range, two numbers or words that change the number are asked."""
    if len(text) > LONGEST_TEXT:
        return None
    written = digits_for_words(_thousands(_A_SINGLE.sub("1", plain(text).replace("\n", " "))))
    if _NOBODY.fullmatch(written.strip(" .!")):
        return Understood(Count(0, estimated=False))
    if _NOT_WHOLE.search(written) or _NEGATIVE.search(written) or _glued(written):
        return None
    numbers = [int(re.sub(r"\D", "", match.group())) for match in _NUMBER.finditer(written)]
    if not numbers or max(numbers) > HIGHEST:
        return None
    estimated = bool(ABOUT.search(written) or _RUSSIAN_ABOUT.search(written))
    counts = tuple(dict.fromkeys(Count(number, estimated) for number in numbers))
    if len(numbers) == 1 and _nothing_else(written):
        return Understood(counts[0])
    return Doubt(counts[:MOST_CANDIDATES])


def read_integers(text: str) -> tuple[int, ...]:
    """The bare whole numbers of "15 10 3", "15, 10, 3" or "15/10/3"; empty when there is anything else.

    A dash is a range, so "20-25" is nothing here.
    """
    written = plain(text)
    if len(text) > LONGEST_TEXT or not _INTEGERS.fullmatch(written):
        return ()
    numbers = tuple(int(digits) for digits in re.findall(r"\d+", written))
    return numbers if max(numbers) <= HIGHEST else ()


def _thousands(written: str) -> str:
    return _THOUSANDS.sub(lambda match: str(int(match[1]) * 1000), written)


def _glued(written: str) -> bool:
    """ "25чел" is 25 people; "1e9" and "A4" are no count."""
    return any(match["tail"] not in _PEOPLE for match in _GLUED.finditer(written))


def _nothing_else(written: str) -> bool:
    """Only the number, people's words and signs that do not change it."""
    rest = ABOUT.sub(" ", _NUMBER.sub(" ", written))
    if any(word not in _PEOPLE and word not in _AROUND_THE_NUMBER for word in _WORDS.findall(rest)):
        return False
    return not _HARMLESS_SIGNS.sub("", _WORDS.sub("", rest))
