package dev.parley.workflows;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parley.agents.OpenRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a conversation waits for: open requests, a hold, or nothing. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Pending(List<OpenRequest> requests, @Nullable String hold) {

  /** Nothing. */
  static final Pending NOTHING = new Pending(List.of(), null);

  public Pending {
    requests = List.copyOf(requests);
  }
}
