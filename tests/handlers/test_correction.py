"""A correction after acceptance: asked for, granted or declined; the accepted version counts meanwhile."""

from storage import heads, records
from tests.handlers.reporting import opens_review, sends_report
from tests.support.chat import Chat, Town

REASON = "Au fost 27 de participanți, nu 25."


def head_of(town: Town) -> heads.Head:
    """The report as it stands in the store."""
    with town.work() as connection:
        return heads.known(connection, 1)


def counting(town: Town) -> int | None:
    """The version that figures are made of."""
    return head_of(town).approved_version


def asks_to_correct(ana: Chat, maria: Chat) -> Chat:
    """An accepted report and a request of its coordinator."""
    sends_report(ana)
    opens_review(maria).taps("Acceptă")
    ana.says("BLT-2026-0001").taps("BLT-2026-0001").is_asked("record.card")
    ana.taps("Cere corectare").is_asked("correction.reason")
    return ana.says(REASON).is_told("correction.sent")


def test_every_secretary_gets_the_request_with_its_reason(town: Town, ana: Chat, maria: Chat) -> None:
    elena = town.secretary("Elena")
    asks_to_correct(ana, maria)
    for secretary in (maria, elena):
        secretary.is_asked("correction.arrived").sees("BLT-2026-0001", "Exemplu Punte", REASON)
        secretary.offers("Permite corectarea", "Lasă neschimbat")


def test_a_request_waits_in_the_queue(ana: Chat, maria: Chat) -> None:
    asks_to_correct(ana, maria)
    maria.says("/verificare").sees("Cereri de corectare: 1").taps("Corectare BLT-2026-0001")
    maria.is_asked("correction.arrived").sees(REASON)


def test_a_granted_correction_counts_only_once_it_is_accepted(town: Town, ana: Chat, maria: Chat) -> None:
    asks_to_correct(ana, maria)
    maria.taps("Permite corectarea").is_told("correction.done")
    ana.is_told("correction.granted").taps("Completează").is_asked("event.review")
    assert counting(town) == 1
    ana.says("4: 27").is_asked("event.review").taps("Salvează").is_asked("event.receipt")
    assert (head_of(town).version, head_of(town).status, counting(town)) == (2, records.SUBMITTED, 1)
    opens_review(maria).is_asked("review.card.2").sees("27").taps("Acceptă")
    assert (head_of(town).status, counting(town)) == (records.APPROVED, 2)


def test_a_declined_correction_changes_nothing(town: Town, ana: Chat, maria: Chat) -> None:
    asks_to_correct(ana, maria)
    maria.taps("Lasă neschimbat").is_told("correction.kept")
    ana.is_told("correction.declined").sees("BLT-2026-0001")
    assert (head_of(town).status, head_of(town).version, counting(town)) == (records.APPROVED, 1, 1)


def test_the_second_secretary_is_told_that_it_was_decided(town: Town, ana: Chat, maria: Chat) -> None:
    elena = town.secretary("Elena")
    asks_to_correct(ana, maria)
    maria.taps("Permite corectarea")
    elena.taps("Lasă neschimbat").is_told("correction.decided_before")
    assert head_of(town).status == records.RETURNED


def test_only_an_accepted_report_offers_a_correction(ana: Chat) -> None:
    sends_report(ana)
    ana.says("BLT-2026-0001").taps("BLT-2026-0001").is_asked("record.card").misses("Cere corectare")
