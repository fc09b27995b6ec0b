"""Text -> clauses. Any text is a question: what is no operator is words, and nothing is ever refused.

    a b            sections with a or b, those with both first     "a b"        these words, exactly so
    +a   -b        with a; without b                               a AND b, a OR b, NOT a
    (a OR b) c     brackets group                                  regul*       words that start so
    text:"…"  title:…  heading:…  number:…                         where it stands; a space may follow the colon
    authority:NMPA  status:in_force  year:2020..2023  issued:>=2024-05   facts of the document

`OR` and `AND` join what stands beside them, `AND` more closely. A bracket counts only where a word could begin: the ones in
`Q5A(R2)` and （试行） are part of their words. Unbalanced marks are closed at the end; an operator without anything to join is
dropped. Brackets nested deeper than `DEPTH` are read through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from search.clause import All, Any, Clause, Dated, Fact, Must, Never, Quoted, Sequence, Starts, Within, Word
from search.fields import DATES, FACTS, PLACES, dated, fact, known
from search.fold import fold

DEPTH: Final = 20
LENGTH: Final = 10_000
FEW: Final = 8
"""Words that may follow `title: `; where more do, it is a text that was pasted (the following text: ...)."""

OPENING, CLOSING = '"“”„«»＂「『〝', '"“”»«＂」』〞'
TOKEN = re.compile(
    rf"""\s+
    |(?P<quoted>(?<![^\W_])[{OPENING}](?P<body>[^{OPENING}{CLOSING}]*)[{CLOSING}]?)
    |(?P<open>(?<![^\s(（+\-:：])[(（])
    |(?P<close>[)）])
    |(?P<sign>(?<![^\s(（])[+\-＋－−–—!](?=[^\s+\-]))
    |(?P<field>(?<![^\s(（+\-])(?P<name>[A-Za-z_]{{2,16}}|[\u4e00-\u9fff]{{2,6}})[:：](?=\s*\S))
    |(?P<word>[^\s{OPENING}{CLOSING}()（）]+)
    |.""",
    re.VERBOSE | re.DOTALL,
)
OPERATOR = re.compile(rf"[{OPENING}{CLOSING}()（）:：*＊&|]|\s(?:[+\-＋－–—!]|(?:AND|OR|NOT)(?!\S))")
PLAIN = re.compile(rf"[^\s{OPENING}{CLOSING}()（）]*")

Type = Literal["quoted", "open", "close", "sign", "field", "word", "AND", "OR", "NOT"]


class _Token(NamedTuple):
    type: Type
    text: str


def parse(text: str) -> Clause:
    """The clauses of a question; what lies past `LENGTH` characters is not read."""
    text = text[:LENGTH]
    if OPERATOR.search(f" {text}"):
        return _Reader(list(_tokens(text))).sequence(0)
    words = tuple(map(Word, text.split()))
    return words[0] if len(words) == 1 else Sequence(words)


def _tokens(text: str) -> Iterator[_Token]:
    depth, place = 0, 0
    while place < len(text) and (match := TOKEN.match(text, place)):
        kind, place = match.lastgroup, match.end()
        if match["quoted"] is not None:
            if match["body"].strip():
                yield _Token("quoted", match["body"].strip())
        elif kind == "open":
            depth += 1
            yield _Token("open", "(")
        elif kind == "close" and depth:
            depth -= 1
            yield _Token("close", ")")
        elif kind == "sign":
            yield _Token("sign", "+" if match.group() in "+＋" else "-")
        elif match["field"] is not None and _field(match["name"], text[place:]):
            yield _Token("field", fold(match["name"]))
        elif not match.group().isspace():
            place = _word_end(text, match.start(), depth)
            word = text[match.start() : place]
            if word.strip("()（）"):
                yield _Token(_operator(word), word)


def _word_end(text: str, start: int, depth: int) -> int:
    """Where the word that starts here ends: at a space, a quotation mark, or the bracket that closes the group around it."""
    inner, plain = 0, PLAIN.match(text, start + 1)
    for place in range(plain.end() if plain and text[start] not in "(（)）" else start, len(text)):
        char = text[place]
        if char.isspace() or (place > start and char in OPENING + CLOSING):
            return place
        if char in "(（":
            inner += 1
        elif char in ")）":
            if not inner and depth and place > start:
                return place
            inner = max(0, inner - 1)
    return len(text)


def _field(name: str, rest: str) -> bool:
    """Whether a field begins. Before a space it has few words, a date or a known value: `Status: to be told` is a sentence."""
    name, apart = fold(name), rest[:1].isspace()
    if name in PLACES:
        return not apart or len(rest.split(maxsplit=FEW)) <= FEW
    if name not in FACTS and name not in DATES:
        return False
    value = rest.split(maxsplit=1)[0].strip('"“”()（）')
    return not apart or (bool(known(FACTS[name], value)) if name in FACTS else dated(value) is not None)


def _operator(word: str) -> Type:
    if word in ("AND", "&&", "&"):
        return "AND"
    if word in ("OR", "||", "|"):
        return "OR"
    return "NOT" if word == "NOT" else "word"


class _Reader:
    """Recursive descent over the tokens of one question."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.place = 0

    def peek(self) -> Type | None:
        return self.tokens[self.place].type if self.place < len(self.tokens) else None

    def take(self) -> _Token:
        self.place += 1
        return self.tokens[self.place - 1]

    def sequence(self, depth: int) -> Clause:
        """Everything up to the bracket that closes this depth."""
        parts: list[Clause] = []
        while (following := self.peek()) is not None:
            if following == "close":
                self.take()
                if depth:
                    break
            elif following in ("AND", "OR"):
                self.take()
            elif (part := self.joined("OR", depth)) is not None:
                parts.append(part)
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def joined(self, operator: Literal["AND", "OR"], depth: int) -> Clause | None:
        """Clauses with one operator between them."""
        parts: list[Clause] = []
        while True:
            part = self.joined("AND", depth) if operator == "OR" else self.unary(depth)
            if part is not None:
                parts.append(part)
            if self.peek() != operator:
                break
            while self.peek() == operator:
                self.take()
            if self.peek() in (None, "close", "AND", "OR"):
                break
        if len(parts) < 2:
            return parts[0] if parts else None
        return Any(tuple(parts)) if operator == "OR" else All(tuple(parts))

    def unary(self, depth: int) -> Clause | None:
        """One clause with the signs before it."""
        negative = required = False
        while self.peek() in ("sign", "NOT"):
            token = self.take()
            negative ^= token.text in ("-", "NOT")
            required |= token.text == "+"
        part = self.atom(depth)
        if part is None or part == Sequence(()):
            return None
        if negative:
            return part.part if isinstance(part, Never) else Never(part)
        return Must(part) if required else part

    def atom(self, depth: int) -> Clause | None:
        """A word, a phrase, a field with its value, or a group."""
        following = self.peek()
        if following in (None, "close", "AND", "OR"):
            return None
        token = self.take()
        match token.type:
            case "open":
                return self.sequence(depth + 1) if depth < DEPTH else None
            case "field":
                return self.fielded(token, depth)
            case "quoted":
                return Quoted(token.text)
            case _:
                return _word(token.text)

    def fielded(self, token: _Token, depth: int) -> Clause | None:
        """A field with its value; words, where the value makes no sense for it."""
        if token.text in PLACES:
            part = self.unary(depth)
            if isinstance(part, Never):
                return Never(Within(PLACES[token.text], part.part))
            return None if part is None else Within(PLACES[token.text], part)
        if self.peek() not in ("word", "quoted"):
            return Word(token.text)
        value = self.take().text
        if token.text in DATES and (range_ := dated(value)) is not None:
            return Dated(DATES[token.text], *range_)
        if token.text in FACTS:
            return Fact(FACTS[token.text], fact(FACTS[token.text], value))
        return Sequence((Word(token.text), _word(value)))


def _word(text: str) -> Clause:
    stripped = text.rstrip("*＊")
    if stripped != text and stripped:
        return Starts(stripped)
    return Word(text)
