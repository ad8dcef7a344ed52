"""People who sign in, how they prove who they are, and the letters that the site writes to them.

In come sign-ins, second factors and letters to send; out come users, and mail that leaves once. May import common.
"""
