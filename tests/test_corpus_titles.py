"""Two writings of one title are one title; two versions of an instrument are told apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.titles import bare, plain, suffixes

NAMES = ("药品注册管理办法", "细胞治疗产品生产质量管理指南", "人类遗传资源管理条例", "Guideline on ATMP")
WRAPPERS = (
    "关于发布《{}》的通告",
    "关于发布《{}》的通告（2023年第33号）",
    "国家药监局关于发布《{}》的公告",
    "国家药监局药审中心关于发布《{}》的通告（2023年第33号）",
    "关于印发《{}》的通知",
    "关于公布《{}》的决定",
    "有关颁布《{}》的通知",
    "关于公开征求《{}》意见的通知",
    "关于再次公开征求《{}》意见的通知",
    "关于征求《{}》意见的函",
    "国家卫生健康委关于印发《{}》的通知",
    "国家药品监督管理局关于发布〈{}〉的公告",
)
SUFFIXES = (
    "试行",
    "暂行",
    "征求意见稿",
    "送审稿",
    "草案",
    "修订",
    "修订草案",
    "修订征求意见稿",
    "修订草案征求意见稿",
    "2020",
    "2020年",
    "2020年版",
    "2019年修订",
    "2018年修正",
    "2021年修订版",
    "1998年修正本",
    "第二版",
    "第十版",
    "第3版",
)
names = st.sampled_from(NAMES)
texts = st.text("药品管理办法细胞治疗ABcd09 ，、-·", min_size=2, max_size=40)


@pytest.mark.parametrize("wrapper", WRAPPERS)
@pytest.mark.parametrize("name", NAMES)
def test_the_notice_names_the_instrument_it_brings(wrapper: str, name: str) -> None:
    """What is issued, published or put out for comment is the title inside the marks."""
    assert bare(wrapper.format(name)) == name
    assert plain(wrapper.format(name)) == plain(name)


@pytest.mark.parametrize(
    "title", [*NAMES, "《药品注册管理办法》", "药品注册管理办法（试行）", "关于加强药品监管的意见", "", "《》"]
)
def test_a_title_without_a_wrapper_is_left_alone(title: str) -> None:
    """Only a notice that brings another text is taken off."""
    assert bare(title) == title


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("关于发布《〈药品管理法〉释义》的通知", "〈药品管理法〉释义"),
        ("关于发布《基因治疗产品〈指南〉》的通告", "基因治疗产品〈指南〉"),
        ("关于发布《关于印发〈药品注册办法〉的通知》的公告", "关于印发〈药品注册办法〉的通知"),
        ("关于印发《甲办法》《乙办法》的通知", "甲办法》《乙办法"),
        ("关于发布《实施《药品管理法》办法》的通知", "实施《药品管理法》办法"),
        ("关于发布《实施《药品管理法》的通知", "实施《药品管理法》"),
    ],
)
def test_marks_inside_marks_are_kept(title: str, expected: str) -> None:
    """A title that names another title keeps it, and a mark left open is closed."""
    assert bare(title) == expected


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("marks", ["（{}）", "({})", "( {} )", "（ {}）"])
def test_a_version_is_told_by_its_suffix(suffix: str, marks: str) -> None:
    """Whichever brackets it stands in, the suffix tells the version and the rest tells the instrument."""
    title = "药品注册管理办法" + marks.format(suffix)
    assert suffixes(title) == (suffix,)
    assert plain(title) == "药品注册管理办法"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("药品注册管理办法", ()),
        ("办法（试行）（2020年版）", ("试行", "2020年版")),
        ("办法（2020年版）（征求意见稿）", ("2020年版", "征求意见稿")),
        ("关于发布《办法细则（试行）》的通告（2023年第33号）", ("试行",)),
        ("指南（细胞治疗）", ()),
        ("试行办法", ()),
        ("办法（试行", ()),
        ("办法（3020年版）", ()),
    ],
)
def test_suffixes_come_in_their_order(title: str, expected: tuple[str, ...]) -> None:
    """Several suffixes are all told; numbers of notices, subjects and words of the title are no suffix."""
    assert suffixes(title) == expected


@pytest.mark.parametrize("state", ["中华人民共和国", "国家药监局", "国家药品监督管理局"])
@pytest.mark.parametrize("marks", ["{}", "《{}》", "〈{}〉", " {} "])
def test_the_state_before_a_title_does_not_part_it(state: str, marks: str) -> None:
    """Mirrors leave out the name of the state or of the authority."""
    assert plain(marks.format(state + "药品管理法")) == "药品管理法"


@pytest.mark.parametrize("title", ["香港中华人民共和国药品办法", "驻国家药监局纪检组办法"])
def test_the_state_inside_a_title_belongs_to_it(title: str) -> None:
    """Only at the front is the name of the state left out."""
    assert plain(title) == title


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Guideline on ATMP", "GUIDELINE ON ATMP"),
        ("Guideline on ATMP", "Ｇｕｉｄｅｌｉｎｅ on ＡＴＭＰ"),
        ("ICH Q5A(R2)", "ICH Q5A（R2）"),
        ("人源性干细胞、衍生物指南", "人源性干细胞衍生物指南"),
        ("药品 注册　管理办法", "药品注册管理办法"),
        ("《药品注册管理办法》", "〈药品注册管理办法〉"),
        ("E_coli-based products", "E. coli based products"),
    ],
)
def test_marks_width_case_and_spaces_do_not_part_titles(one: str, other: str) -> None:
    """The same words in another typography are the same title."""
    assert plain(one) == plain(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("药品管理法", "药品管理法实施条例"),
        ("ICH Q5A", "ICH Q5B"),
        ("药品注册管理办法", "药品生产管理办法"),
        ("指南（细胞治疗）", "指南（基因治疗）"),
    ],
)
def test_other_words_are_another_title(one: str, other: str) -> None:
    """A subject in brackets, a number or a word is never folded away."""
    assert plain(one) != plain(other)


@given(texts, st.sampled_from(SUFFIXES))
def test_a_suffix_never_changes_the_instrument(title: str, suffix: str) -> None:
    """Whatever the title, its draft and its final text are of one instrument."""
    assert plain(f"{title}（{suffix}）") == plain(f"{title}({suffix})") == plain(title)


@given(texts)
def test_a_plain_title_is_plain(title: str) -> None:
    """What is made comparable once stays as it is, without space or case."""
    once = plain(title)
    assert plain(once) == once
    assert once == once.casefold()
    assert all(letter.isalnum() for letter in once)


@given(texts.filter(lambda title: bool(title.strip())), st.sampled_from(WRAPPERS))
def test_a_bare_title_is_bare(title: str, wrapper: str) -> None:
    """A wrapper comes off whole, and off once."""
    once = bare(wrapper.format(title))
    assert bare(once) == once
    assert plain(once) == plain(wrapper.format(title))


@given(st.text(max_size=60))
def test_any_text_is_a_title(title: str) -> None:
    """Whatever stands as a title can be compared, and has no space around it once bare."""
    assert bare(title) == bare(title).strip()
    assert not any(letter.isspace() for letter in plain(title))
    assert all(suffix and "（" not in suffix for suffix in suffixes(title))


@given(names, st.sampled_from(SUFFIXES), st.sampled_from(WRAPPERS))
def test_a_wrapped_version_keeps_its_suffix(name: str, suffix: str, wrapper: str) -> None:
    """The notice of a draft names the draft."""
    title = wrapper.format(f"{name}（{suffix}）")
    assert suffixes(title) == (suffix,)
    assert plain(title) == plain(name)


@pytest.mark.parametrize(
    "title",
    [
        "Personal Information Protection Law of the PRC",
        "Personal Information Protection Law of the People's Republic of China",
        "PERSONAL INFORMATION PROTECTION LAW OF THE PEOPLE’S REPUBLIC OF CHINA",
    ],
)
def test_a_translation_may_name_the_state_in_full_in_short_or_not_at_all(title: str) -> None:
    """Translations of one law do not agree on it."""
    assert plain(title) == plain("Personal Information Protection Law")
