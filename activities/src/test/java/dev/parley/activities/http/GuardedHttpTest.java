package dev.parley.activities.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.activities.http.GuardedHttp.Limits;
import dev.parley.activities.http.HttpFailure.Broken;
import dev.parley.activities.http.HttpFailure.Refused;
import dev.parley.activities.http.HttpFailure.Refused.Why;
import dev.parley.activities.http.HttpReply.End;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the client goes, and where it does not, with real servers. */
@Timeout(60)
class GuardedHttpTest {

  private static final Limits LIMITS = new Limits(Duration.ofSeconds(20), 10_000, 5);

  private static HttpCall get(URI url) {
    return new HttpCall("GET", url, Map.of("Authorization", "Bearer s3cret"), null);
  }

  private static HttpCall post(URI url) {
    return new HttpCall(
        "POST",
        url,
        Map.of("Authorization", "Bearer s3cret"),
        new HttpCall.Body("{}", "application/json"));
  }

  /** Goes to hosts of this machine, if it is told so. */
  private static GuardedHttp to(String... hosts) {
    return new GuardedHttp(Destinations.only(Set.of(hosts), Set.of(hosts)));
  }

  private static void assertRefused(GuardedHttp http, HttpCall call, Why why) throws IOException {
    try (http) {
      assertThatThrownBy(() -> http.send(call, LIMITS))
          .isInstanceOfSatisfying(
              Refused.class, refused -> assertThat(refused.why()).isEqualTo(why))
          .hasMessageNotContaining("s3cret");
    }
  }

  /** A resolver whose answer changes. */
  private static DnsResolver changing(String... addresses) {
    Deque<String> left = new ArrayDeque<>(List.of(addresses));
    return new DnsResolver() {
      @Override
      public InetAddress[] resolve(String host) throws UnknownHostException {
        String next = left.size() > 1 ? left.removeFirst() : left.getFirst();
        return new InetAddress[] {InetAddress.getByName(next)};
      }

      @Override
      public String resolveCanonicalHostname(String host) {
        return host;
      }
    };
  }

  // --- Answers

