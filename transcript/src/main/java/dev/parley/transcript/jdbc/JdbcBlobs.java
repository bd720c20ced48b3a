package dev.parley.transcript.jdbc;

import dev.parley.transcript.BlobStore;
import dev.parley.transcript.TranscriptException.Unknown;
import java.sql.SQLException;
import java.util.Optional;

/** Blobs. */
final class JdbcBlobs implements BlobStore {

  private final Database database;

  JdbcBlobs(Database database) {
    this.database = database;
  }

  @Override
  public String put(String conversation, byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw Checks.invalid(
          "%s: a blob of %d bytes; at most %d are taken"
              .formatted(conversation, bytes.length, MAX_BYTES));
    }
    return database.write(tx -> insert(tx, ConversationRow.get(tx, conversation), bytes));
  }

  /** Stores bytes in an open transaction. */
  static String insert(Tx tx, ConversationRow conversation, byte[] bytes) throws SQLException {
    String digest = conversation.key().digest(bytes);
    tx.update(
        """
        INSERT INTO blobs (conversation, digest, bytes) VALUES (?, ?, ?)
        ON CONFLICT DO NOTHING\
        """,
        conversation.id(),
        digest,
        bytes);
    return digest;
  }

  @Override
  public byte[] get(String conversation, String digest) {
    return database.read(
        tx -> {
          ConversationRow row = ConversationRow.get(tx, conversation);
          for (Segment segment : Segment.of(tx, row).reversed()) {
            Optional<byte[]> found =
                tx.first(
                    "SELECT bytes FROM blobs WHERE conversation = ? AND digest = ?",
                    blob -> blob.getBytes("bytes"),
                    segment.id(),
                    digest);
            if (found.isPresent()) {
              return found.get();
            }
          }
          throw new Unknown(
              "%s has no blob %s in this transcript (%s)"
                  .formatted(conversation, digest, tx.dialect().describe()));
        });
  }
}
