package dev.parley.transcript.jdbc;

import dev.parley.transcript.BlobStore;
import dev.parley.transcript.BlueprintStore;
import dev.parley.transcript.ConversationStore;
import dev.parley.transcript.EntryStore;
import dev.parley.transcript.Figures;
import dev.parley.transcript.Leases;
import dev.parley.transcript.LiveStore;
import dev.parley.transcript.MailStore;
import dev.parley.transcript.NoticeStore;
import dev.parley.transcript.RequestStore;
import dev.parley.transcript.TokenStore;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.TranscriptException.Reason;
import dev.parley.transcript.TranscriptException.Refused;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The transcript in SQLite or PostgreSQL. */
public final class JdbcTranscript implements Transcript {

  private static final String SQLITE = "sqlite:";
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int ID_LENGTH = 16;

  private final Database database;
  private final InstantSource clock;
  private final String storeId;
  private final JdbcBlueprints blueprints;
  private final JdbcConversations conversations;
  private final JdbcEntries entries;
  private final JdbcMail mail;
  private final JdbcRequests requests;
  private final JdbcNotices notices;
  private final JdbcTokens tokens;
  private final JdbcBlobs blobs;
  private final JdbcLeases leases;
  private final JdbcLive live;

  private JdbcTranscript(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    this.storeId = storeId(database, clock);
    this.blueprints = new JdbcBlueprints(database, clock);
    this.live = new JdbcLive(database.dialect().live(database, storeId));
    this.conversations = new JdbcConversations(database, clock, live);
    this.entries = new JdbcEntries(database, clock);
    this.mail = new JdbcMail(database, clock);
    this.requests = new JdbcRequests(database);
    this.notices = new JdbcNotices(database);
    this.tokens = new JdbcTokens(database);
    this.blobs = new JdbcBlobs(database);
    this.leases = new JdbcLeases(database);
  }

  /**
   * Opens a store and brings its schema up to date.
   *
   * @param url {@code sqlite:PATH} or {@code jdbc:postgresql:…}
   * @throws dev.parley.transcript.TranscriptException.Unavailable if it cannot be reached
   * @throws Refused if its schema is newer than this Parley, or the url is no store
   */
  public static JdbcTranscript open(String url, @Nullable String user, @Nullable String password) {
    return open(dialect(url, user, password), InstantSource.system());
  }

  static JdbcTranscript open(Dialect dialect, InstantSource clock) {
    Schema.bringUpToDate(dialect);
    var database = new Database(dialect);
    boolean opened = false;
    try {
      var transcript = new JdbcTranscript(database, clock);
      catchUp(database);
      opened = true;
      return transcript;
    } finally {
      if (!opened) {
        database.close();
      }
    }
  }

  static Dialect dialect(String url, @Nullable String user, @Nullable String password) {
    if (url.startsWith(SQLITE)) {
      return new SqliteDialect(url.substring(SQLITE.length()));
    }
    if (url.startsWith(PostgresDialect.PREFIX)) {
      return new PostgresDialect(url, user, password);
    }
    throw new Refused(
        Reason.INVALID,
        "the store is named by sqlite:PATH or jdbc:postgresql://HOST:PORT/NAME, not by \"%s\""
            .formatted(url));
  }

  private static String storeId(Database database, InstantSource clock) {
    return database.write(
        tx -> {
          tx.update(
              "INSERT INTO store (one, id, created_at) VALUES (1, ?, ?) ON CONFLICT DO NOTHING",
              newId(),
              clock.millis());
          return tx.first("SELECT id FROM store", row -> row.getString("id")).orElseThrow();
        });
  }

  /** Makes the requests of conversations that an older version wrote to, one after the other. */
  private static void catchUp(Database database) {
    List<String> behind =
        database.read(
            tx ->
                tx.list(
                    "SELECT id FROM conversations WHERE asked_seq < head_seq ORDER BY id",
                    row -> row.getString("id")));
    for (String conversation : behind) {
      database.write(
          tx -> {
            // It may have been deleted meanwhile.
            Optional<ConversationRow> row = ConversationRow.lockIfThere(tx, conversation);
            return row.isPresent() ? Optional.of(Requests.at(tx, row.get())) : row;
          });
    }
  }

  private static String newId() {
    return new SecureRandom()
        .ints(ID_LENGTH, 0, LETTERS.length())
        .collect(
            StringBuilder::new,
            (id, letter) -> id.append(LETTERS.charAt(letter)),
            StringBuilder::append)
        .toString();
  }

  @Override
  public String storeId() {
    return storeId;
  }

  @Override
  public String describe() {
    return database.dialect().describe();
  }

  @Override
  public BlueprintStore blueprints() {
    return blueprints;
  }

  @Override
  public ConversationStore conversations() {
    return conversations;
  }

  @Override
  public EntryStore entries() {
    return entries;
  }

  @Override
  public MailStore mail() {
    return mail;
  }

  @Override
  public RequestStore requests() {
    return requests;
  }

  @Override
  public NoticeStore notices() {
    return notices;
  }

  @Override
  public TokenStore tokens() {
    return tokens;
  }

  @Override
  public BlobStore blobs() {
    return blobs;
  }

  @Override
  public Leases leases() {
    return leases;
  }

  @Override
  public LiveStore live() {
    return live;
  }

  @Override
  public Figures figures() {
    return database.read(tx -> Glance.figures(tx, clock.millis()));
  }

  @Override
  public void close() {
    live.close();
    database.close();
  }
}
