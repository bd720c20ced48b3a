package dev.parley.worker.people;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What all pages share: the frame, the style, and the policy by which a browser treats them. */
final class PageText {

  private static final String STYLE = style();

  /**
   * No script, no picture, no address but the page's own: whatever a stranger's text may become, it
   * loads nothing, runs nothing, and leads nowhere.
   */
  static final String POLICY =
      "default-src 'none'; style-src 'sha256-%s'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
          .formatted(digest(STYLE));

  private PageText() {}

  /**
   * A whole page.
   *
   * @param title plain text of our own
   * @param body HTML
   */
  static String of(String title, String body) {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex, nofollow">
        <title>%s</title>
        <style>%s</style>
        </head>
        <body>
        %s
        </body>
        </html>
        """
        .formatted(Codes.value(title), STYLE, body);
  }

  /** A page that says one thing. */
  static Page message(int status, String title, String text) {
    return new Page(
        status, of(title, "<h1>%s</h1>\n<p>%s</p>".formatted(Codes.line(title), Codes.line(text))));
  }

  private static String style() {
    try (InputStream in = PageText.class.getResourceAsStream("request.css")) {
      if (in == null) {
        throw new IllegalStateException("request.css is not in this program; build it again");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("request.css cannot be read", e);
    }
  }

  private static String digest(String text) {
    try {
      byte[] bytes =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256, which every JDK must have", e);
    }
  }
}
