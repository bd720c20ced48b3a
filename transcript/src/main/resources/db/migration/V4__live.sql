-- Words of calls that run, for whoever watches: a preview, gone after a crash of the server, so
-- unlogged; without a reference to conversations, whose check would write to the log. With SQLite
-- they are in files beside the database.
${postgresql}CREATE UNLOGGED TABLE live_pieces (
${postgresql}  conversation TEXT NOT NULL,
${postgresql}  number INTEGER NOT NULL,
${postgresql}  call TEXT NOT NULL,
${postgresql}  seq INTEGER NOT NULL,
${postgresql}  agent TEXT NOT NULL,
${postgresql}  attempt INTEGER NOT NULL,
${postgresql}  text TEXT NOT NULL,
${postgresql}  at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
${postgresql}  PRIMARY KEY (conversation, number, call)
${postgresql});
