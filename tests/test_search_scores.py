"""Scores are those of stock Whoosh's BM25F over the same words, but for K1 and the idf: terms, several terms, phrases, fields."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from math import log
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from search_shelf import HAN, LATIN, Library, document, library

from corpus import Document, Section
from corpus.document import Kind
from search import weights
from search.analysis import analyse, units
from search.engine import Request
from search.engines.whoosh.inverted import K1
from search.fold import fold
from search.query import Field, Node, Or, Phrase, Prior, Query, Scored, Term

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from whoosh import fields, index, query, scoring
    from whoosh.analysis import Token, Tokenizer
    from whoosh.filedb.filestore import RamStorage


class Robertson(scoring.BM25F):  # type: ignore[misc]
    """Whoosh's BM25F with the idf of Robertson and Sparck Jones, ln(1 + (N - df + .5) / (df + .5)), that we rank by."""

    def idf(self, searcher: Any, fieldname: str, text: str) -> float:
        """How telling a word is."""
        parent = searcher.get_parent()
        held, frequency = parent.doc_count_all(), parent.doc_frequency(fieldname, text)
        return log(1 + (held - frequency + 0.5) / (frequency + 0.5))


SIDES: tuple[Field, ...] = ("text", "heading", "path")


class Given(Tokenizer):  # type: ignore[misc]
    """Gives Whoosh the words and single characters that we count, at our positions: what is exact on both sides."""

    def __call__(self, value: str, **_: Any) -> Iterator[Any]:
        """The words of a text, one token each."""
        token = Token(positions=True, chars=False)
        for form, position in analyse(value):
            if (form.isascii() and form[0].isalnum()) or len(form) == 1:
                token.text, token.pos, token.boost = form, position, 1.0
                yield token


def documents(seed: int, count: int) -> list[Document]:
    """Documents of short sections: up to ten words, a length that is exact in the one byte in which Whoosh keeps it."""
    random = Random(seed)

    def words(most: int) -> str:
        chosen, text = random.choice((HAN[:8], LATIN[:9])), ""
        while len(list(units(fold(longer := f"{text} {random.choice(chosen)}".strip())))) <= most:
            text = longer
        return text

    return [
        document(
            f"d{number}",
            *(
                Section(id=str(place), level=1, text=words(random.randint(2, 10)), heading=words(4))
                for place in range(random.randint(1, 4))
            ),
            title=f"t{number}",
        )
        for number in range(count)
    ]


SHELF = documents(3, 40)


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Our engine over the sections, in one segment."""
    with library(tmp_path_factory.mktemp("scores"), *SHELF) as opened:
        yield opened


@pytest.fixture(scope="module")
def theirs() -> Iterator[Any]:
    """A stock Whoosh searcher over the same sections."""
    held = RamStorage().create_index(
        fields.Schema(id=fields.ID(stored=True), **{side: fields.TEXT(analyzer=Given(), phrase=True) for side in SIDES})
    )
    writer = held.writer()
    for each in SHELF:
        for section in each.sections:
            writer.add_document(id=section.id, text=section.text, heading=section.name)
    writer.commit()
    assert isinstance(held, index.Index)
    with held.searcher(weighting=Robertson(K1=K1)) as searcher:
        yield searcher


def our_scores(shelf: Library, tree: Node, *scored: Scored, priors: tuple[Prior, ...] = ()) -> dict[str, float]:
    """The scores of all sections found."""
    answer = shelf.engine.search(Request(query=Query(tree, scored, priors=priors), size=10_000))
    return {match.located.section.id: match.score for match in answer.matches}


def their_scores(searcher: Any, asked: Any) -> dict[str, float]:
    """The scores of stock Whoosh."""
    results = searcher.search(asked, limit=None)
    return {hit["id"]: hit.score for hit in results}


WORDS = sorted({form for each in SHELF for section in each.sections for form, _ in analyse(section.text) if form[0] not in "~#"})
SINGLE = [word for word in WORDS if len(word) == 1 or word.isascii()]


@given(st.sampled_from(SINGLE), st.sampled_from(["text", "heading"]))
@settings(deadline=None, max_examples=40)
def test_a_term_scores_as_in_whoosh(ours: Library, theirs: Any, word: str, side: Field) -> None:
    """Each section that holds a word has the score that BM25F gives it."""
    leaf = Term(word, side)
    assert our_scores(ours, leaf, Scored(leaf)) == pytest.approx(their_scores(theirs, query.Term(side, word)), rel=1e-5)


@given(st.lists(st.sampled_from(SINGLE), min_size=2, max_size=5, unique=True))
@settings(deadline=None, max_examples=40)
def test_several_terms_add_up_as_in_whoosh(ours: Library, theirs: Any, words: Sequence[str]) -> None:
    """The score of a section is the sum over the words, in their order by score."""
    leaves = tuple(Term(word, "text") for word in words)
    mine = our_scores(ours, Or(leaves), *map(Scored, leaves))
    stock = their_scores(theirs, query.Or([query.Term("text", word) for word in words]))
    assert mine == pytest.approx(stock, rel=1e-5)
    assert list(mine.values()) == sorted(mine.values(), reverse=True)


@given(st.sampled_from(SINGLE), st.floats(0.1, 8), st.floats(0.1, 8))
@settings(deadline=None, max_examples=40)
def test_fields_and_weights_are_boosts(ours: Library, theirs: Any, word: str, text: float, heading: float) -> None:
    """A word in two fields scores the sum of both, each times its weight."""
    leaves = (Term(word, "text"), Term(word, "heading"))
    mine = our_scores(ours, Or(leaves), Scored(leaves[0], text), Scored(leaves[1], heading))
    stock = their_scores(theirs, query.Or([query.Term("text", word, boost=text), query.Term("heading", word, boost=heading)]))
    assert mine == pytest.approx(stock, rel=1e-5)


@given(st.sampled_from(SINGLE), st.lists(st.floats(0.1, 8), min_size=5, max_size=5))
@settings(deadline=None, max_examples=40)
def test_a_leaf_without_a_field_counts_in_each_what_that_counts(ours: Library, word: str, counts: list[float]) -> None:
    """It scores, and finds, as the same word named in every field with that field's weight."""
    sides: tuple[Field, ...] = ("text", "heading", "path", "title", "number")
    one = Query(Term(word), (Scored(Term(word), 2.0),), fields=tuple(zip(sides, counts, strict=True)))
    named = Query(Term(word), tuple(Scored(Term(word, side), 2 * count) for side, count in zip(sides, counts, strict=True)))
    found = [
        {each.located.section.id: each.score for each in ours.engine.search(Request(query=asked)).matches} for asked in (one, named)
    ]
    assert found[0] == pytest.approx(found[1], rel=1e-5)


