"""Flow: another e-mail address."""

from tests.fakes_commerce import VISITOR, Chat


async def test_a_verified_customer_changes_the_account() -> None:
    chat = Chat()

    assert await chat.say("change my e-mail", "change_email") == ["utter_want_new_email_account"]
    said = await chat.say("new@example.org", "inform", email="new@example.org")
    assert said == ["utter_confirm_change_email_account"]
    corrected = await chat.say("no, it's b@example.org", "deny", email="b@example.org")
    assert corrected == ["utter_flow_noted", "utter_confirm_change_email_account"]
    assert chat.gaps["email"] == "b@example.org"
    assert await chat.say("yes", "affirm") == ["utter_perform_change_email_account"]


async def test_a_visitor_changes_one_order_only_after_proving_it() -> None:
    chat = Chat(VISITOR)
    await chat.say("change the e-mail of FH-100001", "change_email", order_number="FH-100001")

    assert await chat.say("anna@example.org", "inform", email="anna@example.org") == [
        "utter_want_new_email_order"
    ]
    await chat.say("new@example.org", "inform", email="new@example.org")
    assert await chat.say("yes", "affirm") == ["utter_perform_change_email_order"]
    assert (chat.gaps["order"], chat.gaps["email"]) == ("FH-100001", "new@example.org")
