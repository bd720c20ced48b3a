package dev.parley.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Agent;
import dev.parley.agents.Condition;
import dev.parley.agents.Context;
import dev.parley.agents.Entry;
import dev.parley.agents.Entry.Calling;
import dev.parley.agents.Entry.Results;
import dev.parley.agents.Entry.Summing;
import dev.parley.agents.Entry.ToolCall;
import dev.parley.agents.Entry.ToolResult;
import dev.parley.agents.Entry.Words;
import dev.parley.agents.EntryHead;
import dev.parley.agents.Event;
import dev.parley.agents.Intent;
import dev.parley.agents.Kind;
import dev.parley.agents.Names;
import dev.parley.agents.Pattern;
import dev.parley.agents.Team;
import dev.parley.transcript.View.Due;
import dev.parley.transcript.View.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every context policy, over random conversations. */
class ViewLawsTest {

  private static final int SEEDS = 25;
  private static final int TURNS = 120;
  private static final int SYSTEM = 40;

  private static final Pattern TEAM =
      Team.roundRobin("shop")
          .agent(Agent.assistant("anna").model("openai:gpt-4o"))
          .agent(Agent.assistant("ben").model("openai:gpt-4o"))
          .until(Condition.maxMessages(9))
          .blueprint()
          .team();

  private static final View.Measure MEASURE =
      new View.Measure(entry -> View.words(entry).length() + 1, () -> SYSTEM);

  private final List<Entry> log = new ArrayList<>();

  // --- A conversation

