"""People's words → values, in Romanian, Russian and English; pure functions, no texts and no other rooms.

Every reader answers with a `Reading`: understood, doubtful (ask which), or `None` for nothing.
"""
