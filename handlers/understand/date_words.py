"""The calendar's words in Romanian, Russian and English, in `plain` form; dates are made in `days.py`."""

from handlers.understand.fold import plain

_MONTHS = (
    "ianuarie ian january jan январь января январе янв",
    "februarie feb febr february февраль февраля феврале фев февр",
    "martie mar mart march март марта марте мар",
    "aprilie apr april апрель апреля апреле апр",
    "mai may май мая мае",
    "iunie iun june jun июнь июня июне июн",
    "iulie iul july jul июль июля июле июл",
    "august aug август августа августе авг",
    "septembrie sept sep september сентябрь сентября сентябре сен сент",
    "octombrie oct october octomber октябрь октября октябре окт",
    "noiembrie noi nov november ноябрь ноября ноябре ноя нояб",
    "decembrie dec december декабрь декабря декабре дек",
)
_WEEKDAYS = (
    "luni lunea lu lun понедельник понедельника пн пон monday mon",
    "marți marțea ma вторник вторника вт tuesday tue tues",
    "miercuri miercurea mi mie среда среду среды ср wednesday wed",
    "joi joia jo четверг четверга чт thursday thu thur thurs",
    "vineri vinerea vi vin пятница пятницу пятницы пт friday fri",
    "sâmbătă sâmbăta sîmbătă sa sâm суббота субботу субботы сб saturday sat",
    "duminică duminica du dum воскресенье воскресенья вс воскр sunday sun",
)
_RELATIVE = {
    -2: "alaltăieri|alaltaieri|alalteri|позавчера|day before yesterday|the day before yesterday",
    -1: "ieri|aseară|вчера|yesterday|last night|în ziua precedentă",
    0: "azi|astăzi|astă-seară|diseară|сегодня|today|tonight",
    1: "mâine|завтра|tomorrow",
    2: "poimâine|послезавтра|day after tomorrow|the day after tomorrow",
}

MONTHS = {plain(word): month for month, line in enumerate(_MONTHS, start=1) for word in line.split()}
WEEKDAYS = {plain(word): weekday for weekday, line in enumerate(_WEEKDAYS) for word in line.split()}
RELATIVE = {plain(words): days for days, line in _RELATIVE.items() for words in line.split("|")}

LAST = r"trecuta?|precedenta?|прошл\w+|last|past|previous"
THIS = r"asta|aceasta|acesta|эт(?:от|а|у|о|ои)|this"
NEXT = r"viito(?:are|r)|urmato(?:are|r)|следующ\w+|будущ\w+|next|coming"

ONE_DAY = r"zi|zile|день|дня|днеи|days?"
ONE_WEEK = r"saptaman[ai]|недел[яюиь]|weeks?"
A_SINGLE = r"o|un|una|a|one"

VAGUE = (
    r"saptaman|week|недел|выходн|\bluna\b|\bluni in urma|\bluni$|месяц|month"
    r"|\bvara\b|\biarna\b|летом|зимои|recent"
    r"|zilele (?:trecute|astea)|cateva zile|на днях|недавно|few days|пар[ау] днеи|несколько днеи"
)
PART_OF_DAY = (
    r"dimineata|seara|pranz|la pranz|dupa amiaza|dupa-amiaza|dupa masa|утром|днем|вечером|в обед|after lunch"
    r"|in the (?:morning|evening|afternoon)|morning|evening|afternoon"
)


def any_of(words: dict[str, int]) -> str:
    """A regular expression for one of these words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))
