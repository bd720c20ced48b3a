package dev.parley.benchmarks;

import dev.parley.agents.Agent;
import dev.parley.agents.Condition;
import dev.parley.agents.Context;
import dev.parley.agents.Entry;
import dev.parley.agents.EntryHead;
import dev.parley.agents.Intent;
import dev.parley.agents.Kind;
import dev.parley.agents.Pattern;
import dev.parley.agents.Team;
import dev.parley.transcript.View;
import dev.parley.transcript.View.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What each policy of context sends in a long group chat: five agents, 400 turns, texts of 40 to
 * 400 tokens. Pure computation, by the code that builds the views of real calls; nothing is asked.
 */
public final class ContextCost {

  private static final List<String> AGENTS = List.of("anna", "ben", "cleo", "dan", "eva");
  private static final int TURNS = 400;
  private static final int SYSTEM = 400;
  private static final int SUMMARY = 500;
  private static final int CHARACTERS = 4;

  private static final Pattern TEAM = team();

  private final Random random = new Random(7);
  private final List<Entry> log = new ArrayList<>();
  private final Map<String, List<Line>> before = new HashMap<>();
  private final List<Context> policies;
  private long sent;
  private long again;

  private ContextCost(List<Context> policies) {
    this.policies = policies;
  }

  /**
   * What the calls of one chat sent.
   *
   * @param sent tokens, those of summaries included
   * @param again those of them that stood at the front of the agent's call before: providers that
   *     cache them charge a tenth to a half
   * @param summaries calls that wrote one
   */
  record Cost(long sent, long again, long summaries) {}

  private static SequencedMap<String, List<Context>> standard() {
    var all = new LinkedHashMap<String, List<Context>>();
    all.put("`unbounded`", List.of());
    all.put("`buffered: 40`", List.of(new Context.Buffered(40)));
    all.put("`headAndTail: { head: 2, tail: 38 }`", List.of(new Context.HeadAndTail(2, 38)));
    all.put("`tokenLimited: 10000`", List.of(new Context.TokenLimited(10_000)));
    all.put(
        "`summarizing: { above: 10000, keepLast: 10 }`",
        List.of(new Context.Summarizing("cheap", 10_000, 10)));
    all.put("`sees: { anna: 1, ben: 1, cleo: 1, dan: 1, eva: 1, user: 1 }`", lastOfEach());
    return all;
  }

  private static List<Context> lastOfEach() {
    var sources = new LinkedHashMap<String, Context.Share>();
    AGENTS.forEach(agent -> sources.put(agent, new Context.Share(null, 1)));
    sources.put("user", new Context.Share(null, 1));
    return List.of(new Context.BySource(sources));
  }

  /** Prints the table of docs/benchmarks.md. */
  public static void main(String... arguments) {
    SequencedMap<String, List<Context>> all = standard();
    long whole = of(all.firstEntry().getValue()).sent();
    System.out.println(
        "| context | tokens sent | of all | same front as the call before | summaries |");
    System.out.println("|---|---|---|---|---|");
    all.forEach(
        (name, policies) -> {
          Cost cost = of(policies);
          System.out.printf(
              "| %s | %,d | %.1f %% | %.0f %% | %d |%n",
              name,
              cost.sent(),
              100.0 * cost.sent() / whole,
              100.0 * cost.again() / cost.sent(),
              cost.summaries());
        });
  }

  static Cost of(List<Context> policies) {
    return new ContextCost(policies).talk();
  }

  private Cost talk() {
    says("user", 200);
    for (int turn = 0; turn < TURNS; turn++) {
      String agent = AGENTS.get(turn % AGENTS.size());
      View view = view(agent);
      View.Due due = view.due();
      if (due != null) {
        sent += due.lines().stream().mapToLong(ContextCost::tokens).sum();
        var detail = new Entry.Summing(due.from(), due.until());
        add(
            agent,
            Kind.SUMMARY,
            new Entry.Words("s".repeat(SUMMARY * CHARACTERS), detail, null),
            agent);
        view = view(agent);
      }
      call(agent, view.lines());
      says(agent, 40 + random.nextInt(360));
    }
    long summaries = log.stream().filter(entry -> entry.kind() == Kind.SUMMARY).count();
    return new Cost(sent, again, summaries);
  }

  private void call(String agent, List<Line> lines) {
    List<Line> last = before.getOrDefault(agent, List.of());
    int same = 0;
    while (same < lines.size() && same < last.size() && lines.get(same).equals(last.get(same))) {
      same++;
    }
    sent += SYSTEM + lines.stream().mapToLong(ContextCost::tokens).sum();
    again += last.isEmpty() ? 0 : SYSTEM;
    again += lines.subList(0, same).stream().mapToLong(ContextCost::tokens).sum();
    before.put(agent, lines);
  }

  private View view(String agent) {
    return View.of(log, agent, TEAM, policies, new View.Measure(ContextCost::tokens, () -> SYSTEM));
  }

  private static Pattern team() {
    Team team = Team.roundRobin("chat");
    for (String agent : AGENTS) {
      team = team.agent(Agent.assistant(agent).model("x:y"));
    }
    return team.until(Condition.maxMessages(TURNS)).blueprint().team();
  }

  private static long tokens(Line line) {
    return tokens(line.entry());
  }

  private static int tokens(Entry entry) {
    return View.words(entry).length() / CHARACTERS;
  }

  private void says(String author, int tokens) {
    add(author, Kind.TEXT, Entry.Words.of("x".repeat(tokens * CHARACTERS)), null);
  }

  private void add(String author, Kind kind, Entry.Words words, @Nullable String to) {
    EntryHead head =
        new EntryHead(
            log.size(),
            new Intent("i/" + log.size()),
            "d",
            "c" + log.size(),
            author,
            kind,
            null,
            null,
            null,
            List.of(),
            false,
            log.isEmpty(),
            null,
            null,
            List.of(),
            to,
            null);
    log.add(new Entry("chat", head, Instant.EPOCH, words));
  }
}
