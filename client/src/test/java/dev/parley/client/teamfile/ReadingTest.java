package dev.parley.client.teamfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Choice;
import dev.parley.agents.Condition;
import dev.parley.agents.Context;
import dev.parley.agents.Executor;
import dev.parley.agents.Human;
import dev.parley.agents.InputCheck;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.Pattern;
import dev.parley.agents.Policy;
import dev.parley.agents.Reply;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Summary;
import dev.parley.agents.ToolEffect;
import dev.parley.agents.ToolSpec;
import dev.parley.agents.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What files mean. */
class ReadingTest {

  @Test
  void autoGensQuickStartIsUnderstood() {
    Reading reading = TeamFile.read(TestFiles.path("examples/a0-stock.yaml"));
    Blueprint stock = reading.orThrow();

    assertThat(reading.warnings()).isEmpty();
    assertThat(stock.policies())
        .containsExactly(
            Map.entry(
                "patient",
                new Policy(
                    null,
                    List.of(),
                    false,
                    null,
                    List.of(),
                    false,
                    null,
                    Duration.ofDays(3),
                    List.of(Duration.ofDays(1)),
                    new Policy.Then.Respond(""),
                    null)));
    assertThat(stock.team())
        .isEqualTo(
            new Pattern.TwoAgentChat(
                "user_proxy",
                "assistant",
                20,
                null,
                new Summary.Reflection("Summarize the takeaway.")));
    Agent proxy = stock.agent("user_proxy");
    assertThat(proxy.termination()).isEqualTo(new Condition.Exact("TERMINATE", List.of(), false));
    assertThat(proxy.maxConsecutiveAutoReply()).isEqualTo(10);
    assertThat(proxy.replies())
        .containsExactly(
            new Reply.AskHuman(
                Human.TERMINATE,
                List.of("starter"),
                "patient",
                new InputCheck(".{1,2000}", List.of(), null, 3)),
            new Reply.ExecuteCode(
                new Executor(
                    Executor.Type.DOCKER,
                    null,
                    true,
                    List.of("yfinance", "matplotlib"),
                    1L << 30,
                    null,
                    Duration.ofMinutes(2),
                    null)),
            new Reply.Fixed(Agent.DEFAULT_REPLY));
    assertThat(stock.agent("assistant").replies())
        .containsExactly(new Reply.CallModel("main", Defaults.ASSISTANT_SYSTEM, List.of(), false));
    assertThat(stock.agent("assistant").description())
        .isEqualTo("You are a capable assistant that solves tasks with words and with code.");
  }

  @Test
  void aToolWithAnApprovalPolicyIsUnderstood() {
    Reading reading = TeamFile.read(TestFiles.path("examples/a7-payments.yaml"));
    Blueprint payments = reading.orThrow();

    assertThat(reading.warnings()).isEmpty();
    assertThat(payments.tools())
        .containsExactly(
            Map.entry("refund", new ToolSpec(ToolEffect.ONCE, Duration.ofSeconds(30), "payments")));
    assertThat(payments.policy("payments"))
        .isEqualTo(
            new Policy(
                "args.amount > 100",
                List.of(
                    new Policy.Stage(List.of("managers"), null, null),
                    new Policy.Stage(List.of("finance"), 2, "args.amount > 5000")),
                true,
                Policy.Proof.TOKEN,
                List.of(Choice.APPROVE, Choice.EDIT, Choice.REJECT, Choice.DELEGATE),
                false,
                Policy.Priority.HIGH,
                Duration.ofHours(8),
                List.of(Duration.ofHours(2), Duration.ofHours(6)),
                new Policy.Then.Escalate(
                    List.of("cfo"), Duration.ofHours(4), List.of(), new Policy.Then.Reject()),
                new Policy(
                    null,
                    List.of(new Policy.Stage(List.of("oncall"), null, null)),
                    false,
                    null,
                    List.of(),
                    false,
                    null,
                    Duration.ofHours(1),
                    List.of(),
                    null,
                    null)));
    assertThat(payments.agent("cashier").replies())
        .containsExactly(
            new Reply.CallModel(
                "main",
                Defaults.ASSISTANT_SYSTEM,
                List.of(),
                false,
                List.of("lookup_order", "refund"),
                "payments",
                null,
                false));
    assertThat(payments.budget().approval()).isEqualTo("payments");
  }

