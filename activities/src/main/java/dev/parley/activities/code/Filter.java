package dev.parley.activities.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/** A process of our own that takes bytes or gives them; closing ends it. */
final class Filter implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 30;

  private final Process process;

  Filter(ProcessBuilder builder) throws IOException {
    process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  OutputStream input() {
    return process.getOutputStream();
  }

  InputStream output() {
    return process.getInputStream();
  }

  /**
   * Ends the input and waits.
   *
   * @throws IOException if the process does not succeed
   */
  void finish() throws IOException {
    process.getOutputStream().close();
    int code = waitFor();
    if (code != 0) {
      throw new IOException("files could not be put in, exit code " + code);
    }
  }

  int waitFor() throws IOException {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("files were not read within %d s".formatted(PATIENCE_SECONDS));
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
