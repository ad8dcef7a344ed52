"""What the register asks, and how what is typed is judged."""
