package dev.parley.client.teamfile;

import dev.parley.agents.Agent;
import dev.parley.agents.Aggregate;
import dev.parley.agents.Chat;
import dev.parley.agents.Condition;
import dev.parley.agents.Endless;
import dev.parley.agents.Names;
import dev.parley.agents.Pattern;
import dev.parley.agents.Reply;
import dev.parley.agents.Selector;
import dev.parley.agents.Summary;
import dev.parley.agents.Transitions;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
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
      case "SelectorGroupChat" -> participants(team).map(names -> selector(team, agents, names));
      case "Swarm" -> participants(team).map(names -> swarm(team, agents, names));
      case "GraphFlow" ->
          participants(team)
              .map(
                  names ->
                      new GraphReader(report)
                          .read(team, names, turns(team), termination(team, agents, names, true)));
      case "ConcurrentChats" -> participants(team).map(names -> concurrent(team, names));
      case "SequentialChats" -> sequential(team);
      default -> Optional.empty();
    };
  }

  private Optional<Pattern> sequential(Section team) {
    var reader = new ChatReader(report);
    List<Chat> chats = reader.chats(team);
    reader.checkTeam(team, chats);
    return chats.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Pattern.SequentialChats(
                team.text("sender").orElse(null),
                chats,
                team.whole("maxTurns").orElse(null),
                team.get("termination").flatMap(conditions::read).orElse(null)));
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
            termination(team, agents, List.of(initiator.get(), recipient.get()), false),
            team.get("summary").flatMap(PatternReader::summary).orElse(null)));
  }

  private static @Nullable Integer turns(Section team) {
    return team.whole("maxTurns").orElse(null);
  }

  private Pattern selector(Section team, List<Agent> agents, List<String> participants) {
    Section written = team.section("selector").orElse(Section.empty(team.place()));
    Selector selector = new SelectorReader(report).read(written);
    if (selector.method() == Selector.Method.AUTO
        && selector.model() == null
        && agents.stream()
            .filter(agent -> participants.contains(agent.name()))
            .noneMatch(agent -> agent.way(Reply.CallModel.class).isPresent())) {
      report.error(
          written.place(), "has no model, and no participant has one", "write selector.model");
    }
    return new Pattern.SelectorGroupChat(
        participants,
        selector,
        team.get("allowRepeatedSpeaker").isPresent() ? team.flag("allowRepeatedSpeaker") : null,
        team.section("transitions").flatMap(this::transitions).orElse(null),
        team.flag("introductions"),
        turns(team),
        termination(team, agents, participants, false));
  }

  private Optional<Transitions> transitions(Section section) {
    if (section.has("allowed") == section.has("disallowed")) {
      if (!section.broken()) {
        report.error(
            section.place(),
            section.has("allowed") ? "has both allowed and disallowed" : "has no allowed",
            "write one of allowed and disallowed");
      }
      return Optional.empty();
    }
    SequencedMap<String, List<String>> after = new LinkedHashMap<>();
    String key = section.has("allowed") ? "allowed" : "disallowed";
    Optional<Section> written = section.section(key);
    written.ifPresent(
        all -> all.values().keySet().forEach(from -> after.put(from, all.texts(from))));
    if (after.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        key.equals("allowed") ? Transitions.allowed(after) : Transitions.disallowed(after));
  }

  private Pattern swarm(Section team, List<Agent> agents, List<String> participants) {
    Optional<Section> user = team.section("user");
    for (Agent agent : agents) {
      agent.way(Reply.CallModel.class).stream()
          .flatMap(way -> way.handoffs().stream())
          .filter(to -> participants.contains(agent.name()) && !to.to().equals(Names.USER))
          .filter(to -> !participants.contains(to.to()))
          .forEach(
              to ->
                  report.error(
                      team.at("participants"),
                      "%s hands over to %s, who is no participant"
                          .formatted(Shown.quote(agent.name()), Shown.quote(to.to())),
                      "name it there, or take it out of handoffs"));
    }
    return new Pattern.Swarm(
        participants,
        user.map(one -> one.texts("who")).orElse(List.of()),
        user.flatMap(one -> one.text("policy")).orElse(null),
        turns(team),
        termination(team, agents, participants, false));
  }

  private Pattern concurrent(Section team, List<String> participants) {
    return new Pattern.ConcurrentChats(
        participants,
        team.whole("rounds").orElse(1),
        team.get("aggregate").flatMap(PatternReader::aggregate).orElse(new Aggregate.All()),
        turns(team),
        team.get("termination").flatMap(conditions::read).orElse(null));
  }

  private static Optional<Aggregate> aggregate(Value value) {
    if (!(value instanceof Value.Chosen chosen)) {
      return Optional.empty();
    }
    Optional<String> name =
        chosen
            .value()
            .filter(Value.Text.class::isInstance)
            .map(under -> ((Value.Text) under).text());
    return switch (chosen.word()) {
      case "majority" -> Optional.of(new Aggregate.Majority());
      case "all" -> Optional.of(new Aggregate.All());
      case "agent" -> name.map(Aggregate.ByAgent::new);
      case "function" -> name.map(Aggregate.ByFunction::new);
      default -> Optional.empty();
    };
  }

  private Optional<Pattern> roundRobin(Section team, List<Agent> agents) {
    return participants(team)
        .map(
            participants ->
                new Pattern.RoundRobinGroupChat(
                    participants, turns(team), termination(team, agents, participants, false)));
  }

  /** Who speaks; absent: nobody does, which has been said. */
  private Optional<List<String>> participants(Section team) {
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
    return Optional.of(participants);
  }

  /**
   * The condition of a team.
   *
   * @param ends whether the pattern comes to an end by itself
   */
  private @Nullable Condition termination(
      Section team, List<Agent> agents, List<String> participants, boolean ends) {
    Condition written = team.get("termination").flatMap(conditions::read).orElse(null);
    // What stands there and cannot be read is a mistake of its own.
    if (team.has("termination") || team.has("maxTurns") || ends) {
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

  static Optional<Summary> summary(Value value) {
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
