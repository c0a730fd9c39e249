"""The form in which a conversation is read: newest first, long texts cut in the middle, old ones left out."""

from bot.domain.outlook import EARLIER, LINES, clip, prospect


def test_the_newest_message_comes_first() -> None:
    before = [("hello", "Hi!"), ("where is it", "On its way.")]
    assert prospect("it is not", before) == (
        "customer: it is not bot: On its way. customer: where is it bot: Hi! customer: hello"
    )


def test_a_first_message_stands_alone() -> None:
    assert prospect("  hello\n there ", []) == "customer: hello there"


def test_where_the_bot_said_nothing_there_is_no_line() -> None:
    assert prospect("b", [("a", None)]) == "customer: b customer: a"


def test_only_the_latest_lines_are_read() -> None:
    before = [(f"message {number}", f"reply {number}") for number in range(20)]
    read = prospect("now", before)
    assert read.count("customer: ") + read.count("bot: ") == LINES + 1
    assert "message 18" in read
    assert "message 17" not in read


def test_a_long_text_keeps_its_first_and_last_words() -> None:
    words = [f"w{number}" for number in range(100)]
    kept = clip(" ".join(words), EARLIER).split()
    assert (kept[0], kept[-1], len(kept)) == ("w0", "w99", EARLIER + 1)
    assert clip("short enough", EARLIER) == "short enough"
