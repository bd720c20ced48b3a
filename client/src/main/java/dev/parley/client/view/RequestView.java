package dev.parley.client.view;

import dev.parley.agents.Blueprint;
import dev.parley.agents.Budget;
import dev.parley.agents.Choice;
import dev.parley.agents.Entry;
import dev.parley.agents.Move;
import dev.parley.agents.Names;
import dev.parley.agents.OpenRequest;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.RequestStore;
import dev.parley.transcript.RequestStore.Request;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** Everything about one request, untruncated: what somebody reads before a decision. */
public final class RequestView {

  /** Entries before the request that are shown beside the task. */
  private static final int LAST = 6;

  private final Matter matter;
  private final Times times;

  /**
   * What a request is read from.
   *
   * @param row the request as the inbox lists it
   * @param entries of its conversation, all of them
   */
  public record Matter(Standing standing, Blueprint team, List<Entry> entries, Request row) {
    public Matter {
      entries = List.copyOf(entries);
    }

    /** The request as it stands now, as long as it is open. */
    public Optional<OpenRequest> open() {
      // Whoever ends a conversation withdraws what it asks, without an entry for each.
      return row.state() == RequestStore.State.OPEN
          ? Requests.state(team, entries).openRequest(row.id())
          : Optional.empty();
    }

    /** What is asked: as it stands now, or as it was asked. */
    public Optional<Entry.Asking> asking() {
      return open()
          .flatMap(one -> Requests.asking(entries, one))
          .or(
              () ->
                  Requests.entry(entries, row.id())
                      .map(entry -> (Entry.Asking) entry.words().detail()));
    }
  }

  private RequestView(Matter matter, Times times) {
    this.matter = matter;
    this.times = times;
  }

