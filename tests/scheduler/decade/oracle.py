"""Who must be told what at which moment, worked out from the papers alone; knows nothing of the code.

It hears the same facts as the database and answers each tick by itself: days, holidays and zones too.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from tests.scheduler.decade import papers
from tests.scheduler.decade.facts import DAY, TOWN, WEEK, Facts, Gathering, Step, moment
from tests.scheduler.decade.papers import OTHER, OVERDUE


class Oracle(Facts):
    """Facts are set as they happen; ``tick`` says who is told which steps now."""

    def tick(self, now: datetime) -> dict[int, frozenset[str]]:
        """Who is told which steps now, and what is decided with that."""
        told: dict[int, frozenset[str]] = {}
        mine: dict[int, list[Step]] = defaultdict(list)
        for step in (one for one in self.steps(now) if one.at <= now):
            mine[step.person].append(step)
        for person, steps in mine.items():
            newest = {step.subject: step for step in sorted(steps, key=lambda one: (one.at, one.until))}
            fresh = [one for one in newest.values() if one.key not in self.decided]
            self.decided |= {one.key for one in steps if one not in newest.values() or one.until < now}
            useful = [one for one in fresh if one.until >= now]
            at_once = {one.key for one in useful if one.same_day and 7 <= now.astimezone(TOWN).hour < 21}
            ready = [one for one in useful if not one.same_day and self.open(now) and self.wanted(one, now)]
            used = sum(now - WEEK < at for at in self.sent[person])
            if not ready or used >= (1 if min(one.right for one in ready) == OTHER else 2):
                ready = []
            elif ready:
                self.sent[person].append(now)
            if said := at_once | {one.key for one in ready}:
                told[person] = frozenset(said)
                self.decided |= said
        return told

    def wanted(self, step: Step, now: datetime) -> bool:
        """What the person chose: everything, the important, a digest; and their pause."""
        if step.right == papers.INVITATION:
            return True
        today = now.astimezone(TOWN).date()
        if today <= self.paused.get(step.person, date.min):
            return False
        wish = self.wishes.get(step.person, "all")
        if wish != "digest":
            return wish == "all" or step.right != OTHER
        first = step.at.astimezone(TOWN).date()
        monday = first - first.weekday() * DAY
        while moment(self.near(monday, 1), 10) < step.at:
            monday += WEEK
        last = self.near(step.until.astimezone(TOWN).date(), -1)
        return now >= min(moment(self.near(monday, 1), 10), max(step.at, moment(last, 9)))

    def steps(self, now: datetime) -> Iterator[Step]:
        """Every step of these days that nothing has settled."""
        year = now.astimezone(TOWN).year
        yield from self.annual(year - 1) if year > papers.BEGINS else ()
        for number, one in self.meetings.items():
            if one.state in ("proposed", "confirmed"):
                yield from self.meeting(number, one)
        for rule, subject, period, day in self.desk(range(max(year - 1, papers.BEGINS), year + 1)):
            for name, *when, right in papers.DESK[rule] if (rule, subject, period) not in self.done else ():
                key, told = f"{rule}:{subject}:{period}:{name}", self.whom(None, "everyone")
                yield from self.step(key, (rule, subject, period), day, when, right, told)

    def annual(self, year: int) -> Iterator[Step]:
        """What members are told about their reports of a year, and the secretariat about those that owe."""
        opens, due = (self.near(date(year + 1, 1, day), 1) for day in (10, 31))
        due = self.near(self.due_on.get(year, due), 1)
        last = date(year, 12, 31)
        members = [one for one, (joined, left) in self.members.items() if joined <= last <= (left or last)]
        owing = [one for one in members if (one, year) not in self.settled]
        for name, *when, right, to in papers.ANNUAL:
            day = opens if name == "opening" else due
            if to == "secretariat" and owing:
                key, told = f"annual_report::{year}:{name}", self.whom(None, "everyone")
                yield from self.step(key, ("calls", year), day, when, right, told)
            for one in owing if to != "secretariat" else ():
                key = f"annual_report:{one}:{year}:{name}"
                until, _ = self.promised.get((one, year), (date.min, 0))
                found = self.step(key, ("annual", one, year), day, when, right, self.whom(one, to, key))
                yield from (step for step in found if step.at.astimezone(TOWN).date() > until)
        for one in owing:
            if (one, year) in self.promised:
                until, person = self.promised[one, year]
                key, day = f"annual_report:{one}:{year}:promised-{until}", self.near(until + DAY, 1)
                told = [person] if person in self.whom(one, "everyone") else self.whom(one, "everyone")[:1]
                yield from self.step(key, ("annual", one, year), day, (0, 4), OVERDUE, told)

    def meeting(self, number: int, one: Gathering) -> Iterator[Step]:
        """The chain of a meeting: the desk until it is invited to and after it, between them the people."""
        starts = datetime.combine(one.day, one.hour, TOWN).astimezone(UTC)
        for name, first, useful, right in papers.MEETING:
            if isinstance(first, timedelta):
                at = starts + first
            else:
                at = moment(self.near(one.day + first * DAY, -1 if first < 0 else 1), 10)
            until = starts + useful if isinstance(useful, timedelta) else moment(one.day + useful * DAY, 19)
            for person in self.gathered(name, one, at):
                key = f"meeting:{number}v{one.version}:{name}:p{person}"
                yield Step(key, person, ("meeting", number), at, until, right, name == "today")

    def gathered(self, name: str, one: Gathering, at: datetime) -> list[int]:
        """Whom a step of a meeting speaks to: who knows already does not hear it."""
        wanted = {"confirm": one.state == "proposed", "invitation": not one.invited, "minutes": True}
        if name in wanted:
            is_due = wanted[name] and (name != "minutes" or one.state == "confirmed")
            return self.whom(None, "everyone") if is_due else []
        if one.state != "confirmed" or one.changed > at - (DAY if name == "silent" else timedelta()):
            return []
        comes = {member for member, (yes, when) in one.comes.items() if yes and when < at}
        asked = [(person, of) for person, (of, when) in one.invited.items() if when + DAY <= at]
        mine = [(person, {m for m in of if (person, m) in self.speaks()}) for person, of in asked]
        return [person for person, of in mine if (of - set(one.comes) if name == "silent" else of & comes)]

    def speaks(self) -> set[tuple[int, int | None]]:
        """Who speaks for whom and can be reached."""
        return {(person, of) for person, of, _ in self.roles if person not in self.nowhere}

    def desk(self, years: range) -> Iterator[tuple[str, str, str, date]]:
        """What the secretariat owes or watches: rule, subject, period, and the day its steps count from."""
        for year in years:
            february, march = (self.near(date(year + 1, month, 1) - DAY, -1) for month in (3, 4))
            yield "network_draft", "", str(year), february
            yield "council", "", str(year), march
            published = self.done.get(("council", "", str(year)), march)
            for _ in range(10):
                published = self.near(published + DAY, 1)
            yield "publication", "", str(year), published
            for subject in (*papers.YEARLY, *papers.EDITIONS):
                rule = "yearly" if subject in papers.YEARLY else "edition"
                yield rule, subject, str(year), self.near(date(year, 12, 31), -1)
            for half in (1, 2):
                yield "resources", "1.2.b", f"{year}-H{half}", self.near(date(year, 6 * half, 15), 1)
            for quarter in (1, 2, 3, 4):
                first, after = (
                    date(year, quarter * 3 - 2, 1),
                    date(year + quarter // 4, quarter * 3 % 12 + 1, 1),
                )
                yield "meeting_record", "2.1.a", f"{year}-Q{quarter}", first
                yield "newsletter", "3.2.a", f"{year}-Q{quarter}", self.near(after - DAY, -1)
        for subject, target in papers.ONCE.items():
            yield "by_date", subject, "once", self.near(target, -1)

    def whom(self, member: int | None, to: str, key: str = "") -> list[int]:
        """Whom a step tells of those who can be reached; the one it told first stays its first one."""
        mine = [(-self.wrote[one].timestamp(), one, role) for one, of, role in self.roles if of == member]
        people = [(one, role) for _, one, role in sorted(mine) if one not in self.nowhere]
        told = [one for one in self.sent if f"{key}:p{one}" in self.decided]
        first = told if to == "lead" and told else [one for one, _ in people[:1]]
        wider = {"lead": "", "coordinators": "coordinator", "everyone": "coordinator head secretariat"}[to]
        return list(dict.fromkeys(first + [one for one, role in people if role in wider.split()]))

    def step(
        self, key: str, subject: Hashable, anchor: date, when: Sequence[int], right: int, people: list[int]
    ) -> Iterator[Step]:
        """A step for each of these people: at ten, on a working day before or after its anchor."""
        at = moment(self.near(anchor + when[0] * DAY, -1 if when[0] < 0 else 1), 10)
        until = moment(anchor + when[1] * DAY, 19)
        yield from (Step(f"{key}:p{one}", one, subject, at, until, right) for one in people)