  @Test
  void toolsOfAnAgentHaveTheirLimitsAndApprovals() {
    String file =
        """
        name: t
        agents:
          a:
            type: CodeExecutorAgent
            model: o:m
            tools: refund
            maxToolIterations: 5
            reflectOnToolUse: true
            approval: { writes: p, code: q }
          b:
            type: UserProxyAgent
            input: { schema: { type: object, maximum: 100, const: ~, enum: [1.50, NO, 1e39, true] }, choices: [yes, no] }
        policies: { p: { who: dana, then: approve, deadline: 1h }, q: { who: [dana, omar], quorum: 2 } }
        team: { type: RoundRobinGroupChat, participants: [a, b], maxTurns: 1 }
        """;
    Blueprint blueprint = TeamFile.read(file, "t.yaml").orThrow();

    assertThat(blueprint.agent("a").replies())
        .containsExactly(
            new Reply.ExecuteCode(Executor.DEFAULT, "q"),
            new Reply.CallModel(
                "o:m",
                Defaults.CODE_EXECUTOR_SYSTEM,
                List.of(),
                true,
                List.of("refund"),
                "p",
                5,
                true));
    assertThat(blueprint.agent("b").way(Reply.AskHuman.class).orElseThrow().input())
        .isEqualTo(
            new InputCheck(
                null,
                List.of("yes", "no"),
                "{\"type\":\"object\",\"maximum\":100,\"const\":null,"
                    + "\"enum\":[1.50,\"NO\",1E+39,true]}",
                null));
    assertThat(blueprint.policy("q").stages())
        .containsExactly(new Policy.Stage(List.of("dana", "omar"), 2, null));
    assertThat(TeamFile.read(TeamFileWriter.write(blueprint), "again.yaml").orThrow())
        .isEqualTo(blueprint);
  }

  @Test
  void whoIsKnownIsComparedWithWhoIsAsked() {
    String file =
        """
        name: t
        agents: { a: { type: AssistantAgent, model: openai:m, tools: [refund] } }
        tools: { refund: { approval: p }, refnd: { approval: p } }
        policies:
          p:
            stages:
              - { who: [finance, dana], quorum: 3 }
              - { who: [mangers], quorum: 9 }
            deadline: 1h
            remind: [2h]
          idle: { who: dana, then: reject }
        team: { type: RoundRobinGroupChat, participants: [a], maxTurns: 1 }
        """;
    ReadOptions known =
        ReadOptions.NONE.people(
            new KnownPeople(
                Set.of("dana", "omar"),
                Map.of("finance", List.of("dana", "omar"), "managers", List.of("omar"))));

    Reading reading = TeamFile.read(file, "t.yaml", known);

    assertThat(reading.errors())
        .extracting(Problem::toString)
        .containsExactly(
            "t.yaml:7: policies.p.stages[0].quorum: 3 must agree, but only 2 people are asked;"
                + " ask more people, or write quorum: 2");
    assertThat(reading.warnings())
        .extracting(Problem::toString)
        .containsExactly(
            "t.yaml:3: tools.refnd: no agent has this tool; did you mean \"refund\"?",
            "t.yaml:8: policies.p.stages[1].who: people.yaml has no person and no group"
                + " \"mangers\"; did you mean \"managers\"?",
            "t.yaml:10: policies.p.remind: reminds when the deadline has passed already; write"
                + " times below 1h",
            "t.yaml:11: policies.idle.then: never happens: there is no deadline; write a deadline,"
                + " or take it out",
            "t.yaml:11: policies.idle: nothing goes by this policy; name it, or take it out");
    assertThat(TeamFile.read(file, "t.yaml").errors()).isEmpty();
  }

