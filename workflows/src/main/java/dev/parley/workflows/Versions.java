package dev.parley.workflows;

import dev.parley.agents.ConversationState;
import dev.parley.agents.Skeleton;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.RawValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which forms of carried and found values this build reads: its own and the one before. Anything
 * else fails the workflow task and not the conversation, so Temporal tries again until a worker
 * takes it that knows the form.
 */
final class Versions {

  private Versions() {}

  /** The form is not one that this build reads. Not a Temporal failure: those end a workflow. */
  static final class Unreadable extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }

  /** What alone is read of an input whose form is not known yet. */
  private record Peek(@Nullable Carried carried) {
    private record Carried(@Nullable Form state) {}

    private record Form(int version) {}
  }

  /**
   * Looks at the form of what a run carries before the rest of it is read: a newer one may hold
   * what this build has no name for.
   *
   * @throws Unreadable if the run carries a state of another form
   */
  static void requireReadable(DataConverter json, RawValue input) {
    peek(json, input)
        .ifPresent(
            form -> require("the state that its run carries", form, ConversationState.VERSION));
  }

  /**
   * What is to be thrown where an input cannot be read.
   *
   * @return absent if it carries no state, so that it is nobody's but its sender's
   */
  static Optional<Unreadable> unreadable(DataConverter json, RawValue input) {
    return peek(json, input)
        .map(
            form ->
                new Unreadable(
                    "the state that its run carries holds what this worker does not know"
                        + " (version %d); upgrade the workers".formatted(form)));
  }

  /** Absent: nothing is carried, or it is no input at all, which others say better. */
  private static Optional<Integer> peek(DataConverter json, RawValue input) {
    try {
      return Optional.ofNullable(json.fromPayload(input.getPayload(), Peek.class, Peek.class))
          .map(Peek::carried)
          .map(Peek.Carried::state)
          .map(Peek.Form::version);
    } catch (DataConverterException e) {
      return Optional.empty();
    }
  }

  /**
   * Looks at the forms in what the first effect of a run has found, which may have been another
   * build's.
   *
   * @throws Unreadable if this build does not read one of them
   */
  static void requireReadable(Opened opened) {
    require("the outline of its team", opened.skeleton().version(), Skeleton.VERSION);
    ConversationState state = opened.state();
    if (state != null) {
      require("its state", state.version(), ConversationState.VERSION);
    }
  }

  private static void require(String what, int found, int newest) {
    int oldest = Math.max(1, newest - 1);
    if (found > newest) {
      throw new Unreadable(
          ("%s was written by a newer Parley (version %d, this worker reads up to %d);"
                  + " upgrade the workers")
              .formatted(what, found, newest));
    }
    if (found < oldest) {
      throw new Unreadable(
          "%s was written by a Parley that is too old (version %d, this worker reads %d and later)"
              .formatted(what, found, oldest));
    }
  }
}
