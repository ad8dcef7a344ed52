"""Coalitions, their federation, their representatives, and the events they meet at."""
