package dev.parley.cli;

import dev.parley.client.Parley;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Texts as arguments give them: themselves, {@code -} for what is piped in, {@code @FILE} for a
 * file. What is typed can be seen by every user of a machine; what is in a file cannot.
 */
final class Texts {

  private final InputStream in;

  Texts(InputStream in) {
    this.in = in;
  }

  /**
   * The text that an argument means.
   *
   * @param what names it in messages: {@code task}, {@code text}
   * @throws UsageException if it is empty, too long, no UTF-8, or its file is not there
   */
  String read(String what, String given) {
    String text = readAny(what, given);
    if (text.isBlank()) {
      throw new UsageException("the %s is empty; write one, or - or @FILE".formatted(what));
    }
    return text;
  }

  /** The same, but it may be empty: to a question that is an answer too. */
  String readAny(String what, String given) {
    String text = given;
    if (given.equals("-")) {
      text = piped(what);
    } else if (given.startsWith("@") && given.length() > 1) {
      text = file(what, Path.of(given.substring(1)));
    }
    return text;
  }

  private String piped(String what) {
    try {
      return decoded(what, "standard input", in.readNBytes(Parley.MAX_TEXT + 1));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read standard input", e);
    }
  }

  private static String file(String what, Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new UsageException(
          "the %s: there is no file %s that can be read; a text that begins with @ names one"
              .formatted(what, file));
    }
    try (InputStream stream = Files.newInputStream(file)) {
      return decoded(what, file.toString(), stream.readNBytes(Parley.MAX_TEXT + 1));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static String decoded(String what, String where, byte[] bytes) {
    if (bytes.length > Parley.MAX_TEXT) {
      throw new UsageException(
          "the %s in %s has more than %d bytes, which is the most that is taken. Give the rest as a"
                  .formatted(what, where, Parley.MAX_TEXT)
              + " file with --file");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.replaceFirst("\\R\\z", "");
    } catch (CharacterCodingException e) {
      throw new UsageException(
          "the %s in %s is not valid UTF-8; convert it, for instance with iconv -t UTF-8"
              .formatted(what, where),
          e);
    }
  }
}
