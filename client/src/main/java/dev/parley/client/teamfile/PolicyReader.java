package dev.parley.client.teamfile;

import dev.parley.agents.Choice;
import dev.parley.agents.Policy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Makes policies: who decides what, by when, and what happens if nobody does. */
final class PolicyReader {

  private static final String NEVER = "never happens: there is no deadline";

  private final Report report;
  private final KnownPeople people;

  PolicyReader(Report report, KnownPeople people) {
    this.report = report;
    this.people = people;
  }

  /** The entries of {@code policies}. */
  SequencedMap<String, Policy> read(Section root) {
    SequencedMap<String, Policy> policies = new LinkedHashMap<>();
    root.section("policies")
        .ifPresent(all -> all.eachSection((name, one) -> policies.put(name, policy(one))));
    return policies;
  }

  private Policy policy(Section section) {
    List<Policy.Stage> stages = stages(section);
    boolean fourEyes = section.flag("fourEyes");
    checkFourEyes(section, stages, fourEyes);
    checkTimes(section);
    return new Policy(
        when(section),
        stages,
        fourEyes,
        section.text("proof").map(word -> Policy.Proof.valueOf(upper(word))).orElse(null),
        section.texts("allow").stream().map(Choice::parse).flatMap(Optional::stream).toList(),
        section.flag("remember"),
        section.text("priority").map(word -> Policy.Priority.valueOf(upper(word))).orElse(null),
        section.time("deadline").orElse(null),
        times(section),
        section.get("then").flatMap(this::then).orElse(null),
        section.section("inDoubt").map(this::policy).orElse(null));
  }

  // --- Who

  private List<Policy.Stage> stages(Section section) {
    if (section.has("stages") && section.has("who")) {
      report.error(
          section.at("who"),
          "stands beside stages",
          "write who into each stage, or leave out stages");
    }
    if (section.has("stages")) {
      return section.items("stages").stream()
          .filter(Section.class::isInstance)
          .map(one -> stage((Section) one, when((Section) one)))
          .toList();
    }
    if (section.has("quorum") && !section.has("who")) {
      report.error(section.at("quorum"), "means nothing without who", "write who must agree");
    }
    // The policy's own when decides whether it asks at all, so its one stage has none.
    return section.has("who") ? List.of(stage(section, null)) : List.of();
  }

  private Policy.Stage stage(Section section, @Nullable String when) {
    List<String> who = section.texts("who");
    Optional<Integer> quorum = section.whole("quorum");
    who(section.at("who"), who);
    people
        .count(who)
        .filter(number -> quorum.filter(needed -> needed > number).isPresent())
        .ifPresent(
            number ->
                report.error(
                    section.at("quorum"),
                    "%d must agree, but only %d %s asked"
                        .formatted(
                            quorum.orElse(1), number, number == 1 ? "person is" : "people are"),
                    "ask more people, or write quorum: " + number));
    return new Policy.Stage(who, quorum.orElse(null), when);
  }

  /** Warns of names that nobody bears; only the workers know for sure. */
  void who(Place place, List<String> who) {
    if (people.isEmpty()) {
      return;
    }
    who.stream()
        .filter(name -> !people.has(name))
        .forEach(
            name ->
                report.warn(
                    place,
                    "people.yaml has no person and no group %s".formatted(Shown.quote(name)),
                    Suggestion.of(name, people.names())));
  }

  private void checkFourEyes(Section section, List<Policy.Stage> stages, boolean fourEyes) {
    boolean starterAlone =
        stages.isEmpty()
            || stages.stream().anyMatch(one -> one.who().equals(List.of(KnownPeople.STARTER)));
    if (fourEyes && starterAlone && !section.broken()) {
      report.error(
          section.at("fourEyes"),
          "nobody may decide: with four eyes the starter may not, and only the starter is asked",
          "write who else is asked");
    }
    section
        .section("then")
        .filter(then -> fourEyes && then.texts("escalate").equals(List.of(KnownPeople.STARTER)))
        .ifPresent(
            then ->
                report.error(
                    then.at("escalate"),
                    "nobody may decide then: with four eyes the starter may not",
                    "write who else is asked"));
  }

  // --- When, and what then

  private @Nullable String when(Section section) {
    Optional<String> when = section.text("when");
    // Looked for here, because whoever has no expressions need not load their language.
    when.flatMap(written -> ExpressionCheck.found().mistake(written))
        .ifPresent(
            mistake ->
                report.error(
                    section.at("when"),
                    "is no expression: " + Shown.clean(mistake),
                    "write CEL, e.g. args.amount > 100"));
    return when.orElse(null);
  }

  private Optional<Policy.Then> then(Value value) {
    if (value instanceof Value.Text word) {
      return Optional.of(
          word.text().equals("approve") ? new Policy.Then.Approve() : new Policy.Then.Reject());
    }
    if (!(value instanceof Section section)) {
      return Optional.empty();
    }
    boolean respond = section.has("respond");
    boolean escalate = section.has("escalate");
    if (respond == escalate) {
      if (!section.broken()) {
        report.error(
            section.place(),
            respond ? "has both respond and escalate" : "has neither respond nor escalate",
            "one of them happens at the deadline");
      }
      return Optional.empty();
    }
    if (respond) {
      checkNothingElse(section);
      return section.text("respond").map(Policy.Then.Respond::new);
    }
    who(section.at("escalate"), section.texts("escalate"));
    checkTimes(section);
    return Optional.of(
        new Policy.Then.Escalate(
            section.texts("escalate"),
            section.time("deadline").orElse(null),
            times(section),
            section.get("then").flatMap(this::then).orElse(null)));
  }

  private void checkNothingElse(Section section) {
    section
        .places()
        .forEach(
            (key, place) -> {
              if (!key.equals("respond")) {
                report.error(place, "means nothing beside respond", "take it out");
              }
            });
  }

  /** Warns of what never happens. */
  private void checkTimes(Section section) {
    Optional<Duration> deadline = section.time("deadline");
    if (section.has("then") && !section.has("deadline")) {
      report.warn(section.at("then"), NEVER, "write a deadline, or take it out");
    }
    deadline
        .filter(end -> times(section).stream().anyMatch(one -> one.compareTo(end) >= 0))
        .ifPresent(
            end ->
                report.warn(
                    section.at("remind"),
                    "reminds when the deadline has passed already",
                    "write times below " + Measures.write(end)));
  }

  private static List<Duration> times(Section section) {
    return section.items("remind").stream()
        .filter(Value.Time.class::isInstance)
        .map(one -> ((Value.Time) one).time())
        .toList();
  }

  private static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }
}
