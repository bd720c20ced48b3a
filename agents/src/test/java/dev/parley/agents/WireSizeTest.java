package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What goes through history stays small and holds no words, however large the team. */
class WireSizeTest {

  private static final int AGENTS = 60;
  private static final String PLANTED = "SECRETWORD";
  private static final String WORDS = (PLANTED + " lorem ipsum ").repeat(400);

  private static int size(Object value) {
    return Wire.write(value).getBytes(StandardCharsets.UTF_8).length;
  }

  /** As long as a name may be. */
  private static String name(int i) {
    return ("agent%02d".formatted(i) + "x".repeat(64)).substring(0, 64);
  }

  private static Agent large(int i) {
    return new Agent(
        name(i),
        Agent.Type.ConversableAgent,
        WORDS,
        List.of(
            new Reply.AskHuman(Human.TERMINATE, List.of("starter", "finance"), null),
            new Reply.ExecuteCode(Executor.DEFAULT.in(Executor.Type.DOCKER)),
            new Reply.CallModel("main", WORDS, List.of(new Context.Buffered(20)), true),
            new Reply.Fixed(WORDS)),
        new Condition.Exact(WORDS, List.of(), false)
            .or(new Condition.TextMention(WORDS, List.of(name(0)), true))
            .or(new Condition.Matches(WORDS, List.of(), false)),
        10);
  }

  private static Blueprint large(Pattern team) {
    SequencedMap<String, ModelSpec> models = new LinkedHashMap<>();
    models.put(
        "main",
        new ModelSpec(
            "openai",
            "gpt-4o-mini-2024-07-18",
            null,
            null,
            Duration.ofSeconds(60),
            "http://" + PLANTED + ":8080",
            Map.of("X-A", PLANTED),
            PLANTED,
            null,
            null,
            List.of(ScriptedReply.when(WORDS, WORDS))));
    List<Agent> agents = IntStream.range(0, AGENTS).mapToObj(WireSizeTest::large).toList();
    return new Blueprint(
        Blueprint.FORMAT, "large", WORDS, models, agents, team, new Budget(50, 1_000L, null));
  }

  private static Blueprint round() {
    List<Condition> conditions = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      conditions.add(new Condition.TextMention(WORDS + i, List.of(), false));
    }
    return large(
        new Pattern.RoundRobinGroupChat(
            IntStream.range(0, AGENTS).mapToObj(WireSizeTest::name).toList(),
            1_000,
            new Condition.Any(List.of(new Condition.All(conditions), Condition.maxTurns(900)))));
  }

  @Test
  void theSkeletonOfSixtyAgentsIsSmall() {
    assertThat(size(Questions.skeleton(round()))).isBetween(1_000, 64 * 1024);
  }

  @Test
  void aSkeletonHoldsNoWords() {
    Pattern pair =
        new Pattern.TwoAgentChat(
            name(0),
            name(1),
            5,
            Condition.not(Condition.textMention(WORDS)),
            new Summary.Reflection(WORDS));
    for (Blueprint blueprint : List.of(round(), large(pair))) {
      assertThat(Wire.write(blueprint)).contains(PLANTED);
      assertThat(Wire.write(Questions.skeleton(blueprint))).doesNotContain(PLANTED);
    }
  }

  @Test
  void theStateOfSixtyAgentsIsSmall() {
    Simulator chat = new Simulator(round(), new Replies()).task("go");
    chat.say(WORDS + "0");
    for (int i = 0; i < AGENTS; i++) {
      if (chat.step() instanceof Step.Ask) {
        chat.say("mine");
      }
    }
    String long100 = "p".repeat(100);
    chat.signal(HeadDraft.event(Event.PAUSED, long100));
    chat.signal(HeadDraft.event(Event.STOP, long100));

    assertThat(chat.state().progress()).hasSize(AGENTS);
    assertThat(size(chat.state())).isBetween(1_000, 32 * 1024);
  }

  @Test
  void theHeadOfAnEntryIsSmall() {
    String digest = "sha256:" + "f".repeat(64);
    EntryHead head =
        new EntryHead(
            123_456,
            Intent.call(12_345, name(1), 12),
            digest,
            digest,
            name(1),
            Kind.TOOL_RESULTS,
            new Usage(200_000, 16_000, 190_000, 8_000),
            new Money(123_456_789),
            "content_filter",
            List.of(100, 101, 102, 103, 104, 105, 106, 107),
            true,
            true,
            null,
            "p".repeat(100),
            List.of(),
            name(2),
            "r1234");

    assertThat(size(head)).isLessThanOrEqualTo(1024);
  }

  @Test
  void aToolCallAddsLittleToAHead() {
    EntryHead.ToolCallHead call =
        new EntryHead.ToolCallHead("call_" + "a".repeat(24), "lookup_order", "f".repeat(20));

    assertThat(size(call)).isLessThanOrEqualTo(100);
  }
}
