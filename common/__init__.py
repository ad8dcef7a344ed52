"""What every room may use: dates, languages, countries, texts, fields, constraints, addresses, uploads.

In come plain values and Django's own objects; out come the same, made readable, checked or comparable. Nothing here
knows a measure, a coalition or a user. May import none of the other rooms.
"""
