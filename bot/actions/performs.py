"""How a flow says what is to be done: a `perform` directive of domain.yml with its fields filled."""

from bot.actions.form import Form
from bot.actions.moves import Finish, finish

# Known only when it is done; such a gap is filled with itself, so that it is still there then.
LATER = ("because", "reference", "link", "refund", "deadline", "total")


def perform(form: Form, response: str, **gaps: str) -> Finish:
    """End the flow with what the customer has said yes to."""
    later = {name: f"{{{name}}}" for name in LATER if name not in gaps}
    return finish(form, response, **later, **gaps)
