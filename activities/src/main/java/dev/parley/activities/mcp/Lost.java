package dev.parley.activities.mcp;

/** Why a request has no answer although it was sent. */
enum Lost {
  /** The server ended, or the connection to it. */
  GONE,
  /** The answer was there and too large to be read. */
  TOO_LARGE,
  /** Nobody waits any more. */
  CANCELLED
}
