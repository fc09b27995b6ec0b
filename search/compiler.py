"""Clauses -> a query for the engine: words become terms, what is wanted and unwanted becomes the tree, what is good is scored.

A word finds the same wherever it stands: an English word its stem; a run of up to `SHORT_RUN` Han characters sections with half
of it (every two characters of it that can make a word), a longer one, which is a sentence, sections with any two neighbours of it.
A term that names a concept of the glossary also finds the concept's other names. Plain words side by side find each section that
holds one of them, and rank by all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import starmap

from search import weights
from search.analysis import units
from search.clause import All, Any, Clause, Dated, Fact, Must, Never, Quoted, Sequence, Starts, Within, Word, plain_text
from search.fillers import FILLERS
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
    pairs,
    phrase_of,
    score,
    score_counted,
    split,
    telling,
)

MARKS = ".,;:?!。，；：？！、"
SENTENCE_ENDS = (".", "?", "!", "。", "？", "！")


def compile_query(clause: Clause, ranking: Ranking | None = None) -> Query:
    """The query that a clause asks. A clause without any word finds everything. `ranking` says what words expand to."""
    ranking = ranking or Ranking()
    ranking.sentence = plain_text(clause).endswith(SENTENCE_ENDS)
    tree = _node(clause, None, ranking, True) or Everything()
    return Query(
        tree,
        tuple(starmap(Scored, ranking.scored.items())),
        tuple(starmap(Scored, ranking.rescored.items())),
        tuple(ranking.tiers),
        fields=ranking.fields,
    )


def _node(clause: Clause, place: Field | None, ranking: Ranking, good: bool) -> Node | None:
    """What a clause finds; None where it asks nothing. Where it is not `good` to hold it, nothing is scored."""
    match clause:
        case Word(text):
            return _either(_plain([text], place, ranking, good))
        case Sequence(parts):
            return _sequence(parts, place, ranking, good)
        case Quoted(text):
            return _exactly(units(fold(text)), place, ranking, good)
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
    others = [part for part in parts if not isinstance(part, Word)]
    free = _plain([part.text for part in parts if isinstance(part, Word)], place, ranking, good)
    if not others:
        return _either(free)
    free += _nodes([part for part in others if isinstance(part, Any | Sequence)], place, ranking, good)
    nodes = _nodes([part for part in others if not isinstance(part, Any | Sequence)], place, ranking, good)
    if (one := _either(free)) is not None:
        nodes.append(one)
    return _both(nodes)


def _plain(texts: list[str], place: Field | None, ranking: Ranking, good: bool) -> list[Node]:
    """Nodes for plain words side by side, with the other forms of what is counted and named there; scores all of them."""
    text, folded = " ".join(texts), [fold(each) for each in texts]
    words = split(text)
    pieces = list(zip(folded, _apart(words, folded), strict=True))
    said = [piece for piece in pieces if piece[0].strip(MARKS) not in FILLERS] or pieces
    nodes = [node for piece in said[: weights.MOST_WORDS] if (node := _parts(*piece, place)) is not None]
    words = words[: weights.MOST_WORDS]
    beside = pairs(words)
    counted, together = counted_terms(" ".join(folded), place), joined(beside, place)
    if good:
        score(words, beside, place, ranking)
        score_counted(counted, ranking)
        ranking.add(together, weights.STEM)
    return [*nodes, *counted, *together, *ranking.expand(text, place, good)]


def _apart(words: list[Units], texts: list[str]) -> Iterator[list[Units]]:
    """The words of each of some folded texts that stood side by side, with a space between them."""
    end = last = 0
    for text in texts:
        end += len(text) + 1
        first = last
        while last < len(words) and words[last][0].start < end:
            last += 1
        yield words[first:last]


def _parts(folded: str, words: list[Units], place: Field | None) -> Node | None:
    """What was written without spaces: all its words where it is short, one of them where it is a sentence.

    What is counted (第12条) stands together, whichever digits it is written in.
    """
    if len(words) == 1:
        return _found(words[0], place)
    if sum(map(len, words)) > weights.SHORT_TEXT:
        return _either([_found(word, place) for word in telling(words)])
    if words and counted_terms(folded, place):
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
        ranking.add([node], weights.PHRASE)
    return node


def _starting(text: str, place: Field | None, ranking: Ranking, good: bool) -> Node | None:
    """A word that is to start so. A run of Chinese starts anything it stands in; of several words the last one starts."""
    found = units(fold(text))
    if not found:
        return None
    if found[-1].kind == "han" or not ranking.may_start():
        return _exactly(found, place, ranking, good)
    prefix = Prefix(found[-1].form, place)
    if good:
        ranking.add([Prefix(prefix.start, place or "text")], weights.STEM)
    before = _exactly(found[:-1], place, ranking, good)
    return prefix if before is None else And((before, prefix))
