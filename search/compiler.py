"""Clauses -> a query for the engine: words become terms, what is wanted and unwanted becomes the tree, what is good is scored.

Plain words side by side find every section that holds one of them and rank by all; a run of Chinese is searched by its parts.
Beside an operator, a sign or a field a word is taken as it stands: a run of Chinese there is that run, an English word its stem.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from search import weights
from search.analysis import units
from search.clause import All, Any, Clause, Dated, Fact, Must, Never, Quoted, Sequence, Starts, Within, Word
from search.fold import fold
from search.query import And, Everything, Field, Is, Node, Or, Phrase, Prefix, Query, Range, Scored, Term
from search.scoring import Ranking, Units, fields_of, forms, joined_form, main_form, phrase_of, score, split


def compile_query(clause: Clause) -> Query:
    """The query that a clause asks. A clause without any word finds everything."""
    ranking = Ranking()
    whole = Sequence((clause,)) if isinstance(clause, Word) else clause
    tree = _node(whole, None, ranking) or Everything()
    return Query(
        tree,
        tuple(Scored(leaf, weight) for leaf, weight in ranking.scored.items()),
        tuple(Scored(leaf, weight) for leaf, weight in ranking.rescored.items()),
        tuple(ranking.tiers),
    )


def _node(clause: Clause, place: Field | None, ranking: Ranking | None) -> Node | None:
    """What a clause finds where it is taken as it stands; None where it asks nothing. Without `ranking` nothing is scored."""
    match clause:
        case Word(text):
            return _as_it_stands(text, place, ranking)
        case Quoted(text):
            return _exactly(list(units(fold(text))), place, ranking)
        case Starts(text):
            return _starting(text, place, ranking)
        case Within(inner, Sequence(parts)):
            return _node(All(parts), inner, ranking)
        case Within(inner, part):
            return _node(part, inner, ranking)
        case Fact(name, values):
            return Is(name, values)
        case Dated(name, low, high):
            return Range(name, low, high)
        case Must(part):
            return _node(part, place, ranking)
        case Never(part):
            unwanted = _node(part, place, None)
            return unwanted and And((), (unwanted,))
        case All(parts):
            return _both(_nodes(parts, place, ranking))
        case Any(parts):
            return _either(_nodes(parts, place, ranking))
        case Sequence(parts):
            return _sequence(parts, place, ranking)


def _nodes(parts: Iterable[Clause], place: Field | None, ranking: Ranking | None) -> list[Node]:
    return [node for part in parts if (node := _node(part, place, ranking)) is not None]


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


def _sequence(parts: tuple[Clause, ...], place: Field | None, ranking: Ranking | None) -> Node | None:
    """Clauses side by side: one of the plain words or groups, and each of the rest."""
    words = [word for part in parts if isinstance(part, Word) for word in split(part.text)]
    free = [_free(word, place) for word in words[: weights.MOST_WORDS]]
    if ranking is not None:
        score(words[: weights.MOST_WORDS], place, ranking)
    free += _nodes((part for part in parts if isinstance(part, Any | Sequence)), place, ranking)
    nodes = _nodes((part for part in parts if not isinstance(part, Word | Any | Sequence)), place, ranking)
    if (one := _either(free)) is not None:
        nodes.append(one)
    return _both(nodes)


def _free(word: Units, place: Field | None) -> Node:
    """Any part of a plain word: a pair of Han characters, or the stem of a word."""
    found = _either([Term(form, place) for form in forms(word)])
    assert found is not None
    return found


def _as_it_stands(text: str, place: Field | None, ranking: Ranking | None) -> Node | None:
    """A word beside an operator: a run of Chinese or a compound as a phrase, an English word by its stem."""
    words = split(text)
    if ranking is not None:
        score(words, place, ranking)
    return _both([_whole(word, place) for word in words])


def _whole(word: Units, place: Field | None) -> Node:
    if len(word) == 1:
        return Term(main_form(word[0]), place)
    phrase = phrase_of(word, place)
    if word[0].kind == "han" or not isinstance(phrase, Phrase):
        return phrase
    return Or((phrase, Term(joined_form(word), place)))


def _exactly(found: Units, place: Field | None, ranking: Ranking | None) -> Node | None:
    """A quotation: its words and characters as they are, in order."""
    if not found:
        return None
    node = phrase_of(found, place)
    if ranking is not None:
        for name, weight in fields_of(place):
            ranking.add(replace(node, field=name), weights.PHRASE * weight)
    return node


def _starting(text: str, place: Field | None, ranking: Ranking | None) -> Node | None:
    """A word that is to start so. A run of Chinese starts anything it stands in; of several words the last one starts."""
    found = list(units(fold(text)))
    if not found:
        return None
    if found[-1].kind == "han":
        return _exactly(found, place, ranking)
    prefix = Prefix(found[-1].form, place)
    if ranking is not None:
        ranking.add(replace(prefix, field=place or "text"), weights.STEM)
    before = _exactly(found[:-1], place, ranking)
    return prefix if before is None else And((before, prefix))
