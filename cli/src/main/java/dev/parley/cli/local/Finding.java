package dev.parley.cli.local;

import java.util.Optional;

/**
 * What {@link Doctor} found about a part.
 *
 * @param part {@code JDK}, {@code Temporal}, {@code store}, …
 * @param detail version, place, or what is wrong
 * @param remedy the one command that mends it; empty where nothing needs mending
 */
public record Finding(String part, State state, String detail, Optional<String> remedy) {

  /** How a part stands. */
  public enum State {
    PRESENT,
    MISSING,
    MISCONFIGURED
  }

  /** The part is there. */
  public static Finding present(String part, String detail) {
    return new Finding(part, State.PRESENT, detail, Optional.empty());
  }

  /** The part is not there. */
  public static Finding missing(String part, String detail, String remedy) {
    return new Finding(part, State.MISSING, detail, Optional.of(remedy));
  }

  /** The part is there and does not work. */
  public static Finding misconfigured(String part, String detail, String remedy) {
    return new Finding(part, State.MISCONFIGURED, detail, Optional.of(remedy));
  }
}
