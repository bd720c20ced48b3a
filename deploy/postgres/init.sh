#!/usr/bin/env bash
# The postgres image runs this once, on an empty volume: one server, a database for Temporal's history and one for Parley's
# transcript, each with an owner that cannot enter the other's.
set -euo pipefail

# Passwords go in as psql variables, so that no character of theirs can end a statement.
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  -v temporal="$TEMPORAL_STORE_PASSWORD" -v parley="$PARLEY_STORE_PASSWORD" -v code="$PARLEY_CODE_STORE_PASSWORD" <<'END'
CREATE ROLE temporal LOGIN PASSWORD :'temporal';
CREATE ROLE parley LOGIN PASSWORD :'parley';
-- The worker that runs strangers' code: it may work with rows, but neither change the schema nor delete.
CREATE ROLE parley_code LOGIN PASSWORD :'code';

CREATE DATABASE temporal OWNER temporal;
CREATE DATABASE temporal_visibility OWNER temporal;
CREATE DATABASE parley OWNER parley;
REVOKE CONNECT ON DATABASE temporal, temporal_visibility, parley FROM PUBLIC;
GRANT CONNECT ON DATABASE parley TO parley_code;

\connect parley
-- The tables do not exist yet: Parley's own migrations make them when its first worker starts.
ALTER DEFAULT PRIVILEGES FOR ROLE parley GRANT SELECT, INSERT, UPDATE ON TABLES TO parley_code;
ALTER DEFAULT PRIVILEGES FOR ROLE parley GRANT USAGE ON SEQUENCES TO parley_code;
END
