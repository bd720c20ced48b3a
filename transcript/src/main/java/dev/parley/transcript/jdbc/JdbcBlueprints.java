package dev.parley.transcript.jdbc;

import dev.parley.agents.Blueprint;
import dev.parley.transcript.BlueprintStore;
import dev.parley.transcript.Json;
import dev.parley.transcript.TranscriptException.Unknown;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Blueprints. */
final class JdbcBlueprints implements BlueprintStore {

  private static final String ALGORITHM = "sha256:";
  private static final int LEAST_DIGITS = 8;

  private final Database database;
  private final InstantSource clock;

  JdbcBlueprints(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public String put(Blueprint blueprint) {
    String json = Text.json(blueprint);
    String digest = digest(json);
    database.write(
        tx ->
            tx.update(
                """
                INSERT INTO blueprints (digest, name, description, json, at)
                VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING\
                """,
                digest,
                blueprint.name(),
                Text.json(blueprint.description()),
                json,
                clock.millis()));
    return digest;
  }

  private static String digest(String json) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
      return ALGORITHM + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  @Override
  public Blueprint get(String digest) {
    return database.read(
        tx ->
            tx.first(
                    "SELECT json FROM blueprints WHERE digest = ?",
                    row -> Json.read(row.getString("json"), Blueprint.class),
                    digest)
                .orElseThrow(() -> noBlueprint(tx, digest)));
  }

  private static Unknown noBlueprint(Tx tx, String digest) {
    return new Unknown(
        "there is no blueprint %s in this transcript (%s)"
            .formatted(digest, tx.dialect().describe()));
  }

  @Override
  public void publish(String digest, String by) {
    database.write(
        tx -> {
          String name =
              tx.first(
                      "SELECT name FROM blueprints WHERE digest = ?",
                      row -> row.getString("name"),
                      digest)
                  .orElseThrow(() -> noBlueprint(tx, digest));
          return publish(tx, name, digest, by);
        });
  }

  private int publish(Tx tx, String name, String digest, String by) throws SQLException {
    return tx.update(
        """
        INSERT INTO published (name, digest, number, by_whom, at)
        SELECT ?, ?, COALESCE(MAX(number), 0) + 1, ?, ? FROM published WHERE name = ?
        ON CONFLICT (name, digest) DO UPDATE
        SET number = excluded.number, by_whom = excluded.by_whom, at = excluded.at\
        """,
        name,
        digest,
        by,
        clock.millis(),
        name);
  }

  @Override
  public String resolve(String reference) {
    int at = reference.indexOf('@');
    String name = at < 0 ? reference : reference.substring(0, at);
    String wanted = at < 0 ? "" : reference.substring(at + 1);
    return database.read(
        tx -> {
          List<String> digests =
              tx.list(
                  "SELECT digest FROM published WHERE name = ? ORDER BY number DESC",
                  row -> row.getString("digest"),
                  name);
          List<String> fitting = digests.stream().filter(d -> fits(d, wanted)).toList();
          boolean clear = wanted.isEmpty() ? !fitting.isEmpty() : fitting.size() == 1;
          if (!clear) {
            throw notPublished(tx, reference);
          }
          return fitting.getFirst();
        });
  }

  /** A digest may be cut to eight digits or more, and its algorithm left out. */
  private static boolean fits(String digest, String wanted) {
    String digits = wanted.startsWith(ALGORITHM) ? wanted.substring(ALGORITHM.length()) : wanted;
    return wanted.isEmpty()
        || digits.length() >= LEAST_DIGITS && digest.startsWith(ALGORITHM + digits);
  }

  private static Unknown notPublished(Tx tx, String reference) throws SQLException {
    String names = newest(tx).stream().map(Published::name).collect(Collectors.joining(", "));
    return new Unknown(
        "no team is published as \"%s\" in this transcript (%s); published are: %s"
            .formatted(reference, tx.dialect().describe(), names.isEmpty() ? "none" : names));
  }

  @Override
  public List<Published> published() {
    return database.read(JdbcBlueprints::newest);
  }

  private static List<Published> newest(Tx tx) throws SQLException {
    return tx.list(
        """
        SELECT p.name, p.digest, b.description, p.by_whom, p.at
        FROM published p JOIN blueprints b ON b.digest = p.digest
        WHERE p.number = (SELECT MAX(q.number) FROM published q WHERE q.name = p.name)
        ORDER BY p.name\
        """,
        row ->
            new Published(
                row.getString("name"),
                row.getString("digest"),
                Json.read(row.getString("description"), String.class),
                row.getString("by_whom"),
                Instant.ofEpochMilli(row.getLong("at"))));
  }
}
