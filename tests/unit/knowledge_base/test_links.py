"""Links that lead nowhere."""

import pytest

from knowledge_base.domain.links import broken_links

PUBLISHED = {"returns", "delivery"}


@pytest.mark.parametrize(
    "body",
    [
        "See [returns](/help/returns) and [delivery](/help/delivery#costs).",
        'Look [here](https://shop.example/a_(b)?c=d#e "title").',
        "Write to <mailto:help@shop.example> or [call](tel:+44123456).",
        "[Basket](/basket), [top](#top), ![tent](/images/tent.png)",
        "`[no link](/help/nowhere)`",
        "```\n[no link](/help/nowhere)\n```",
        "[label]: https://shop.example",
        "https://löschen.example and [it](https://löschen.example/)",
        "[local](http://localhost:8000/help)",
        "An [x] in brackets (and more).",
    ],
)
def test_links_that_can_work(body: str) -> None:
    assert broken_links(body, PUBLISHED) == ()


@pytest.mark.parametrize(
    ("body", "target", "words"),
    [
        ("[gone](/help/gift-wrap)", "/help/gift-wrap", "gift-wrap"),
        ("[gone](/help/gift-wrap/#x)", "/help/gift-wrap/#x", "gift-wrap"),
        ("[x]()", "", "no address"),
        ("[x](https://)", "https://", "host"),
        ("[x](http://nowhere)", "http://nowhere", "host"),
        ("[x](https://shop..example)", "https://shop..example", "host"),
        ("[x](http://[::1)", "http://[::1", "cannot be read"),
        ("[x](mailto:nobody)", "mailto:nobody", "e-mail"),
        ("[x](tel:soon)", "tel:soon", "telephone"),
        ("[x](javascript:alert(1))", "javascript:alert(1", "javascript"),
        ("[x](returns.md)", "returns.md", "/help/"),
        ("<https://nowhere>", "https://nowhere", "host"),
        ("[x]\n\n[x]: /help/nowhere", "/help/nowhere", "nowhere"),
    ],
)
def test_links_that_cannot(body: str, target: str, words: str) -> None:
    (found,) = broken_links(body, PUBLISHED)
    assert found.target == target
    assert words in found.problem


def test_each_target_is_reported_once() -> None:
    assert len(broken_links("[a](/help/x) [b](/help/x) [c](/help/y)", PUBLISHED)) == 2
