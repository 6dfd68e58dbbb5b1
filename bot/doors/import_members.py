"""``python -m bot import members FILE``: what a table of members would do, and doing it.

Reading the file and the arguments stand in ``import_records``.
"""

from collections.abc import Sequence

from bot.doors.problem import Problem
from handlers import post
from handlers.context import Context
from handlers.exchange import members, members_telling
from handlers.exchange.members import Checked
from handlers.exchange.table import Table
from handlers.messages import Said


def run(context: Context, read: Sequence[Table], *, save: bool, leaving: int | None) -> int:
    """Print the effect; write it when asked, when nothing is wrong and when its size was confirmed."""
    checked = members.check(context, read)

    def spoken(said: Said) -> str:
        return context.world.in_language(context.language, said)

    if checked.troubles:
        raise Problem(
            *(
                f"{one.table}, {one.row}, {spoken(one.column) or '-'}: {spoken(one.says)}"
                for one in checked.troubles
            )
        )
    for written, meant in checked.read_as:
        print(f"{written} = {spoken(meant)}")
    _tell(checked)
    if not save:
        print("nothing was written; --save writes it")
        return 0
    if not checked.changes:
        print("nothing to write")
        return 0
    if checked.is_many and leaving != checked.leaving:
        raise Problem(
            f"{checked.leaving} of {checked.present} members would leave: "
            f"--leaving {checked.leaving} confirms it"
        )
    saved = members.save(context, checked, None)
    for reply in members_telling.farewells(context, saved):
        post.to_person(context.connection, context.now, reply, claimed=False)
    print("written")
    return 0


def _tell(checked: Checked) -> None:
    changed = len(checked.changes) - checked.added
    print(f"members to add: {checked.added}; to change: {changed}; as they are: {checked.same}")
    if checked.leaving:
        print(f"would leave: {checked.leaving} of {checked.present}")
    wanted = sum(number for _, number in checked.invitations)
    if wanted:
        print(f"invitations to prepare: {wanted} (the secretariat prints them in the chat)")
