package dev.parley.activities;

import dev.parley.activities.models.FailureType;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Entry.FellBack;
import dev.parley.agents.ModelSpec;
import dev.parley.transcript.EntryStore;
import dev.parley.transcript.EntryStore.AttemptFailure;
import dev.parley.transcript.EntryStore.Attempted;
import dev.parley.workflows.EffectCall;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which models a call has tried, how often, and whether it may try the last one again. */
final class ModelChain {

  private final EntryStore entries;

  /** The attempts of a model where its team file says nothing. */
  private final int standard;

  ModelChain(EntryStore entries, int standard) {
    this.entries = entries;
    this.standard = standard;
  }

  /** The name of the model at a place of a chain. */
  static String model(Blueprint blueprint, String first, int link) {
    return link == 0 ? first : blueprint.model(first).next().get(link - 1);
  }

  /** Whether another model is asked when the one of this call is away. */
  static boolean hasNext(Blueprint blueprint, String chain, EffectCall call) {
    ModelSpec first = blueprint.model(chain);
    ModelSpec.Fallback fallback = first.fallback();
    return fallback != null
        && call.link() < fallback.to().size()
        && (fallback.on().isEmpty() || fallback.on().contains(FailureType.OUTAGE.word()));
  }

  /**
   * Whether a call that has just failed may be made again.
   *
   * @param took how long the last attempt took
   * @param pause how long the provider wants to be left alone
   */
  boolean mayRetry(EffectCall call, String model, ModelSpec spec, Duration took, Duration pause) {
    List<Attempted> own =
        attempted(call).stream().filter(one -> one.model().equals(model)).toList();
    ModelSpec.Retry retry = spec.retry();
    Integer written = retry == null ? null : retry.attempts();
    if (own.size() >= (written == null ? standard : written)) {
      return false;
    }
    Duration within = retry == null ? null : retry.within();
    if (within == null || own.isEmpty()) {
      return true;
    }
    long waited = own.getLast().startedAt() - own.getFirst().startedAt();
    return Duration.ofMillis(waited).plus(took).plus(pause).compareTo(within) < 0;
  }

  /** The models that failed before the one that a call asks. */
  List<FellBack> before(EffectCall call, Blueprint blueprint, String model) {
    if (call.link() == 0) {
      return List.of();
    }
    Map<String, FellBack> last = new LinkedHashMap<>();
    for (Attempted one : attempted(call)) {
      AttemptFailure failure = one.failure();
      if (failure != null && !one.model().equals(model)) {
        last.put(one.model(), new FellBack(blueprint.model(one.model()).label(), failure.type()));
      }
    }
    return List.copyOf(last.values());
  }

  private List<Attempted> attempted(EffectCall call) {
    return entries.attempted(call.conversation(), call.branch(), call.intent().key());
  }
}
