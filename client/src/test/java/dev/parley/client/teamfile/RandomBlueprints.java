package dev.parley.client.teamfile;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Budget;
import dev.parley.agents.Choice;
import dev.parley.agents.Condition;
import dev.parley.agents.Context;
import dev.parley.agents.Executor;
import dev.parley.agents.Human;
import dev.parley.agents.InputCheck;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.Pattern;
import dev.parley.agents.Policy;
import dev.parley.agents.Previews;
import dev.parley.agents.Reply;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Summary;
import dev.parley.agents.ToolEffect;
import dev.parley.agents.ToolKind;
import dev.parley.agents.ToolSpec;
import dev.parley.agents.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Blueprints that a team file can say, of every kind, with texts that YAML finds hard. */
final class RandomBlueprints {

  private static final List<String> TEXTS =
      List.of(
          "plain",
          "NO",
          "true",
          "null",
          "~",
          "42",
          "0x1F",
          "1e3",
          "1:30",
          "2026-12-01",
          "- item",
          "key: value",
          "# no comment",
          "a #b",
          "'single' \"double\"",
          "{task} and [list]",
          "${NAME} $${NAME} $$ {",
          "${env:HOME}",
          " leading",
          "trailing ",
          "\ttab\t",
          "two\nlines",
          "two\nlines\n",
          "many\n\n\nlines\n\n\n",
          "\nfirst line empty",
          "  indented\nfirst line",
          "spaces at the end  \nof a line",
          "carriage\r\nreturn",
          "bell\u0007 escape\u001b",
          "line\u2028separator next\u0085line",
          "right-to-left \u202e mark",
          "emoji 😀 and ümläut",
          "!tag &anchor *alias",
          "%percent @at `tick`",
          "\\ backslash \\n",
          "```python\nprint(1/0)\n```",
          "---\nname: x\n...\n",
          "? question",
          "<<",
          "=",
          "long " + "words ".repeat(60));

  private static final List<String> POLICIES = List.of("patient", "yes");

  private static final List<String> SCHEMAS =
      List.of(
          "{\"type\":\"object\",\"properties\":{\"a b\":{\"maximum\":100}},\"required\":[]}",
          "{\"const\":null,\"enum\":[1.50,\"NO\",true,\"${X}\",[],{}],\"no\":1E+39}",
          "{\"pattern\":\"^\\\\d+$\",\"description\":\"two\\nlines\"}");

  private static final List<String> NAMES =
      List.of("coder", "runner", "true", "no", "null", "y", "a-b_c", "E1", "critic");

  private final Random random;

  RandomBlueprints(Random random) {
    this.random = random;
  }

  Blueprint blueprint() {
    List<String> names = new ArrayList<>(NAMES);
    java.util.Collections.shuffle(names, random);
    names = names.subList(0, 2 + random.nextInt(4));
    SequencedMap<String, ModelSpec> models = new LinkedHashMap<>();
    for (String name : List.of("main", "yes", "other")) {
      if (name.equals("main") || random.nextBoolean()) {
        models.put(name, model(name, names));
      }
    }
    if (models.containsKey("yes") && random.nextBoolean()) {
      models.computeIfPresent("main", (name, spec) -> chained(spec));
    }
    List<Agent> agents = new ArrayList<>();
    for (String name : names) {
      agents.add(agent(name, List.copyOf(models.keySet()), names));
    }
    return new Blueprint(
        Blueprint.FORMAT,
        pick(names),
        text(),
        models,
        agents,
        team(names),
        budget(),
        tools(),
        policies(),
        random.nextBoolean() ? Previews.REQUESTS : null);
  }

  // --- Tools and policies

  private SequencedMap<String, ToolSpec> tools() {
    SequencedMap<String, ToolSpec> tools = new LinkedHashMap<>();
    for (String name : List.of("refund", "no")) {
      if (random.nextBoolean()) {
        tools.put(
            name,
            new ToolSpec(
                maybe(() -> pick(List.of(ToolEffect.values()))),
                maybe(this::time),
                maybe(() -> pick(POLICIES)),
                maybe(this::kind)));
      }
    }
    return tools;
  }

