"""Pure decisions about retrospectives: what a typed line says, and what keeps coming back."""
