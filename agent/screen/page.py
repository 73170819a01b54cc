"""The page of the chat without anything from another host, and the policy that keeps it so."""

import base64
import hashlib
import re

OUTSIDE = re.compile(r"<(?:link|meta|script)\b[^>]*https?://[^>]*>(?:\s*</script>)?\s*", re.DOTALL)
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def offline(html: str, sign_in: bool = False) -> str:
    """The page without links, hints and pictures of other hosts, and with a policy that allows none. Where
    people sign in, it says so to the style sheet, which then shows who is signed in.

    Scripts that stand in the page are allowed by their hash, so that no other text can become one.
    """
    kept = OUTSIDE.sub("", html)
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in INLINE.findall(kept))
    policy = "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' {hashes}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        ]
    )
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    if sign_in:
        kept = kept.replace("<html ", "<html data-sign-in ", 1)
    return re.sub(r"(<meta charset[^>]*>)", rf"\1\n    {tag}", kept, count=1, flags=re.IGNORECASE)


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
