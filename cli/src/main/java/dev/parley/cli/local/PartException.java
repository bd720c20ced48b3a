package dev.parley.cli.local;

import org.jspecify.annotations.Nullable;

/**
 * A part that Parley needs is missing, misconfigured or does not start. The message says which, why
 * and what mends it; a command prints it and ends with exit code 4.
 */
public final class PartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String text;

  public PartException(String message) {
    this(message, null);
  }

  public PartException(String message, @Nullable Throwable cause) {
    super(message, cause);
    this.text = message;
  }

  @Override
  public String getMessage() {
    return text;
  }
}
