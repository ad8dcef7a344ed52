"""People who sign in: representatives of coalitions and the secretariat."""
