"""Rows of buttons: labels are never cut, rows are few and even, the way out comes last."""

from hypothesis import given
from hypothesis import strategies as st

from bot.packing import WIDTHS, pack
from handlers.messages import Button, Role


def rows(*labels: str, columns: int = 3) -> list[list[str]]:
    return [
        [button.label for button in row] for row in pack([Button(label, "h:0") for label in labels], columns)
    ]


def test_short_labels_share_a_row_of_three() -> None:
    assert rows("Da", "Nu", "Altele") == [["Da", "Nu", "Altele"]]


def test_four_short_labels_make_two_rows_of_two() -> None:
    assert rows("luni", "marți", "miercuri", "joi") == [["luni", "marți"], ["miercuri", "joi"]]


def test_thirteen_characters_share_a_row_of_two_and_fourteen_do_not() -> None:
    assert rows("x" * 13, "y" * 13) == [["x" * 13, "y" * 13]]
    assert rows("x" * 14, "y" * 13) == [["x" * 14], ["y" * 13]]


def test_a_long_label_between_short_ones_stands_alone() -> None:
    assert rows("Da", "Nu", "Completez mai târziu") == [["Da", "Nu"], ["Completez mai târziu"]]


def test_a_channel_with_one_column_gets_one_column() -> None:
    assert rows("Da", "Nu", columns=1) == [["Da"], ["Nu"]]


def test_no_buttons_make_no_rows() -> None:
    assert pack([], 3) == ()


def test_the_way_out_shares_the_last_rows_wherever_it_was_declared() -> None:
    back, skip, leave = (
        Button(x, "h:1", role=Role.NAV) for x in ("Înapoi", "Sari peste", "Salvează și ieși")
    )
    today = Button("Azi", "h:0")
    assert pack([back, today, skip, leave], 3) == ((today,), (back, skip), (leave,))


_buttons = st.lists(
    st.builds(Button, st.text(min_size=1, max_size=30), st.just("h:0"), role=st.sampled_from(Role)),
    max_size=40,
)


@given(_buttons, st.integers(1, 4))
def test_every_button_is_shown_once_in_order_in_a_row_that_has_room(
    buttons: list[Button], columns: int
) -> None:
    packed = pack(buttons, columns)
    flat = [button for row in packed for button in row]
    nav = [button for button in buttons if button.role is Role.NAV]
    assert flat == [button for button in buttons if button.role is not Role.NAV] + nav
    for row in packed:
        assert 1 <= len(row) <= columns
        assert len(row) == 1 or all(len(button.label) <= WIDTHS[len(row)] for button in row)
