package dev.parley.activities.code;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a tar archive in the POSIX and GNU forms, as engines and {@code tar} write them. A name
 * that is no valid UTF-8 comes out with replacement characters, which no safe name has; libraries
 * turn them into names that look fine.
 */
final class TarReader {

  /** Names are shorter than this; what claims a longer one is no archive of ours. */
  private static final int MOST_METADATA = 1024 * 1024;

  private final InputStream in;
  private long left;

  TarReader(InputStream in) {
    this.in = in;
  }

  /** What an entry is. */
  enum Type {
    FILE,
    FOLDER,
    HARD_LINK,
    SYMBOLIC_LINK,
    OTHER
  }

  /**
   * One entry.
   *
   * @param target what a link points to
   */
  record Entry(String name, Type type, long size, boolean executable, String target) {}

  /** The next entry, if there is one; skips what was not read of the one before. */
  Optional<Entry> next() throws IOException {
    Map<String, String> extended = new HashMap<>();
    while (true) {
      in.skipNBytes(left);
      left = 0;
      byte[] header = in.readNBytes(TarWriter.BLOCK);
      if (header.length < TarWriter.BLOCK || header[0] == 0) {
        return Optional.empty();
      }
      long size = number(header, 124, 12);
      switch (header[156]) {
        case 'x' -> extended.putAll(records(metadata(size)));
        case 'g' -> left = size + TarWriter.padding(size);
        case 'L' -> extended.put("path", untilZero(metadata(size), 0, (int) size));
        case 'K' -> extended.put("linkpath", untilZero(metadata(size), 0, (int) size));
        default -> {
          return Optional.of(entry(header, size, extended));
        }
      }
    }
  }

  private Entry entry(byte[] header, long plainSize, Map<String, String> extended)
      throws IOException {
    long size = plainSize;
    if (extended.containsKey("size")) {
      size = parse(extended.getOrDefault("size", ""), 10);
    }
    left = size + TarWriter.padding(size);
    Type type =
        switch (header[156]) {
          case '0', 0, '7' -> Type.FILE;
          case '1' -> Type.HARD_LINK;
          case '2' -> Type.SYMBOLIC_LINK;
          case '5' -> Type.FOLDER;
          default -> Type.OTHER;
        };
    String name = relative(extended.getOrDefault("path", name(header)));
    String target = relative(extended.getOrDefault("linkpath", untilZero(header, 157, 100)));
    return new Entry(name, type, size, (number(header, 100, 8) & 0100) != 0, target);
  }

  private static String name(byte[] header) {
    String name = untilZero(header, 0, 100);
    boolean posix = untilZero(header, 257, 6).equals("ustar");
    String prefix = posix ? untilZero(header, 345, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private static String relative(String name) {
    return name.startsWith("./") ? name.substring(2) : name;
  }

  /** Bytes of the entry at hand. */
  int read(byte[] buffer, int length) throws IOException {
    int read = in.read(buffer, 0, (int) Math.min(length, left));
    if (read < 0) {
      throw new EOFException("the archive of the workspace ends in the middle of a file");
    }
    left -= read;
    return read;
  }

  private byte[] metadata(long size) throws IOException {
    if (size > MOST_METADATA) {
      throw new IOException("an entry of the workspace has a name of %d bytes".formatted(size));
    }
    byte[] bytes = in.readNBytes((int) size);
    if (bytes.length < size) {
      throw new EOFException("the archive of the workspace ends in the middle of a name");
    }
    in.skipNBytes(TarWriter.padding(size));
    return bytes;
  }

  /** Extended records: {@code LENGTH KEY=VALUE\n}, one after the other. */
  private static Map<String, String> records(byte[] bytes) throws IOException {
    Map<String, String> records = new HashMap<>();
    for (int at = 0; at < bytes.length; ) {
      int space = find(bytes, ' ', at);
      long length = parse(text(bytes, at, space), 10);
      int equal = find(bytes, '=', space);
      int end = (int) Math.min(bytes.length, at + length);
      if (length <= 0 || equal >= end) {
        throw new IOException("the archive of the workspace has a broken record");
      }
      records.put(text(bytes, space + 1, equal), text(bytes, equal + 1, end - 1));
      at = end;
    }
    return records;
  }

  private static int find(byte[] bytes, char wanted, int from) throws IOException {
    for (int at = from; at < bytes.length; at++) {
      if (bytes[at] == wanted) {
        return at;
      }
    }
    throw new IOException("the archive of the workspace has a broken record");
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  private static String untilZero(byte[] bytes, int at, int width) {
    int end = at;
    while (end < at + width && bytes[end] != 0) {
      end++;
    }
    return text(bytes, at, end);
  }

  /** Octal digits, or, for great numbers, the bytes of the number itself behind a set bit. */
  private static long number(byte[] header, int at, int width) throws IOException {
    if ((header[at] & 0x80) == 0) {
      String digits = untilZero(header, at, width).strip();
      return digits.isEmpty() ? 0 : parse(digits, 8);
    }
    long value = header[at] & 0x7F;
    for (int i = at + 1; i < at + width; i++) {
      value = value << 8 | header[i] & 0xFF;
    }
    return value;
  }

  private static long parse(String digits, int radix) throws IOException {
    try {
      long value = Long.parseLong(digits, radix);
      if (value < 0) {
        throw new IOException("the archive of the workspace has a negative size");
      }
      return value;
    } catch (NumberFormatException e) {
      throw new IOException("the archive of the workspace has a broken number", e);
    }
  }
}
