"""What the dialogue asks of our process while it takes a turn: the jobs that customers want done, as flows.

Everything here only reads. What a customer confirmed is named (the directive `perform`) and done elsewhere,
by `bot.performing`.
"""
