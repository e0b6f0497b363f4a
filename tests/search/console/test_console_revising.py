"""What an edit changed: words inserted and taken out, statements that came and went."""

from datetime import timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from search.console.revising import MAX_WORDS, Edit, Unchanged, difference, editions, edits
from search.index import Revision
from tests.fakes.documents import DAY, article, day, shift, statement
from tests.search.console.conftest import Served
from wire import Article, Statement

TEXTS = st.text(alphabet="ab\u0301é \n", max_size=40)


def revision(number: int, text: str, *read: str, title: str = "News") -> Revision:
    made = msgspec.structs.replace(
        article("e", text, title=title, version=number),
        fetched_at=DAY + timedelta(hours=number),
        content_hash=f"{number:064x}"[::-1],
    )
    return Revision(made, tuple(statement(word, word, article_id=made.id) for word in read))


def test_words_are_inserted_and_taken_out() -> None:
    assert edits("No talks in May, he said.", "No talks in June or July, he said.") == [
        Edit("same", "No talks in"),
        Edit("deleted", "May,"),
        Edit("inserted", "June or July,"),
        Edit("same", "he said."),
    ]
    assert edits("", "new") == [Edit("inserted", "new")]
    assert edits("old", "") == [Edit("deleted", "old")]
    assert edits("  ", "") == []


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_edits(before: str, after: str) -> None:
    found = edits(before, after)
    old = [each.text for each in found if each.kind != "inserted"]
    new = [each.text for each in found if each.kind != "deleted"]
    assert " ".join(old).split() == before.split()
    assert " ".join(new).split() == after.split()


def test_endless_stretches_are_marked_whole() -> None:
    many = "a b " * MAX_WORDS
    assert [each.kind for each in edits(many, many + "c")] == ["deleted", "inserted"]
    assert [each.kind for each in edits(many, many)] == ["same"]


def test_paragraphs_that_stayed_are_counted_and_the_others_shown() -> None:
    first = revision(1, "One.\nTwo.\nThree stays.\nFour.", "gone", "kept")
    second = revision(2, "One.\nTwo.\nThree leaves.\nFour.\nFive.", "kept", "came", title="Newer")
    found = difference([first, second])
    assert found is not None
    assert found.title == [Edit("deleted", "News"), Edit("inserted", "Newer")]
    assert found.text == [
        Unchanged(2),
        [Edit("same", "Three"), Edit("deleted", "stays."), Edit("inserted", "leaves.")],
        Unchanged(1),
        [Edit("inserted", "Five.")],
    ]
    assert [each.text for each in found.added] == ["came"]
    assert [each.text for each in found.removed] == ["gone"]


def test_an_edition_is_compared_with_the_one_before() -> None:
    texts = [revision(number, f"Text {number}.") for number in (1, 2, 3)]
    names = [each.name for each in editions(texts)]
    newest, older = difference(texts), difference(texts, names[1])
    assert newest is not None
    assert older is not None
    assert (newest.before.name, newest.after.name) == (names[1], names[2])
    assert (older.before.name, older.after.name) == (names[0], names[1])
    assert difference(texts, names[0]) is None
    assert difference(texts, "unknown") is None
    assert difference(texts[:1]) is None


def test_of_a_text_that_was_not_kept_only_the_date_is_told() -> None:
    cut = Revision(msgspec.structs.replace(revision(1, "x").article, text=""), (), cut=True)
    found = difference([cut, revision(2, "Short again.", "came")])
    assert found is not None
    assert (found.text, found.added, found.before.cut) == ([], [], True)


def edit(console: Served, hour: int, text: str, said: Statement) -> Article:
    made = msgspec.structs.replace(
        article("e", text, title="Edited", version=hour),
        fetched_at=DAY + timedelta(hours=hour),
        content_hash=f"{hour:064x}"[::-1],
    )
    console.store.keep_revision(made, [said])
    console.store.apply([made], [said])
    return made


def test_the_page_of_an_article_marks_what_was_edited(console: Served) -> None:
    own = article("e").id
    assert "Earlier texts" not in console.get("/articles/2026-05-article-a")
    edit(console, 1, "The dam <holds>.\nRain fell.", statement("old", "holds", article_id=own))
    assert "Earlier texts" not in console.get(f"/articles/{own}")
    edit(console, 2, "The dam <leaks>.\nRain fell.", statement("new", "leaks", article_id=own))
    page = console.get(f"/articles/{own}")
    assert "<del>&lt;holds&gt;.</del> <ins>&lt;leaks&gt;.</ins>" in page
    assert "1 paragraph unchanged" in page
    assert page.index("Statements that came") < page.index(
        "Statements that went", page.index("<ins>")
    )
    edit(console, 3, "The dam broke.\nRain fell.", statement("more", "broke", article_id=own))
    newest = console.get(f"/articles/{own}")
    assert "<ins>broke.</ins>" in newest
    older = newest.split("?edition=")[1].split("#")[0]
    assert "<ins>&lt;leaks&gt;.</ins>" in console.get(f"/articles/{own}?edition={older}")
    assert console.client.get(f"/articles/{own}?edition=none").status_code == 404


def test_a_shift_still_leads_to_an_edited_article(console: Served) -> None:
    made = edit(console, 1, "The dam holds.", statement("old", "holds"))
    edit(console, 2, "The dam broke.", statement("new", "broke"))
    console.store.apply(shifts=[shift("e", after_article=made.id, at=day(1))])
    assert "Evidence of a shift" in console.get(f"/articles/{made.id}")
