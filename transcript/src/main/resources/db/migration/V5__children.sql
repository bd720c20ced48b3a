-- The conversation that a conversation stands in, and how deep: 0, nobody's. Its spend is charged to
-- the root of that one; when it ends, that one has a mail.
ALTER TABLE conversations ADD COLUMN outer_id TEXT;
ALTER TABLE conversations ADD COLUMN depth INTEGER NOT NULL DEFAULT 0;
CREATE INDEX conversations_by_outer ON conversations (outer_id) WHERE outer_id IS NOT NULL;
