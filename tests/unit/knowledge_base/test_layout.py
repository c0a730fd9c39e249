"""The layout says for every unit whose it is, also when one corpus follows another."""

from knowledge_base.domain.corpus import gather
from knowledge_base.domain.layout import lay_out
from tests.unit.knowledge_base.word_encoder import shop


def test_units_belong_to_their_articles_and_passages() -> None:
    corpus = gather(shop())
    layout = lay_out(corpus)
    assert layout.asked.tolist() == [unit.article for unit in corpus.asked]
    label = [at for at, unit in enumerate(corpus.body) if unit.text.endswith("back. Open the order")]
    assert [(layout.body[at], layout.passages[at]) for at in label] == [(0, 1)]
    assert len(layout.documents) == len(corpus.documents())


def test_one_corpus_follows_another() -> None:
    first, second = lay_out(gather(shop()[:2])), lay_out(gather(shop()[2:]))
    both, whole = first.followed_by(second, 2), lay_out(gather(shop()))
    assert both.asked.tolist() == whole.asked.tolist()
    assert both.body.tolist() == whole.body.tolist()
    assert both.passages.tolist() == whole.passages.tolist()
    assert sorted(both.documents.tolist()) == sorted(whole.documents.tolist())