  @Test
  void anAnswerIsReadWithStatusHeadersAndText() throws Exception {
    try (TestHttp server =
            TestHttp.answering(
                (asked, exchange) -> {
                  exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=latin1");
                  exchange.sendResponseHeaders(404, 1);
                  exchange.getResponseBody().write(0xE9);
                });
        GuardedHttp http = to("127.0.0.1")) {
      HttpReply reply = http.send(post(server.url("/a%2Fb?c=%20d")), LIMITS);

      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.text()).isEqualTo("é");
      assertThat(reply.type()).isEqualTo("text/plain");
      assertThat(reply.end()).isEqualTo(End.WHOLE);
      TestHttp.Asked asked = server.asked().getFirst();
      assertThat(asked.target()).isEqualTo("/a%2Fb?c=%20d");
      assertThat(asked.body()).isEqualTo("{}");
      assertThat(asked.headers())
          .containsEntry("authorization", "Bearer s3cret")
          .containsEntry("content-type", "application/json; charset=UTF-8")
          .containsEntry("host", "127.0.0.1:" + server.port());
    }
  }

  @Test
  void anEndlessAnswerIsCutAndItsConnectionClosed() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    try (TestHttp server =
            TestHttp.answering(
                (asked, exchange) -> {
                  exchange.sendResponseHeaders(200, 0);
                  try {
                    while (true) {
                      exchange.getResponseBody().write(new byte[1000]);
                    }
                  } catch (IOException e) {
                    closed.countDown();
                  }
                });
        GuardedHttp http = to("127.0.0.1")) {
      HttpReply reply = http.send(get(server.url("/")), LIMITS);

      assertThat(reply.end()).isEqualTo(End.CUT);
      assertThat(reply.bytes()).isEqualTo(10_000);
      closed.await();
    }
  }

  @Test
  void anAnswerThatJustFitsIsWhole() throws Exception {
    try (TestHttp server = TestHttp.always(200, "x".repeat(10_000));
        GuardedHttp http = to("127.0.0.1")) {
      assertThat(http.send(get(server.url("/")), LIMITS).end()).isEqualTo(End.WHOLE);
    }
  }

  @Test
  void anAnswerThatBreaksOffSaysSo() throws Exception {
    try (TestHttp server =
            TestHttp.answering(
                (asked, exchange) -> {
                  exchange.sendResponseHeaders(201, 100);
                  exchange
                      .getResponseBody()
                      .write("half".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                  exchange.getResponseBody().flush();
                  throw new IOException("gone");
                });
        GuardedHttp http = to("127.0.0.1")) {
      HttpReply reply = http.send(post(server.url("/")), LIMITS);

      assertThat(reply.status()).isEqualTo(201);
      assertThat(reply.end()).isEqualTo(End.BROKEN);
      assertThat(reply.text()).isEqualTo("half");
    }
  }

  // --- Addresses

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/",
        "http://0.0.0.0/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://[64:ff9b::169.254.169.254]/",
        "http://[2002:7f00:1::]/",
        "http://[fd00:ec2::254]/",
        "http://[fe80::1]/",
        "http://localhost/",
        "http://LOCALHOST/"
      })
  void addressesOfAPrivateNetworkAreNotAsked(String url) throws Exception {
    assertRefused(
        new GuardedHttp(Destinations.anywherePublic(Set.of())), get(URI.create(url)), Why.PRIVATE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://2130706433/",
        "http://0x7f000001/",
        "http://127.1/",
        "http://0177.0.0.1/",
        "http://0x7f.0.0.1/",
        "http://017700000001/",
        "http://127.0.0.1./",
        "http://127.0.0.0x1/",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "jar:http://a/!/",
        "http:///x",
        "http://allowed.example@127.0.0.1/",
        "http://a:b@example.com/",
        "/relative",
        "http://example.com:99999/",
        "gopher://127.0.0.1:70/"
      })
  void whatIsNoAddressOfAHostIsNotAsked(String url) throws Exception {
    assertRefused(
        new GuardedHttp(Destinations.anywherePublic(Set.of())),
        get(URI.create(url)),
        Why.NO_ADDRESS);
  }

  @Test
  void onlyAllowedHostsAreAskedAndAPortMayBePartOfThat() throws Exception {
    try (TestHttp server = TestHttp.always(200, "ok")) {
      assertRefused(
          new GuardedHttp(Destinations.only(Set.of("crm.example.com"), Set.of("127.0.0.1"))),
          get(server.url("/")),
          Why.NOT_LISTED);
      assertRefused(
          new GuardedHttp(Destinations.only(Set.of("127.0.0.1:1"), Set.of("127.0.0.1"))),
          get(server.url("/")),
          Why.NOT_LISTED);
      assertRefused(
          new GuardedHttp(Destinations.only(Set.of("127.0.0.1"), Set.of("127.0.0.1:1"))),
          get(server.url("/")),
          Why.PRIVATE);
      assertThat(server.asked()).isEmpty();
      try (GuardedHttp http = to("127.0.0.1:" + server.port())) {
        assertThat(http.send(get(server.url("/")), LIMITS).text()).isEqualTo("ok");
      }
    }
  }

  @Test
  void hostsOfTheNewerProtocolAreWrittenInBrackets() throws Exception {
    try (TestHttp server =
        TestHttp.on("::1", (asked, exchange) -> TestHttp.say(exchange, 200, "six"))) {
      URI url = URI.create("http://[::1]:%d/".formatted(server.port()));
      for (String host : List.of("[::1]:" + server.port(), "[::1]", "::1")) {
        try (GuardedHttp http = to(host)) {
          assertThat(http.send(get(url), LIMITS).text()).isEqualTo("six");
        }
      }
      assertThat(server.asked().getFirst().headers())
          .containsEntry("host", "[::1]:" + server.port());
    }
  }

  @Test
  void theAddressThatWasCheckedIsTheOneThatIsAsked() throws Exception {
    try (TestHttp server = TestHttp.always(200, "inside")) {
      URI url = URI.create("http://rebind.example:%d/".formatted(server.port()));
      // Public when it is checked, this machine when a client would look again.
      Destinations any = Destinations.anywherePublic(Set.of());
      Limits soon = new Limits(Duration.ofMillis(300), 1_000, 5);
      try (GuardedHttp http = new GuardedHttp(any, changing("203.0.112.1", "127.0.0.1"))) {
        assertThatThrownBy(() -> http.send(get(url), soon)).isInstanceOf(Broken.class);
      }
      // And the other way round.
      assertRefused(
          new GuardedHttp(any, changing("127.0.0.1", "203.0.112.1")), get(url), Why.PRIVATE);
      assertThat(server.asked()).isEmpty();
    }
  }

  @Test
  void aRedirectToTheSameNameIsLookedUpAndCheckedAgain() throws Exception {
    try (TestHttp server =
        TestHttp.answering((asked, exchange) -> TestHttp.redirect(exchange, 302, "/next"))) {
      Destinations one =
          Destinations.only(Set.of("rebind.example"), Set.of("rebind.example:" + server.port()));
      try (GuardedHttp http = new GuardedHttp(one, changing("127.0.0.1"))) {
        assertThatThrownBy(
                () ->
                    http.send(
                        get(URI.create("http://rebind.example:%d/".formatted(server.port()))),
                        LIMITS))
            .isInstanceOf(Broken.class)
            .hasMessageContaining("redirects more than 5 times");
      }
      assertThat(server.asked()).hasSize(6);
    }
  }

  // --- Redirects

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:1/, PRIVATE",
    "http://169.254.169.254/latest/meta-data/, PRIVATE",
    "http://[::1]/, PRIVATE",
    "//10.0.0.1/, PRIVATE",
    "file:///etc/passwd, NO_ADDRESS",
    "http://a@10.0.0.1/, NO_ADDRESS",
    "http://2130706433/, NO_ADDRESS",
  })
  void redirectsIntoThePrivateNetworkAreNotFollowed(String to, Why why) throws Exception {
    try (TestHttp server =
        TestHttp.answering((asked, exchange) -> TestHttp.redirect(exchange, 302, to))) {
      assertRefused(
          new GuardedHttp(Destinations.anywherePublic(Set.of("127.0.0.1:" + server.port()))),
          get(server.url("/")),
          why);
    }
  }

  @Test
  void redirectsToOtherHostsTakeNoCredentials() throws Exception {
    try (TestHttp second = TestHttp.always(200, "there");
        TestHttp first =
            TestHttp.answering(
                (asked, exchange) ->
                    TestHttp.redirect(
                        exchange, 302, "http://localhost:%d/x".formatted(second.port())));
        GuardedHttp http = to("127.0.0.1", "localhost")) {
      HttpReply reply = http.send(get(first.url("/")), LIMITS);

      assertThat(reply.text()).isEqualTo("there");
      assertThat(reply.url().getHost()).isEqualTo("localhost");
      assertThat(second.asked().getFirst().headers()).doesNotContainKey("authorization");
    }
  }

  @ParameterizedTest
  @CsvSource({"301, GET", "302, GET", "303, GET", "307, POST", "308, POST"})
  void aRedirectOnTheSameHostKeepsHeadersAndMethodWhereItShould(int status, String method)
      throws Exception {
    try (TestHttp server =
            TestHttp.answering(
                (asked, exchange) -> {
                  if (asked.target().equals("/")) {
                    TestHttp.redirect(exchange, status, "/done#part");
                  } else {
                    TestHttp.say(exchange, 200, "done");
                  }
                });
        GuardedHttp http = to("127.0.0.1")) {
      assertThat(http.send(post(server.url("/")), LIMITS).text()).isEqualTo("done");

      TestHttp.Asked last = server.asked().getLast();
      assertThat(last.method()).isEqualTo(method);
      assertThat(last.target()).isEqualTo("/done");
      assertThat(last.body()).isEqualTo(method.equals("POST") ? "{}" : "");
      assertThat(last.headers()).containsEntry("authorization", "Bearer s3cret");
    }
  }

  @Test
  void whatChangesSomethingIsNotSentToAnotherHostByARedirect() throws Exception {
    try (TestHttp second = TestHttp.always(200, "there");
        TestHttp first =
            TestHttp.answering(
                (asked, exchange) ->
                    TestHttp.redirect(
                        exchange, 307, "http://localhost:%d/x".formatted(second.port())))) {
      assertRefused(to("127.0.0.1", "localhost"), post(first.url("/")), Why.REDIRECT);
      assertThat(second.asked()).isEmpty();
    }
  }

  @Test
  void withoutRedirectsOneIsAnAnswer() throws Exception {
    try (TestHttp server =
            TestHttp.answering((asked, exchange) -> TestHttp.redirect(exchange, 302, "/x"));
        GuardedHttp http = to("127.0.0.1")) {
      assertThat(http.send(get(server.url("/")), new Limits(LIMITS.within(), 10, 0)).status())
          .isEqualTo(302);
    }
  }

  // --- Proxies

  @Test
  void noProxyOfTheSystemIsAsked() throws Exception {
    try (TestHttp proxy = TestHttp.always(200, "proxy");
        TestHttp server = TestHttp.always(200, "server")) {
      String before = System.getProperty("http.proxyHost");
      System.setProperty("http.proxyHost", "127.0.0.1");
      System.setProperty("http.proxyPort", String.valueOf(proxy.port()));
      try (GuardedHttp http = to("127.0.0.1")) {
        assertThat(http.send(get(server.url("/")), LIMITS).text()).isEqualTo("server");
      } finally {
        System.clearProperty("http.proxyHost");
        System.clearProperty("http.proxyPort");
        if (before != null) {
          System.setProperty("http.proxyHost", before);
        }
      }
      assertThat(proxy.asked()).isEmpty();
    }
  }

  // --- What has reached somebody

  private static Broken broken(GuardedHttp http, HttpCall call, Duration within) {
    AtomicReference<@Nullable Broken> found = new AtomicReference<>();
    assertThatThrownBy(() -> http.send(call, new Limits(within, 1_000, 5)))
        .isInstanceOfSatisfying(Broken.class, found::set)
        .hasMessageNotContaining("s3cret");
    return java.util.Objects.requireNonNull(found.get());
  }

  @Test
  void aHostThatIsNotThereOrTakesNoConnectionHasGotNothing() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    try (GuardedHttp http = to("127.0.0.1", "none.invalid")) {
      Broken shut =
          broken(http, post(URI.create("http://127.0.0.1:%d/".formatted(free))), LIMITS.within());
      assertThat(shut.sent()).isFalse();
      assertThat(shut).hasMessage("127.0.0.1:%d does not answer (HttpHostConnectException)", free);
      Broken unknown = broken(http, post(URI.create("http://none.invalid/")), LIMITS.within());
      assertThat(unknown.sent()).isFalse();
      assertThat(unknown).hasMessage("there is no host called none.invalid");
    }
  }

  @Test
  void aConnectionThatBreaksAfterTheRequestMayHaveBeenHeard() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        GuardedHttp http = to("127.0.0.1")) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (Socket socket = server.accept()) {
                  int unused = socket.getInputStream().read();
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      URI url = URI.create("http://127.0.0.1:%d/".formatted(server.getLocalPort()));

      assertThat(broken(http, post(url), LIMITS.within()).sent()).isTrue();
    }
  }

  @Test
  void anAnswerThatDoesNotComeInTimeMayHaveBeenHeard() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (TestHttp server = TestHttp.answering((asked, exchange) -> waitFor(end));
        GuardedHttp http = to("127.0.0.1")) {
      Broken late = broken(http, post(server.url("/")), Duration.ofMillis(500));

      assertThat(late.sent()).isTrue();
      assertThat(late).hasMessage("127.0.0.1:%d has not answered within 500 ms", server.port());
      end.countDown();
    }
  }

  private static void waitFor(CountDownLatch end) throws IOException {
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void aTrickleOfBytesDoesNotHoldAnybodyUp() throws Exception {
    try (TestHttp server =
            TestHttp.answering(
                (asked, exchange) -> {
                  exchange.sendResponseHeaders(200, 0);
                  waitFor(new CountDownLatch(1));
                });
        GuardedHttp http = to("127.0.0.1")) {
      assertThat(broken(http, get(server.url("/")), Duration.ofMillis(500)).sent()).isTrue();
    }
  }

  @Test
  void anInterruptClosesTheConnection() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    CountDownLatch reached = new CountDownLatch(1);
    AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        GuardedHttp http = to("127.0.0.1")) {
      Thread.ofVirtual().start(() -> readToTheEnd(server, reached, closed));
      URI url = URI.create("http://127.0.0.1:%d/".formatted(server.getLocalPort()));
      Thread caller =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      var unused = http.send(get(url), LIMITS);
                    } catch (HttpFailure | InterruptedException e) {
                      thrown.set(e);
                    }
                  });
      reached.await();
      caller.interrupt();
      caller.join();
      assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
      await().untilAsserted(() -> assertThat(closed.getCount()).isZero());
    }
  }

  private static void readToTheEnd(
      ServerSocket server, CountDownLatch reached, CountDownLatch closed) {
    try (Socket socket = server.accept()) {
      int byteOfIt = socket.getInputStream().read();
      reached.countDown();
      while (byteOfIt >= 0) {
        byteOfIt = socket.getInputStream().read();
      }
    } catch (IOException e) {
      // Closed in the hard way is closed too.
      reached.countDown();
    }
    closed.countDown();
  }

  // --- Headers

  @ParameterizedTest
  @CsvSource({
    "Host, evil.example",
    "content-length, 3",
    "Transfer-Encoding, chunked",
    "Bad Name, x",
    "X-A, 'a\r\nX-B: b'",
    "X-A, 'a\nb'",
    "X-A, ü",
  })
  void headersThatWouldChangeTheRequestAreRefused(String name, String value) {
    URI url = URI.create("http://example.com/");
    assertThatThrownBy(() -> new HttpCall("GET", url, Map.of(name, value), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("header");
  }
}
