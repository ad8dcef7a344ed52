"""Reports on their way from a coalition to the public: forms, workflow, review, remarks, files, deadlines, letters.

In comes what people type, however incomplete; out come measures that are published, and letters to those who wait.
People read "report", the code says submission. May import measures, coalitions, accounts and common, and never what
searches.
"""
