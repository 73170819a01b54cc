-- The tables that chainlit's SQLAlchemy layer reads and writes (chainlit 2.12), which it does not create itself.
-- A thread's id is checked by the database too: chainlit pastes it into a query, and the browser chooses it.
PRAGMA journal_mode = WAL;

CREATE TABLE IF NOT EXISTS users (
    "id" TEXT PRIMARY KEY,
    "identifier" TEXT NOT NULL UNIQUE,
    "metadata" TEXT NOT NULL,
    "createdAt" TEXT
);

CREATE TABLE IF NOT EXISTS threads (
    "id" TEXT PRIMARY KEY CHECK (length("id") = 36 AND "id" NOT GLOB '*[^0-9a-f-]*'),
    "createdAt" TEXT,
    "name" TEXT,
    "userId" TEXT REFERENCES users ("id") ON DELETE CASCADE,
    "userIdentifier" TEXT,
    "tags" TEXT,
    "metadata" TEXT
);

CREATE TABLE IF NOT EXISTS steps (
    "id" TEXT PRIMARY KEY,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "threadId" TEXT NOT NULL,
    "parentId" TEXT,
    "command" TEXT,
    "modes" TEXT,
    "streaming" BOOLEAN NOT NULL DEFAULT FALSE,
    "waitForAnswer" BOOLEAN,
    "isError" BOOLEAN,
    "metadata" TEXT,
    "tags" TEXT,
    "input" TEXT,
    "output" TEXT,
    "createdAt" TEXT,
    "start" TEXT,
    "end" TEXT,
    "generation" TEXT,
    "showInput" TEXT,
    "defaultOpen" BOOLEAN,
    "autoCollapse" BOOLEAN,
    "language" TEXT,
    "icon" TEXT,
    "feedback" TEXT
);

CREATE TABLE IF NOT EXISTS elements (
    "id" TEXT PRIMARY KEY,
    "threadId" TEXT,
    "type" TEXT,
    "url" TEXT,
    "chainlitKey" TEXT,
    "name" TEXT NOT NULL,
    "display" TEXT,
    "objectKey" TEXT,
    "size" TEXT,
    "page" INTEGER,
    "language" TEXT,
    "forId" TEXT,
    "mime" TEXT,
    "props" TEXT,
    "autoPlay" BOOLEAN,
    "playerConfig" TEXT
);

CREATE TABLE IF NOT EXISTS feedbacks (
    "id" TEXT PRIMARY KEY,
    "forId" TEXT NOT NULL,
    "threadId" TEXT,
    "value" INTEGER NOT NULL,
    "comment" TEXT
);

CREATE INDEX IF NOT EXISTS steps_by_thread ON steps ("threadId", "createdAt");
CREATE INDEX IF NOT EXISTS elements_by_thread ON elements ("threadId");
CREATE INDEX IF NOT EXISTS threads_by_user ON threads ("userId");
CREATE INDEX IF NOT EXISTS feedbacks_by_step ON feedbacks ("forId");

-- The browser chooses the ids of messages and threads: what is there already keeps its place and its owner.
CREATE TRIGGER IF NOT EXISTS step_stays_in_its_thread
BEFORE UPDATE OF "threadId" ON steps WHEN NEW."threadId" <> OLD."threadId"
BEGIN SELECT RAISE(ABORT, 'a message stays in its conversation'); END;

CREATE TRIGGER IF NOT EXISTS thread_keeps_its_owner
BEFORE UPDATE OF "userId" ON threads WHEN OLD."userId" IS NOT NULL AND NEW."userId" IS NOT OLD."userId"
BEGIN SELECT RAISE(ABORT, 'a conversation keeps its owner'); END;
