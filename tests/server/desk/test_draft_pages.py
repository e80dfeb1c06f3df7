"""Drafts at the desk: beginning, writing at once, history, opening; nothing typed is ever lost."""

from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from tests.server.builders import TEXTS, a_collection, a_draft, a_member, a_user

from undersigned.server.records.models import Collection, Draft, DraftVersion

EXAMPLE = Path(__file__).parents[3] / "examples" / "harbour-square"


def page(answer):
    return answer.content.decode()


def files(*names):
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415 (Django must be set up)

    return [SimpleUploadedFile(name, (EXAMPLE / name).read_bytes()) for name in names]


def boxes(based_on=1, texts=TEXTS, **changed):
    said = {"based_on": based_on}
    for language, text in texts.items():
        said |= {
            f"{language}-title": text["title"],
            f"{language}-opening": text["opening"],
            f"{language}-clauses": "\n\n".join(text["clauses"]),
        }
    return {**said, **{key.replace("_", "-"): value for key, value in changed.items()}}


def begin(client, **data):
    return client.post(reverse("desk:draft-new"), {"instrument": "written-declaration", **data}, follow=True)


def test_an_empty_list_says_what_to_do(as_, drafter):
    """It leads to a new draft."""
    assert reverse("desk:draft-new") in page(as_(drafter).get(reverse("desk:drafts")))


def test_two_word_files_become_a_draft_with_findings_beside(as_, clerk):
    """Dropped at once; both languages side by side; the files are named."""
    answer = begin(as_(clerk), documents=files("draft.en.docx", "draft.fr.docx"))

    version = DraftVersion.objects.get()
    assert set(version.texts) == {"en", "fr"}
    shown = page(answer)
    assert version.texts["fr"]["title"] in shown.replace("&#x27;", "'")
    assert "Read from draft.en.docx" in shown
    assert "What the rules ask" in shown


def test_a_pasted_text_is_shown_again_when_it_cannot_be_read(as_, drafter):
    """Refused in words, and the words stay in the box."""
    answer = begin(as_(drafter), pasted="Zzz qqq")

    assert answer.status_code == 422
    assert "the language could not be told" in page(answer)
    assert "Zzz qqq" in page(answer)
    assert Draft.objects.count() == 0


def test_a_pasted_text_in_two_languages_is_one_draft(as_, drafter):
    """Title first, the second language after the first."""
    pasted = "\n\n".join(
        "\n\n".join([text["title"], text["opening"], *text["clauses"]]) for text in TEXTS.values()
    )
    begin(as_(drafter), pasted=pasted)

    version = DraftVersion.objects.get()
    assert {language: text["title"] for language, text in version.texts.items()} == {
        language: text["title"] for language, text in TEXTS.items()
    }


def test_an_empty_page_has_the_opening_formulae_on_it(as_, drafter):
    """Of the rulebook of the day."""
    begin(as_(drafter))

    assert DraftVersion.objects.get().texts["en"]["opening"] == "We, the undersigned, declare the following:"


def test_saving_makes_a_version_and_shows_what_the_rules_ask(as_, clerk):
    """Without any script."""
    draft = a_draft()
    answer = as_(clerk).post(
        reverse("desk:draft", args=[draft.pk]), boxes(en_clauses="word " * 201), follow=True
    )

    assert "Saved as version 2" in page(answer)
    assert "The text has 207 words; 200 are allowed, 7 must go." in page(answer)


def test_a_line_break_begins_another_clause(as_, clerk):
    """Empty lines are nothing, spaces at ends neither."""
    draft = a_draft()
    as_(clerk).post(
        reverse("desk:draft", args=[draft.pk]), boxes(en_clauses=" One. \r\n\r\n\r\nTwo.\r\nThree.")
    )

    assert draft.versions.get(number=2).texts["en"]["clauses"] == ["One.", "Two.", "Three."]


