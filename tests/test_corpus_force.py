"""On any day the right version of a text is the one in force."""

from __future__ import annotations

import pytest

from corpus import Metadata, catalogue
from corpus.catalogue import Instrument
from corpus.force import end_of, in_force_on, known_on, period, standing

LAW = {"issued": "2019-05-28", "effective": "2019-07-01"}


@pytest.fixture(scope="module")
def instruments() -> dict[str, Instrument]:
    """The instruments of the shipped catalogue."""
    return {identifier: entry.instrument for identifier, entry in catalogue.load().items()}


@pytest.mark.parametrize(
    ("facts", "day", "expected"),
    [
        (Metadata(status="in_force", **LAW), "2019-06-30", False),
        (Metadata(status="in_force", **LAW), "2019-07-01", True),
        (Metadata(status="in_force", **LAW), "2999-01-01", True),
        (Metadata(status="superseded", expires="2024-05-01", **LAW), "2024-04-30", True),
        (Metadata(status="superseded", expires="2024-05-01", **LAW), "2024-05-01", False),
        (Metadata(status="superseded", **LAW), "2020-01-01", False),
        (Metadata(status="draft", **LAW), "2020-01-01", False),
        (Metadata(status="superseded", instrument_type="draft", expires="2024", **LAW), "2020-01-01", False),
        (Metadata(status="trial", issued="2022-05"), "2022-05-01", True),
        (Metadata(status="trial", issued="2022-05"), "2022-04-30", False),
        (Metadata(), "1999-01-01", True),
    ],
)
def test_force_has_a_first_and_a_last_day(facts: Metadata, day: str, expected: bool) -> None:
    """The effective date is the first day in force, the successor's the first day no longer."""
    assert in_force_on(facts, day) is expected


@pytest.mark.parametrize(
    ("facts", "day", "status"),
    [
        (Metadata(status="in_force", effective="2027-08-07"), "2026-11-22", "not_yet_in_force"),
        (Metadata(status="in_force", effective="2027-08-07"), "2027-08-07", "in_force"),
        (Metadata(status="in_force", effective="2020", expires="2025-01-01"), "2025-01-01", "superseded"),
        (Metadata(status="draft"), "2025-01-01", "draft"),
        (Metadata(status="superseded", effective="2020", expires="2024-05-01"), "2024-04-30", "in_force"),
        (Metadata(status="repealed", effective="2020-06-01", expires="2024"), "2020-05-31", "not_yet_in_force"),
        (Metadata(status="superseded", effective="2020", expires="2024-05-01"), "2024-05-01", "superseded"),
        (Metadata(status="superseded", effective="2020"), "2021-01-01", "superseded"),
        (Metadata(status="superseded", instrument_type="draft", expires="2022-05-26"), "2022-05-25", "draft"),
        (Metadata(), "2025-01-01", "unknown"),
        (Metadata(status="有效"), "2025-01-01", "unknown"),
    ],
)
def test_the_status_shown_is_that_of_the_day(facts: Metadata, day: str, status: str) -> None:
    """What has not begun is not yet in force, what had not ended still was, whatever the record says today."""
    assert standing(facts, day) == status


CHAINS = [
    ("cn-hgr-interim-measures-1998", "cn-hgr-regulations-2019", "2019-06-30", "2019-07-01"),
    ("cn-drug-law-implementing-regs-2002", "cn-drug-law-implementing-regs-2026", "2026-05-14", "2026-05-15"),
    ("cn-chp-2020", "cn-chp-2025", "2025-09-30", "2025-10-01"),
    ("cn-negative-list-2021", "cn-negative-list-2024", "2024-10-31", "2024-11-01"),
    ("cn-nhc-2021-iit-trial", "cn-nhc-2024-32-iit", "2024-09-30", "2024-10-01"),
    ("cn-bio-dual-use-export-regs-2002", "cn-dual-use-export-regs-2024", "2024-11-30", "2024-12-01"),
    ("cn-sda-1999-somatic-ct", "cn-sfda-2003-cell-therapy-guideline", "2003-03-19", "2003-03-20"),
    ("cn-sfda-2003-cell-therapy-guideline", "cn-cfda-2017-216-cell-therapy", "2017-12-17", "2017-12-18"),
    ("cn-sfda-2003-gene-therapy-guideline", "cn-cde-2022-31-in-vivo-gt-cmc", "2022-05-25", "2022-05-26"),
    ("us-fda-2006-rcr-supplement", "us-fda-2020-rcr", "2020-01-29", "2020-01-30"),
]


def facts_of(instrument: Instrument, instruments: dict[str, Instrument]) -> Metadata:
    """What force rests on."""
    return Metadata(
        status=instrument.status,
        instrument_type=instrument.instrument_type,
        issued=instrument.issued,
        effective=instrument.effective,
        expires=end_of(instrument, instruments),
    )


@pytest.mark.parametrize(("old", "new", "before", "after"), CHAINS)
def test_the_old_text_ends_where_the_new_begins(
    instruments: dict[str, Instrument], old: str, new: str, before: str, after: str
) -> None:
    """Of ten chains exactly one version is in force on the day before and on the day of the change."""
    versions = [facts_of(instruments[old], instruments), facts_of(instruments[new], instruments)]
    assert [in_force_on(each, before) for each in versions] == [True, False]
    assert [in_force_on(each, after) for each in versions] == [False, True]


def test_no_text_ends_before_it_begins(instruments: dict[str, Instrument]) -> None:
    """Dates of the catalogue are in order."""
    for instrument in instruments.values():
        times = period(facts_of(instrument, instruments))
        assert times is None or times[0] <= times[1], instrument.id


def test_a_draft_ends_when_its_final_text_is_issued(instruments: dict[str, Instrument]) -> None:
    """Not when the final text comes into force, which may be later."""
    draft = instruments["cn-nhc-2019-biomedical-draft"]
    assert end_of(draft, instruments) == instruments["cn-sc-order-818-biomedical-new-technology"].issued


@pytest.mark.parametrize(("issued", "known"), [("2020-01-02", True), ("2020-01-03", False), ("2020", True), (None, True)])
def test_a_text_is_known_from_its_issue_on(issued: str | None, known: bool) -> None:
    """One without a date counts as always there."""
    assert known_on(Metadata(issued=issued), "2020-01-02") is known