  @Test
  void theCodingTeamIsUnderstood() {
    Reading reading = TeamFile.read(TestFiles.path("examples/coding.yaml"));

    assertThat(reading.warnings()).isEmpty();
    assertThat(reading.orThrow().team())
        .isEqualTo(
            new Pattern.RoundRobinGroupChat(
                List.of("coder", "runner"),
                null,
                Condition.textMention("TERMINATE").or(Condition.maxMessages(30))));
    assertThat(reading.orThrow().budget().cost()).isEqualTo(new BigDecimal("2.00"));
    assertThat(reading.orThrow().agent("runner")).isEqualTo(Agent.codeExecutor("runner").docker());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "maxMessages: 30 | MaxMessages[messages=30]",
        "maxTurns: 10 | MaxTurns[turns=10]",
        "timeout: 10m | Timeout[after=PT10M, countWaiting=false]",
        "timeout: { after: 1h, countWaiting: true } | Timeout[after=PT1H, countWaiting=true]",
        "cost: 2.00 | Cost[dollars=2.00]",
        "textMention: X | TextMention[text=X, sources=[], ignoreCase=false]",
        "textMention: { text: X, sources: a, ignoreCase: true } | TextMention[text=X, sources=[a], ignoreCase=true]",
        "exact: NO | Exact[text=NO, sources=[], ignoreCase=false]",
        "exact: { text: X, sources: [a] } | Exact[text=X, sources=[a], ignoreCase=false]",
        "matches: 'a+' | Matches[regex=a+, sources=[], ignoreCase=false]",
        "matches: { regex: 'a+', ignoreCase: true } | Matches[regex=a+, sources=[], ignoreCase=true]",
        "tokenUsage: 10000 | TokenUsage[total=10000, input=0, output=0]",
        "tokenUsage: { input: 5, output: 6 } | TokenUsage[total=0, input=5, output=6]",
        "handoff: user | Handoff[target=user]",
        "sourceMatch: a | SourceMatch[sources=[a]]",
        "sourceMatch: [a, b] | SourceMatch[sources=[a, b]]",
        "functionCall: refund | FunctionCall[tool=refund]",
        "functional: enough | Functional[function=enough]",
        "stopMessage | StopMessage[]",
        "external | External[]",
        "textMessage | TextMessage[source=null]",
        "textMessage: a | TextMessage[source=a]",
        "any: [textMention: X, external] | Any[of=[TextMention[text=X, sources=[], ignoreCase=false], External[]]]",
        "any: external | Any[of=[External[]]]",
        "all: [maxTurns: 1, not: { textMention: X }] | All[of=[MaxTurns[turns=1], Not[of=TextMention[text=X, sources=[], ignoreCase=false]]]]",
      })
  void everyConditionHasItsShortAndLongForms(String written, String meant) {
    String file =
        """
        name: t
        agents:
          a: { type: ConversableAgent, defaultReply: x }
          b: { type: ConversableAgent, defaultReply: y }
        team:
          type: RoundRobinGroupChat
          participants: [a, b]
          termination: %s
        """
            .formatted(written.contains(": ") ? "{ " + written + " }" : written);

    assertThat(TeamFile.read(file, "t.yaml").orThrow().team().termination()).hasToString(meant);
  }

  @Test
  void aModelMayHaveEveryKey() {
    ModelSpec model =
        oneModel(
            """
            provider: openai
                model: gpt-4o
                temperature: 0
                maxTokens: 2000
                timeout: 60s
                baseUrl: http://127.0.0.1:8000/v1
                headers: { X-Team: '${TEAM}', Authorization: 'Bearer ${env:TOKEN}' }
                apiKey: ${env:KEY}
                retry: { attempts: 3, within: 5m }
                price: { input: 2.50, cached: 1.25, output: 10.00 }
            """,
            ReadOptions.NONE.var("TEAM", "blue"));

    assertThat(model)
        .isEqualTo(
            new ModelSpec(
                "openai",
                "gpt-4o",
                0.0,
                2000,
                Duration.ofMinutes(1),
                "http://127.0.0.1:8000/v1",
                Map.of("X-Team", "blue", "Authorization", "Bearer ${env:TOKEN}"),
                "${env:KEY}",
                new ModelSpec.Retry(3, Duration.ofMinutes(5)),
                new ModelSpec.Price(
                    new BigDecimal("2.50"), new BigDecimal("1.25"), new BigDecimal("10.00")),
                List.of()));
  }

  @Test
  void aScriptedModelMaySayEverything() {
    ModelSpec model =
        oneModel(
            """
            provider: scripted
                replies:
                  - "plain"
                  - { when: Zero, say: "again", delay: 200ms, agent: a, times: 2, thought: "hm" }
                  - fail: { status: 429, retryAfter: 2s }
                  - { say: "TERMINATE", times: any, usage: { input: 100, output: 5 } }
                  - calls: [{ tool: refund, arguments: { id: 17, amount: 2.50 } }, { tool: look_up }]
                  - { say: "Wait.", calls: [{ tool: refund, arguments: 'no {json' }] }
            """,
            ReadOptions.NONE);

    assertThat(model.label()).isEqualTo("scripted:main");
    assertThat(model.replies())
        .containsExactly(
            ScriptedReply.say("plain"),
            new ScriptedReply("Zero", "a", 2, "again", "hm", Duration.ofMillis(200), null, null),
            new ScriptedReply(
                null,
                null,
                1,
                null,
                null,
                null,
                null,
                new ScriptedReply.Failure(429, Duration.ofSeconds(2))),
            new ScriptedReply(
                null, null, 0, "TERMINATE", null, null, new Usage(100, 5, 0, 0), null),
            ScriptedReply.calling(
                new ScriptedReply.Call("refund", "{\"id\":17,\"amount\":2.50}"),
                new ScriptedReply.Call("look_up", "{}")),
            new ScriptedReply(
                null,
                null,
                1,
                "Wait.",
                null,
                null,
                null,
                null,
                List.of(new ScriptedReply.Call("refund", "no {json"))));
  }

  @Test
  void anAgentMayBeAnyMixInAutoGensOrder() {
    Agent mixed =
        agent(
            """
            type: ConversableAgent
                defaultReply: nothing to say
                model: openai:gpt-4o
                context: [{ headAndTail: { head: 1, tail: 9 } }, { buffered: 5 }, { tokenLimited: 70 }, unbounded]
                executor: bubblewrap
                reply: board
                human: NEVER
                who: [dana, leads]
            """);

    assertThat(mixed.replies())
        .containsExactly(
            new Reply.AskHuman(Human.NEVER, List.of("dana", "leads"), null),
            new Reply.Custom("board"),
            new Reply.ExecuteCode(Executor.DEFAULT.in(Executor.Type.BUBBLEWRAP)),
            new Reply.CallModel(
                "openai:gpt-4o",
                null,
                List.of(
                    new Context.HeadAndTail(1, 9),
                    new Context.Buffered(5),
                    new Context.TokenLimited(70),
                    new Context.Unbounded()),
                false),
            new Reply.Fixed("nothing to say"));
  }

  @Test
  void presetsFillInWhatTheirTypeMeans() {
    assertThat(agent("type: UserProxyAgent").replies())
        .containsExactly(
            new Reply.AskHuman(Human.ALWAYS, List.of("starter"), null),
            new Reply.Fixed(Agent.DEFAULT_REPLY));
    assertThat(agent("type: CodeExecutorAgent").replies())
        .containsExactly(new Reply.ExecuteCode(Executor.DEFAULT));
    assertThat(agent("{ type: CodeExecutorAgent, model: 'openai:gpt-4o' }").replies())
        .containsExactly(
            new Reply.ExecuteCode(Executor.DEFAULT),
            new Reply.CallModel("openai:gpt-4o", Defaults.CODE_EXECUTOR_SYSTEM, List.of(), true));
    assertThat(agent("{ type: UserProxyAgent, human: NEVER, defaultReply: go on }").replies())
        .containsExactly(
            new Reply.AskHuman(Human.NEVER, List.of("starter"), null), new Reply.Fixed("go on"));
  }

  @Test
  void theDescriptionIsTheStartOfWhatTheModelIsTold() {
    String model = "type: AssistantAgent\n    model: 'openai:gpt-4o'\n    ";

    assertThat(agent(model + "system: 'You plan. You do nothing else.'").description())
        .isEqualTo("You plan.");
    assertThat(agent(model + "system: " + "word ".repeat(100)).description())
        .hasSizeLessThan(202)
        .endsWith(" word…");
    assertThat(agent(model + "description: Plans.").description()).isEqualTo("Plans.");
    assertThat(
            agent("{ type: AssistantAgent, model: 'o:m', system: '' }").way(Reply.CallModel.class))
        .hasValue(new Reply.CallModel("o:m", null, List.of(), false));
  }

  @Test
  void variablesAreFilledInTexts() {
    String file =
        """
        name: t
        vars: { LANGUAGE: French, N: 3 }
        agents:
          a: { type: AssistantAgent, model: 'openai:gpt-4o', system: 'Speak ${LANGUAGE} ${N} times, $${LANGUAGE}, $5.' }
        team: { type: RoundRobinGroupChat, participants: [a], maxTurns: 1 }
        """;

    assertThat(system(TeamFile.read(file, "t.yaml")))
        .isEqualTo("Speak French 3 times, ${LANGUAGE}, $5.");
    Reading given =
        TeamFile.read(
            file, "t.yaml", ReadOptions.NONE.var("LANGUAGE", "Dutch ${N}").var("OTHER", "x"));
    assertThat(system(given)).isEqualTo("Speak Dutch ${N} 3 times, ${LANGUAGE}, $5.");
    assertThat(given.warnings())
        .extracting(Problem::toString)
        .containsExactly(
            "t.yaml: --var OTHER: nothing in the file uses it; write ${OTHER} where it belongs");
  }

  @Test
  void aModelOfTheCommandLineReplacesOneOrAll() {
    String file =
        """
        name: t
        models:
          one: { provider: scripted, replies: [hi] }
          two: anthropic:claude
        agents:
          a: { type: AssistantAgent, model: one }
          b: { type: AssistantAgent, model: two }
          c: { type: AssistantAgent, model: 'gemini:flash' }
        team: { type: RoundRobinGroupChat, participants: [a, b, c], maxTurns: 1 }
        """;

    assertThat(models(file, ReadOptions.NONE.model("ollama:llama3.1:8b")))
        .containsExactly("ollama:llama3.1:8b", "ollama:llama3.1:8b", "ollama:llama3.1:8b");
    assertThat(models(file, ReadOptions.NONE.model("two=openai:a=b")))
        .containsExactly("scripted:one", "openai:a=b", "gemini:flash");
    assertThat(models(file, ReadOptions.NONE.model("x:y").model("one=openai:o")))
        .containsExactly("openai:o", "x:y", "x:y");
    assertThat(
            TeamFile.read(file, "t.yaml", ReadOptions.NONE.model("gpt").model("tow=a:b")).errors())
        .extracting(Problem::toString)
        .containsExactly(
            "t.yaml: --model gpt: is no model; write PROVIDER:MODEL, e.g. openai:gpt-4o",
            "t.yaml: --model tow=…: models has no \"tow\"; did you mean \"two\"?");
  }

  /** The quick start's proxy ends at the exact word, other teams at a message that mentions it. */
  @Test
  void theDefaultPromptFitsBothWaysToEnd() {
    assertThat(Defaults.ASSISTANT_SYSTEM)
        .contains("give the answer and end it with the word TERMINATE")
        .contains("reply with the word TERMINATE alone");
    assertThat(Agent.DEFAULT_REPLY).contains("Please go on").doesNotContain("TERMINATE");
  }

  @Test
  void aTeamThatNothingEndsGetsALimitAndAWarning() {
    String file =
        """
        name: t
        agents: { a: { type: ConversableAgent, defaultReply: x } }
        team: { type: RoundRobinGroupChat, participants: [a] }
        """;
    Reading reading = TeamFile.read(file, "t.yaml");

    assertThat(reading.orThrow().team().termination()).isEqualTo(Condition.maxMessages(50));
    assertThat(reading.warnings())
        .extracting(Problem::toString)
        .containsExactly(
            "t.yaml:3: team: nothing ends this team; it gets maxMessages: 50; write termination or"
                + " maxTurns");
    assertThat(
            TeamFile.read(file.replace("x }", "x, maxConsecutiveAutoReply: 3 }"), "t.yaml")
                .warnings())
        .isEmpty();
  }

  @Test
  void anAgentThatTakesNoPartIsWarnedOf() {
    Reading reading =
        TeamFile.read(
            """
            name: t
            agents:
              a: { type: ConversableAgent, defaultReply: x }
              b: { type: ConversableAgent, defaultReply: x }
            team: { type: RoundRobinGroupChat, participants: a, maxTurns: 1 }
            """,
            "t.yaml");

    assertThat(reading.warnings())
        .extracting(Problem::toString)
        .containsExactly(
            "t.yaml:4: agents.b: takes no part in the team; name it there, or take it out");
  }

  @Test
  void anAgentOfAnotherFileIsCopied() {
    Reading reading = TeamFile.read(TestFiles.path("examples/a9-magazine.yaml"));

    assertThat(reading.errors()).noneMatch(p -> p.path().contains("house_style"));
  }

  @Test
  void theBuiltInTeamsAreRight() {
    assertThat(TeamFiles.names()).containsExactly("assistant", "coding");
    for (String name : TeamFiles.names()) {
      Reading reading = TeamFiles.builtin(name).orElseThrow();
      assertThat(reading.errors()).isEmpty();
      assertThat(reading.warnings()).isEmpty();
      assertThat(reading.orThrow().name()).isEqualTo(name);
    }
    assertThat(TeamFiles.builtin("nobody")).isEmpty();
    assertThat(
            TeamFiles.builtin("coding", ReadOptions.NONE.model("ollama:x"))
                .orElseThrow()
                .orThrow()
                .models())
        .containsEntry("writer", ModelSpec.of("ollama", "x"));
  }

  private static ModelSpec oneModel(String written, ReadOptions options) {
    String file =
        """
        name: t
        models:
          main:
            %s
        agents: { a: { type: AssistantAgent } }
        team: { type: RoundRobinGroupChat, participants: [a], maxTurns: 1 }
        """
            .formatted(written);
    return TeamFile.read(file, "t.yaml", options).orThrow().model("main");
  }

  private static Agent agent(String written) {
    String file =
        """
        name: t
        agents:
          a:
            %s
        team: { type: RoundRobinGroupChat, participants: [a], maxTurns: 1 }
        """
            .formatted(written);
    return TeamFile.read(file, "t.yaml").orThrow().agent("a");
  }

  private static String system(Reading reading) {
    return String.valueOf(
        reading.orThrow().agents().getFirst().way(Reply.CallModel.class).orElseThrow().system());
  }

  private static List<String> models(String file, ReadOptions options) {
    Blueprint blueprint = TeamFile.read(file, "t.yaml", options).orThrow();
    return blueprint.agents().stream()
        .map(a -> blueprint.model(a.way(Reply.CallModel.class).orElseThrow().model()).label())
        .toList();
  }
}
