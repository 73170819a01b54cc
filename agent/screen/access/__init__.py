"""Who may use a chat that others can reach: users, sign-in, limits."""
