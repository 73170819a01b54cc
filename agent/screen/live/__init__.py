"""What talks to Chainlit while a chat is open. Beside app.py, which says when, nothing else imports it."""
