"""What buttons do about messages that come unasked."""

from handlers.access import DESK, EVERYBODY, MEMBER
from handlers.action import Action
from handlers.proactive import answers, settings

ACTIONS = {
    "notices": Action(settings.show, EVERYBODY),
    "notices.choose": Action(settings.choose, EVERYBODY),
    "notices.pause": Action(settings.pause, EVERYBODY),
    "notices.resume": Action(settings.resume, EVERYBODY),
    "notices.typed": Action(settings.typed, EVERYBODY),
    "owed.promise": Action(answers.promise, MEMBER),
    "owed.colleague": Action(answers.colleague, MEMBER),
    "owed.done": Action(answers.done, DESK),
}
