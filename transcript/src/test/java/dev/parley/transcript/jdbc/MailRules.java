package dev.parley.transcript.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.transcript.MailStore.Mail;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds, in every store, of words that nobody has taken yet. */
interface MailRules extends Fixture {

  Duration AGE = Duration.ofSeconds(5);

  private void post(String conversation, String id) {
    transcript()
        .mail()
        .post(new Mail(conversation, id, "ann", null, "hello", List.of(), clock().instant()));
  }

  /** The mails of these two only: one store serves many tests. */
  private List<String> waiting(String one, String other, int limit) {
    return transcript().mail().waiting(AGE, limit).stream()
        .filter(mail -> mail.conversation().equals(one) || mail.conversation().equals(other))
        .map(mail -> mail.conversation() + "/" + mail.id())
        .toList();
  }

  @Test
  default void aConversationWithManyOpenMailsKeepsNoOtherOneWaiting() {
    String crowded = conversation();
    String other = conversation();
    int before = transcript().mail().waiting(Duration.ZERO, 9_999).size();
    for (int i = 0; i < 20; i++) {
      post(crowded, "m" + i);
    }
    post(other, "m");
    clock().advance(Duration.ofSeconds(6));

    assertThat(waiting(crowded, other, before + 10))
        .contains(other + "/m")
        .startsWith(crowded + "/m0");
    for (int i = 0; i < 20; i++) {
      transcript().mail().close(crowded, "m" + i);
    }
    transcript().mail().close(other, "m");
  }

  @Test
  default void theMailsOfAConversationWaitInTheirOrder() {
    String one = conversation();
    String other = conversation();
    List.of("b", "a", "c").forEach(id -> post(one, id));
    post(other, "x");
    clock().advance(Duration.ofSeconds(6));

    assertThat(waiting(one, one, 9_999)).containsExactly(one + "/b", one + "/a", one + "/c");
    List.of("a", "b", "c").forEach(id -> transcript().mail().close(one, id));
    transcript().mail().close(other, "x");
  }
}
