"""The list of conversations, newest first and page by page, and the search through all that was said."""

from collections.abc import Sequence
from typing import Any

SAID = "('user_message', 'assistant_message')"
LONGEST_SEARCH = 200


def words(search: str | None) -> list[str]:
    """The words that must all occur in a conversation."""
    return (search or "")[:LONGEST_SEARCH].split()


def page(
    user: str, first: int, cursor: str | None = None, search: str | None = None, feedback: int | None = None
) -> tuple[str, dict[str, Any]]:
    """The query for `first` conversations of `user` after the conversation `cursor`, and one more that tells
    whether there is a next page; with its parameters.

    `search` is looked for in names and in what was asked and answered; upper and lower case are the same.
    """
    conditions, parameters = ['t."userId" = :user'], {"user": user, "first": first + 1}
    for number, word in enumerate(words(search)):
        key = f"word{number}"
        parameters[key] = f"%{_literal(word)}%"
        conditions.append(
            f"""(t."name" LIKE :{key} ESCAPE '\\' OR EXISTS (SELECT 1 FROM steps s WHERE s."threadId" = t."id"
            AND s."type" IN {SAID} AND s."output" LIKE :{key} ESCAPE '\\'))"""
        )
    if feedback is not None:
        parameters["feedback"] = feedback
        conditions.append(
            """EXISTS (SELECT 1 FROM feedbacks f JOIN steps s ON s."id" = f."forId"
            WHERE s."threadId" = t."id" AND f."value" = :feedback)"""
        )
    after = ""
    if cursor:
        parameters["cursor"] = cursor
        after = (
            'WHERE (u."updated", u."id") < (SELECT v."updated", v."id" FROM found v WHERE v."id" = :cursor)'
        )
    query = f"""WITH found AS (
            SELECT t.*, coalesce(
                (SELECT max(s."createdAt") FROM steps s WHERE s."threadId" = t."id"), t."createdAt", ''
            ) AS "updated"
            FROM threads t WHERE {" AND ".join(conditions)}
        )
        SELECT u.* FROM found u {after} ORDER BY u."updated" DESC, u."id" DESC LIMIT :first
    """
    return query, parameters


def listed(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows as chainlit's list shows them: what was said in them comes when one is opened."""
    kept = ("id", "createdAt", "name", "userId", "userIdentifier", "tags", "metadata")
    return [{**{name: row[name] for name in kept}, "steps": [], "elements": []} for row in rows]


def _literal(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
