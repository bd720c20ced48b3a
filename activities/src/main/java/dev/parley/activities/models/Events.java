package dev.parley.activities.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hears one stream: its texts are told as they come, at its end there is a whole answer or none.
 */
final class Events implements Consumer<byte[]> {

  private static final String DONE = "[DONE]";

  private final Assembly assembly;
  private final Listener listener;
  private final EventLines lines = new EventLines(this::event);
  private @Nullable JsonNode error;
  private boolean unreadable;

  Events(Assembly assembly, Listener listener) {
    this.assembly = assembly;
    this.listener = listener;
  }

  /** What a stream came to. */
  sealed interface End {
    /** The answer. */
    record Whole(JsonNode body) implements End {}

    /** The endpoint said in the middle of it that it failed. */
    record Failed(JsonNode error) implements End {}

    /** Something in it was no event of the API. */
    record Unreadable() implements End {}

    /** It stopped before its end. */
    record Truncated() implements End {}
  }

  @Override
  public void accept(byte[] bytes) {
    lines.accept(bytes);
  }

  private void event(String data) {
    if (data.equals(DONE) || error != null || unreadable) {
      return;
    }
    Optional<JsonNode> event = WireJson.read(data).filter(JsonNode::isObject);
    unreadable = event.isEmpty();
    event.ifPresent(this::take);
  }

  private void take(JsonNode event) {
    if (event.hasNonNull("error")) {
      error = event;
    } else {
      assembly.take(event, listener);
    }
  }

  /** How it ended; asked once, after its last byte. */
  End end() {
    boolean readable = !unreadable;
    lines.close();
    if (error != null) {
      return new End.Failed(error);
    }
    Optional<JsonNode> whole = assembly.whole();
    if (whole.isPresent() && !unreadable) {
      return new End.Whole(whole.get());
    }
    // An event that is cut in its middle is unreadable too: what is missing is its end.
    return readable ? new End.Truncated() : new End.Unreadable();
  }
}
