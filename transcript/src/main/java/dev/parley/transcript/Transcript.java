package dev.parley.transcript;

/**
 * The store of all conversations, in subjects. Every method is safe for use by many threads and
 * processes at once; what has returned is committed and synced to disk.
 *
 * <p>All methods throw {@link TranscriptException}: {@link TranscriptException.Unavailable} when
 * the database cannot be reached or written (retry), {@link TranscriptException.Unknown} for a
 * conversation, blob or blueprint that is not there, {@link TranscriptException.Refused} when the
 * store's rules forbid the change.
 */
public interface Transcript extends AutoCloseable {

  /** The id of this store, made when its schema was created; 16 characters, letters and digits. */
  String storeId();

  /** What this is, for people: {@code sqlite .parley/parley.db} or {@code postgresql HOST/NAME}. */
  String describe();

  /** Teams: stored by digest, published by name. */
  BlueprintStore blueprints();

  /** Which conversations there are, and how they stand. */
  ConversationStore conversations();

  /** What was said: append and read. */
  EntryStore entries();

  /** What people said and decided before an entry bears it. */
  MailStore mail();

  /** What people are asked. */
  RequestStore requests();

  /** What people are to be told about that. */
  NoticeStore notices();

  /** The tokens that were redeemed. */
  TokenStore tokens();

  /** Bytes by keyed digest, per conversation. */
  BlobStore blobs();

  /** Replies while they come: beside the transcript, not in it. */
  LiveStore live();

  /** What an operator watches of the whole store. */
  Figures figures();

  /** Which processes are alive. */
  Leases leases();

  @Override
  void close();
}
