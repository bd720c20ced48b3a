package dev.parley.chaos;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Bytes that may hold no word.
 *
 * @param place where they are from, for messages
 */
record Exhibit(String place, ByteString bytes) {

  /** A file as it is now. */
  static Exhibit of(Path file) {
    try {
      return new Exhibit(
          "file " + file.getFileName(), ByteString.copyFrom(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** A text. */
  static Exhibit of(String place, String text) {
    return new Exhibit(place, ByteString.copyFromUtf8(text));
  }

  @Override
  public String toString() {
    return place;
  }
}
