package dev.parley.activities.code;

import dev.parley.agents.FileNames;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A regular file of a workspace.
 *
 * @param name path from the workspace, parts separated by {@code /}; safe to use anywhere, see
 *     {@link FileNames}
 * @param size bytes
 * @param sha256 digest of the bytes, 64 hexadecimal digits in lower case
 * @param executable whether it may be started as a program
 * @param bytes what is in it
 */
public record WorkspaceFile(
    String name, long size, String sha256, boolean executable, ByteSource bytes) {

  public WorkspaceFile {
    name = FileNames.check(name);
    if (size < 0) {
      throw new IllegalArgumentException("%s: size must not be negative".formatted(name));
    }
  }

  /** A file in memory that is no program. */
  public static WorkspaceFile of(String name, byte[] bytes) {
    String digest = HexFormat.of().formatHex(digest().digest(bytes));
    return new WorkspaceFile(name, bytes.length, digest, false, ByteSource.of(bytes));
  }

  /** Whether the other has the same name, bytes and mode. */
  boolean sameAs(WorkspaceFile other) {
    return name.equals(other.name)
        && size == other.size
        && sha256.equals(other.sha256)
        && executable == other.executable;
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