  private ToolKind kind() {
    List<String> only = random.nextBoolean() ? List.of() : List.of("read_file", "no");
    return switch (random.nextInt(5)) {
      case 0 -> new ToolKind.Mcp(text(), only);
      case 1 -> new ToolKind.OpenApi(text(), only);
      case 2 -> new ToolKind.Sql(text(), maybe(() -> 1 + random.nextInt(1_000)));
      case 3 ->
          new ToolKind.ActivityCall(
              text(),
              text(),
              maybe(this::text),
              maybe(() -> "{\"type\":\"object\",\"required\":[\"id\"]}"));
      default -> new ToolKind.Person(text(), maybe(() -> pick(POLICIES)), maybe(this::text));
    };
  }

  private SequencedMap<String, Policy> policies() {
    SequencedMap<String, Policy> policies = new LinkedHashMap<>();
    POLICIES.forEach(name -> policies.put(name, policy(0)));
    return policies;
  }

  private Policy policy(int depth) {
    List<Policy.Stage> stages = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      stages.add(
          new Policy.Stage(
              random.nextBoolean() ? List.of("managers") : List.of("no", text()),
              maybe(() -> 1 + random.nextInt(3)),
              maybe(this::text)));
    }
    boolean others =
        !stages.isEmpty() && stages.stream().noneMatch(one -> one.who().equals(List.of("starter")));
    return new Policy(
        maybe(this::text),
        stages,
        others && random.nextBoolean(),
        maybe(() -> pick(List.of(Policy.Proof.values()))),
        random.nextBoolean() ? List.of() : List.of(Choice.REJECT, Choice.APPROVE),
        random.nextBoolean(),
        maybe(() -> pick(List.of(Policy.Priority.values()))),
        maybe(this::time),
        times(),
        maybe(() -> then(0)),
        depth > 1 ? null : maybe(() -> policy(depth + 1)));
  }

  private Policy.Then then(int depth) {
    return switch (random.nextInt(depth > 2 ? 3 : 4)) {
      case 0 -> new Policy.Then.Approve();
      case 1 -> new Policy.Then.Reject();
      case 2 -> new Policy.Then.Respond(random.nextBoolean() ? "" : text());
      default ->
          new Policy.Then.Escalate(
              List.of("cfo", "null"), maybe(this::time), times(), maybe(() -> then(depth + 1)));
    };
  }

  private List<Duration> times() {
    return random.nextBoolean() ? List.of() : List.of(time(), time());
  }

  private InputCheck input() {
    return new InputCheck(
        maybe(() -> "^a+[b-c]\\d{2,}$"),
        random.nextBoolean() ? List.of("no") : List.of(text(), "2"),
        maybe(() -> pick(SCHEMAS)),
        maybe(() -> 1 + random.nextInt(5)));
  }

  private List<ScriptedReply.Call> calls() {
    return List.of(
        new ScriptedReply.Call(text(), "{}"),
        new ScriptedReply.Call("refund", random.nextBoolean() ? pick(SCHEMAS) : text()));
  }

  private Pattern team(List<String> names) {
    Integer turns = maybe(() -> 1 + random.nextInt(99));
    Condition termination = turns == null ? condition(names, 0) : maybe(() -> condition(names, 0));
    return random.nextBoolean()
        ? new Pattern.RoundRobinGroupChat(names, turns, termination)
        : new Pattern.TwoAgentChat(
            names.get(0), names.get(1), turns, termination, maybe(this::summary));
  }

  private Summary summary() {
    return switch (random.nextInt(4)) {
      case 0 -> new Summary.LastMessage();
      case 1 -> new Summary.Reflection(Summary.Reflection.DEFAULT_PROMPT);
      case 2 -> new Summary.Reflection(text());
      default -> new Summary.ByFunction("interpretation");
    };
  }

  private Budget budget() {
    return new Budget(
        maybe(() -> random.nextInt(100)),
        maybe(() -> random.nextLong(1L << 39)),
        maybe(this::money),
        maybe(() -> pick(POLICIES)));
  }

  private BigDecimal money() {
    return pick(
        List.of(
            new BigDecimal("2.00"),
            new BigDecimal("0.0000001"),
            new BigDecimal("1E+3"),
            new BigDecimal("7")));
  }

  private ModelSpec chained(ModelSpec spec) {
    boolean full = !spec.headers().isEmpty() || spec.retry() != null;
    ModelSpec chained = spec.orElse("yes");
    return full
        ? new ModelSpec(
            spec.provider(),
            spec.model(),
            spec.temperature(),
            spec.maxTokens(),
            spec.timeout(),
            spec.baseUrl(),
            spec.headers(),
            spec.apiKey(),
            spec.retry(),
            spec.price(),
            spec.replies(),
            new ModelSpec.Fallback(List.of("yes"), List.of("rateLimit", "badOutput")))
        : chained;
  }

  private ModelSpec model(String name, List<String> names) {
    return switch (random.nextInt(3)) {
      case 0 -> ModelSpec.of("ollama", "llama3.1:8b");
      case 1 -> ModelSpec.scripted(random.nextBoolean() ? name : text(), replies(names));
      default ->
          new ModelSpec(
              "openai",
              text(),
              maybe(() -> pick(List.of(0.0, 0.7, 1.0E-5))),
              maybe(() -> 1 + random.nextInt(9999)),
              maybe(this::time),
              maybe(() -> "https://example.com/v1?x=1#y"),
              random.nextBoolean()
                  ? Map.of()
                  : Map.of("X-One", text(), "Authorization", "Bearer ${env:TOKEN}", "no", "$${"),
              maybe(() -> "${env:OPENAI_API_KEY}"),
              maybe(
                  () -> new ModelSpec.Retry(maybe(() -> 1 + random.nextInt(9)), maybe(this::time))),
              maybe(() -> new ModelSpec.Price(money(), maybe(this::money), money())),
              List.of());
    };
  }

  private List<ScriptedReply> replies(List<String> names) {
    List<ScriptedReply> replies = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(4); i++) {
      boolean fails = random.nextInt(4) == 0;
      replies.add(
          random.nextBoolean()
              ? ScriptedReply.say(text())
              : new ScriptedReply(
                  maybe(this::text),
                  maybe(() -> pick(names)),
                  random.nextInt(3),
                  fails ? null : random.nextInt(9) == 0 ? "" : text(),
                  maybe(this::text),
                  maybe(this::time),
                  maybe(() -> new Usage(random.nextInt(9), 5, random.nextInt(2), 0)),
                  fails ? new ScriptedReply.Failure(429, maybe(this::time)) : null,
                  fails || random.nextBoolean() ? List.of() : calls()));
    }
    return replies;
  }

  private Agent agent(String name, List<String> models, List<String> names) {
    Agent.Type type =
        pick(
            List.of(
                Agent.Type.ConversableAgent,
                Agent.Type.AssistantAgent,
                Agent.Type.CodeExecutorAgent,
                Agent.Type.UserProxyAgent));
    boolean executes = type == Agent.Type.CodeExecutorAgent;
    boolean proxy = type == Agent.Type.UserProxyAgent;
    boolean assistant = type == Agent.Type.AssistantAgent;
    List<Reply> chain = new ArrayList<>();
    if (proxy || random.nextInt(4) == 0) {
      chain.add(
          new Reply.AskHuman(
              pick(List.of(Human.values())),
              random.nextBoolean() ? List.of("starter") : List.of("dana", "no"),
              maybe(() -> pick(POLICIES)),
              maybe(this::input)));
    }
    if (random.nextInt(4) == 0) {
      chain.add(new Reply.Custom("board"));
    }
    if (executes || random.nextInt(4) == 0) {
      chain.add(new Reply.ExecuteCode(executor(), maybe(() -> pick(POLICIES))));
    }
    if (assistant || random.nextInt(3) == 0) {
      boolean tools = random.nextBoolean();
      chain.add(
          new Reply.CallModel(
              random.nextInt(5) == 0 ? "openai:gpt-4o" : pick(models),
              system(),
              contexts(),
              executes,
              tools ? List.of("refund", "true") : List.of(),
              maybe(() -> pick(POLICIES)),
              tools ? maybe(() -> 1 + random.nextInt(9)) : null,
              tools && random.nextBoolean(),
              List.of(),
              executes ? null : maybe(() -> "{\"type\":\"object\",\"required\":[\"id\"]}")));
    }
    if (proxy || chain.isEmpty() || random.nextInt(4) == 0) {
      chain.add(new Reply.Fixed(random.nextBoolean() ? Agent.DEFAULT_REPLY : text()));
    }
    return new Agent(
        name,
        type,
        random.nextBoolean() ? "" : text(),
        chain,
        maybe(() -> condition(names, 1)),
        maybe(() -> random.nextInt(9)),
        maybe(() -> Agent.Lane.AUTO));
  }

  private @Nullable String system() {
    return switch (random.nextInt(4)) {
      case 0 -> null;
      case 1 -> Defaults.ASSISTANT_SYSTEM;
      case 2 -> Defaults.CODE_EXECUTOR_SYSTEM;
      default -> text();
    };
  }

  private List<Context> contexts() {
    List<Context> chain = new ArrayList<>();
    if (random.nextInt(4) == 0) {
      var sources = new LinkedHashMap<String, Context.Share>();
      sources.put("user", new Context.Share(maybe(() -> 1), maybe(() -> 2)));
      chain.add(new Context.BySource(sources));
    }
    if (random.nextInt(3) == 0) {
      chain.add(
          pick(
              List.of(
                  new Context.Unbounded(),
                  new Context.Buffered(5),
                  new Context.HeadAndTail(1, 9),
                  new Context.Summarizing(maybe(() -> "openai:gpt-4o"), 9000, maybe(() -> 3)))));
      chain.add(new Context.TokenLimited(1000));
    }
    return chain;
  }

  private Executor executor() {
    return switch (random.nextInt(3)) {
      case 0 -> Executor.DEFAULT;
      case 1 -> Executor.DEFAULT.in(pick(List.of(Executor.Type.values())));
      default ->
          new Executor(
              maybe(() -> pick(List.of(Executor.Type.values()))),
              maybe(() -> "python:3.12-slim"),
              random.nextBoolean(),
              random.nextBoolean() ? List.of() : List.of("numpy", "1e3"),
              maybe(() -> pick(List.of(1L << 30, 12345L))),
              maybe(() -> 1.5),
              maybe(this::time),
              maybe(() -> 4096));
    };
  }

  private Condition condition(List<String> names, int depth) {
    List<String> sources = random.nextBoolean() ? List.of() : List.of(pick(names));
    boolean ignoreCase = random.nextInt(3) == 0;
    return switch (random.nextInt(depth > 2 ? 15 : 18)) {
      case 0 -> new Condition.MaxMessages(1 + random.nextInt(50));
      case 1 -> new Condition.MaxTurns(1 + random.nextInt(50));
      case 2 -> new Condition.Timeout(time(), random.nextBoolean());
      case 3 -> new Condition.Cost(money());
      case 4 -> new Condition.TokenUsage(random.nextInt(5), random.nextInt(5), 1);
      case 5 -> new Condition.TokenUsage(10_000, 0, 0);
      case 6 -> new Condition.TextMention(text(), sources, ignoreCase);
      case 7 -> new Condition.Exact(text(), sources, ignoreCase);
      case 8 -> new Condition.Matches("^a+[b-c]\\d{2,}$", sources, ignoreCase);
      case 9 -> new Condition.Functional("enough");
      case 10 -> new Condition.Handoff(random.nextBoolean() ? "user" : pick(names));
      case 11 -> new Condition.SourceMatch(List.of(pick(names)));
      case 12 -> new Condition.FunctionCall(text());
      case 13 -> new Condition.TextMessage(maybe(() -> pick(names)));
      case 14 -> random.nextBoolean() ? new Condition.StopMessage() : new Condition.External();
      case 15 -> new Condition.Any(conditions(names, depth));
      case 16 -> new Condition.All(conditions(names, depth));
      default -> new Condition.Not(condition(names, depth + 1));
    };
  }

  private List<Condition> conditions(List<String> names, int depth) {
    List<Condition> all = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      all.add(condition(names, depth + 1));
    }
    return all;
  }

  private Duration time() {
    return Duration.ofMillis(pick(List.of(1L, 500L, 30_000L, 90_061_000L, 86_400_000L)));
  }

  private String text() {
    return pick(TEXTS);
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private <T> @Nullable T maybe(Supplier<T> value) {
    return random.nextInt(3) == 0 ? null : value.get();
  }
}
