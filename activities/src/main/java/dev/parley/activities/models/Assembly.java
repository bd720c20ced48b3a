package dev.parley.activities.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Puts the events of one stream together to the answer that the same request without a stream would
 * have had. So a streamed reply is read by the same code, and cannot differ.
 */
interface Assembly {

  /** Takes the next event, and tells what is new in it. */
  void take(JsonNode event, Listener listener);

  /** The answer; absent: the stream did not come to its end. */
  Optional<JsonNode> whole();
}
