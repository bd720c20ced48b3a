package dev.parley.worker.people;

import dev.parley.activities.people.Hook;
import dev.parley.transcript.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Posts letters to hooks as JSON, signed as the Standard Webhooks specification says: {@code
 * webhook-id}, {@code webhook-timestamp}, and {@code webhook-signature: v1,BASE64} over {@code
 * ID.TIMESTAMP.BODY}. Redirects are not followed.
 */
final class HookChannel implements AutoCloseable {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";
  private static final Timeout WAIT = Timeout.ofSeconds(Channel.SECONDS / 2);

  private final Set<String> privateHosts;
  private final Clock clock;
  private final CloseableHttpClient outside = client(new PublicAddresses());
  private final CloseableHttpClient anywhere = client(SystemDefaultDnsResolver.INSTANCE);

  /**
   * Hooks.
   *
   * @param privateHosts {@code HOST} or {@code HOST:PORT} of those that may have private addresses
   */
  HookChannel(Set<String> privateHosts, Clock clock) {
    this.privateHosts = Set.copyOf(privateHosts);
    this.clock = clock;
  }

  private static CloseableHttpClient client(DnsResolver resolver) {
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(WAIT)
                        .setSocketTimeout(WAIT)
                        .build())
                .build())
        .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(WAIT).build())
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .setUserAgent("Parley")
        .build();
  }

  /** The way to one hook. */
  Channel to(Hook hook) {
    return (letter, person) -> send(hook, letter);
  }

  private void send(Hook hook, Letter letter) throws NotSent {
    String body = Json.write(letter);
    HttpPost post = new HttpPost(hook.url());
    post.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
    String time = Long.toString(clock.instant().getEpochSecond());
    post.setHeader("webhook-id", letter.id());
    post.setHeader("webhook-timestamp", time);
    hook.secret()
        .ifPresent(
            secret ->
                post.setHeader(
                    "webhook-signature",
                    "v1," + signature(secret, letter.id() + "." + time + "." + body)));
    try {
      int status =
          (mayBePrivate(hook.url()) ? anywhere : outside)
              .execute(post, response -> response.getCode());
      if (status < 200 || status > 299) {
        throw new NotSent("hook %s answered %d".formatted(hook.name(), status));
      }
    } catch (java.net.UnknownHostException e) {
      throw new NotSent(
          "hook %s has no public address; parley.hooks.private-hosts allows others"
              .formatted(hook.name()),
          e);
    } catch (IOException e) {
      throw new NotSent(
          "hook %s does not answer (%s)".formatted(hook.name(), e.getClass().getSimpleName()), e);
    }
  }

  private boolean mayBePrivate(URI url) {
    String host = url.getHost().toLowerCase(Locale.ROOT);
    int port = url.getPort() >= 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
    return privateHosts.contains(host) || privateHosts.contains(host + ":" + port);
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
    outside.close();
    anywhere.close();
  }
}
