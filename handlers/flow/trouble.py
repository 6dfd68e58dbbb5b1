"""What an answer that could not be taken leads to: an example, then likely meanings, then ways out. Pure.

How often it happened at this question is counted by the draft (``Draft.troubles``).
"""

import re
from dataclasses import replace
from datetime import date, timedelta

from handlers.flow.form import Answers, Ask, Facts, Form, Problem, Question
from handlers.flow.hear import Every, answer, named, period
from handlers.messages import Choice, Day, say
from handlers.understand.choices import rank
from handlers.understand.fold import fold, plain

GUESS_FROM, LEAVE_FROM = 2, 3
"""From which time on likely meanings, and ways out, stand on buttons."""

MOST_GUESSES = 3


def eased(
    form: Form, question: Question, problem: Problem, times: int, likely: tuple[Choice, ...], letters: bool
) -> Problem:
    """The same problem with what helps the ``times``-th time; ``letters``: whether this person may write."""
    ways = problem.ways
    if times >= GUESS_FROM and not ways:
        ways = likely
    if times >= LEAVE_FROM and form.can_wait:
        write = (Choice("letter.write", say("letters.write.button")),) if letters else ()
        ways = (*ways, _later(question), *write)
    return replace(problem, ways=ways)


def guesses(
    question: Question, words: str, answers: Answers, facts: Facts, every: Every
) -> tuple[Choice, ...]:
    """What the words may have meant, as buttons: the nearest options, or the numbers in them."""
    match question.ask:
        case Ask.SELECT_ONE | Ask.SELECT_MULTIPLE:
            return _nearest(question, words, answers, facts, every)
        case Ask.COUNT:
            likely = [number for number in _numbers(words) if number <= question.maximum]
            return tuple(answer(question, {"total": one, "estimated": False}, one) for one in likely)
        case Ask.PERIOD:
            days = [_latest(number, facts.today) for number in _numbers(words) if 1 <= number <= 31]
            return tuple(answer(question, period(day), Day(day)) for day in dict.fromkeys(days))
    return ()


def _nearest(
    question: Question, words: str, answers: Answers, facts: Facts, every: Every
) -> tuple[Choice, ...]:
    options = facts.options(question.source, answers)
    labels = {option.id: option.label for option in options}
    known = named(options, every)
    near = dict.fromkeys(one for word in fold(words[:LONGEST_LOOK]).split() for one in rank(word, known, 2))
    several = question.ask is Ask.SELECT_MULTIPLE
    return tuple(
        answer(question, [one] if several else one, labels[one]) for one in list(near)[:MOST_GUESSES]
    )


LONGEST_LOOK = 100


def _numbers(words: str) -> list[int]:
    found = [int(digits) for digits in re.findall(r"\d{1,6}", plain(words[:LONGEST_LOOK]))]
    return list(dict.fromkeys(found))[:MOST_GUESSES]


def _latest(number: int, today: date) -> date:
    """The last day of that number: in this month when it has come, else in an earlier one that has it."""
    day = today
    while day.day != number:
        day -= timedelta(1)
    return day


def _later(question: Question) -> Choice:
    label = say("letters.later.button")
    if question.required and question.on_request is None:
        return Choice("park", label)
    return Choice("skip", label, (question.name,))
