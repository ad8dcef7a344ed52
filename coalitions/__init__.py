"""Coalitions, their places in federations, their representatives, the invitations by which these come, and events.

In come records that the secretariat keeps and people who accept an invitation; out comes who speaks for whom, and what
measures refer to. May import accounts and common.
"""
