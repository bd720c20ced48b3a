package dev.parley.transcript.jdbc;

import dev.parley.agents.Entry.Words;
import dev.parley.agents.EntryHead;
import dev.parley.agents.Intent;
import dev.parley.agents.Kind;
import dev.parley.agents.Money;
import dev.parley.agents.Usage;
import dev.parley.transcript.ConversationStore;
import dev.parley.transcript.ConversationStore.NewConversation;
import dev.parley.transcript.ConversationStore.RunStart;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.Draft;
import dev.parley.transcript.EntryStore;
import dev.parley.transcript.EntryStore.Appended;
import dev.parley.transcript.EntryStore.Begun;
import dev.parley.transcript.EntryStore.Ceilings;
import dev.parley.transcript.EntryStore.Settling;
import dev.parley.transcript.EntryStore.Spend;
import dev.parley.transcript.EntryStore.Start;
import dev.parley.transcript.Place;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A store under test, and short ways to use it. */
interface Fixture {

  /** The run that conversations of tests are written by. */
  String RUN = "run-1";

  JdbcTranscript transcript();

  /** Another connection to the same store, as another process would have. */
  JdbcTranscript second();

  Dialect dialect();

  TestClock clock();

  /** An id that no other test has. */
  String id();

  default EntryStore entries() {
    return transcript().entries();
  }

  default ConversationStore conversations() {
    return transcript().conversations();
  }

  /** A new conversation with a registered run. */
  default String conversation() {
    return conversationOf("ann-" + id());
  }

  default String conversationOf(String starter) {
    String id = id();
    conversations().create(new NewConversation(id, "team", "sha256:00", starter, null));
    conversations().register(new RunStart(id, RUN, RUN, null));
    return id;
  }

  /** A fork with a registered run. */
  default String fork(String parent, int seq) {
    String id = id();
    conversations().fork(parent, seq, id, "bob");
    conversations().register(new RunStart(id, RUN, RUN, null));
    return id;
  }

  /** Where a run records the end. */
  default Place atEnd(String conversation, String run) {
    return new Place(
        conversation, Place.MAIN, standing(conversation).entries(), new Intent("end"), run);
  }

  static Place place(String conversation, int seq, String intent) {
    return new Place(conversation, Place.MAIN, seq, new Intent(intent), RUN);
  }

  static Draft text(String author, String text) {
    return Draft.of(author, Kind.TEXT, Words.of(text));
  }

  static Draft called(String author, long tokens, long nanos) {
    return text(author, "said").withCall(new Usage(tokens, 1, 0, 0), new Money(nanos), "stop");
  }

  /** Appends a text; the intent is the text. */
  default EntryHead say(String conversation, int seq, String text) {
    return entries()
        .append(place(conversation, seq, text), text("coder", text), Settling.NOTHING)
        .head();
  }

  default Appended append(Place place, Draft draft, int attempt) {
    return entries().append(place, draft, new Settling(attempt, null, null));
  }

  static Start call(String owner, String model, long reserve, Ceilings ceilings) {
    return new Start(owner, new Spend(model, new Money(reserve), ceilings));
  }

  /** Begins a call without ceilings; it must go. */
  default int begin(Place place, String owner, String model, @Nullable Long reserve) {
    Begun begun =
        entries().begin(place, call(owner, model, reserve == null ? 0 : reserve, Ceilings.NONE));
    return ((Begun.Go) begun).attempt();
  }

  default Standing standing(String conversation) {
    return conversations().standing(conversation);
  }

  /** Changes the tables behind the store's back. */
  default int tamper(String sql) throws SQLException {
    try (Connection connection = dialect().direct().getConnection();
        var statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  /** One value of one row, behind the store's back. */
  default String look(String sql) throws SQLException {
    try (Connection connection = dialect().direct().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? String.valueOf(rows.getObject(1)) : "";
    }
  }
}