  /**
   * The whole page, without a line end.
   *
   * @param view how entries are shown
   * @param zone in which times are given
   * @param person who would decide
   */
  public static String render(
      Matter matter, TerminalView view, Instant now, ZoneId zone, String person) {
    var page = new RequestView(matter, new Times(zone, now));
    List<String> parts = new ArrayList<>();
    parts.add("%s   %s".formatted(page.id(), matter.row().kind().words()));
    parts.add(page.facts());
    parts.add(page.why(view.verbose()));
    parts.add(page.ways(person));
    return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining("\n\n"));
  }

  private String id() {
    return matter.row().conversation() + "/" + matter.row().id();
  }

  // --- Facts

  private String facts() {
    SequencedMap<String, String> facts = new LinkedHashMap<>();
    Request row = matter.row();
    facts.put(
        "asked by",
        "%s, %s"
            .formatted(
                row.agent().isEmpty() ? Names.PARLEY : row.agent(), times.at(row.askedAt())));
    matter.open().ifPresentOrElse(open -> open(facts, open), () -> settled(facts));
    matter.asking().ifPresent(asking -> asked(facts, asking));
    decisions(facts);
    facts.put("spent", spent());
    facts.values().removeIf(String::isEmpty);
    return facts.entrySet().stream().map(RequestView::fact).collect(Collectors.joining("\n"));
  }

  private static String fact(Map.Entry<String, String> fact) {
    return "%-12s %s"
        .formatted(fact.getKey(), Display.terminal(fact.getValue().strip(), " ".repeat(13)));
  }

  private void open(SequencedMap<String, String> facts, OpenRequest open) {
    facts.put("asks", stages(open));
    Request row = matter.row();
    Instant deadline = row.deadline();
    facts.put(
        "deadline",
        deadline == null
            ? "none: it waits"
            : "%s, %s".formatted(times.at(deadline), times.left(deadline, row.then())));
    facts.put("claimed by", open.claimedBy() == null ? "" : open.claimedBy());
    facts.put("priority", row.priority().wire());
  }

  private static String stages(OpenRequest open) {
    List<Move.Stage> stages = open.stages();
    List<String> lines = new ArrayList<>();
    for (int i = open.stage(); i < stages.size(); i++) {
      Move.Stage stage = stages.get(i);
      String who = String.join(", ", stage.who());
      int needed = stage.quorum() - (i == open.stage() ? open.votes().size() : 0);
      lines.add(
          (i == open.stage() ? who : "then " + who)
              + (stage.quorum() > 1
                  ? ": %d must agree%s"
                      .formatted(
                          stage.quorum(),
                          needed < stage.quorum() ? ", %d more".formatted(needed) : "")
                  : ""));
    }
    return String.join("\n", lines);
  }

  private void settled(SequencedMap<String, String> facts) {
    facts.put("state", Requested.became(matter, times).orElse("nobody is asked any more"));
  }

  private static void asked(SequencedMap<String, String> facts, Entry.Asking asking) {
    facts.put("policy", asking.policies() == null ? "" : asking.policies());
    facts.put("tool", asking.tool() == null ? "" : asking.tool());
    facts.put(asking.tool() == null ? "code" : "arguments", RequestText.exact(asking));
    facts.put("digest", asking.digest() == null ? "" : asking.digest());
  }

  private void decisions(SequencedMap<String, String> facts) {
    facts.put(
        "decisions",
        Requests.decisions(matter.entries(), matter.row().id()).stream()
            .map(this::decision)
            .collect(Collectors.joining("\n")));
  }

  private String decision(Entry entry) {
    String proof =
        entry.words().detail() instanceof Entry.Deciding deciding
            ? " · " + RequestText.proof(deciding)
            : "";
    return "%s %s, %s%s"
        .formatted(entry.author(), RequestText.decided(entry), times.at(entry.at()), proof);
  }

  private String spent() {
    Standing standing = matter.standing();
    Budget budget = matter.team().budget();
    String money =
        Amounts.money(standing.cost())
            + (budget.cost() == null ? "" : " of $" + budget.cost().toPlainString());
    String calls =
        Amounts.count(standing.modelCalls(), "model call", "model calls")
            + (budget.modelCalls() == null ? "" : " of " + budget.modelCalls());
    return money + ", " + calls;
  }

  // --- Why

  /** The task, and what was said and done last. */
  private String why(TerminalView view) {
    int seq = Math.min(matter.row().seq(), matter.entries().size());
    List<String> lines = new ArrayList<>();
    lines.add("What went before:");
    int from = Math.max(1, seq - LAST);
    matter.entries().stream().limit(1).map(view::entry).forEach(lines::add);
    if (from > 1) {
      lines.add("  … " + Amounts.count(from - 1, "entry", "entries"));
    }
    if (from < seq) {
      matter.entries().subList(from, seq).stream().map(view::entry).forEach(lines::add);
    }
    return String.join("\n", lines);
  }

  // --- What to type

  private String ways(String person) {
    Optional<Entry.Asking> asking = matter.open().flatMap(open -> matter.asking());
    if (asking.isEmpty()) {
      return "";
    }
    return asking.get().allow().stream()
        .flatMap(word -> Choice.parse(word).stream())
        .map(choice -> "  ./parley decide " + id() + " " + way(choice, asking.get()))
        .map(line -> line + " --as " + person)
        .collect(Collectors.joining("\n", "Decide with one of:\n", ""));
  }

  private static String way(Choice choice, Entry.Asking asking) {
    return switch (choice) {
      case APPROVE -> asking.kind().equals("budget") ? "approve 1.00" : "approve";
      case EDIT -> "edit " + quoted(asking.arguments() == null ? "" : asking.arguments());
      case REJECT -> "reject \"why not\"";
      case RESPOND -> "respond \"text\"";
      case DELEGATE -> "delegate --to NAME";
      case HAPPENED -> "happened \"its result\"";
      case NOT_HAPPENED, RETRY -> choice.wire();
    };
  }

  /** As a shell takes it. */
  private static String quoted(String text) {
    return "'" + Display.line(ToolText.json(text).orElse(text)).replace("'", "'\\''") + "'";
  }
}
