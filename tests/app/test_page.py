"""The page: nothing of another host in it, and only its own scripts run."""

import base64
import hashlib
import importlib.util
import re
from pathlib import Path

from agent.screen.page import offline

OWN = '<script>\nwindow.theme = {"a": 1};\n</script>'


def chainlits_page() -> str:
    found = importlib.util.find_spec("chainlit")
    assert found
    assert found.origin
    html = (Path(found.origin).parent / "frontend" / "dist" / "index.html").read_text(encoding="utf-8")
    picture = '<meta property="og:image" content="https://chainlit-cloud.s3.eu-west-3.amazonaws.com/b.png">'
    return html.replace("<!-- TAG INJECTION PLACEHOLDER -->", picture).replace(
        "<!-- JS INJECTION PLACEHOLDER -->", OWN
    )


def test_chainlits_page_keeps_no_address_of_another_host():
    assert "https://" in chainlits_page()
    html = offline(chainlits_page())
    assert not re.search(r"https?://", html)
    for kept in (
        'src="/assets/index',
        'href="/assets/index',
        '<div id="root">',
        '<meta name="viewport"',
        OWN,
    ):
        assert kept in html


def test_the_policy_names_each_script_of_the_page_and_no_other():
    html = offline(chainlits_page())
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in scripts]
    assert re.findall(r"'sha256-([^']*)'", policy[1]) == hashes
    assert "unsafe-eval" not in policy[1]
    assert "script-src 'self' 'unsafe-inline'" not in policy[1]
    assert html.index("Content-Security-Policy") < html.index("<script")
