"""The file of added phrasings, as Rasa reads it."""

from pathlib import Path

import pytest
import yaml

from bot.adapters.phrasing_file import PhrasingFile
from bot.domain.understanding import Phrasing

HI = Phrasing("greeting", 'good day: to you, it\'s "me"')
TA = Phrasing("thanks", "ta #1")


@pytest.fixture
def phrasings(tmp_path: Path) -> PhrasingFile:
    (tmp_path / "domain.yml").write_text("intents:\n- greeting: {use_entities: []}\n- thanks\n")
    nlu = tmp_path / "data" / "dialogue" / "nlu"
    nlu.mkdir(parents=True)
    (nlu / "a.yml").write_text("nlu:\n- intent: greeting\n  examples: |\n    - hi\n    - hello\n")
    return PhrasingFile(tmp_path / "added" / "phrasings.yml", tmp_path)


def test_intents_are_those_of_the_domain(phrasings: PhrasingFile) -> None:
    assert phrasings.intents() == ("greeting", "thanks")


def test_the_projects_own_phrasings_are_known(phrasings: PhrasingFile) -> None:
    assert phrasings.given() == {"greeting": ("hi", "hello")}


def test_what_is_added_is_read_back_as_it_was(phrasings: PhrasingFile) -> None:
    for phrasing in (HI, TA, Phrasing("greeting", "yo")):
        phrasings.add(phrasing)

    assert phrasings.added() == (HI, Phrasing("greeting", "yo"), TA)


def test_it_is_a_file_of_training_data(phrasings: PhrasingFile, tmp_path: Path) -> None:
    phrasings.add(HI)

    written = yaml.safe_load((tmp_path / "added" / "phrasings.yml").read_text())

    assert written == {
        "version": "3.1",
        "nlu": [{"intent": "greeting", "examples": f"- {HI.text}\n"}],
    }


def test_a_removed_phrasing_is_gone_and_only_that(phrasings: PhrasingFile) -> None:
    phrasings.add(HI)
    phrasings.add(TA)

    assert phrasings.remove(HI)
    assert not phrasings.remove(HI)
    assert phrasings.added() == (TA,)


def test_the_last_one_takes_the_file_with_it(phrasings: PhrasingFile, tmp_path: Path) -> None:
    phrasings.add(HI)
    phrasings.remove(HI)

    assert not (tmp_path / "added" / "phrasings.yml").exists()
