package dev.parley.activities.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.ModelSpec;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Usage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScriptedProviderTest extends ModelProviderContract {

  private final ScriptedProvider provider = new ScriptedProvider();

  @Override
  ModelProvider provider() {
    return provider;
  }

  @Override
  ModelSpec behaving(ScriptedReply... replies) {
    return ModelSpec.scripted("writer", List.of(replies));
  }

  @Override
  void awaitCall() {}

  private ModelReply reply(ModelSpec spec, String agent, String last, ScriptedUse used)
      throws InterruptedException {
    var turns =
        List.of(Turn.user("user", "KeyError long ago"), Turn.assistant("x"), Turn.user("r", last));
    return provider.call(ModelCall.of(spec, null, turns, agent, LONG).with(used));
  }

  @Test
  void repliesComeInTheirOrder() throws Exception {
    ModelSpec spec = behaving(ScriptedReply.say("one"), ScriptedReply.say("two"));

    ModelReply first = reply(spec, "coder", "hello", ScriptedUse.NONE);
    ModelReply second = reply(spec, "coder", "hello", ScriptedUse.NONE.plus(0));

    assertThat(first.text()).isEqualTo("one");
    assertThat(first.scriptedPlace()).isZero();
    assertThat(second.text()).isEqualTo("two");
    assertThat(second.scriptedPlace()).isEqualTo(1);
  }

  @Test
  void aRepeatedCallGetsTheSameReply() throws Exception {
    ModelSpec spec = behaving(ScriptedReply.say("one"), ScriptedReply.say("two"));
    ScriptedUse used = ScriptedUse.NONE.plus(0);

    assertThat(reply(spec, "a", "x", used).text()).isEqualTo(reply(spec, "a", "x", used).text());
  }

  @Test
  void whenLooksAtTheLastMessageOnly() throws Exception {
    ModelSpec spec =
        behaving(ScriptedReply.when("KeyError", "mended"), ScriptedReply.say("anything"));

    assertThat(reply(spec, "coder", "all fine", ScriptedUse.NONE).text()).isEqualTo("anything");
    assertThat(reply(spec, "coder", "a KeyError again", ScriptedUse.NONE).text())
        .isEqualTo("mended");
  }

  @Test
  void aReplyForOneAgentIsNotGivenToAnother() throws Exception {
    var forCritic = new ScriptedReply(null, "critic", 1, "not good", null, null, null, null);
    ModelSpec spec = behaving(forCritic, ScriptedReply.say("for all"));

    assertThat(reply(spec, "writer", "x", ScriptedUse.NONE).text()).isEqualTo("for all");
    assertThat(reply(spec, "critic", "x", ScriptedUse.NONE).text()).isEqualTo("not good");
  }

  @Test
  void timesReusesAReplyAndZeroReusesItForEver() throws Exception {
    var twice = new ScriptedReply(null, null, 2, "twice", null, null, null, null);
    var always = new ScriptedReply(null, null, 0, "always", null, null, null, null);
    ModelSpec spec = behaving(twice, always);
    ScriptedUse once = ScriptedUse.NONE.plus(0);
    ScriptedUse often = once.plus(0).plus(1).plus(1).plus(1);

    assertThat(reply(spec, "a", "x", once).text()).isEqualTo("twice");
    assertThat(reply(spec, "a", "x", often).text()).isEqualTo("always");
  }

  @Test
  void aFailedAttemptNamesTheReplyItUsedUp() throws Exception {
    ModelSpec spec = behaving(failing(429, Duration.ofSeconds(2)), ScriptedReply.say("now"));

    ModelFailure failure = failure(spec, LONG);

    assertThat(failure.scriptedPlace()).hasValue(0);
    assertThat(reply(spec, "a", "x", ScriptedUse.NONE.plus(0)).text()).isEqualTo("now");
  }

  @Test
  void aMissingReplyNamesModelAndCallButNoWords() {
    ModelSpec spec = behaving(ScriptedReply.when("something else", "never"));

    ModelFailure failure = failure(spec, LONG);

    assertThat(failure.type()).isEqualTo(FailureType.SCRIPT_EXHAUSTED);
    assertThat(failure.retryable()).isFalse();
    assertThat(failure.scriptedPlace()).isEmpty();
    assertThat(failure)
        .hasMessage(
            "scripted:writer has no reply left for its call 1 (agent coder);"
                + " add one to its replies");
  }

  @Test
  void aDelayBeyondTheDeadlineUsesUpNothing() {
    ModelFailure failure = failure(behaving(slow("late", LONG)), Duration.ofMillis(50));

    assertThat(failure.scriptedPlace()).isEmpty();
  }

  @Test
  void tokensAreEstimatedWhereTheScriptNamesNone() throws Exception {
    ModelReply reply =
        provider.call(
            ModelCall.of(
                behaving(ScriptedReply.say("12345678")),
                "1234",
                List.of(Turn.user("user", "12345")),
                "coder",
                LONG));

    assertThat(reply.usage()).isEqualTo(new Usage(3, 2, 0, 0));
    assertThat(reply.estimated()).isTrue();
  }

  @Test
  void aThoughtComesWithTheReply() throws Exception {
    var thinking = new ScriptedReply(null, null, 1, "4", "two and two", null, null, null);

    assertThat(reply(behaving(thinking), "a", "x", ScriptedUse.NONE).thought())
        .isEqualTo("two and two");
  }
}
