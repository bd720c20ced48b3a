package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is stored for years and stands in histories: the JSON of each type to the letter, one value
 * a line. A class, a field or a constant may be renamed, but not what it is called there.
 */
class WireTest {

  /** The values of a file, in the order of its lines. */
  record Golden(String file, Class<?> type, List<?> values) {
    @Override
    public String toString() {
      return file;
    }
  }

  static Stream<Golden> golden() {
    return Stream.of(
        new Golden(
            "blueprint", Blueprint.class, List.of(Samples.roundRobin(), Samples.twoAgents())),
        new Golden(
            "skeleton",
            Skeleton.class,
            List.of(
                Questions.skeleton(Samples.roundRobin()), Questions.skeleton(Samples.twoAgents()))),
        new Golden("head", EntryHead.class, List.of(Samples.fullHead(), Samples.shortHead())),
        new Golden(
            "state",
            ConversationState.class,
            List.of(Samples.state(), ConversationState.EMPTY, Samples.decided())),
        new Golden("pattern", Pattern.class, Samples.PATTERNS),
        new Golden("reply-inside", Reply.class, Samples.INSIDE),
        new Golden("state-floor", ConversationState.class, List.of(Samples.together())),
        new Golden("condition", Condition.class, Samples.CONDITIONS),
        new Golden("summary", Summary.class, Samples.SUMMARIES),
        new Golden("entry", Entry.class, Samples.DETAILS.stream().map(Samples::entry).toList()),
        new Golden("move", Move.class, Samples.MOVES),
        new Golden("policy", Policy.class, Samples.POLICIES),
        new Golden("tool-kind", ToolKind.class, Samples.TOOL_KINDS),
        new Golden("choice", Choice.class, List.of(Choice.values())),
        new Golden("request-kind", RequestKind.class, List.of(RequestKind.values())),
        new Golden("tool-effect", ToolEffect.class, List.of(ToolEffect.values())),
        new Golden("kind", Kind.class, List.of(Kind.values())),
        new Golden("event", Event.class, List.of(Event.values())),
        new Golden("human", Human.class, List.of(Human.values())),
        new Golden("agent-type", Agent.Type.class, List.of(Agent.Type.values())),
        new Golden("lane", Agent.Lane.class, List.of(Agent.Lane.values())),
        new Golden("executor-type", Executor.Type.class, List.of(Executor.Type.values())),
        new Golden("hold", ConversationState.Hold.class, List.of(ConversationState.Hold.values())));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void valuesAreWrittenAsTheyAlwaysWere(Golden golden) {
    assertThat(golden.values().stream().map(Wire::write).toList()).isEqualTo(lines(golden.file()));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void whatWasWrittenIsRead(Golden golden) {
    List<Object> read = new ArrayList<>();
    lines(golden.file()).forEach(line -> read.add(Wire.read(line, golden.type())));

    assertThat(read).isEqualTo(golden.values());
  }

  @Test
  void everyMemberOfEachFamilyIsHeldFast() {
    covers(Condition.class, Samples.CONDITIONS);
    covers(Summary.class, Samples.SUMMARIES);
    covers(Context.class, Samples.CONTEXTS);
    covers(Reply.class, Stream.concat(Samples.REPLIES.stream(), Samples.INSIDE.stream()).toList());
    covers(Entry.Detail.class, Samples.DETAILS);
    covers(Move.class, Samples.MOVES);
    covers(ToolKind.class, Samples.TOOL_KINDS);
    covers(
        Pattern.class,
        Stream.concat(
                Samples.PATTERNS.stream(),
                Stream.of(Samples.roundRobin().team(), Samples.twoAgents().team()))
            .toList());
    covers(Aggregate.class, Samples.AGGREGATES);
    Agent boss = Agent.userProxy("boss", Human.NEVER).with(Samples.INSIDE.getFirst());
    var holding =
        Team.roundRobin("holding").agent(boss).beside(Agent.assistant("critic").model("a:b"));
    covers(
        Skeleton.Way.class,
        Stream.of(Samples.roundRobin(), holding.maxTurns(1).blueprint())
            .flatMap(team -> Questions.skeleton(team).members().stream())
            .flatMap(member -> member.ways().stream())
            .toList());
  }

  private static void covers(Class<?> family, List<?> samples) {
    assertThat(members(family))
        .as(family.getSimpleName())
        .isSubsetOf(samples.stream().map(Object::getClass).toList());
  }

  private static List<Class<?>> members(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(one -> members(one).stream()).toList()
        : List.of(type);
  }

  @Test
  void theFormsOfTheFirstVersionAreStillRead() {
    assertThat(Wire.read(lines("state-1").getFirst(), ConversationState.class))
        .isEqualTo(Samples.firstState())
        .extracting(ConversationState::question)
        .isEqualTo(java.util.Optional.of(OpenRequest.turn("r3", "coder")));
    assertThat(Wire.read(lines("skeleton-1").getFirst(), Skeleton.class))
        .isEqualTo(version(1, Questions.skeleton(Samples.roundRobin())));
  }

  private static Skeleton version(int version, Skeleton now) {
    // Conversations of that version may go in circles.
    Budget budget = Samples.roundRobin().budget();
    return new Skeleton(version, now.name(), now.members(), now.team(), budget);
  }

  @Test
  void fieldsOfANewerVersionAreIgnored() {
    String newer = Wire.write(Samples.state()).replaceFirst("\\{", "{\"later\":{\"a\":[1]},");

    assertThat(Wire.read(newer, ConversationState.class)).isEqualTo(Samples.state());
  }

  private static List<String> lines(String file) {
    try (InputStream in =
        Objects.requireNonNull(
            WireTest.class.getResourceAsStream("/wire/" + file + ".jsonl"), file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new AssertionError(file, e);
    }
  }
}
