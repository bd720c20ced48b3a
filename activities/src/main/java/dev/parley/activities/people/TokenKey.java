package dev.parley.activities.people;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;

/** The key that signs tokens: 32 bytes that all workers of a store share and nobody else knows. */
public final class TokenKey {

  /** Bytes of a key. */
  public static final int BYTES = 32;

  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");

  private final byte[] bytes;

  private TokenKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A key as it is written: 64 hex digits, or Base64.
   *
   * @throws IllegalArgumentException if it is not 32 bytes; the message does not hold the key
   */
  public static TokenKey parse(String written) {
    String text = written.strip();
    byte[] bytes;
    try {
      bytes =
          text.matches("[0-9A-Fa-f]{64}")
              ? HexFormat.of().parseHex(text)
              : Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is neither Base64 nor 64 hex digits", e);
    }
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "must be %d bytes (openssl rand -base64 32), is %d".formatted(BYTES, bytes.length));
    }
    return new TokenKey(bytes);
  }

  /**
   * The key of a file that only its owner may read; made when it is not there.
   *
   * @throws IllegalArgumentException if the file holds no key
   * @throws UncheckedIOException if it cannot be read or made
   */
  public static TokenKey inFile(Path file) {
    try {
      return parse(Files.readString(file, StandardCharsets.US_ASCII));
    } catch (NoSuchFileException e) {
      return make(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  /** Written beside and moved, so that no process ever reads half a key; the first one stands. */
  private static TokenKey make(Path file) {
    byte[] fresh = new byte[BYTES];
    new SecureRandom().nextBytes(fresh);
    Path folder = file.toAbsolutePath().getParent();
    try {
      Files.createDirectories(folder);
      Path draft =
          Files.createTempFile(
              folder, "token", ".key", PosixFilePermissions.asFileAttribute(PRIVATE));
      try {
        Files.writeString(draft, Base64.getEncoder().encodeToString(fresh) + "\n");
        Files.createLink(file, draft);
      } catch (FileAlreadyExistsException e) {
        return parse(Files.readString(file, StandardCharsets.US_ASCII));
      } finally {
        Files.deleteIfExists(draft);
      }
      return new TokenKey(fresh);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be made", e);
    }
  }

  byte[] bytes() {
    return bytes.clone();
  }

  /** Never the key. */
  @Override
  public String toString() {
    return "TokenKey";
  }
}
