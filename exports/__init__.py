"""What leaves the register: tables, citations, linked data, calendars."""
