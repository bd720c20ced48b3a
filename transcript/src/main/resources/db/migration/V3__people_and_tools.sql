-- What an effect came to that shares its entry with others: one of several tool calls. The JSON is
-- an EntryStore.Outcome.
CREATE TABLE outcomes (
  conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  branch TEXT NOT NULL,
  intent TEXT NOT NULL,
  seq INTEGER NOT NULL,
  json TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (conversation, branch, intent)
);

-- What people are asked: what the entries of the main branch amount to, and made anew from them
-- when a conversation goes back. State: OPEN, DECIDED, WITHDRAWN. Priority: 0 high, 1 normal, 2 low.
-- Who: the people and groups who are asked now, one a line. Stages: JSON.
CREATE TABLE requests (
  conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  team TEXT NOT NULL,
  starter TEXT NOT NULL,
  kind TEXT NOT NULL,
  agent TEXT NOT NULL,
  gist TEXT NOT NULL,
  priority INTEGER NOT NULL,
  state TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  who TEXT NOT NULL,
  deadline BIGINT,
  then_what TEXT,
  claimed_by TEXT,
  stage INTEGER NOT NULL,
  stages TEXT NOT NULL,
  PRIMARY KEY (conversation, id)
);
CREATE INDEX requests_open ON requests (priority, asked_at, conversation, seq, kind, team)
  WHERE state = 'OPEN';

-- Who is asked about the open requests, in the order in which an inbox shows them.
CREATE TABLE request_who (
  conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  request TEXT NOT NULL,
  who TEXT NOT NULL,
  seq INTEGER NOT NULL,
  priority INTEGER NOT NULL,
  asked_at BIGINT NOT NULL,
  PRIMARY KEY (conversation, request, who)
);
CREATE INDEX request_who_inbox ON request_who (who, priority, asked_at, conversation, seq);

-- What people are still to be told about open requests, by the entry that is the reason. One that
-- could not be sent is due again so many milliseconds after it was tried.
CREATE TABLE notices (
  number ${serial},
  conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  request TEXT NOT NULL,
  seq INTEGER NOT NULL,
  why TEXT NOT NULL,
  who TEXT NOT NULL,
  at BIGINT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  tried_at BIGINT,
  rest_millis BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX notices_by_request ON notices (conversation, request);

CREATE TABLE token_uses (
  id TEXT NOT NULL PRIMARY KEY,
  conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  mail TEXT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX token_uses_by_conversation ON token_uses (conversation);

ALTER TABLE conversations ADD COLUMN tool_calls BIGINT NOT NULL DEFAULT 0;

-- The last entry that the rows of requests know of. Where that is not the head, an older version
-- wrote, and the rows are made anew.
ALTER TABLE conversations ADD COLUMN asked_seq INTEGER NOT NULL DEFAULT -1;
UPDATE conversations SET asked_seq = head_seq
WHERE ended_at IS NOT NULL
  OR NOT EXISTS (SELECT 1 FROM entries WHERE conversation = conversations.id AND kind = 'request');
CREATE INDEX conversations_behind ON conversations (id) WHERE asked_seq < head_seq;
