package dev.parley.transcript.jdbc;

import dev.parley.agents.Kind;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of one conversation. Digests are made with it, so that in Temporal's history they tell
 * nothing about the words, and nothing at all once the key was destroyed.
 */
final class DataKey {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 32;

  /** Told apart are two dozen, so few digits do; they are in every history event too. */
  private static final int ECHO = 8;

  /** Entries' digests are cut to this length: they are in every history event. */
  private static final int HEX = 32;

  private final byte[] bytes;

  private DataKey(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  static DataKey of(byte[] bytes) {
    return new DataKey(bytes);
  }

  static DataKey random() {
    byte[] fresh = new byte[BYTES];
    new SecureRandom().nextBytes(fresh);
    return new DataKey(fresh);
  }

  byte[] bytes() {
    return bytes.clone();
  }

  /** The digest of an entry: author, kind, and the words in the form in which they are stored. */
  String digest(String author, Kind kind, String words) {
    return hmac("entry", utf8(author), utf8(kind.wire()), utf8(words)).substring(0, HEX);
  }

  /** A short digest by which the same, said again by the same author, is known. */
  String echo(String author, String said) {
    return hmac("echo", utf8(author), utf8(said)).substring(0, ECHO);
  }

  /** The digest of an entry and all before it. */
  String chain(String previous, String digest, String intent, int seq) {
    return hmac("chain", utf8(previous), utf8(digest), utf8(intent), utf8(Integer.toString(seq)))
        .substring(0, HEX);
  }

  /** The digest of a blob. */
  String digest(byte[] blob) {
    return hmac("blob", blob);
  }

  /** Each part goes in with its length, so that no two lists of parts are the same bytes. */
  private String hmac(String purpose, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(bytes, ALGORITHM));
      mac.update(utf8(purpose));
      for (byte[] part : parts) {
        mac.update(utf8(":" + part.length + ":"));
        mac.update(part);
      }
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + ALGORITHM, e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
