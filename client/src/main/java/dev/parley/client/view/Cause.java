package dev.parley.client.view;

import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.ConversationStore.State;
import java.util.Optional;

/**
 * What keeps a conversation from going on, in two parts.
 *
 * @param what what happened
 * @param remedy what mends it, with the command; may be empty
 */
public record Cause(String what, String remedy) {

  private static final String COMMAND = "./parley ";
  private static final String SENTENCE = ". ";

  /** The parts of a text whose last sentence begins the remedy. */
  public static Cause of(String text) {
    int command = text.indexOf(COMMAND);
    int end = command < 0 ? -1 : text.lastIndexOf(SENTENCE, command);
    return end < 0
        ? new Cause(text, "")
        : new Cause(text.substring(0, end), text.substring(end + SENTENCE.length()));
  }

  /** What keeps this conversation from going on without a person; absent: nothing does. */
  public static Optional<Cause> of(Standing standing) {
    String cause = standing.cause();
    if (cause != null) {
      return Optional.of(of(cause));
    }
    return standing.state() == State.PAUSED
        ? Optional.of(
            new Cause(
                "a person holds it", "./parley resume %s lets it go on".formatted(standing.id())))
        : Optional.empty();
  }

  /** Both parts, as sentences. */
  public String text() {
    return remedy.isEmpty() ? what : what + SENTENCE + remedy;
  }
}
