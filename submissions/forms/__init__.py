"""What the register asks, and how what is typed is judged: a submission's forms are its schema.

In come stored answers, in whatever state they are; out come the questions of a page, what is wrong with the answers,
and what can be published of them.
"""
