package dev.parley.activities.code;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes that are read when they are needed, as often as they are needed. */
@FunctionalInterface
public interface ByteSource {

  /** Opens them from the first one on; the caller closes. */
  InputStream open() throws IOException;

  /** All of them. */
  default byte[] read() throws IOException {
    try (InputStream in = open()) {
      return in.readAllBytes();
    }
  }

  /** Bytes in memory. */
  static ByteSource of(byte[] bytes) {
    return () -> new ByteArrayInputStream(bytes);
  }
}
