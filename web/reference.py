"""A document or one of its sections as something to be cited: the facts a citation needs, and where it is found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corpus import Document, Section
from web import addresses
from web.labels import label


@dataclass(frozen=True, slots=True)
class Reference:
    """What is cited. `address` is the permanent address here, `digest` the SHA-256 of the file that was read, `seen` today."""

    document: Document
    section: Section | None
    address: str
    digest: str | None
    seen: date

    @property
    def language(self) -> str:
        """The language the citation is written in: that of the section, else of the document."""
        held = (self.section.language if self.section else None) or self.document.language or ""
        return "zh" if held.startswith("zh") else "en"

    @property
    def title(self) -> str:
        """What is cited; an entry of the catalogue is called one, so that nobody takes it for the text."""
        if self.document.metadata.role != "entry":
            return self.document.title
        return f"{self.document.title}{'（Bluebook 条目）' if self.language == 'zh' else ' (Bluebook entry)'}"

    @property
    def issuers(self) -> list[str]:
        """The issuing bodies by name, the first one first; of an entry, Bluebook."""
        about = self.document.metadata
        if about.role == "entry":
            return ["Bluebook"]
        return [label("authority", code, self.language) for code in (about.authority, *about.co_authorities) if code]

    @property
    def issued(self) -> str | None:
        """When what is cited was issued; an entry bears no date of its instrument, which is another's."""
        return None if self.document.metadata.role == "entry" else self.document.metadata.issued

    @property
    def number(self) -> str | None:
        """The document number of what is cited; an entry has none."""
        return None if self.document.metadata.role == "entry" else self.document.metadata.document_number

    @property
    def key(self) -> str:
        """A key for bibliographies: the document's id and the section's label."""
        return f"{self.document.id}#{self.section.label}" if self.section else self.document.id

    @property
    def source(self) -> str:
        """Where it can be read: the official address of a text where it is known, else here."""
        return (self.document.metadata.role != "entry" and self.document.metadata.source_url) or self.address


def reference(document: Document, section: Section | None, base: str, digest: str | None, seen: date) -> Reference:
    """What a citation of a document or section says. `base` is this Bluebook's address, without a slash at its end."""
    path = addresses.section_path(document.id, section.label) if section else addresses.document_path(document.id)
    return Reference(document, section, base + path, digest, seen)
