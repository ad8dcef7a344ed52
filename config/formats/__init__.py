"""How dates are written where Django itself writes them, such as in the lists of the admin."""