def test_the_second_of_two_clerks_is_shown_both_texts(as_, clerk, second_clerk):
    """Neither is overwritten; hers is in the boxes, to be saved upon his."""
    draft = a_draft()
    address = reverse("desk:draft", args=[draft.pk])
    as_(clerk).post(address, boxes(en_title="Lanterns of the harbour"))

    answer = as_(second_clerk).post(address, boxes(en_title="Lights of the harbour"))

    shown = page(answer)
    assert answer.status_code == 409
    assert "Clara Fenn saved version 2 while you were writing" in shown
    assert "<ins>Lanterns</ins>" in shown
    assert "Lights of the harbour" in shown
    assert draft.versions.count() == 2

    as_(second_clerk).post(address, boxes(based_on=2, en_title="Lights of the harbour"))
    assert [one.texts["en"]["title"] for one in draft.versions.order_by("number")][1:] == [
        "Lanterns of the harbour",
        "Lights of the harbour",
    ]


def test_autosave_keeps_and_answers_with_the_findings(as_, clerk):
    """A version marked as saved by itself; the fragment for the margin."""
    draft = a_draft()
    answer = as_(clerk).post(reverse("desk:draft-autosave", args=[draft.pk]), boxes(fr_title="")).json()

    assert (answer["state"], answer["version"]) == ("saved", 2)
    assert "There is no title in: fr" in answer["beside"]
    assert draft.versions.get(number=2).autosaved


def test_autosave_never_overwrites_and_says_who_else_is_there(as_, clerk, second_clerk):
    """The one who is late is told, with the findings on what she has typed."""
    draft = a_draft()
    address = reverse("desk:draft-autosave", args=[draft.pk])
    as_(clerk).post(address, boxes(en_title="First"))

    answer = as_(second_clerk).post(address, boxes(en_title="Second"))

    assert answer.status_code == 409
    assert answer.json()["state"] == "conflict"
    assert "Clara Fenn" in answer.json()["said"]
    assert "Also open at: Clara Fenn" in answer.json()["beside"]


def test_autosave_of_a_text_that_was_opened_is_refused(as_, clerk):
    """And says why."""
    draft = a_draft()
    Draft.objects.filter(pk=draft.pk).update(state="opened")

    answer = as_(clerk).post(reverse("desk:draft-autosave", args=[draft.pk]), boxes(en_title="Other"))

    assert (answer.status_code, answer.json()["state"]) == (409, "refused")


def test_a_text_edited_after_opening_is_refused_and_shown_again(as_, clerk):
    """What was typed is still in the boxes."""
    draft = a_draft()
    Draft.objects.filter(pk=draft.pk).update(state="opened")

    answer = as_(clerk).post(reverse("desk:draft", args=[draft.pk]), boxes(en_title="Typed too late"))

    assert answer.status_code == 422
    assert "Typed too late" in page(answer)
    assert draft.versions.count() == 1


def test_history_folds_what_saved_itself_and_shows_each_difference(as_, clerk):
    """A sitting is one line; the difference is marked."""
    draft = a_draft()
    client = as_(clerk)
    for number, title in enumerate(["La", "Lam", "Lamp"], start=1):
        client.post(reverse("desk:draft-autosave", args=[draft.pk]), boxes(based_on=number, en_title=title))
    client.post(reverse("desk:draft", args=[draft.pk]), boxes(based_on=4, en_title="Lanterns"))

    shown = page(client.get(reverse("desk:draft-history", args=[draft.pk])))
    assert "and 3 saved by themselves before" in shown
    since = page(client.get(reverse("desk:draft-version", args=[draft.pk, 5]), {"since": "1"}))
    assert "<ins>Lanterns</ins>" in since
    assert "<del>Lamps of the harbour wall</del>" in since


def test_an_older_version_is_restored_as_the_newest(as_, clerk):
    """From its own page."""
    draft = a_draft()
    client = as_(clerk)
    client.post(reverse("desk:draft", args=[draft.pk]), boxes(en_title="Other"))

    client.post(reverse("desk:draft-restore", args=[draft.pk, 1]), {"based_on": 2})

    assert draft.versions.get(number=3).texts == TEXTS


def test_a_drafter_sees_own_drafts_and_no_others(as_, drafter):
    """Not in the list, and not by address."""
    own, other = a_draft(by=drafter), a_draft()
    client = as_(drafter)

    listed = page(client.get(reverse("desk:drafts")))
    assert own.pk in listed
    assert other.pk not in listed
    assert client.get(reverse("desk:draft", args=[other.pk])).status_code == 404
    assert client.post(reverse("desk:draft-autosave", args=[other.pk]), boxes()).status_code == 404


