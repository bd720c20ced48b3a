package dev.parley.client.teamfile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The text of a file, before anything in it has a meaning. */
record Source(String file, String text) {

  /** Bytes that a team file may have. */
  static final int LARGEST = 1024 * 1024;

  /** The text of the file; empty, with an error in the report, if it cannot be had. */
  static Optional<Source> load(Path path, String shown, Report report) {
    Place place = new Place(shown, 0, "");
    if (Files.isDirectory(path)) {
      report.error(place, "is a folder, not a team file");
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(path)) {
      return decode(in.readNBytes(LARGEST + 1), shown, report);
    } catch (NoSuchFileException e) {
      report.error(place, "there is no such file");
    } catch (AccessDeniedException e) {
      report.error(place, "may not be read", "look at its permissions");
    } catch (IOException e) {
      report.error(place, "cannot be read: " + Shown.clean(String.valueOf(e.getMessage())));
    }
    return Optional.empty();
  }

  /** A text that is already there; empty, with an error in the report, if it is too large. */
  static Optional<Source> of(String text, String shown, Report report) {
    if (text.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
      return tooLarge(shown, report);
    }
    return Optional.of(new Source(shown, withoutMark(text)));
  }

  /** The tree of the text: JSON if the file is called so, else YAML. */
  Optional<Tree> tree(Place root, Report report) {
    return file.endsWith(".json")
        ? JsonTree.parse(text, root, report)
        : YamlTree.parse(text, root, report);
  }

  private static Optional<Source> decode(byte[] bytes, String shown, Report report) {
    if (bytes.length > LARGEST) {
      return tooLarge(shown, report);
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    if (result.isError()) {
      int offset = in.position();
      int line = 1;
      for (int i = 0; i < offset; i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      report.error(
          new Place(shown, line, ""),
          "is not UTF-8: byte 0x%02X at offset %d".formatted(bytes[offset], offset),
          "save it as UTF-8");
      return Optional.empty();
    }
    return Optional.of(new Source(shown, withoutMark(out.flip().toString())));
  }

  private static Optional<Source> tooLarge(String shown, Report report) {
    report.error(
        new Place(shown, 0, ""),
        "is larger than %d bytes".formatted(LARGEST),
        "give data as files of the conversation (--file)");
    return Optional.empty();
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
