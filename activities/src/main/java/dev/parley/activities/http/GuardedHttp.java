package dev.parley.activities.http;

import dev.parley.activities.http.HttpFailure.Broken;
import dev.parley.activities.http.HttpFailure.Refused;
import dev.parley.activities.http.HttpFailure.Refused.Why;
import dev.parley.activities.tools.Aborting;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP client for addresses that files, documents and models choose. It goes only to allowed
 * hosts, connects only to the address that it has checked, follows redirects itself and checks each
 * again, takes no credentials to another host, reads no more and waits no longer than it is told,
 * and asks neither the environment nor the system for a proxy. It never repeats a request. Any
 * number of threads use it at once.
 */
public final class GuardedHttp implements AutoCloseable {

  /** Redirects that are followed where nothing asks for another number. */
  public static final int MOST_REDIRECTS = 5;

  private static final Timeout CONNECT = Timeout.ofSeconds(5);
  private static final int CONNECTIONS = 200;

  /** A host whose last part is a number, decimal, octal or hexadecimal. */
  private static final Pattern NUMBER_LAST =
      Pattern.compile("(^|\\.)([0-9]+|0[xX][0-9a-fA-F]*)\\.?$");

  private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern FOUR = Pattern.compile("(%1$s\\.){3}%1$s".formatted(BYTE));

  private final Destinations destinations;
  private final CloseableHttpClient client;

  /** A client that goes to these. */
  public GuardedHttp(Destinations destinations) {
    this(destinations, SystemDefaultDnsResolver.INSTANCE);
  }

  GuardedHttp(Destinations destinations, DnsResolver names) {
    this.destinations = destinations;
    this.client = client(new CheckedAddresses(names, destinations));
  }

  private static CloseableHttpClient client(DnsResolver resolver) {
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                .setMaxConnPerRoute(CONNECTIONS)
                .setMaxConnTotal(CONNECTIONS)
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom().setConnectTimeout(CONNECT).build())
                .build())
        .setDefaultRequestConfig(
            RequestConfig.custom().setConnectionRequestTimeout(CONNECT).build())
        .setRequestExecutor(new Exchange.Marking())
        // One request a connection: none is lost in one that the other side has just closed.
        .setConnectionReuseStrategy((request, response, context) -> false)
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .setUserAgent("Parley")
        .build();
  }

  /**
   * What a request may take.
   *
   * @param within from the first look-up to the last byte, redirects included
   * @param bytes of the body that are read
   * @param redirects how many are followed; 0: a redirect is an answer like others
   */
  public record Limits(Duration within, int bytes, int redirects) {}

  /**
   * Sends a request and reads the answer, whatever its status.
   *
   * @throws Refused if it, or a redirect, leads where it may not go
   * @throws Broken if there is no answer in time
   * @throws InterruptedException if the thread is interrupted; the connection is then closed
   */
  public HttpReply send(HttpCall call, Limits limits) throws HttpFailure, InterruptedException {
    Exchange exchange = new Exchange(client, limits.bytes());
    try {
      return Aborting.call(
          "http", limits.within(), () -> follow(call, exchange, limits), exchange::abort);
    } catch (TimeoutException e) {
      throw new Broken(
          "%s has not answered within %d ms"
              .formatted(host(call.url()), limits.within().toMillis()),
          exchange.sent(),
          e);
    } catch (ExecutionException e) {
      throw failure(call, exchange, e);
    }
  }

  private static HttpFailure failure(HttpCall call, Exchange exchange, ExecutionException e) {
    return e.getCause() instanceof HttpFailure failure
        ? failure
        : new Broken(
            "%s could not be asked (%s)".formatted(host(call.url()), e.getCause()),
            exchange.sent(),
            e);
  }

  private HttpReply follow(HttpCall first, Exchange exchange, Limits limits) throws HttpFailure {
    HttpCall call = first;
    for (int redirects = 0; ; redirects++) {
      requireAllowed(call.url(), exchange.sent());
      HttpReply reply = answer(call, exchange);
      Optional<HttpCall> next =
          limits.redirects() == 0 ? Optional.empty() : Redirect.of(call, reply);
      if (next.isEmpty()) {
        return reply;
      }
      if (redirects == limits.redirects()) {
        throw new Broken(
            "%s redirects more than %d times".formatted(host(first.url()), limits.redirects()),
            true,
            null);
      }
      call = next.get();
    }
  }

  private HttpReply answer(HttpCall call, Exchange exchange) throws HttpFailure {
    try {
      return exchange.of(call);
    } catch (CheckedAddresses.OnlyPrivate e) {
      throw new Refused(
          Why.PRIVATE, "%s has no public address".formatted(host(call.url())), exchange.sent());
    } catch (java.net.UnknownHostException e) {
      throw new Broken("there is no host called " + call.url().getHost(), exchange.sent(), e);
    } catch (IOException e) {
      throw new Broken(
          "%s does not answer (%s)".formatted(host(call.url()), e.getClass().getSimpleName()),
          exchange.sent(),
          e);
    }
  }

  /**
   * Checks, without asking anybody, whether requests may go to an address.
   *
   * @throws Refused if not
   */
  public void requireAllowed(URI url) throws Refused {
    requireAllowed(url, false);
  }

  private void requireAllowed(URI url, boolean sent) throws Refused {
    String scheme = String.valueOf(url.getScheme());
    boolean web = scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
    if (!web || url.getRawUserInfo() != null || url.getPort() > 65_535 || !isHost(url.getHost())) {
      throw new Refused(
          Why.NO_ADDRESS,
          "only http and https addresses of a host without a user can be asked",
          sent);
    }
    if (!destinations.allows(url)) {
      throw new Refused(
          Why.NOT_LISTED, "%s is not among the hosts that are allowed".formatted(host(url)), sent);
    }
  }

  /** Other ways to write an IPv4 address are read differently by different programs. */
  private static boolean isHost(@Nullable String host) {
    return host != null && (!NUMBER_LAST.matcher(host).find() || FOUR.matcher(host).matches());
  }

  private static String host(URI url) {
    return url.getHost() == null ? "an address without a host" : Destinations.hostAndPort(url);
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
