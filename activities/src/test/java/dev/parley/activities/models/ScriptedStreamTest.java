package dev.parley.activities.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.ModelSpec;
import dev.parley.agents.ScriptedReply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A scripted model that is listened to. */
final class ScriptedStreamTest extends ModelProviderContract {

  private final ScriptedProvider provider = new ScriptedProvider();
  private final Heard heard = new Heard();

  @Override
  ModelProvider provider() {
    return provider;
  }

  @Override
  ModelSpec behaving(ScriptedReply... replies) {
    return ModelSpec.scripted("writer", List.of(replies));
  }

  @Override
  Listener listener() {
    return heard;
  }

  @Override
  void awaitCall() {}

  @Test
  void aReplyIsSpokenWordByWordThoughtsFirst() throws Exception {
    var said = new ScriptedReply(null, null, 1, "It is\nfour,  then.", "two and", null, null, null);

    ModelReply reply = call(ask(behaving(said), LONG));

    assertThat(heard.thoughts()).containsExactly("two ", "and");
    assertThat(heard.texts()).containsExactly("It ", "is\n", "four,  ", "then.");
    assertThat(String.join("", heard.texts())).isEqualTo(reply.text());
  }

  @Test
  void theWordsAreSpreadOverTheDelay() throws Exception {
    Duration delay = Duration.ofMillis(400);
    long start = System.nanoTime();

    ModelReply reply = call(ask(behaving(ScriptedReply.say("a b c d").delayed(delay)), LONG));

    assertThat(Duration.ofNanos(heard.firstAt() - start)).isLessThan(Duration.ofMillis(300));
    assertThat(reply.millis()).isGreaterThanOrEqualTo(400);
  }

  @Test
  void whatComesBeforeTheDeadlineIsHeardThoughTheCallFails() {
    ScriptedReply late = ScriptedReply.say("a b c d").delayed(Duration.ofMillis(800));

    assertThat(failure(behaving(late), Duration.ofMillis(500)).type())
        .isEqualTo(FailureType.TIMEOUT);

    assertThat(heard.texts()).containsExactly("a ", "b ");
  }

  @Test
  void aFailureSaysNothing() {
    assertThat(failure(behaving(ScriptedReply.failing(503)), LONG).status()).hasValue(503);

    assertThat(heard.texts()).isEmpty();
  }
}
