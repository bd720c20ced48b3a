package dev.parley.activities;

import dev.parley.activities.tools.CallArguments;
import dev.parley.transcript.BlobStore;
import java.nio.charset.StandardCharsets;

/**
 * The keyed digest of a call's arguments: what a person approves, and what is compared before the
 * tool is called. Blanks and the order of fields make no difference.
 */
final class CallDigest {

  /** As long as the digests of entries: it is in every history event about the call. */
  private static final int HEX = 32;

  private CallDigest() {}

  /** The digest of arguments in a conversation. */
  static String of(BlobStore blobs, String conversation, String arguments) {
    byte[] canonical = CallArguments.canonical(arguments).getBytes(StandardCharsets.UTF_8);
    return blobs.put(conversation, canonical).substring(0, HEX);
  }
}
