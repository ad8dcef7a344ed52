"""What happens to coalitions and their people. Each public function is one sentence."""