def test_two_drafters_write_together_without_a_clerk(as_, drafter):
    """Added by address, he sees it on his desk and in the list, and writes; taken off, he sees nothing."""
    colleague = a_user(role="drafter", name="Emil Fox", email="emil@concord.example")
    draft = a_draft(by=drafter)
    address, share = (reverse(f"desk:{name}", args=[draft.pk]) for name in ("draft", "draft-share"))
    owner, other = as_(drafter), as_(colleague)
    assert other.get(address).status_code == 404

    assert "Emil Fox sees the draft now" in page(
        owner.post(share, {"email": "Emil@concord.example"}, follow=True)
    )
    for place in (reverse("desk:home"), reverse("desk:drafts")):
        assert address in page(other.get(place))
    assert "begun by Dana Holm" in page(other.get(reverse("desk:drafts")))
    assert other.post(address, boxes(**{"en-title": "Lamps, once more"})).status_code == 302
    late = owner.post(address, boxes(**{"en-title": "Lamps, my way"}))
    assert late.status_code == 409
    assert "Emil Fox saved version 2 while you were writing" in page(late)

    one = draft.colleagues.get()
    owner.post(reverse("desk:draft-share-end", args=[draft.pk, one.pk]))
    assert other.get(address).status_code == 404
    assert other.post(reverse("desk:draft-autosave", args=[draft.pk]), boxes()).status_code == 404
    assert address not in page(other.get(reverse("desk:home")))
    assert draft.versions.get(number=2).by == colleague
    assert "Emil Fox sees" in page(owner.post(share, {"email": colleague.email}, follow=True))


def test_a_colleague_writes_and_decides_nothing(as_, drafter):
    """Neither who else is added, nor who is taken off, nor whether the draft is set aside."""
    colleague, third = a_user(role="drafter"), a_user(role="drafter")
    draft = a_draft(by=drafter)
    share = reverse("desk:draft-share", args=[draft.pk])
    as_(drafter).post(share, {"email": colleague.email})
    one, client = draft.colleagues.get(), as_(colleague)

    refused = client.post(share, {"email": third.email})
    client.post(reverse("desk:draft-share-end", args=[draft.pk, one.pk]))

    assert refused.status_code == 422
    assert "Only whoever began the draft" in page(refused)
    assert "Add a colleague" not in page(client.get(share))
    assert draft.colleagues.get().ended_at is None
    assert client.post(reverse("desk:draft-set-aside", args=[draft.pk])).status_code == 403


@pytest.mark.parametrize("role", ["clerk", "reader", "member", None])
def test_a_draft_is_shared_with_drafters_alone(as_, drafter, role):
    """Nobody else is told apart from an address that nobody has."""
    draft = a_draft(by=drafter)
    email = a_user(role=role).email if role else "nobody@concord.example"

    answer = as_(drafter).post(reverse("desk:draft-share", args=[draft.pk]), {"email": email})

    assert answer.status_code == 422
    assert f"No drafter of this desk has the address {email}." in page(answer)
    assert not draft.colleagues.exists()


def test_a_draft_is_shared_once(as_, drafter):
    """Again, or with oneself, is said in words."""
    colleague = a_user(role="drafter")
    draft = a_draft(by=drafter)
    share = reverse("desk:draft-share", args=[draft.pk])
    as_(drafter).post(share, {"email": colleague.email})

    for email in (colleague.email, drafter.email):
        assert "writes on this draft already" in page(as_(drafter).post(share, {"email": email}))
    assert draft.colleagues.count() == 1


def test_a_draft_is_set_aside_and_taken_up(as_, drafter):
    """It moves to its own heading and back."""
    draft = a_draft(by=drafter)
    client = as_(drafter)

    assert "Write on" in page(client.post(reverse("desk:draft-set-aside", args=[draft.pk]), follow=True))
    assert "What the rules ask" in page(
        client.post(reverse("desk:draft-take-up", args=[draft.pk]), follow=True)
    )


