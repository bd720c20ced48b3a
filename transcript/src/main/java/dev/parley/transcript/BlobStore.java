package dev.parley.transcript;

/** Bytes of a conversation, by a digest that is keyed with the conversation's data key. */
public interface BlobStore {

  /** The largest blob that is taken. */
  int MAX_BYTES = 80 * 1024 * 1024;

  /**
   * Stores bytes; the same bytes give the same digest within one conversation.
   *
   * @return the keyed digest, lower-case hex
   * @throws TranscriptException.Refused if they are more than {@link #MAX_BYTES}
   */
  String put(String conversation, byte[] bytes);

  /**
   * The bytes of a digest; a fork finds its parent's.
   *
   * @throws TranscriptException.Unknown if it is not there
   */
  byte[] get(String conversation, String digest);
}
