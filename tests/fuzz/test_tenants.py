"""Three organisations in one town: nothing that one of them does shows or changes what is another's."""

import random
from typing import Any

from hypothesis import settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import select

from storage.people import HEAD
from storage.schema import Draft, Record, RecordVersion
from tests.fuzz.walker import Input, QuickTown, Walker
from tests.support.chat import Chat, keys_of

TEXTS = (
    "event.good_practice",
    "event.problem",
    "event.measure",
    "correction.reason",
)
NAMES = ("event.place", "event.heading", "together.wish")
"""What names an event, and what is written to its lead: shown to another organisation where the two may have
held it together (docs/counting.md#joint-events), and nowhere else."""
TOGETHER = ("joint.", "merge.")


class Tenants(Walker):
    """People who write their organisation's mark wherever free words are taken."""

    def _onward(self, chat: Chat) -> Input:
        asked = chat.messages[-1].message.key if chat.messages else ""
        if asked in NAMES:
            return self._says(chat, name_mark(chat.name), "name", True)
        if asked in TEXTS:
            return self._says(chat, f"{mark(chat.name)} {self.draw.randint(1, 9)}", "mark", True)
        return super()._onward(chat)

    def _mark(self, chat: Chat) -> str:
        asked = chat.messages[-1].message.key if chat.messages else ""
        return name_mark(chat.name) if asked.startswith(NAMES) else mark(chat.name)

    def _plain(self, chat: Chat) -> Input:
        return (
            self._says(chat, self._mark(chat), "mark", True)
            if self.draw.random() < 0.3
            else super()._plain(chat)
        )


def mark(name: str) -> str:
    """Words that only this person's organisation writes."""
    return f"Secretul {name.encode().hex()}"


def name_mark(name: str) -> str:
    """What only this person's organisation calls an event, near enough to what the others call theirs."""
    return f"Numele casei de cultură {name.encode().hex()}"


class Town(RuleBasedStateMachine):
    """Coordinators of three organisations and a secretary, in any order, with anything."""

    def __init__(self) -> None:
        super().__init__()
        self.town = QuickTown()
        names = (("Ana", "Exemplu Lumina"), ("Ion", "Exemplu Nord"), ("Olga", "Exemplu Pro"))
        self.members = [self.town.member(name, organisation) for name, organisation in names]
        self.desk = self.town.secretary("Maria")
        self.walker = Tenants(self.town, [*self.members, self.desk], random.Random(0))
        self.seen = 0

    @rule(who=strategies.integers(0, 2), seed=strategies.integers(0, 2**32))
    def a_member_does_anything(self, who: int, seed: int) -> None:
        """What the others have stays as it was."""
        self.walker.draw = random.Random(seed)
        before = [self._of(chat) for chat in self.members]
        for _ in range(5):
            self.walker.step(self.members[who])
        for number, chat in enumerate(self.members):
            assert number == who or self._of(chat) == before[number], self.walker.tail

    @rule(seed=strategies.integers(0, 2**32))
    def the_secretary_does_anything(self, seed: int) -> None:
        """Decisions reach the one who is meant."""
        self.walker.draw = random.Random(seed)
        for _ in range(5):
            self.walker.step(self.desk)

    @invariant()
    def nobody_reads_what_another_organisation_wrote(self) -> None:
        """Scan what was shown since the last look."""
        for row in self.town.sent[self.seen :]:
            for chat in self.members:
                if row.chat in {one.name for one in self.members if one is not chat}:
                    assert mark(chat.name) not in repr(row.content), self.walker.tail
                    if name_mark(chat.name) in repr(row.content):
                        assert any(key.startswith(TOGETHER) for key in keys_of(row.content)), self.walker.tail
        self.seen = len(self.town.sent)

    def _of(self, chat: Chat) -> Any:
        """Everything that belongs to this member's organisation."""
        with self.town.work() as connection:
            person, organisation = connection.exec_driver_sql(
                "SELECT person_id, organisation_id FROM address JOIN membership USING (person_id) "
                "WHERE chat = ? AND role = ?",
                (chat.name, HEAD),
            ).one()
            records = select(Record.__table__).where(Record.organisation_id == organisation)
            versions = (
                select(RecordVersion.__table__)
                .join(Record, Record.id == RecordVersion.record_id)
                .where(Record.organisation_id == organisation)
            )
            drafts = select(Draft.__table__).where(Draft.person_id == person)
            return [list(map(tuple, connection.execute(ask).all())) for ask in (records, versions, drafts)]


_profile = settings()
Town.TestCase.settings = settings(max_examples=max(5, _profile.max_examples // 100), stateful_step_count=30)
TestTenants = Town.TestCase
