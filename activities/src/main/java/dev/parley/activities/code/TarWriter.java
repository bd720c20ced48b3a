package dev.parley.activities.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Writes files as a tar archive in the POSIX form, with every name in UTF-8. */
final class TarWriter {

  static final int BLOCK = 512;

  private static final int SHORT_NAME = 100;

  private final OutputStream out;
  private final int user;

  private TarWriter(OutputStream out, int user) {
    this.out = out;
    this.user = user;
  }

  /** Writes files, and the folders they are in, as owned by the given user. */
  static void write(List<WorkspaceFile> files, int user, OutputStream to) throws IOException {
    var tar = new TarWriter(to, user);
    for (String folder : new Workspace(files).folders()) {
      tar.header(folder + "/", '5', 0, 0755);
    }
    for (WorkspaceFile file : files) {
      tar.header(file.name(), '0', file.size(), file.executable() ? 0755 : 0644);
      try (InputStream in = file.bytes().open()) {
        tar.pad(in.transferTo(to), file);
      }
    }
    to.write(new byte[2 * BLOCK]);
    to.flush();
  }

  private void pad(long written, WorkspaceFile file) throws IOException {
    if (written != file.size()) {
      throw new IOException(
          "a file of the workspace has %d bytes instead of %d".formatted(written, file.size()));
    }
    out.write(new byte[padding(written)]);
  }

  static int padding(long size) {
    return (int) ((BLOCK - size % BLOCK) % BLOCK);
  }

  private void header(String name, char type, long size, int mode) throws IOException {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    boolean plain = bytes.length <= SHORT_NAME && bytes.length == name.length();
    if (!plain) {
      byte[] path = record("path", bytes);
      out.write(block("path".getBytes(StandardCharsets.UTF_8), 'x', path.length, 0644));
      out.write(path);
      out.write(new byte[padding(path.length)]);
    }
    out.write(block(plain ? bytes : new byte[] {'_'}, type, size, mode));
  }

  /** An extended record says its own length first, that of the length included. */
  private static byte[] record(String key, byte[] value) {
    int rest = key.length() + value.length + 3;
    int length = rest + 1;
    while (Integer.toString(length).length() + rest != length) {
      length++;
    }
    byte[] start = "%d %s=".formatted(length, key).getBytes(StandardCharsets.UTF_8);
    byte[] record = new byte[length];
    System.arraycopy(start, 0, record, 0, start.length);
    System.arraycopy(value, 0, record, start.length, value.length);
    record[length - 1] = '\n';
    return record;
  }

  private byte[] block(byte[] name, char type, long size, int mode) {
    byte[] block = new byte[BLOCK];
    System.arraycopy(name, 0, block, 0, name.length);
    octal(block, 100, 8, mode);
    octal(block, 108, 8, user);
    octal(block, 116, 8, user);
    octal(block, 124, 12, size);
    octal(block, 136, 12, Instant.now().getEpochSecond());
    block[156] = (byte) type;
    text(block, 257, "ustar\u000000");
    text(block, 148, "        ");
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xFF;
    }
    octal(block, 148, 7, sum);
    return block;
  }

  private static void octal(byte[] block, int at, int width, long value) {
    text(block, at, String.format(Locale.ROOT, "%0" + (width - 1) + "o", value));
    block[at + width - 1] = 0;
  }

  private static void text(byte[] block, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }
}
