"""The running chat as it is met from outside: over HTTP and sockets, as a browser would."""
