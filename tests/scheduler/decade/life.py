"""A town that lives for years on a real database: people, reports, promises, pauses, all by chance.

Everything that happens is told to the database by the functions that the product uses, and to the oracle by
its facts. Not here: what must follow (``oracle``), what is compared (``trial``).
"""

import heapq
import itertools
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from handlers.broadcast.audience import Addressee
from handlers.broadcast.sending import send
from storage import (
    annual,
    broadcasts,
    calendar,
    meetings,
    members,
    nothing,
    obligations,
    organisations,
    outbox,
    people,
    reminders,
    rsvp,
    wishes,
)
from storage.annual_models import Content
from storage.calendar import MovedDay
from storage.database import Connection
from storage.obligations import MEMBERS
from storage.plan import TOWN
from storage.schema import Outbox
from tests.scheduler.decade.facts import Gathering
from tests.scheduler.decade.oracle import Oracle

Act = Callable[[Connection, datetime], None]
DAY = timedelta(days=1)
NEVER = datetime(9000, 1, 1, tzinfo=UTC)


class Life:
    """What happens in the town: a queue of acts by time."""

    def __init__(self, random: Random, oracle: Oracle) -> None:
        self.random = random
        self.oracle = oracle
        self.acts: list[tuple[datetime, int, Act]] = []
        self._order = itertools.count()
        self.members: list[int] = []
        self.people: list[int] = []
        self.invitations: dict[int, Gathering] = {}
        self.memberships: dict[tuple[int, int | None, str], int] = {}

    def plan(self, at: datetime, act: Act) -> None:
        """Something will happen."""
        heapq.heappush(self.acts, (at, next(self._order), act))

    def some_time(self, first: date, last: date) -> datetime:
        """A moment between two days at which people are awake."""
        day = first + self.random.randint(0, max(0, (last - first).days)) * DAY
        return datetime.combine(day, time(self.random.randint(6, 22), self.random.randint(0, 59)), TOWN)

    def settle_in(self, connection: Connection, now: datetime, count: int) -> None:
        """The organisations and the secretariat of the first day."""
        for _ in range(2):
            self._person(connection, now, None, people.SECRETARIAT)
        for _ in range(count):
            self._founded(connection, now, date(now.year - 1, 6, 1))

    def found(self, connection: Connection, now: datetime) -> None:
        """An organisation joins."""
        self._founded(connection, now, now.astimezone(TOWN).date())

    def _founded(self, connection: Connection, now: datetime, today: date) -> None:
        """It has one to three people."""
        number = len(self.members) + 1
        one = organisations.add(connection, now, today, f"Asociația {number}", f"asociatia {number}").id
        self.members.append(one)
        self.oracle.members[one] = (today, None)
        for role in self.random.choice(["c", "ch", "cc", "cch", "h"]):
            self._person(connection, now, one, people.COORDINATOR if role == "c" else people.HEAD)

    def _person(self, connection: Connection, now: datetime, member: int | None, role: str) -> int:
        session = people.meet(connection, now, "test", f"chat-{len(self.people)}")
        person = session.person_id
        language = self.random.choice(["ro", "ru"])
        people.update_person(connection, person, name="Ana", language=language, privacy_version="1")
        self.people.append(person)
        self.oracle.wrote[person] = now
        self.memberships[person, member, role] = people.join(connection, now, person, role, member)
        self.oracle.roles.append((person, member, role))
        return person

    def year(self, year: int) -> None:
        """What will happen from January to December: reports about the year before among it."""
        for member in self.members:
            self._reporting(member, year - 1, year)
        first, last = date(year, 1, 3), date(year, 12, 20)
        for rule, day in (("network_draft", date(year, 2, 20)), ("council", date(year, 3, 25))):
            if self.random.random() < 0.7:
                late = self.random.randint(-10, 25) * DAY
                self.plan(self.some_time(day + late, day + late), self._own_done(rule, year - 1))
        often = max(1, len(self.members) // 8)
        for act, times in (
            (self.found, often // 3 + 1),
            (self._leaves, often // 3),
            (self._changes_hands, often),
            (self._wishes, often * 2),
            (self._pauses, often),
            (self._goes_and_comes, often),
            (self._moves_day, 3),
            (self._by_hand, 6),
        ):
            for _ in range(times):
                self.plan(self.some_time(first, last), act)

    def _reporting(self, member: int, about: int, year: int) -> None:
        """When, if ever, an organisation reports about a year."""
        kind = self.random.choices(
            ["early", "in_time", "last_day", "late", "never", "nothing", "returned"], [1, 5, 2, 3, 2, 2, 2]
        )[0]
        opens, due = date(year, 1, 10), date(year, 1, 31)
        if kind == "never":
            pass
        elif kind == "early":
            self.plan(self.some_time(date(year, 1, 2), opens), self._reports(member, about))
        elif kind == "late":
            self.plan(self.some_time(due + DAY, due + 20 * DAY), self._reports(member, about))
        elif kind == "nothing":
            self.plan(self.some_time(opens, due + 5 * DAY), self._has_nothing(member, about))
        elif kind == "last_day":
            self.plan(self.some_time(due - DAY, due + DAY), self._reports(member, about))
        else:
            self.plan(self.some_time(opens, due), self._reports(member, about, returned=kind == "returned"))
        if self.random.random() < 0.3:
            self.plan(self.some_time(opens, due + 12 * DAY), self._promises(member, about))

    def _one_of(self, connection: Connection, now: datetime, member: int) -> int | None:
        """Somebody of an organisation, who writes now: whoever does can be reached again."""
        mine = [person for person, of, _ in self.oracle.roles if of == member]
        if not mine:
            return None
        person = self.random.choice(mine)
        session = people.known(connection, "test", f"chat-{self.people.index(person)}")
        same: dict[str, str | None] = dict.fromkeys(("live_screen", "live_message", "last_message", "menu"))
        people.touch(connection, now, session.address_id, **same)
        self.oracle.wrote[person] = now
        self.oracle.nowhere.discard(person)
        return person

    def _reports(self, member: int, year: int, *, returned: bool = False) -> Act:
        def act(connection: Connection, now: datetime) -> None:
            person = self._one_of(connection, now, member)
            report = annual.begin(connection, now, member, year)
            if person is None or report.status in annual.SENT:
                return
            version = annual.submit(connection, now, report, person, Content(active=False), {}, 1)
            obligations.settle_reports(connection, now, member)
            self.oracle.settled.add((member, year))
            self.must_be_quiet(connection, member, year)
            if returned:
                back = now + self.random.randint(1, 120) * timedelta(hours=1)
                self.plan(back, self._sends_back(member, year, version))

        return act

    def must_be_quiet(self, connection: Connection, member: int, year: int) -> None:
        """From the second of the report on nothing about it waits any more."""
        owed = obligations.find(connection, MEMBERS, str(year), member)
        if owed is not None:
            waiting = (Outbox.subject == owed.about, Outbox.state == outbox.PENDING)
            assert connection.execute(select(Outbox.id).where(*waiting)).first() is None, owed

    def _sends_back(self, member: int, year: int, version: int) -> Act:
        def act(connection: Connection, now: datetime) -> None:
            report = annual.begin(connection, now, member, year)
            if annual.decide(connection, now, report.id, version, self.people[0], annual.RETURNED):
                obligations.settle_reports(connection, now, member)
                if not self._says_nothing(connection, member, year):
                    self.oracle.settled.discard((member, year))
                if self.random.random() < 0.7:
                    again = now + self.random.randint(1, 300) * timedelta(hours=1)
                    self.plan(again, self._reports(member, year))

        return act

    def _says_nothing(self, connection: Connection, member: int, year: int) -> bool:
        return bool(nothing.touching(connection, member, date(year, 1, 1), date(year, 12, 31)))

    def _has_nothing(self, member: int, year: int) -> Act:
        def act(connection: Connection, now: datetime) -> None:
            person = self._one_of(connection, now, member)
            if person is not None:
                nothing.tell(connection, now, member, date(year, 1, 1), date(year, 12, 31), person)
                obligations.settle_reports(connection, now, member)
                self.oracle.settled.add((member, year))

        return act

    def _promises(self, member: int, year: int) -> Act:
        def act(connection: Connection, now: datetime) -> None:
            owed, person = (
                obligations.find(connection, MEMBERS, str(year), member),
                self._one_of(connection, now, member),
            )
            if owed is not None and person is not None and not owed.is_settled:
                until = now.astimezone(TOWN).date() + self.random.randint(1, 9) * DAY
                obligations.promise(connection, owed, until, person)
                self.oracle.promised[member, year] = until, person
                self.oracle.promised_at[member, year] = now

        return act

    def _own_done(self, rule: str, year: int) -> Act:
        def act(connection: Connection, now: datetime) -> None:
            owed = obligations.find(connection, rule, str(year), None)
            if owed is not None:
                obligations.set_fulfilled(connection, now, owed, obligations.DONE)
                self.oracle.done[rule, "", str(year)] = now.astimezone(TOWN).date()

        return act

    def _leaves(self, connection: Connection, now: datetime) -> None:
        """An organisation leaves the Network, and its people with it."""
        member = self.random.choice(self.members)
        joined, left = self.oracle.members[member]
        last_day = now.astimezone(TOWN).date() - self.random.randint(0, 40) * DAY
        if left is None and joined < last_day:
            members.archive(connection, now, member, last_day)
            self.oracle.members[member] = joined, last_day
            self.oracle.roles = [role for role in self.oracle.roles if role[1] != member]

    def _changes_hands(self, connection: Connection, now: datetime) -> None:
        """A coordinator goes, another one comes."""
        member = self.random.choice(self.members)
        if self.oracle.members[member][1] is not None:
            return
        mine = [one for one in self.oracle.roles if one[1] == member and one[2] == people.COORDINATOR]
        if mine:
            people.leave(connection, now, self.memberships[mine[0]])
            self.oracle.roles.remove(mine[0])
        self._person(connection, now, member, people.COORDINATOR)

    def _wishes(self, connection: Connection, now: datetime) -> None:
        person, wish = self.random.choice(self.people), self.random.choice(["all", "important", "digest"])
        wishes.choose(connection, person, wish)
        self.oracle.wishes[person] = wish

    def _pauses(self, connection: Connection, now: datetime) -> None:
        person = self.random.choice(self.people)
        until = now.astimezone(TOWN).date() + self.random.randint(1, 40) * DAY
        wishes.pause(connection, person, until)
        self.oracle.paused[person] = until

    def _goes_and_comes(self, connection: Connection, now: datetime) -> None:
        """Somebody blocks the assistant, and comes back after some days."""
        number = self.random.randrange(len(self.people))
        people.set_reachable(connection, now, "test", f"chat-{number}", False)
        self.oracle.nowhere.add(self.people[number])

        def back(connection: Connection, now: datetime) -> None:
            people.set_reachable(connection, now, "test", f"chat-{number}", True)
            self.oracle.nowhere.discard(self.people[number])

        self.plan(now + self.random.randint(1, 30) * DAY, back)

    def meets(self, number: int, day: date) -> None:
        """What becomes of a meeting that was proposed: forgotten, confirmed, moved, cancelled, held."""
        if self.random.random() < 0.2:
            return
        confirmed = day - self.random.randint(16, 40) * DAY
        self.plan(self.some_time(confirmed, confirmed), self._confirms(number))
        invited = day - self.random.randint(5, 15) * DAY
        if self.random.random() < 0.9:
            self.plan(self.some_time(invited, invited), self._invites(number))
            for member in self.members:
                if self.random.random() < 0.6:
                    self.plan(self.some_time(invited, day), self._answers(number, member))
        if self.random.random() < 0.3:
            changed = day - self.random.randint(0, 20) * DAY
            self.plan(self.some_time(changed, changed), self._changes(number))
        held = day + self.random.randint(0, 6) * DAY
        self.plan(self.some_time(held, held), self._held(number))

    def _confirms(self, number: int) -> Act:
        def act(connection: Connection, now: datetime) -> None:
            self._sets(connection, now, number, state=meetings.CONFIRMED)

        return act

    def _changes(self, number: int) -> Act:
        """It is moved by days, or cancelled."""

        def act(connection: Connection, now: datetime) -> None:
            one = self.oracle.meetings[number]
            if one.state not in (meetings.PROPOSED, meetings.CONFIRMED):
                return
            outbox.cancel(connection, f"meeting:{number}", "changed")
            if self.random.random() < 0.4:
                self._sets(connection, now, number, state=meetings.CANCELLED, version=one.version + 1)
                return
            today = now.astimezone(TOWN).date()
            day = self.oracle.near(max(one.day, today) + self.random.randint(2, 12) * DAY, 1)
            self._sets(connection, now, number, held_on=day, version=one.version + 1)

        return act

    def _sets(self, connection: Connection, now: datetime, number: int, **values: Any) -> None:
        meetings.change(connection, now, number, **values)
        one = self.oracle.meetings[number]
        one.changed = now
        one.state, one.version = values.get("state", one.state), values.get("version", one.version)
        one.day = values.get("held_on", one.day)

    def _invites(self, number: int) -> Act:
        """Everybody of the members, by hand: it counts for the budget."""

        def act(connection: Connection, now: datetime) -> None:
            one = self.oracle.meetings[number]
            if one.state != meetings.CONFIRMED or one.invited:
                return
            content = broadcasts.Content(broadcasts.INVITATION, "Reuniune", text_ro="", meeting_id=number)
            sent = broadcasts.add(connection, now, content, self.people[0], state=broadcasts.APPROVED)
            sent = broadcasts.change(connection, sent.id, approved_by=self.people[1], approved_at=now)
            to = [
                Addressee(person, "Ana", "ro", tuple(sorted(of)), reachable=True)
                for person, of in sorted(self._speakers().items())
            ]
            send(connection, now, sent, to, now)
            self.invitations[sent.id] = one
            for each in to:
                one.invited[each.person] = each.organisations, NEVER
                self.oracle.sent[each.person].append(now)

        return act

    def arrived(self, key: str, now: datetime) -> None:
        """The message of a broadcast went: who is invited knows from now on."""
        _, number, person = key.split(":")
        one = self.invitations.get(int(number))
        if one is not None:
            organisations, _ = one.invited[int(person[1:])]
            one.invited[int(person[1:])] = organisations, now

    def _speakers(self) -> dict[int, set[int]]:
        found: dict[int, set[int]] = {}
        for person, of in self.oracle.speaks():
            if of is not None:
                found.setdefault(person, set()).add(of)
        return found

    def _answers(self, number: int, member: int) -> Act:
        def act(connection: Connection, now: datetime) -> None:
            one = self.oracle.meetings[number]
            if (
                one.invited
                and one.state == meetings.CONFIRMED
                and now < meetings.known(connection, number).starts_at
            ):
                person = self._one_of(connection, now, member)
                answer = self.random.choice([rsvp.YES, rsvp.YES, rsvp.MAYBE, rsvp.NO])
                rsvp.answer(connection, now, number, member, answer, 2, person)
                one.comes[member] = answer == rsvp.YES, now

        return act

    def _held(self, number: int) -> Act:
        def act(connection: Connection, now: datetime) -> None:
            one = self.oracle.meetings[number]
            if one.state == meetings.CONFIRMED and meetings.known(connection, number).starts_at < now:
                meetings.recorded(connection, now, number, None)
                one.state = meetings.HELD

        return act

    def _moves_day(self, connection: Connection, now: datetime) -> None:
        """The Government makes a working day free, or a free one working."""
        day = now.astimezone(TOWN).date() + self.random.randint(7, 40) * DAY
        working = not self.oracle.working(day)
        calendar.move(connection, now, MovedDay(day, working, "hotărâre"), self.people[0])
        self.oracle.moved[day] = working

    def _by_hand(self, connection: Connection, now: datetime) -> None:
        """The secretariat writes to many: it counts, and is never held."""
        number = next(self._order)
        for person in self.random.sample(self.people, len(self.people) // 3):
            key = f"broadcast:{number}:p{person}"
            reminders.note(connection, now, key, person, f"broadcast:{number}", reminders.Decision.SENT)
            self.oracle.sent[person].append(now)
