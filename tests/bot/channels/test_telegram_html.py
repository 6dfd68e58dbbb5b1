"""Words become HTML that the server always takes and shows as they were."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram_html import NOTHING, escape, plain, texts, visible_length
from tests.bot.channels.rendering import screen
from tests.support.botapi.entities import parse

NAUGHTY = [
    "<b>", "</b>", "<script>alert(1)</script>", "&", "&amp;", "&lt;b&gt;", "&#60;", "a < b > c & d",
    '"quoted" \'single\'', "<", ">", "<<>>", "<b", "&nbsp;", "ș ț ă â î Ș Ț", "Ё ё Бэлць", "👩‍👩‍👧‍👦🇲🇩",
    "\u202eright to left", "zero\u200bwidth", "{name} %s %(x)d", "*_`[]()~>#+-=|{}.!", "/start @user #tag",
    "tab\tand\nline", "'; DROP TABLE person; --", "\ud800 half a pair", "<a href='x'>", "<tg-spoiler>",
]  # fmt: skip
WORDS = st.text(st.characters(exclude_categories=[]), max_size=80) | st.sampled_from(NAUGHTY)


def test_the_head_is_bold_then_the_error_then_the_lines() -> None:
    shown = texts(
        screen("Data?", "De exemplu 14.10", head="Pasul 1 din 7", error="Nu există 31 iunie."), 4096
    )
    assert shown == ("<b>Pasul 1 din 7</b>\nNu există 31 iunie.\nData?\nDe exemplu 14.10",)


def test_a_screen_without_words_has_no_text() -> None:
    assert texts(screen(), 4096) == ()


def test_words_that_nobody_can_see_become_an_ellipsis() -> None:
    assert texts(screen(" \n\t", "\u200b"), 4096) == (NOTHING,)


def test_a_long_text_is_split_in_order_between_lines() -> None:
    lines = [f"rândul {number}" for number in range(1000)]
    parts = texts(screen(*lines), 4096)
    assert len(parts) > 2
    assert "\n".join(parts).split("\n") == lines


def test_a_line_longer_than_a_message_is_cut_between_words() -> None:
    parts = texts(screen("cuvânt " * 1000), 4096)
    assert " ".join(parts).split() == ["cuvânt"] * 1000


def test_a_bold_head_longer_than_a_message_is_closed_in_each_part() -> None:
    parts = texts(screen(head="x" * 5000), 4096)
    assert [(part[:3], part[-4:]) for part in parts] == [("<b>", "</b>")] * 2


@pytest.mark.parametrize("words", NAUGHTY)
def test_naughty_words_arrive_as_they_were(words: str) -> None:
    assert parse(escape(words), "HTML") == (words.replace("\ud800", "\ufffd"), [])


@given(st.none() | WORDS, st.none() | WORDS, st.lists(WORDS, max_size=6), st.integers(8, 200))
def test_any_words_parse_and_fit(head: str | None, error: str | None, lines: list[str], limit: int) -> None:
    for part in texts(screen(*lines, head=head, error=error), limit):
        shown, _ = parse(part, "HTML")
        assert shown.strip()
        assert shown == plain(part)
        assert len(shown.encode("utf-16-le")) // 2 == visible_length(part) <= limit


@given(st.lists(WORDS, min_size=1, max_size=6), st.integers(8, 200))
def test_no_word_is_lost_by_splitting(lines: list[str], limit: int) -> None:
    def solid(words: str) -> str:
        kept = "".join(char for char in escape(words) if char.isprintable())
        return re.sub(r"\s", "", html.unescape(kept))

    parts = texts(screen(*lines), limit)
    if parts != (NOTHING,):
        assert solid("".join(map(plain, parts))) == solid("".join(lines))