@pytest.mark.parametrize("word", ["细胞", "治疗", "药品"])
def test_a_pair_of_characters_scores_by_its_own_frequency(ours: Library, word: str) -> None:
    """A pair is a term of its own: the more often it stands there the higher the score, the shorter the section the higher."""
    leaf = Term(word, "text")
    found = our_scores(ours, leaf, Scored(leaf))
    texts = {section.id: section.text for each in SHELF for section in each.sections}
    for one, other in zip(list(found), list(found)[1:], strict=False):
        more_often = texts[one].count(word) >= texts[other].count(word)
        shorter = len(texts[one]) <= len(texts[other])
        assert more_often or shorter


@given(st.sampled_from(SINGLE), st.floats(0.05, 0.95))
@settings(deadline=None, max_examples=30)
def test_a_prior_multiplies(ours: Library, word: str, factor: float) -> None:
    """What counts less has that share of its score."""
    leaf = Term(word, "text")
    plain = our_scores(ours, leaf, Scored(leaf))
    weighed = our_scores(ours, leaf, Scored(leaf), priors=(Prior("language", "zh", factor), Prior("status", "nobody", 0.01)))
    assert weighed == pytest.approx({section: score * factor for section, score in plain.items()}, rel=1e-4)


ASIDE = [
    (Prior("kind", "note", 0.5), {"d#1": 1.0, "d#2": 0.5, "d#3": 1.0}),
    (Prior("language", "en", 0.8), {"d#1": 1.0, "d#2": 1.0, "d#3": 0.8}),
    (Prior("kind", "annex", 0.5), {"d#1": 1.0, "d#2": 1.0, "d#3": 1.0}),
]


def aside(identifier: str, kind: Kind = "note") -> Document:
    """One text three times: as the body, as a note, and as the body in another language."""
    body = Section(id="1", level=1, text="细胞 gene")
    return document(identifier, body, structs.replace(body, id="2", kind=kind), structs.replace(body, id="3", language="en"))


@pytest.mark.parametrize(("prior", "shares"), ASIDE)
def test_a_note_or_another_language_counts_less_in_its_own_sections_alone(
    tmp_path: Path, prior: Prior, shares: dict[str, float]
) -> None:
    """The kind and the language of a section are its own: the rest of the document keeps its score, in merged segments too."""
    leaf = Term("gene", "text")
    with library(tmp_path, document("other", "gene"), document("more", "细胞")) as shelf:
        shelf.put(aside("d"))
        plain, weighed = our_scores(shelf, leaf, Scored(leaf)), our_scores(shelf, leaf, Scored(leaf), priors=(prior,))
        assert {each: score / plain[each] for each, score in weighed.items()} == pytest.approx({**shares, "other#1": 1.0}, rel=1e-4)


