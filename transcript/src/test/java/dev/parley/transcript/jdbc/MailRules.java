package dev.parley.transcript.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.transcript.MailStore;
import dev.parley.transcript.MailStore.Late;
import dev.parley.transcript.MailStore.Mail;
import dev.parley.transcript.MailStore.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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
    return transcript().mail().waiting(AGE, Turn.FIRST, limit).mails().stream()
        .filter(mail -> mail.conversation().equals(one) || mail.conversation().equals(other))
        .map(mail -> mail.conversation() + "/" + mail.id())
        .toList();
  }

  @Test
  default void aConversationWithManyOpenMailsKeepsNoOtherOneWaiting() {
    String crowded = conversation();
    String other = conversation();
    int before = transcript().mail().waiting(Duration.ZERO, Turn.FIRST, 9_999).mails().size();
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

  /** All that wait, a page at a time. */
  private List<String> rounds(int limit) {
    List<String> found = new ArrayList<>();
    Turn turn = Turn.FIRST;
    do {
      Late page = transcript().mail().waiting(AGE, turn, limit);
      page.mails().forEach(mail -> found.add(mail.conversation() + "/" + mail.id()));
      turn = page.next();
    } while (!turn.equals(Turn.FIRST));
    return found;
  }

  @Test
  default void everyMailHasItsTurnHoweverManyStandBeforeIt() {
    List<String> ids = IntStream.range(0, 7).mapToObj(i -> conversation()).toList();
    ids.forEach(id -> post(id, "m"));
    post(ids.getFirst(), "n");
    clock().advance(Duration.ofSeconds(6));

    assertThat(rounds(2))
        .doesNotHaveDuplicates()
        .contains(ids.getFirst() + "/n")
        .containsAll(ids.stream().map(id -> id + "/m").toList());
    ids.forEach(id -> transcript().mail().close(id, "m"));
    transcript().mail().close(ids.getFirst(), "n");
  }

  @Test
  default void ofVeryManyMailsOfOneConversationTheOldestWait() {
    String crowded = conversation();
    IntStream.range(0, MailStore.MOST_OF_ONE + 3).forEach(i -> post(crowded, "m" + i));
    clock().advance(Duration.ofSeconds(6));

    assertThat(waiting(crowded, crowded, 9_999))
        .hasSize(MailStore.MOST_OF_ONE)
        .last()
        .isEqualTo(crowded + "/m" + (MailStore.MOST_OF_ONE - 1));
    transcript().mail().close(crowded, "m0");
    assertThat(waiting(crowded, crowded, 9_999))
        .last()
        .isEqualTo(crowded + "/m" + MailStore.MOST_OF_ONE);
    IntStream.range(0, MailStore.MOST_OF_ONE + 3)
        .forEach(i -> transcript().mail().close(crowded, "m" + i));
  }
}
