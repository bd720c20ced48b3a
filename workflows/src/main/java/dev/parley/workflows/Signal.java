package dev.parley.workflows;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A signal that was received, parsed or refused.
 *
 * @param id its own, or one made from the run and the order of arrival
 * @param by who sent it
 */
sealed interface Signal {
  String id();

  @Nullable String by();

  /** Words: as mail in the store, or typed. */
  record Say(
      String id,
      @Nullable String by,
      @Nullable String to,
      @Nullable String mail,
      @Nullable String text)
      implements Signal {}

  /** A decision about a request: as mail in the store, or typed. */
  record Decide(String id, @Nullable String by, @Nullable String mail, Ballot body)
      implements Signal {}

  /** Something else about requests. */
  record Change(String id, @Nullable String by, Append.Change what) implements Signal {}

  /** Hold after the running effect. */
  record Pause(String id, @Nullable String by) implements Signal {}

  /** Go on. */
  record Resume(String id, @Nullable String by) implements Signal {}

  /** Cancel the running effect and wait. */
  record Interrupt(String id, @Nullable String by) implements Signal {}

  /** End. */
  record Stop(String id, @Nullable String by, boolean afterTurn) implements Signal {}

  /** Words that were announced a while ago and were not in the store then. */
  record Absent(String id, @Nullable String by, String mail) implements Signal {}

  /** Something that could not be taken; the reason is a fixed text. */
  record Refused(String id, @Nullable String by, String reason) implements Signal {}

  /** The mail in the store that it tells of; absent: none. */
  default Optional<String> announced() {
    return switch (this) {
      case Say say -> Optional.ofNullable(say.mail());
      case Decide decide -> Optional.ofNullable(decide.mail());
      default -> Optional.empty();
    };
  }

  /** Whether it cannot wait for the running effect. */
  default boolean urgent() {
    return switch (this) {
      case Interrupt interrupt -> true;
      case Stop stop -> !stop.afterTurn();
      case Say say -> false;
      case Decide decide -> false;
      case Change change -> false;
      case Pause pause -> false;
      case Resume resume -> false;
      case Absent absent -> false;
      case Refused refused -> false;
    };
  }
}
