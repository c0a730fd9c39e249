"""The bot's own sentences by occasion: plain words, the feeling before the fact, no promise it cannot keep.

Every occasion says when it is used, and has sentences for a warm and for a brief tone. `{name}` is dropped
where it is not known or was used lately; a sentence with any other unknown placeholder is not chosen.
"""

from collections.abc import Mapping
from types import MappingProxyType

from bot.domain.calls import CALLS, Occasion

_TALK: Mapping[str, Occasion] = {
    "acknowledge": Occasion(
        "Put before an answer when the customer sounds upset.",
        (
            "I'm sorry about the trouble, {name}.",
            "I understand that this is frustrating.",
            "I can see why that is annoying, and I'm sorry.",
        ),
        ("Sorry about that.", "I'm sorry for the trouble."),
    ),
    "greet": Occasion(
        "The first words, when the customer has not asked anything yet.",
        (
            "Hello {name}! What can I help you with?",
            "Hi there, {name}! How can I help?",
            "Hello {name}! Tell me what you need.",
        ),
        ("Hello. How can I help?", "Hello. What do you need?"),
    ),
    "prompt": Occasion(
        "Asks for the next question when nothing else fits.",
        (
            "What else can I help you with?",
            "Is there anything I can do for you?",
            "Tell me what you need, and I'll have a look.",
        ),
        ("What else?", "Anything else?"),
    ),
    "clarify": Occasion(
        "Stands above two or three articles that may fit.",
        (
            "I want to get this right. Which of these do you mean?",
            "I found a few things that may fit. Which one is it?",
            "Is it one of these?",
        ),
        ("Which one do you mean?", "Is it one of these?"),
    ),
    "which": Occasion(
        "The customer said yes to a choice of several.",
        (
            "Which one do you mean? Pick one above, or tell me in other words.",
            "Please pick the one that fits, or put it in other words.",
        ),
        ("Which one? Pick one above.", "Please pick one, or rephrase."),
    ),
    "rephrase": Occasion(
        "The customer wants to put the question in other words.",
        (
            "All right. Please tell me in other words what you need.",
            "No problem. How would you put it instead?",
            "Sure, try it once more in your own words.",
        ),
        ("Please put it in other words.", "Go ahead, in other words."),
    ),
    "card_removed": Occasion(
        "Put after the first reply to a message from which a card number was taken out.",
        (
            "By the way: I took the card number out of your message. Please never write one in a chat.",
            "For your safety I removed the card number that you wrote; nobody here needs it.",
        ),
        ("I removed the card number you wrote.", "The card number was taken out, to keep it safe."),
    ),
    "file_unread": Occasion(
        "Put after the reply to a message that came with a file.",
        (
            "I can't open files, so I went by your words. A person on our team can look at what you sent.",
            "Just so you know: I can't read files. Only a person here can open what you attached.",
        ),
        ("I can't read files; a person can.", "I went by your words: I can't open files."),
    ),
    "file_only": Occasion(
        "Answers a file that came without words; a person is offered.",
        (
            "Thank you. I can't open files, but a person can. Shall I get one, or can you tell me in words?",
            "I got your file, but I can't read files myself. Tell me what it is about, or talk to a person.",
        ),
        (
            "I can't open files. Tell me in words, or talk to a person.",
            "I can't read files. A person can: shall I get one?",
        ),
    ),
    "gone": Occasion(
        "The customer chose an article that was taken down meanwhile.",
        (
            "That article has just been taken down. Please ask me again in your own words.",
            "I can't open that article any more. Tell me what you need and I'll look again.",
        ),
        ("That article is gone. Please ask again.", "I can't open it any more. What do you need?"),
    ),
    "returned": Occasion(
        "The first words after an agent gave the conversation back; `{settled}` is what it was about.",
        (
            "You're back with me, {name}. You settled {settled} with {agent}.",
            "I'm taking over again. {agent} looked after {settled}; you need not repeat it.",
            "You're back with me, {name}. I have read along what {agent} wrote.",
        ),
        ("Back with me. {agent} looked after {settled}.", "You're back with the bot."),
    ),
}

_OFFERS: Mapping[str, Occasion] = {
    "other:near": Occasion(
        "Put after an answer when a second question of the message may be in one of several articles.",
        (
            "And about {question}: which of these do you mean?",
            "As for {question}, I found a few things that may fit. Which one is it?",
        ),
        ("And {question}? Which of these?", "As for {question}: one of these?"),
    ),
    "other:unsure": Occasion(
        "Put after an answer when a second question of the message has none.",
        (
            "I have no sure answer about {question}. I can bring in a person for that.",
            "About {question} I'd rather not guess. Shall I get a person for it?",
        ),
        ("No sure answer about {question}. A person?", "I'm not sure about {question}. Get a person?"),
    ),
    "offer:low_confidence": Occasion(
        "Offers a person because no article is a sure answer.",
        (
            "I'm not sure about the answer. I can bring in a person, or you can put it in other words.",
            "I couldn't find a sure answer to that. Would you like to talk to a person?",
            "I don't want to guess. Shall I get a person, or would you like to ask it another way?",
        ),
        ("I'm not sure. A person, or other words?", "No sure answer. Shall I get a person?"),
    ),
    "offer:negative_sentiment": Occasion(
        "Offers a person to a customer who is upset.",
        (
            "I'm sorry that this is going badly, {name}. Would you like to talk to a person?",
            "That sounds frustrating, and I'm sorry. I can get a person, or you tell me what went wrong.",
            "I hear you, and I'm sorry. Shall I bring in a person?",
        ),
        ("I'm sorry. Would you like a person?", "Sorry about this. Shall I get a person?"),
    ),
    "offer:later": Occasion(
        "A person is needed and all who are in are busy: offers a call-back or an e-mail instead of waiting.",
        (
            "Nobody is free right now; the usual wait is {wait}. You can wait, or leave a message here.",
            "Everybody is busy at the moment. I can put you in line, or take a message for an answer later.",
            "There is no one free just now. Would you rather wait, or leave your e-mail address or number?",
        ),
        ("Nobody is free (usual wait: {wait}). Wait, or leave a message?", "All busy. Wait or message?"),
    ),
    "offer:nobody": Occasion(
        "A person is needed and nobody is signed in although the hours are on: offers to take a message.",
        (
            "Nobody of our team is signed in right now. I can put you in line, or take a message for later.",
            "There is nobody here just now. Would you rather wait, or leave your e-mail address or number?",
        ),
        ("Nobody is signed in right now. Wait or message?", "Nobody is here yet. Wait, or leave a message?"),
    ),
    "offer:closed": Occasion(
        "A person is needed outside the hours: offers to take a message.",
        (
            "Our team is not in at the moment. I can take a message, and they will reply when they are back.",
            "Nobody is here right now, {name}. Leave me a message and the team will answer it.",
        ),
        ("The team is out. Leave a message?", "Nobody is in. Shall I take a message?"),
    ),
}

SENTENCES: Mapping[str, Occasion] = MappingProxyType({**_TALK, **_OFFERS, **CALLS})
