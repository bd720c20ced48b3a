package dev.parley.activities;

import dev.parley.transcript.BlobStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What models are told of tools. */
final class ToolTexts {

  /** How an error begins. */
  static final String ERROR = "Error: ";

  /** Bytes of a result that a model is told; the rest is kept for people. */
  static final int MOST = 64 * 1024;

  private static final int FRAMES = 15;

  private final BlobStore blobs;

  ToolTexts(BlobStore blobs) {
    this.blobs = blobs;
  }

  /**
   * A text that is not too long.
   *
   * @param rest digest of the blob with the complete one, absent: nothing is missing
   */
  record Fitting(String text, @Nullable String rest) {}

  /** A text, cut where it is too long. */
  Fitting fitting(String conversation, String text) {
    // A database takes no such character in a text.
    String clean = text.replace('\0', '\uFFFD');
    byte[] all = clean.getBytes(StandardCharsets.UTF_8);
    if (all.length <= MOST) {
      return new Fitting(clean, null);
    }
    int end = MOST;
    while ((all[end] & 0xC0) == 0x80) {
      end--;
    }
    String note =
        "\n[... cut: %d of %d bytes are left out ...]".formatted(all.length - end, all.length);
    byte[] kept = all.length > BlobStore.MAX_BYTES ? Arrays.copyOf(all, BlobStore.MAX_BYTES) : all;
    return new Fitting(
        new String(all, 0, end, StandardCharsets.UTF_8) + note, blobs.put(conversation, kept));
  }

  /** What an exception says, else what it is. */
  static String message(Throwable thrown) {
    String said = thrown.getMessage();
    return said == null || said.isBlank() ? thrown.getClass().getSimpleName() : said;
  }

  /** Class and places of an exception, for the log: what it says may be words. */
  static String frames(Throwable thrown) {
    return thrown.getClass().getName()
        + " at "
        + Arrays.stream(thrown.getStackTrace()).limit(FRAMES).toList();
  }

  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1_000.0);
  }
}
