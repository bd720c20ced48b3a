package dev.parley.cli;

import dev.parley.agents.Similar;
import java.util.List;

/** The command was used wrongly: exit code 2. The message says what is wrong and what to write. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String text;

  UsageException(String message) {
    super(message);
    this.text = message;
  }

  UsageException(String message, Throwable cause) {
    super(message, cause);
    this.text = message;
  }

  /** Something that is not among what there is; a similar name is suggested. */
  static UsageException unknown(String what, String written, List<String> known) {
    String suggestion =
        Similar.to(written, known)
            .map("; did you mean \"%s\"?"::formatted)
            .orElse(known.isEmpty() ? "" : "; there are " + String.join(", ", known));
    return new UsageException("%s \"%s\"%s".formatted(what, written, suggestion));
  }

  @Override
  public String getMessage() {
    return text;
  }
}
