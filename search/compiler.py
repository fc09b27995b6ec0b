"""Clauses -> a query for the engine: words become terms, what is wanted and unwanted becomes the tree, what is good is scored.

A word finds the same wherever it stands: an English word its stem; a run of up to `SHORT_RUN` Han characters sections with half
of it (every two characters of it that can make a word), a longer one, which is a sentence, sections with any two neighbours of it.
A term that names a concept of the glossary also finds the concept's other names. Plain words side by side find each section that
holds one of them, and rank by all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from search import weights
from search.analysis import units
from search.clause import All, Any, Clause, Dated, Fact, Must, Never, Quoted, Sequence, Starts, Within, Word, plain_text
from search.fillers import filler
from search.fold import fold
from search.query import And, Everything, Field, Is, Node, Or, Prefix, Query, Range, Scored, Term
from search.scoring import (
    Ranking,
    Units,
    counted_terms,
    forms,
    joined,
    joined_form,
    main_form,
    phrase_of,
    score,
    score_counted,
    score_joined,
    split,
    telling,
)

SENTENCE_ENDS = (".", "?", "!", "。", "？", "！")


def compile_query(clause: Clause, ranking: Ranking | None = None) -> Query:
    """The query that a clause asks. A clause without any word finds everything. `ranking` says what words expand to."""
    ranking = ranking or Ranking()
    ranking.sentence = plain_text(clause).endswith(SENTENCE_ENDS)
    tree = _node(clause, None, ranking, True) or Everything()
    return Query(
        tree,
        tuple(Scored(leaf, weight) for leaf, weight in ranking.scored.items()),
        tuple(Scored(leaf, weight) for leaf, weight in ranking.rescored.items()),
        tuple(ranking.tiers),
        fields=ranking.fields,
    )


def _node(clause: Clause, place: Field | None, ranking: Ranking, good: bool) -> Node | None:
    """What a clause finds; None where it asks nothing. Where it is not `good` to hold it, nothing is scored."""
    match clause:
        case Word(text):
            return _word(text, place, ranking, good)
        case Quoted(text):
            return _exactly(list(units(fold(text))), place, ranking, good)
        case Starts(text):
            return _starting(text, place, ranking, good)
        case Within(inner, Sequence(parts)):
            return _node(All(parts), inner, ranking, good)
        case Within(inner, part):
            return _node(part, inner, ranking, good)
        case Fact(name, values):
            return Is(name, values)
        case Dated(name, low, high):
            return Range(name, low, high)
        case Must(part):
            return _node(part, place, ranking, good)
        case Never(part):
            unwanted = _node(part, place, ranking, not good)
            return unwanted and And((), (unwanted,))
        case All(parts):
            return _both(_nodes(parts, place, ranking, good))
        case Any(parts):
            return _either(_nodes(parts, place, ranking, good))
        case Sequence(parts):
            return _sequence(parts, place, ranking, good)


def _nodes(parts: Iterable[Clause], place: Field | None, ranking: Ranking, good: bool) -> list[Node]:
    return [node for part in parts if (node := _node(part, place, ranking, good)) is not None]


def _both(nodes: list[Node]) -> Node | None:
    """Nodes that all have to hold, as one; those that only exclude are gathered."""
    wanted: list[Node] = []
    unwanted: list[Node] = []
    for node in nodes:
        if isinstance(node, And):
            wanted += node.wanted
            unwanted += node.unwanted
        else:
            wanted.append(node)
    if not unwanted and len(wanted) < 2:
        return wanted[0] if wanted else None
    return And(tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(unwanted)))


def _either(nodes: list[Node]) -> Node | None:
    distinct = tuple(dict.fromkeys(nodes))
    if len(distinct) < 2:
        return distinct[0] if distinct else None
    return Or(distinct)


def _sequence(parts: tuple[Clause, ...], place: Field | None, ranking: Ranking, good: bool) -> Node | None:
    """Clauses side by side: one of the plain words or groups, and each of the rest."""
    plain = [part.text for part in parts if isinstance(part, Word)]
    free = [node for text in _saying(plain)[: weights.MOST_WORDS] if (node := _parts(text, place)) is not None]
    if plain:
        free = _with_names(" ".join(plain), free, place, ranking, good)
    free += _nodes((part for part in parts if isinstance(part, Any | Sequence)), place, ranking, good)
    nodes = _nodes((part for part in parts if not isinstance(part, Word | Any | Sequence)), place, ranking, good)
    if (one := _either(free)) is not None:
        nodes.append(one)
    return _both(nodes)


def _saying(texts: list[str]) -> list[str]:
    """The words that say something alone; all of them where none does."""
    return [text for text in texts if not filler(fold(text).strip(".,;:?!。，；：？！、"))] or texts


def _word(text: str, place: Field | None, ranking: Ranking, good: bool) -> Node | None:
    """A word alone."""
    node = _parts(text, place)
    return node and _either(_with_names(text, [node], place, ranking, good))


def _with_names(text: str, nodes: list[Node], place: Field | None, ranking: Ranking, good: bool) -> list[Node]:
    """Nodes for the words of a text, with the other forms of what is counted and named there; scores all of them."""
    counted, words = counted_terms(text, place), split(text)[: weights.MOST_WORDS]
    together = joined(words, place)
    if good:
        score(words, place, ranking)
        score_counted(counted, ranking)
        score_joined(together, ranking)
    return [*nodes, *counted, *together, *ranking.expand(text, place, good)]


def _parts(text: str, place: Field | None) -> Node | None:
    """What was written without spaces: all its words where it is short, one of them where it is a sentence.

    What is counted (第12条) stands together, whichever digits it is written in.
    """
    words = split(text)
    if sum(map(len, words)) > weights.SHORT_TEXT:
        return _either([_found(word, place) for word in telling(words)])
    if len(words) > 1 and counted_terms(text, place):
        return phrase_of([unit for word in words for unit in word], place)
    return _both([_found(word, place) for word in words])


def _found(word: Units, place: Field | None) -> Node:
    if len(word) == 1:
        return Term(main_form(word[0]), place)
    if word[0].kind == "word":
        return Or((phrase_of(word, place), Term(joined_form(word), place)))
    parts = tuple(dict.fromkeys(Term(form, place) for form in forms(word)))
    least = (len(word) + 1) // 2 if len(word) <= weights.SHORT_RUN else 1
    return parts[0] if len(parts) == 1 else Or(parts, min(least, len(parts)))


def _exactly(found: Units, place: Field | None, ranking: Ranking, good: bool) -> Node | None:
    """A quotation: its words and characters as they are, in order."""
    if not found:
        return None
    node = phrase_of(found, place)
    if good:
        ranking.add(node, weights.PHRASE)
    return node


def _starting(text: str, place: Field | None, ranking: Ranking, good: bool) -> Node | None:
    """A word that is to start so. A run of Chinese starts anything it stands in; of several words the last one starts."""
    found = list(units(fold(text)))
    if not found:
        return None
    if found[-1].kind == "han" or not ranking.may_start():
        return _exactly(found, place, ranking, good)
    prefix = Prefix(found[-1].form, place)
    if good:
        ranking.add(replace(prefix, field=place or "text"), weights.STEM)
    before = _exactly(found[:-1], place, ranking, good)
    return prefix if before is None else And((before, prefix))