  private void add(
      String author, Kind kind, Words words, @Nullable Event event, @Nullable String to) {
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
            event,
            null,
            List.of(),
            to,
            null);
    log.add(new Entry("shop-1", head, Instant.EPOCH, words));
  }

  private void says(String author, String text) {
    add(author, Kind.TEXT, Words.of(text), null, null);
  }

  private void uses(String author, Random random) {
    String id = "c" + log.size();
    var call = new ToolCall(id, "refund", "{\"id\":17}", "digest");
    add(author, Kind.TOOL_CALLS, new Words("", new Calling(List.of(call)), null), null, null);
    if (random.nextInt(4) == 0) {
      says("dana", "Hurry.");
    }
    if (random.nextInt(8) > 0) {
      var result = new ToolResult(id, "refund", "y".repeat(random.nextInt(60)), false, 1, null);
      add(author, Kind.TOOL_RESULTS, new Words("", new Results(List.of(result)), null), null, null);
    }
  }

  /** What the effect does that is about to ask the reader's model. */
  private View asked(String reader, List<Context> chain, boolean works) {
    View view = View.of(log, reader, TEAM, chain, MEASURE);
    Due due = view.due();
    if (due == null) {
      return view;
    }
    if (works) {
      Words words = new Words("sum " + due.until(), new Summing(due.from(), due.until()), null);
      add(reader, Kind.SUMMARY, words, null, reader);
    } else {
      add(Names.PARLEY, Kind.EVENT, Words.of("no"), Event.NOT_SUMMARIZED, reader);
    }
    View after = View.of(log, reader, TEAM, chain, MEASURE);
    assertThat(after.due()).as("one summary is enough").isNull();
    return after;
  }

  private void goesOn(Random random) {
    String author = random.nextBoolean() ? "anna" : "ben";
    if (random.nextInt(3) == 0) {
      uses(author, random);
    }
    says(author, log.size() + " " + "x".repeat(random.nextInt(80)));
  }

  static List<List<Context>> chains() {
    var some = new LinkedHashMap<String, Context.Share>();
    some.put("user", new Context.Share(1, null));
    some.put("ben", new Context.Share(null, 3));
    return List.of(
        List.of(),
        List.of(new Context.Unbounded()),
        List.of(new Context.Buffered(1)),
        List.of(new Context.Buffered(20)),
        List.of(new Context.HeadAndTail(2, 16)),
        List.of(new Context.TokenLimited(900)),
        List.of(new Context.BySource(some)),
        List.of(new Context.Summarizing("cheap", 900, 4)),
        List.of(new Context.Summarizing(null, 900, null), new Context.TokenLimited(1200)),
        List.of(new Context.BySource(some), new Context.Summarizing(null, 700, 2)));
  }

  // --- The laws

  @ParameterizedTest
  @MethodSource("chains")
  void callsStandWithTheirResultsInTheirOrderAndOnce(List<Context> chain) {
    everyView(
        chain,
        view -> {
          List<Integer> places =
              view.lines().stream()
                  .filter(line -> line.entry().kind() != Kind.SUMMARY)
                  .map(Line::seq)
                  .toList();
          assertThat(places).isSorted().doesNotHaveDuplicates();
          for (Line line : view.lines()) {
            assertThat(line.entry().kind()).isNotEqualTo(Kind.TOOL_RESULTS);
            if (line.entry().kind() == Kind.TOOL_CALLS) {
              assertThat(line.results()).isEqualTo(resultsOf(line.seq()));
            }
          }
        });
  }

  /** Absent where the calls came to nothing. */
  private @Nullable Entry resultsOf(int calls) {
    return log.stream()
        .skip(calls + 1L)
        .filter(entry -> entry.author().equals(log.get(calls).author()))
        .filter(entry -> entry.kind() != Kind.SUMMARY)
        .findFirst()
        .filter(entry -> entry.kind() == Kind.TOOL_RESULTS)
        .orElse(null);
  }

  @ParameterizedTest
  @MethodSource("chains")
  void theNewestMessageIsThere(List<Context> chain) {
    everyView(
        chain,
        view -> {
          if (chain.stream().noneMatch(Context.BySource.class::isInstance)) {
            Entry newest =
                log.reversed().stream()
                    .filter(entry -> entry.kind() == Kind.TEXT)
                    .findFirst()
                    .orElseThrow();
            assertThat(view.lines()).last().extracting(Line::entry).isEqualTo(newest);
          }
        });
  }

  /** Between two steps, of which there are few, what was sent is the front of what is sent next. */
  @ParameterizedTest
  @MethodSource("chains")
  void theFrontOfAViewStaysAsItWas(List<Context> chain) {
    boolean free =
        chain.stream()
            .anyMatch(
                policy ->
                    policy instanceof Context.BySource || policy.equals(new Context.Buffered(1)));
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      log.clear();
      says("user", "Refund 17.");
      List<Line> before = List.of();
      int moved = 0;
      for (int turn = 0; turn < TURNS; turn++) {
        List<Line> now = asked("anna", chain, true).lines();
        moved += isFront(before, now) ? 0 : 1;
        before = now;
        goesOn(random);
      }
      assertThat(moved).as("steps of %s with seed %d", chain, seed).isLessThan(free ? TURNS : 45);
    }
  }

  private static boolean isFront(List<Line> before, List<Line> now) {
    return before.size() <= now.size() && before.equals(now.subList(0, before.size()));
  }

  @ParameterizedTest
  @MethodSource("chains")
  void noViewIsLongerThanItsPolicyAllows(List<Context> chain) {
    everyView(
        chain,
        view -> {
          for (Context policy : chain) {
            switch (policy) {
              case Context.Buffered last ->
                  assertThat(view.lines()).hasSizeBetween(1, last.messages());
              case Context.HeadAndTail ends ->
                  assertThat(view.lines()).hasSizeLessThanOrEqualTo(ends.head() + ends.tail());
              case Context.TokenLimited limit ->
                  assertThat(SYSTEM + MEASURE.of(view.lines())).isLessThanOrEqualTo(limit.tokens());
              // Above it only while the newest messages, which stay, leave little to sum up.
              case Context.Summarizing summing ->
                  assertThat(SYSTEM + MEASURE.of(view.lines()))
                      .isLessThan(summing.above() * 5L / 4 + summing.kept() * 160L);
              case Context.BySource some -> {}
              case Context.Unbounded all -> {}
            }
          }
        });
  }

  private void everyView(List<Context> chain, Consumer<View> law) {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      log.clear();
      says("user", "Refund 17.");
      for (int turn = 0; turn < TURNS; turn++) {
        law.accept(asked("anna", chain, random.nextInt(4) > 0));
        goesOn(random);
      }
    }
  }

  // --- Summaries

  @Test
  void aSummaryIsWrittenOnceForTheSameMessages() {
    List<Context> chain = List.of(new Context.Summarizing(null, 500, 3));
    says("user", "Refund 17.");
    for (int turn = 0; turn < 60; turn++) {
      var unused = asked("anna", chain, true);
      says("anna", "x".repeat(40));
    }

    List<Summing> summings =
        log.stream()
            .filter(entry -> entry.kind() == Kind.SUMMARY)
            .map(entry -> (Summing) entry.words().detail())
            .toList();
    assertThat(summings).hasSizeBetween(4, 9).allMatch(summing -> summing.from() == 1);
    assertThat(summings).extracting(Summing::until).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void onlyItsReaderSeesASummaryOfItsContext() {
    List<Context> chain = List.of(new Context.Summarizing(null, 500, 3));
    says("user", "Refund 17.");
    IntStream.range(0, 20).forEach(turn -> says("anna", "x".repeat(40)));
    View anna = asked("anna", chain, true);

    assertThat(anna.lines().get(1).text()).startsWith("sum ");
    assertThat(anna.lines()).hasSize(1 + 1 + 3);
    assertThat(View.of(log, "ben", TEAM, List.of(), MEASURE).lines()).hasSize(21);
  }

  @Test
  void withoutASummaryTheNewestMessagesThatFitGoOnAndItIsTriedAgainLater() {
    List<Context> chain = List.of(new Context.Summarizing(null, 500, 3));
    says("user", "Refund 17.");
    int failures = 0;
    for (int turn = 0; turn < 60; turn++) {
      int before = log.size();
      View view = asked("anna", chain, false);
      failures += log.size() - before;
      if (failures > 0) {
        assertThat(SYSTEM + MEASURE.of(view.lines())).isLessThanOrEqualTo(500 + 4 * 41);
        assertThat(view.lines().getFirst().seq()).isZero();
      }
      says("anna", "x".repeat(40));
    }

    assertThat(failures).isBetween(5, 20);
  }

  // --- By author

  @Test
  void whoFiltersByAuthorSeesTheseAndItself() {
    says("user", "Write.");
    says("ben", "draft 1");
    says("anna", "too long");
    says("dana", "hurry");
    says("ben", "draft 2");

    assertThat(seen("anna", Context.BySource.last("ben", 1))).containsExactly(2, 4);
    assertThat(seen("anna", share("user", null, null))).containsExactly(0, 2, 3);
    assertThat(seen("anna", share("user", 1, null))).containsExactly(0, 2);
    assertThat(seen("anna", share("anna", null, 1))).containsExactly(2);
  }

  private static Context share(String author, @Nullable Integer first, @Nullable Integer last) {
    return new Context.BySource(
        new LinkedHashMap<>(Map.of(author, new Context.Share(first, last))));
  }

  private List<Integer> seen(String agent, Context... chain) {
    return View.of(log, agent, TEAM, List.of(chain), MEASURE).lines().stream()
        .map(Line::seq)
        .toList();
  }

  @Test
  void betweenHeadAndTailTheReaderIsToldHowManyMessagesAreMissing() {
    IntStream.range(0, 20).forEach(turn -> says("anna", "x"));
    View view = View.of(log, "anna", TEAM, List.of(new Context.HeadAndTail(2, 8)), MEASURE);

    assertThat(view.lines()).extracting(Line::seq).startsWith(0, 1, 14).hasSize(8);
    assertThat(view.lines().get(2).skipped()).isEqualTo(12);
    assertThat(view.lines()).filteredOn(line -> line.skipped() > 0).hasSize(1);
  }
}
