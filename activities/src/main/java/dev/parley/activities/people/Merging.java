package dev.parley.activities.people;

import dev.parley.agents.Choice;
import dev.parley.agents.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Several policies as one that is as strict as the strictest. A policy of a team file adds people
 * and rejections; it takes nothing away that a policy of the workers asks for.
 *
 * @param all by name, in the order of their stages
 */
record Merging(Map<String, Policy> all) {

  /** Where no policy says who decides. */
  static final Policy.Stage STARTER = new Policy.Stage(List.of(People.STARTER), null, null);

  /** A policy that a worker does not have any more: nobody knows what it asked for. */
  static final Policy UNKNOWN =
      new Policy(
          null,
          List.of(STARTER),
          true,
          Policy.Proof.TOKEN,
          List.of(),
          false,
          null,
          null,
          List.of(),
          null,
          null);

  private record Timing(@Nullable Duration deadline, Policy.@Nullable Then then) {}

  Policy merged() {
    Timing timing = timing();
    return new Policy(
        null,
        all.values().stream().flatMap(Merging::stages).toList(),
        any(Policy::fourEyes),
        any(one -> one.proof() == Policy.Proof.TOKEN) ? Policy.Proof.TOKEN : null,
        allow(),
        all.values().stream().allMatch(Policy::remember),
        all.values().stream()
            .map(Policy::priority)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(null),
        timing.deadline(),
        all.values().stream().flatMap(one -> one.remind().stream()).distinct().sorted().toList(),
        timing.then(),
        inDoubt().orElse(null));
  }

  private boolean any(Predicate<Policy> holds) {
    return all.values().stream().anyMatch(holds);
  }

  /**
   * The stages of one policy. Alone, a policy of which no stage holds asks its first one; so it
   * does beside others.
   */
  private static Stream<Policy.Stage> stages(Policy policy) {
    if (policy.stages().isEmpty()) {
      return Stream.of(STARTER);
    }
    List<String> whens = new ArrayList<>();
    for (Policy.Stage stage : policy.stages()) {
      String when = stage.when();
      if (when == null) {
        return policy.stages().stream();
      }
      whens.add("(" + when + ")");
    }
    Policy.Stage first = policy.stages().getFirst();
    String others = whens.stream().skip(1).collect(Collectors.joining(" || "));
    String when = others.isEmpty() ? null : "%s || !(%s)".formatted(whens.getFirst(), others);
    return Stream.concat(
        Stream.of(new Policy.Stage(first.who(), first.quorum(), when)),
        policy.stages().stream().skip(1));
  }

  /** What all of them allow; a rejection always. */
  private List<Choice> allow() {
    List<List<Choice>> named =
        all.values().stream().map(Policy::allow).filter(one -> !one.isEmpty()).toList();
    if (named.isEmpty()) {
      return List.of();
    }
    return Stream.of(Choice.values())
        .filter(one -> one == Choice.REJECT || named.stream().allMatch(list -> list.contains(one)))
        .toList();
  }

  /**
   * The first deadline that rejects counts, whoever sets it. One that lets something happen counts
   * only if the workers' policies, else all, agree on it: otherwise a file could answer in the
   * place of those whom a worker asks.
   */
  private Timing timing() {
    Optional<Duration> rejected =
        all.values().stream()
            .filter(one -> one.deadline() != null && rejects(one))
            .map(Policy::deadline)
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder());
    if (rejected.isPresent()) {
      return new Timing(rejected.get(), new Policy.Then.Reject());
    }
    List<Policy> said = authoritative();
    List<Duration> deadlines =
        said.stream().map(Policy::deadline).filter(Objects::nonNull).sorted().toList();
    if (deadlines.size() < said.size()) {
      return new Timing(null, null);
    }
    boolean agreed = said.stream().map(Policy::then).distinct().count() == 1;
    return new Timing(
        deadlines.getLast(), agreed ? said.getFirst().then() : new Policy.Then.Reject());
  }

  private static boolean rejects(Policy policy) {
    return policy.then() == null || policy.then() instanceof Policy.Then.Reject;
  }

  private List<Policy> authoritative() {
    List<Policy> workers =
        all.entrySet().stream().filter(this::isWorkers).map(Map.Entry::getValue).toList();
    return workers.isEmpty() ? List.copyOf(all.values()) : workers;
  }

  private boolean isWorkers(Map.Entry<String, Policy> one) {
    return one.getKey().equals(Approvals.OWN) || one.getKey().startsWith(Approvals.WORKER);
  }

  private Optional<Policy> inDoubt() {
    Function<Stream<Policy>, Optional<Policy>> first =
        some -> some.map(Policy::inDoubt).filter(Objects::nonNull).findFirst();
    return first.apply(authoritative().stream()).or(() -> first.apply(all.values().stream()));
  }
}
