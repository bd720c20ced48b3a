package dev.parley.transcript.jdbc;

import static dev.parley.transcript.jdbc.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Event;
import dev.parley.agents.Move;
import dev.parley.agents.Policy.Priority;
import dev.parley.transcript.NoticeStore.Notice;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people are to be told, in every store. */
interface NoticeRules extends RequestRules {

  private List<Notice> due(String conversation) {
    return transcript().notices().due(99_999).stream()
        .filter(notice -> notice.conversation().equals(conversation))
        .toList();
  }

  private List<String> told(String conversation) {
    return due(conversation).stream()
        .map(one -> one.request() + " " + one.why() + " " + String.join(",", one.who()))
        .toList();
  }

  private String asked(Move.Stage... stages) {
    String id = conversation();
    does(id, text("coder", "hello"));
    does(id, Asks.tool("r1", Priority.NORMAL, stages));
    return id;
  }

  @Test
  default void whateverChangesWhoIsAskedIsToldInItsOrder() {
    String id = asked(Asks.stage("dana"), Asks.stage("omar", "dana"));
    write(id, Asks.event(Event.REMINDED, "r1", new Move.Reminded(1, false)));
    write(id, Asks.event(Event.REMINDED, "r1", new Move.Reminded(2, true)));
    write(id, Asks.event(Event.CLAIMED, "r1", new Move.Claimed("dana")));
    write(id, Asks.voted("r1", false, 1));
    List<Move.Stage> stages = List.of(Asks.stage("dana"), Asks.stage("eve"));
    var passed = new Move.Passed(stages, false, null, List.of());
    write(id, Asks.event(Event.DELEGATED, "r1", passed));
    var up = new Move.Passed(List.of(Asks.stage("cfo")), true, null, List.of());
    write(id, Asks.event(Event.ESCALATED, "r1", up));
    assertThat(told(id))
        .containsExactly(
            "r1 asked dana",
            "r1 reminded dana",
            "r1 overdue dana",
            "r1 asked omar,dana",
            "r1 delegated eve",
            "r1 escalated cfo");
    assertThat(due(id)).extracting(Notice::number).doesNotHaveDuplicates().isSorted();
  }

  @Test
  default void whoeverIsAskedOnlyOfChangedArgumentsIsToldToo() {
    String id = asked(Asks.stage("dana"));
    write(id, Asks.voted("r1", false, 0, Asks.stage("dana", "eve")));
    assertThat(told(id)).containsExactly("r1 asked dana", "r1 asked eve");
  }

  @Test
  default void nobodyIsToldOfARequestThatIsOpenNoMore() throws SQLException {
    String id = asked(Asks.stage("dana"));
    does(id, Asks.tool("r2", "omar"));
    write(id, Asks.voted("r1", true, 1));
    assertThat(told(id)).containsExactly("r2 asked omar");
    write(id, Asks.event(Event.STOPPED));
    assertThat(told(id)).isEmpty();
    assertThat(look("SELECT COUNT(*) FROM notices WHERE conversation = '%s'".formatted(id)))
        .isEqualTo("0");
  }

  @Test
  default void aNoticeThatIsDoneIsNotDueAgain() {
    String id = asked(Asks.stage("dana"));
    transcript().notices().done(due(id).getFirst().number());
    assertThat(due(id)).isEmpty();
    transcript().notices().done(0);
  }

  @Test
  default void aNoticeThatCouldNotBeSentIsDueAfterItsTimeWithTheSameNumber() throws SQLException {
    String id = asked(Asks.stage("dana"));
    Notice first = due(id).getFirst();
    assertThat(first.attempts()).isZero();
    transcript().notices().retry(first.number(), Duration.ofMinutes(5));
    assertThat(due(id)).isEmpty();
    shift(first, -Duration.ofMinutes(4).toMillis());
    assertThat(due(id)).isEmpty();
    shift(first, -Duration.ofMinutes(1).toMillis());
    assertThat(due(id))
        .containsExactly(
            new Notice(first.number(), id, "r1", "asked", List.of("dana"), first.at(), 1));
    transcript().notices().retry(first.number(), Duration.ZERO);
    assertThat(due(id)).extracting(Notice::attempts).containsExactly(2);
  }

  @Test
  default void aNoticeTriedBeforeTheClockWasSetBackIsDue() throws SQLException {
    String id = asked(Asks.stage("dana"));
    Notice first = due(id).getFirst();
    transcript().notices().retry(first.number(), Duration.ofMinutes(5));
    shift(first, Duration.ofHours(1).toMillis());
    assertThat(due(id)).hasSize(1);
  }

  private void shift(Notice notice, long millis) throws SQLException {
    assertThat(
            tamper(
                "UPDATE notices SET tried_at = tried_at + (%d) WHERE number = %d"
                    .formatted(millis, notice.number())))
        .isEqualTo(1);
  }

  @Test
  default void theOldestAreDueFirst() {
    asked(Asks.stage("dana"));
    asked(Asks.stage("dana"));
    List<Notice> all = transcript().notices().due(99_999);
    assertThat(transcript().notices().due(2)).isEqualTo(all.subList(0, 2));
  }
}