# ---- opening ----------------------------------------------------------------------------------


def opened(client, draft, **data):
    from undersigned.server.desk.clock import today  # noqa: PLC0415

    address = reverse("desk:draft-open", args=[draft.pk])
    return client.post(address, {"version": draft.latest, "on": today().isoformat(), **data})


def test_a_clerk_opens_a_text_with_its_first_signer(as_, clerk):
    """The text then stands."""
    from datetime import date  # noqa: PLC0415

    draft, first = a_draft(), a_member(from_on=date(2024, 6, 1))
    opened(as_(clerk), draft, first_signer=first.pk)

    collection = Collection.objects.get()
    assert (collection.draft, collection.first_signer, collection.texts) == (draft, first, TEXTS)
    shown = page(as_(clerk).get(reverse("desk:draft", args=[draft.pk])))
    assert "Open for signature since" in shown
    assert "<textarea" not in shown


def test_opening_without_a_first_signer_is_refused_beside_the_field(as_, clerk):
    """In words, with the rest as typed."""
    draft = a_draft()
    answer = opened(as_(clerk), draft)

    assert answer.status_code == 422
    assert "The list begins with the first signer" in page(answer)


def test_a_text_is_taken_back_with_a_reason(as_, clerk):
    """And can be written on again."""
    from datetime import date  # noqa: PLC0415

    draft, first = a_draft(), a_member(from_on=date(2024, 6, 1))
    client = as_(clerk)
    opened(client, draft, first_signer=first.pk)
    address = reverse("desk:draft-take-back", args=[draft.pk])

    assert client.post(address, {"reason": ""}).status_code == 422
    answer = client.post(address, {"reason": "A wrong figure."}, follow=True)

    assert "The text is a draft again" in page(answer)
    assert "<textarea" in page(answer)


@pytest.mark.parametrize("name", ["draft", "draft-history"])
def test_a_page_of_a_draft_costs_few_queries(as_, clerk, django_assert_max_num_queries, name):
    """However many versions."""
    draft = a_draft()
    client = as_(clerk)
    for number in range(1, 15):
        client.post(
            reverse("desk:draft-autosave", args=[draft.pk]), boxes(based_on=number, en_title=f"T{number}")
        )

    with django_assert_max_num_queries(16):
        answer = client.get(reverse(f"desk:{name}", args=[draft.pk]))

    assert answer.status_code == 200


def test_everything_is_said_in_french(as_):
    """A drafter who reads French."""
    reader = a_user(role="drafter", language="fr")
    shown = page(as_(reader).get(reverse("desk:draft", args=[a_draft(by=reader).pk])))

    assert "Ce que les règles demandent" in shown


def test_a_text_that_is_open_is_not_offered_to_be_opened(as_, clerk):
    """Its draft's page leads to the names, and the address of opening leads back to it."""
    draft = a_collection().draft
    client = as_(clerk)

    standing = page(client.get(reverse("desk:draft", args=[draft.pk])))
    opening = client.get(reverse("desk:draft-open", args=[draft.pk]))

    assert reverse("desk:draft-open", args=[draft.pk]) not in standing
    assert opening["Location"] == reverse("desk:draft", args=[draft.pk])


def test_after_a_failed_save_nothing_is_called_saved(as_, clerk):
    """The old hour of saving would be taken for this one's."""
    draft = a_draft()
    answer = as_(clerk).post(reverse("desk:draft", args=[draft.pk]), boxes(en_title="x" * 20_000))

    assert answer.status_code == 422
    assert "Saved " not in page(answer)
    assert "Not saved yet." in page(answer)


def test_who_signs_first_is_looked_for_under_the_delegation(as_, clerk):
    """By delegation, then by the alphabet, whatever the order of the file."""
    for family, place in (("BIRCH", "XB"), ("CEDAR", "XA"), ("ALDER", "XB")):
        a_member(family=family, delegation=place, from_on=date(2020, 1, 1))

    shown = page(as_(clerk).get(reverse("desk:draft-open", args=[a_draft().pk])))
    offered = shown[shown.index('name="first_signer"') :]

    assert offered.index("ALDER") < offered.index("BIRCH") < offered.index("CEDAR")
