package dev.parley.worker.people;

import dev.parley.activities.http.Destinations;
import dev.parley.activities.http.GuardedHttp;
import dev.parley.activities.http.HttpCall;
import dev.parley.activities.http.HttpFailure;
import dev.parley.activities.people.Hook;
import dev.parley.transcript.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Posts letters to hooks as JSON, signed as the Standard Webhooks specification says: {@code
 * webhook-id}, {@code webhook-timestamp}, and {@code webhook-signature: v1,BASE64} over {@code
 * ID.TIMESTAMP.BODY}. Redirects are not followed.
 */
final class HookChannel implements AutoCloseable {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";
  private static final GuardedHttp.Limits LIMITS =
      new GuardedHttp.Limits(Duration.ofSeconds(Channel.SECONDS), 8 * 1024, 0);

  private final Clock clock;
  private final GuardedHttp http;

  /**
   * Hooks.
   *
   * @param privateHosts {@code HOST} or {@code HOST:PORT} of those that may have private addresses
   */
  HookChannel(Set<String> privateHosts, Clock clock) {
    this.http = new GuardedHttp(Destinations.anywherePublic(privateHosts));
    this.clock = clock;
  }

  /** The way to one hook. */
  Channel to(Hook hook) {
    return (letter, person) -> send(hook, letter);
  }

  private void send(Hook hook, Letter letter) throws NotSent {
    String body = Json.write(letter);
    try {
      int status =
          http.send(
                  new HttpCall(
                      "POST",
                      hook.url(),
                      headers(hook, letter, body),
                      new HttpCall.Body(body, "application/json")),
                  LIMITS)
              .status();
      if (status < 200 || status > 299) {
        throw new NotSent("hook %s answered %d".formatted(hook.name(), status));
      }
    } catch (HttpFailure.Refused e) {
      throw new NotSent(
          "hook %s has no public address; parley.hooks.private-hosts allows others"
              .formatted(hook.name()),
          e);
    } catch (HttpFailure e) {
      throw new NotSent("hook %s: %s".formatted(hook.name(), e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotSent("hook %s was not waited for".formatted(hook.name()), e);
    }
  }

  private Map<String, String> headers(Hook hook, Letter letter, String body) {
    String time = Long.toString(clock.instant().getEpochSecond());
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("webhook-id", letter.id());
    headers.put("webhook-timestamp", time);
    hook.secret()
        .ifPresent(
            secret ->
                headers.put(
                    "webhook-signature",
                    "v1," + signature(secret, letter.id() + "." + time + "." + body)));
    return headers;
  }

  /** In Base64; a secret that begins with {@code whsec_} is Base64 itself. */
  static String signature(String secret, String content) {
    try {
      byte[] key =
          secret.startsWith(PREFIX)
              ? Base64.getDecoder().decode(secret.substring(PREFIX.length()))
              : secret.getBytes(StandardCharsets.UTF_8);
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("this JDK has no HMAC-SHA256, which every JDK must have", e);
    }
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
