package dev.parley.activities;

import dev.parley.activities.models.FailureType;
import dev.parley.activities.models.ModelFailure;
import dev.parley.activities.models.ModelReply;
import dev.parley.activities.models.OutputCheck;
import dev.parley.activities.models.Turn;
import dev.parley.agents.ModelSpec;
import dev.parley.transcript.EntryStore.AttemptFailure;
import dev.parley.transcript.EntryStore.Attempted;
import dev.parley.transcript.Transcript;
import dev.parley.workflows.EffectCall;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers that must have a form. One that has not is an attempt that failed: the next attempt shows
 * the model what it said and what is wrong with it, and is a call of its own. After {@value
 * #REPAIRS} repairs a model is given up.
 */
final class Misfits {

  /** How often a model is told what is wrong. */
  static final int REPAIRS = 2;

  /** Nobody is overloaded: what is wrong can be told at once. */
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  private static final String MISFIT = "answered otherwise than output.schema demands";

  private final Transcript transcript;

  Misfits(Transcript transcript) {
    this.transcript = transcript;
  }

  /**
   * The form of an agent's answers.
   *
   * @throws ModelFailure if the team file's schema is none: no model can answer it
   */
  static Optional<OutputCheck> form(EffectCall call, @Nullable String schema) {
    try {
      return Optional.ofNullable(schema).map(OutputCheck::new);
    } catch (IllegalArgumentException e) {
      throw new ModelFailure(
          FailureType.BAD_REQUEST,
          "agents.%s.output.schema is no JSON Schema; ./parley check says what is wrong"
              .formatted(call.agent()),
          new ModelFailure.Facts(null, null, null, null, null, null, e.getMessage()));
    }
  }

  /** The turns, and after them the answers of this call that had not the form, each with why. */
  List<Turn> told(List<Turn> turns, EffectCall call, String model, @Nullable String schema) {
    List<AttemptFailure> before = schema == null ? List.of() : before(call, model);
    if (before.isEmpty()) {
      return turns;
    }
    List<Turn> all = new ArrayList<>(turns);
    OutputCheck form = form(call, schema).orElseThrow();
    for (AttemptFailure failure : before) {
      said(call, failure)
          .ifPresent(
              said -> {
                all.add(Turn.assistant(said));
                all.add(Turn.user(null, wrong(form, said)));
              });
    }
    return List.copyOf(all);
  }

  private static String wrong(OutputCheck check, String said) {
    return check.problem(said).orElse("The answer does not fit its schema.")
        + "\nAnswer again, with JSON that fits, and nothing else.";
  }

  private Optional<String> said(EffectCall call, AttemptFailure failure) {
    return Optional.ofNullable(failure.evidence())
        .map(digest -> transcript.blobs().get(call.conversation(), digest))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /**
   * Checks an answer; calls of tools are none.
   *
   * @throws ModelFailure if it has not the form, with what it cost
   */
  static void require(OutputCheck form, ModelSpec spec, ModelReply reply) {
    if (reply.calls().isEmpty() && form.problem(reply.text()).isPresent()) {
      throw new ModelFailure(
          FailureType.BAD_OUTPUT,
          message(spec),
          new ModelFailure.Facts(
              null, null, null, AT_ONCE, reply.usage(), reply.scriptedPlace(), reply.text()));
    }
  }

  /** Whether the model has been told often enough. */
  boolean isGivenUp(EffectCall call, String model) {
    return before(call, model).size() > REPAIRS;
  }

  private List<AttemptFailure> before(EffectCall call, String model) {
    return transcript
        .entries()
        .attempted(call.conversation(), call.branch(), call.intent().key())
        .stream()
        .filter(one -> one.model().equals(model))
        .map(Attempted::failure)
        .filter(Misfits::isOne)
        .toList();
  }

  private static boolean isOne(@Nullable AttemptFailure failure) {
    return failure != null
        && failure.type().equals(FailureType.BAD_OUTPUT.word())
        && failure.message().endsWith(MISFIT);
  }

  private static String message(ModelSpec spec) {
    return "%s %s".formatted(spec.label(), MISFIT);
  }
}