def test_grouped_a_document_shows_its_body_before_its_notes_and_counts_less_for_notes(tmp_path: Path) -> None:
    """Of two documents with the same words the one that has them in its body leads; inside each the note comes last."""
    leaf = Term("gene", "text")
    query = Query(leaf, (Scored(leaf),), priors=(Prior("kind", "note", 0.5), Prior("language", "en", 0.8)))
    with library(tmp_path, aside("a"), aside("b", "body"), document("c", "细胞")) as shelf:
        matches = shelf.engine.search(Request(query=query, group="document")).matches
    assert [match.document.id for match in matches] == ["b", "a"]
    assert matches[0].score > matches[1].score
    assert [match.located.section.id for match in (matches[1], *matches[1].more)] == ["a#1", "a#3", "a#2"]


def test_two_words_together_count_by_how_few_have_them_so(tmp_path: Path) -> None:
    """What a pair adds to the best candidates rises with how few of them have it, whatever its words count alone."""
    texts = ["gene rare", *["gene cell"] * 6, "rare cell", "rare gene", *["of others"] * 80]
    with library(tmp_path, *(document(f"d{number}", text) for number, text in enumerate(texts))) as shelf:
        added = {}
        for second in ("cell", "rare"):
            leaf = Phrase(("gene", second), (0, 1), "text")
            asked = Query(Term("gene", "text"), rescored=(Scored(leaf),))
            added[second] = shelf.engine.search(Request(query=asked)).matches[0].score
    assert added["rare"] > added["cell"] > 0


def test_the_title_of_a_lone_section_says_more_of_it(tmp_path: Path) -> None:
    """A title counts more for the one section of a document than for each of many; what text alone says stays as it was."""
    lone = document("lone", "words of the text", title="Potency")
    many = document("many", "words of the text", "more words of it", title="Potency")
    with library(tmp_path, lone, many) as shelf:
        scores = {
            name: {match.located.section.id: match.score for match in shelf.engine.search(Request(query=query)).matches}
            for name, query in (("title", _asking("~potenc", "title")), ("text", _asking("words", "text")))
        }
    assert scores["title"]["lone#1"] == pytest.approx(weights.LONE * scores["title"]["many#1"])
    assert scores["text"]["lone#1"] == pytest.approx(scores["text"]["many#1"])


def _asking(form: str, field: Field) -> Query:
    return Query(Term(form), (Scored(Term(form, field)),))


@pytest.mark.parametrize(
    ("forms", "offsets"), [(("gene", "cell"), (0, 1)), (("cell", "of"), (0, 1)), (("therapy", "the", "gene"), (0, 1, 2))]
)
def test_a_phrase_finds_what_whoosh_finds(ours: Library, theirs: Any, forms: tuple[str, ...], offsets: tuple[int, ...]) -> None:
    """The same sections hold a phrase, and the ones that hold it more often in fewer words come first."""
    leaf = Phrase(forms, offsets, "text")
    assert set(our_scores(ours, leaf, Scored(leaf))) == set(their_scores(theirs, query.Phrase("text", list(forms))))


@given(st.integers(0, 1_000))
@settings(deadline=None, max_examples=3)
def test_segments_make_no_difference(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """The same documents in one segment or in four have the same scores."""
    held = documents(seed, 16)
    words = tuple(Term(word, "text") for word in ("gene", "cell", "细胞", "治疗", "of"))
    with library(tmp_path_factory.mktemp("one"), *held) as one, library(tmp_path_factory.mktemp("four")) as four:
        for start in range(0, 16, 4):
            four.put(*held[start : start + 4])
        whole = our_scores(one, Or(words), *map(Scored, words))
        assert our_scores(four, Or(words), *map(Scored, words)) == pytest.approx(whole, rel=0.03)


def test_lengths_are_exact(tmp_path: Path) -> None:
    """A thousand words count as a thousand, not as the 1,032 of one byte: of two long sections the shorter one comes first."""
    long = [document(f"n{count:04}", "word " + "filler " * count) for count in range(1_000, 1_032, 4)]
    with library(tmp_path, *long, document("rest", *(["other"] * 50))) as shelf:
        ranked = list(our_scores(shelf, Term("word", "text"), Scored(Term("word", "text"))))
    assert ranked == [f"n{count:04}#1" for count in range(1_000, 1_032, 4)]


def test_a_note_with_all_words_does_not_come_before_what_the_words_are_about(tmp_path: Path) -> None:
    """Having all words lifts a section above those with some, but never a note; it is found all the same."""
    note = Section(id="1", level=1, text="gene editing of embryo, as the criminal code says elsewhere", kind="note")
    about = "gene editing embryo gene editing embryo"
    with library(tmp_path, document("n", note), document("a", about), document("c", "criminal code")) as shelf:
        for group in ("section", "document"):
            found = shelf.documents("gene embryo criminal", group=group)
            assert found[0] == "a"
            assert "n" in found
    with library(tmp_path / "body", document("n", structs.replace(note, kind="body")), document("a", about)) as shelf:
        assert shelf.documents("gene embryo criminal")[0] == "n"
