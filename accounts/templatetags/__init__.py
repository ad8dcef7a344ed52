"""What templates need to show an account."""
