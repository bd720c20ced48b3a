package dev.parley.transcript.jdbc;

import static dev.parley.transcript.jdbc.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Event;
import dev.parley.agents.Move;
import dev.parley.agents.Policy.Priority;
import dev.parley.transcript.ConversationStore.End;
import dev.parley.transcript.ConversationStore.RunStart;
import dev.parley.transcript.NoticeStore.Notice;
import dev.parley.transcript.RequestStore.Filter;
import dev.parley.transcript.RequestStore.Request;
import dev.parley.transcript.RequestStore.State;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of requests when a conversation goes back, in every store. */
interface RequestResetRules extends RequestRules {

  /** Another run goes on behind an entry. */
  private void goBackTo(String id, int seq) {
    conversations().register(new RunStart(id, "run-at-" + seq, RUN, null, seq));
  }

  private List<String> rows(String id, String table) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (var connection = dialect().direct().getConnection();
        var statement = connection.createStatement();
        var found =
            statement.executeQuery(
                "SELECT * FROM %s WHERE conversation = '%s' ORDER BY 2, 3".formatted(table, id))) {
      while (found.next()) {
        var row = new StringBuilder();
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
          row.append(found.getString(i)).append('|');
        }
        rows.add(row.toString());
      }
    }
    return rows;
  }

  private List<String> told(String id) {
    return transcript().notices().due(99_999).stream()
        .filter(notice -> notice.conversation().equals(id))
        .map(notice -> notice.request() + " " + notice.why())
        .toList();
  }

  @Test
  default void whatWasDecidedAfterTheEntryIsOpenAgainAndToldAgain() {
    String id = conversation();
    does(id, text("coder", "hello"));
    does(id, Asks.tool("r1", "dana"));
    write(id, Asks.event(Event.CLAIMED, "r1", new Move.Claimed("dana")));
    write(id, Asks.voted("r1", true, 1));
    does(id, Asks.tool("r2", "omar"));
    assertThat(told(id)).containsExactly("r2 asked");
    goBackTo(id, 1);
    assertThat(openIds(id)).containsExactly("r1");
    assertThat(request(id, "r1").claimedBy()).isNull();
    assertThat(transcript().requests().find(id, "r2")).isEmpty();
    assertThat(standing(id).waitingOn()).isEqualTo("dana");
    assertThat(told(id)).containsExactly("r1 asked");
    assertThat(transcript().requests().open(new Filter(id, List.of("omar"), null, null, 9)))
        .isEmpty();
  }

  @Test
  default void whatWasOpenAndUntoldIsToldOnce() {
    String id = conversation();
    does(id, text("coder", "hello"));
    does(id, Asks.tool("r1", "dana"));
    write(id, Asks.event(Event.REMINDED, "r1", new Move.Reminded(1, false)));
    goBackTo(id, 1);
    assertThat(told(id)).containsExactly("r1 asked");
  }

  @Test
  default void whatTheEndOfTheRoundBeforeWithdrewStaysWithdrawn() {
    String id = conversation();
    does(id, text("coder", "hello"));
    does(id, Asks.tool("r1", "dana"));
    var unused =
        conversations().close(id, new End("complete", null, null, 0, null, clock().instant()));
    write(id, text("ann", "more").withPerson("ann", null, null, true));
    goBackTo(id, 1);
    assertThat(request(id, "r1").state()).isEqualTo(State.WITHDRAWN);
    assertThat(standing(id).waitingOn()).isNull();
    assertThat(standing(id).state().wire()).isEqualTo("running");
    assertThat(told(id)).isEmpty();
  }

  @Test
  default void aResetForkIsAskedNothingOfItsParents() {
    String id = conversation();
    does(id, text("coder", "hello"));
    does(id, Asks.tool("r1", "dana"));
    String fork = fork(id, 1);
    does(fork, Asks.tool("r2", "omar"));
    write(fork, Asks.voted("r2", true, 1));
    goBackTo(fork, 2);
    assertThat(openIds(fork)).containsExactly("r2");
    goBackTo(fork, 1);
    assertThat(openIn(fork)).isEmpty();
    assertThat(openIds(id)).containsExactly("r1");
  }

  /** The same rows come of many small commits and of one look at all entries. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  default void rowsMadeAnewAreTheRowsThatWereThere(long seed) throws SQLException {
    String id = conversation();
    var random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      something(id, "r" + (1 + random.nextInt(1 + i / 6)), random);
    }
    List<String> requests = rows(id, "requests");
    List<String> who = rows(id, "request_who");
    assertThat(requests).isNotEmpty();
    assertThat(look("SELECT head_seq - asked_seq FROM conversations WHERE id = '%s'".formatted(id)))
        .isEqualTo("0");
    forget(id);
    JdbcTranscript.open(dialect(), clock()).close();
    assertThat(rows(id, "requests")).isEqualTo(requests);
    assertThat(rows(id, "request_who")).isEqualTo(who);

    forget(id);
    does(id, text("coder", "the next entry finds it too"));
    assertThat(rows(id, "requests")).isEqualTo(requests);
  }

  /** As if an older version had written all of it. */
  private void forget(String id) throws SQLException {
    int unused = tamper("DELETE FROM request_who WHERE conversation = '%s'".formatted(id));
    unused = tamper("DELETE FROM requests WHERE conversation = '%s'".formatted(id));
    assertThat(tamper("UPDATE conversations SET asked_seq = -1 WHERE id = '%s'".formatted(id)))
        .isEqualTo(1);
  }

  private void something(String id, String request, Random random) {
    var passed =
        new Move.Passed(List.of(Asks.stage("eve")), random.nextBoolean(), 5_000L, List.of());
    switch (random.nextInt(12)) {
      case 0, 1, 2 ->
          does(id, Asks.tool(request, Priority.HIGH, Asks.stage("dana"), Asks.stage("omar")));
      case 3 -> does(id, Asks.old(request, "coder", "ann", "bob"));
      case 4 -> write(id, Asks.ofNobody(request));
      case 5 -> write(id, Asks.voted(request, random.nextBoolean(), random.nextInt(2)));
      case 6 -> write(id, Asks.event(Event.DELEGATED, request, passed));
      case 7 -> write(id, Asks.event(Event.CLAIMED, request, new Move.Claimed("dana")));
      case 8 -> write(id, Asks.event(random.nextBoolean() ? Event.RESUMED : Event.INTERRUPTED));
      case 9 -> write(id, Asks.event(Event.PAUSED));
      case 10 -> write(id, text("ann", "words").withPerson("ann", null, null, false));
      default -> write(id, text("ann", "more").withPerson("ann", null, request, false));
    }
  }

  @Test
  default void nobodyIsToldOfWhatAnOlderVersionAsked() throws SQLException {
    String id = conversation();
    does(id, Asks.old("r1", "coder", "ann"));
    transcript().notices().due(99_999).stream()
        .filter(notice -> notice.conversation().equals(id))
        .map(Notice::number)
        .forEach(transcript().notices()::done);
    forget(id);
    JdbcTranscript.open(dialect(), clock()).close();
    assertThat(openIn(id)).extracting(Request::gist).containsExactly("reply as coder");
    assertThat(told(id)).isEmpty();
  }

  @Test
  default void anInboxOfManyIsReadFast() throws SQLException {
    String id = conversation();
    fill(id, 10_000);
    try {
      for (Filter filter :
          List.of(
              Filter.ALL,
              new Filter(null, List.of("all-" + id), null, null, 1_000),
              new Filter(null, List.of("w17-" + id, "w18-" + id), null, null, 1_000),
              new Filter(null, List.of(), null, "nobody's team", 1_000))) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
          long from = System.nanoTime();
          int found = transcript().requests().open(filter).size();
          best = Math.min(best, System.nanoTime() - from);
          assertThat(found)
              .isEqualTo(filter.team() != null ? 0 : filter.who().size() == 2 ? 200 : 1_000);
        }
        assertThat(best).as("%s", filter).isLessThan(20_000_000);
      }
    } finally {
      conversations().delete(id, false, "ann");
    }
  }

  private void fill(String id, int count) throws SQLException {
    String numbers =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
            .formatted(count);
    int unused =
        tamper(
            """
            INSERT INTO requests
              (conversation, id, seq, team, starter, kind, agent, gist, priority, state, asked_at,
               who, stage, stages)
            %s SELECT '%s', 'r' || i, i, 'team', 'ann', 'tool', 'cashier', 'refund(id=17)', i %% 3,
              'OPEN', i * 7919 %% 10007, 'all', 0, '[{"who":["all"],"quorum":1}]' FROM n\
            """
                .formatted(numbers, id));
    for (String who : List.of("'all-%s'", "'w' || (seq %% 100) || '-%s'")) {
      unused =
          tamper(
              """
              INSERT INTO request_who (conversation, request, who, seq, priority, asked_at)
              SELECT conversation, id, %s, seq, priority, asked_at FROM requests
              WHERE conversation = '%s'\
              """
                  .formatted(who.formatted(id), id));
    }
  }
}
