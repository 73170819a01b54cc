"""Two users of the running chat: one tries in every way we know to reach what the other has."""

from evals.chat import users


def test_no_attempt_reaches_what_belongs_to_another(mini_shop, tmp_path):
    tried = users.run(mini_shop, tmp_path)
    assert [f"{attempt.name}: {attempt.how}" for attempt in tried if not attempt.held] == []
    assert len(tried) == len(users.ATTEMPTS) >= 20
    said = (tmp_path / "said.log").read_text()
    assert "Traceback" not in said
