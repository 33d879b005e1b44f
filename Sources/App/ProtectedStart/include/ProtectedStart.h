// Executes sigbox again from a read-only mount before it does anything else.
