package dev.parley.client.teamfile;

import dev.parley.agents.Agent;
import dev.parley.agents.Condition;
import dev.parley.agents.Endless;
import dev.parley.agents.Pattern;
import dev.parley.agents.Summary;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the team, and sees to it that something ends it. */
final class PatternReader {

  private final Report report;
  private final ConditionReader conditions;

  PatternReader(Report report) {
    this.report = report;
    this.conditions = new ConditionReader(report);
  }

  /** The team, if the file has one that this version runs. */
  Optional<Pattern> read(Section team, List<Agent> agents) {
    return switch (team.text("type").orElse("")) {
      case "TwoAgentChat" -> twoAgents(team, agents);
      case "RoundRobinGroupChat" -> roundRobin(team, agents);
      default -> Optional.empty();
    };
  }

  private Optional<Pattern> twoAgents(Section team, List<Agent> agents) {
    Optional<String> initiator = team.text("initiator");
    Optional<String> recipient = team.text("recipient");
    if (initiator.isEmpty() || recipient.isEmpty()) {
      return Optional.empty();
    }
    if (initiator.equals(recipient)) {
      report.error(
          team.at("recipient"),
          "%s is the initiator too".formatted(Shown.quote(recipient.get())),
          "a chat has two agents");
    }
    return Optional.of(
        new Pattern.TwoAgentChat(
            initiator.get(),
            recipient.get(),
            team.whole("maxTurns").orElse(null),
            termination(team, agents, List.of(initiator.get(), recipient.get())),
            team.get("summary").flatMap(PatternReader::summary).orElse(null)));
  }

  private Optional<Pattern> roundRobin(Section team, List<Agent> agents) {
    List<String> participants = team.texts("participants");
    if (participants.isEmpty()) {
      return Optional.empty();
    }
    Set<String> seen = new HashSet<>();
    for (Value value : team.items("participants")) {
      if (value instanceof Value.Text text && !seen.add(text.text())) {
        report.error(text.place(), "%s stands there twice".formatted(Shown.quote(text.text())));
      }
    }
    return Optional.of(
        new Pattern.RoundRobinGroupChat(
            participants,
            team.whole("maxTurns").orElse(null),
            termination(team, agents, participants)));
  }

  private @Nullable Condition termination(
      Section team, List<Agent> agents, List<String> participants) {
    Condition written = team.get("termination").flatMap(conditions::read).orElse(null);
    // What stands there and cannot be read is a mistake of its own.
    if (team.has("termination") || team.has("maxTurns")) {
      return written;
    }
    List<Agent> present = agents.stream().filter(a -> participants.contains(a.name())).toList();
    if (Endless.is(null, null, present)) {
      report.warn(
          team.place(),
          "nothing ends this team; it gets maxMessages: " + Endless.MAX_MESSAGES,
          "write termination or maxTurns");
      return Endless.limit();
    }
    return null;
  }

  private static Optional<Summary> summary(Value value) {
    if (!(value instanceof Value.Chosen chosen)) {
      return Optional.empty();
    }
    Optional<String> text =
        chosen
            .value()
            .filter(Value.Text.class::isInstance)
            .map(under -> ((Value.Text) under).text());
    return switch (chosen.word()) {
      case "lastMessage" -> Optional.of(new Summary.LastMessage());
      case "reflection" ->
          Optional.of(new Summary.Reflection(text.orElse(Summary.Reflection.DEFAULT_PROMPT)));
      case "function" -> text.map(Summary.ByFunction::new);
      default -> Optional.empty();
    };
  }
}
