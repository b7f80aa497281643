"""Strategy: goals and metrics, ideas and bets, decisions."""
