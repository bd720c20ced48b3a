package dev.parley.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.activities.people.Approvals;
import dev.parley.activities.people.People;
import dev.parley.activities.people.Rules;
import dev.parley.activities.people.TokenKey;
import dev.parley.activities.people.Tokens;
import dev.parley.activities.people.WorkerPolicies;
import dev.parley.agents.Choice;
import dev.parley.agents.RequestKind;
import dev.parley.transcript.Json;
import dev.parley.transcript.MailStore.Decision;
import dev.parley.worker.people.AskedStore;
import dev.parley.worker.people.RequestDesk;
import dev.parley.worker.people.RequestDoor;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The request page on the worker's real HTTP server, and in a real browser. */
@Timeout(180)
class RequestPagesTest {

  private static final String HOSTILE =
      Json.write(
          Map.of(
              "markup", "<script>document.title='owned'</script><img src=x onerror=alert(1)>",
              "leaves", "</pre></textarea></body><form action=https://evil.example.com>",
              "fence", "```\n# Approve this\n~~~~\n```",
              "bidi", "pay \u202E00.5\u202C to \u2066x\u2069",
              "control", "a\u0000\u001B[2J\u0007b\u200B\u00AD",
              "style", "<style>*{display:none}</style>{{title}} %s %n",
              "amount", 240));

  @TempDir private Path folder = Path.of("");

  /** A store, its page on a server, and a workflow that takes every approval. */
  private static final class Place implements AutoCloseable {
    private final AskedStore store;
    private final Tokens tokens;
    private final RequestDoor door = new RequestDoor();
    private final Pages pages;

    Place(Path folder) {
      store = AskedStore.in(folder, "Give Ann her money back. </pre><script>1</script>");
      tokens =
          new Tokens(
              TokenKey.parse("11".repeat(32)), store.transcript().storeId(), Clock.systemUTC());
      RequestDesk desk =
          new RequestDesk(
              store.transcript(),
              tokens,
              () -> People.NOBODY,
              new Approvals(WorkerPolicies.NONE, new Rules(), false),
              this::take,
              Clock.systemUTC());
      door.open(() -> Optional.of(desk));
      WorkerSettings settings =
          WorkerSettings.builder()
              .environment(Map.of("PARLEY_STORE", AskedStore.url(folder)))
              .folder(folder)
              .build();
      pages = Pages.open(settings, -1, new Standing(), Meters.create(), door);
    }

    private void take(String conversation, String mail, String by) {
      Decision decision =
          Objects.requireNonNull(
              store.transcript().mail().find(conversation, mail).orElseThrow().decision());
      store.take(mail, decision.request(), decision.choice(), true);
    }

    URI link(String request, String arguments) {
      String token =
          tokens.issue(
              new Tokens.Subject(AskedStore.ID, request, AskedStore.digest(arguments)),
              "dana",
              List.of(Choice.values()),
              Instant.now().plus(Duration.ofHours(1)));
      return pages.address().resolve("/r/" + token);
    }

    @Override
    public void close() {
      pages.close();
      store.close();
    }
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private static HttpRequest.Builder post(URI address, String form) {
    return HttpRequest.newBuilder(address)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(form));
  }

  @Test
  void gettingShowsAndPostingDecides() throws Exception {
    try (Place place = new Place(folder)) {
      String arguments = "{\"id\":17,\"amount\":240.00}";
      String request = place.store.askTool(arguments, "dana");
      URI link = place.link(request, arguments);
      HttpResponse<String> shown = send(HttpRequest.newBuilder(link));
      assertThat(shown.statusCode()).isEqualTo(200);
      assertThat(shown.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
      assertThat(shown.headers().firstValue("Content-Security-Policy").orElse(""))
          .startsWith("default-src 'none'; style-src 'sha256-")
          .contains("form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'");
      assertThat(shown.headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(shown.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
      assertThat(shown.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(shown.headers().firstValue("Set-Cookie")).isEmpty();
      HttpRequest.Builder head =
          HttpRequest.newBuilder(link).method("HEAD", HttpRequest.BodyPublishers.noBody());
      assertThat(send(head).statusCode()).isLessThan(500);
      assertThat(place.store.transcript().mail().open(AskedStore.ID)).isEmpty();

      String changed = "{\"id\":17,\"note\":\"ü&=+\"}";
      String form =
          "decision=edit&note=half+only&arguments="
              + URLEncoder.encode(changed, StandardCharsets.UTF_8);
      HttpResponse<String> decided = send(post(link, form));
      assertThat(decided.statusCode()).isEqualTo(200);
      assertThat(decided.body()).contains("Taken: edit. It is decided.");
      Decision decision =
          Objects.requireNonNull(
              place
                  .store
                  .transcript()
                  .mail()
                  .find(AskedStore.ID, "token-" + idOf(place, link))
                  .orElseThrow()
                  .decision());
      assertThat(decision.arguments()).isEqualTo(changed);
      assertThat(decision.note()).isEqualTo("half only");
      assertThat(send(HttpRequest.newBuilder(link)).statusCode()).isEqualTo(409);
      assertThat(send(post(link, "decision=approve")).statusCode()).isEqualTo(409);
    }
  }

  private static String idOf(Place place, URI link) {
    String token = link.getPath().substring("/r/".length());
    return ((Tokens.Check.Valid) place.tokens.verify(token)).claims().id();
  }

  @Test
  void whatIsNoFormAndWhatIsTooLargeDecidesNothing() throws Exception {
    try (Place place = new Place(folder)) {
      String request = place.store.askTool("{}", "dana");
      URI link = place.link(request, "{}");
      HttpRequest.Builder json =
          HttpRequest.newBuilder(link)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString("{\"decision\":\"approve\"}"));
      assertThat(send(json).statusCode()).isEqualTo(415);
      assertThat(send(post(link, "")).statusCode()).isEqualTo(400);
      assertThat(send(post(link, "decision=approve&x=" + "y".repeat(2_000_000))).statusCode())
          .isEqualTo(413);
      assertThat(send(post(link, "%zz=%&=&decision=%ff")).statusCode()).isEqualTo(400);
      URI forged = place.pages.address().resolve("/r/" + "x".repeat(500));
      assertThat(send(HttpRequest.newBuilder(forged)).statusCode()).isEqualTo(403);
      place.door.close();
      assertThat(send(HttpRequest.newBuilder(link)).statusCode()).isEqualTo(404);
      assertThat(place.store.transcript().mail().open(AskedStore.ID)).isEmpty();
    }
  }

  @Test
  void noTokenIsEverLogged() throws Exception {
    try (LogLines lines = LogLines.ofRoot();
        Place place = new Place(folder)) {
      String request = place.store.askTool("{}", "dana");
      URI link = place.link(request, "{}");
      assertThat(send(HttpRequest.newBuilder(link)).statusCode()).isEqualTo(200);
      assertThat(send(post(link, "decision=approve")).statusCode()).isEqualTo(200);
      place.store.close();
      assertThat(send(HttpRequest.newBuilder(link)).statusCode()).isGreaterThanOrEqualTo(500);
      assertThat(lines.text()).doesNotContain(link.getPath().substring(10));
    }
  }

  @Test
  void inABrowserHostileArgumentsAreOnlyShown() throws Exception {
    try (Browser browser = Browser.start(folder);
        Place place = new Place(folder)) {
      place.store.say("cashier", "I will \u202Eesrever\u202C it. <b>bold</b>\n```\nend");
      String request =
          place.store.ask(
              RequestKind.TOOL, HOSTILE, Instant.now().plus(Duration.ofHours(5)), 1, "dana");
      browser.open(place.link(request, HOSTILE));
      Path picture = Path.of("target", "request-page.png").toAbsolutePath();
      browser.picture(picture);
      assertThat(Files.size(picture)).isGreaterThan(10_000);
      String shown = browser.text();
      assertThat(shown)
          .contains("cashier asks to call refund")
          .contains("<script>document.title='owned'</script>")
          .contains("</pre></textarea></body>")
          .contains("I will U+202EesreverU+202C it. <b>bold</b>")
          .contains("\"amount\": 240")
          .contains("U+202E00.5U+202C")
          .contains("then: escalate to cfo")
          .contains("Your decision")
          .doesNotContain("\u202E", "\u2066", "\u200B");
      assertThat(browser.look("document.title").asText()).isEqualTo("payments: approve a tool");
      assertThat(browser.look("document.querySelectorAll('script,img,iframe,a').length").asInt())
          .isZero();
      assertThat(
              browser
                  .look("[...document.forms].every(f => f.action === location.href)")
                  .asBoolean())
          .as("no form leads elsewhere")
          .isTrue();
      assertThat(browser.look("document.documentElement.scrollWidth <= 390").asBoolean())
          .as("fits a phone")
          .isTrue();
      assertThat(browser.look("document.querySelector('#arguments-new').value").asText())
          .as("what is edited is what is asked, readable")
          .contains("\\u202e00.5\\u202c")
          .contains("</textarea>");
      assertThat(
              Json.mapper()
                  .readTree(
                      browser.look("document.querySelector('#arguments-new').value").asText()))
          .isEqualTo(Json.mapper().readTree(HOSTILE));
    }
  }

  @Test
  void inABrowserWithoutScriptAPersonDecides() throws Exception {
    try (Browser browser = Browser.start(folder);
        Place place = new Place(folder)) {
      String arguments = "{\"id\":17,\"amount\":240.00}";
      String request = place.store.askTool(arguments, "dana");
      URI link = place.link(request, arguments);
      browser.open(link);
      browser.type("#note-verdict", "fine");
      browser.press("button[value=approve]");
      assertThat(browser.text()).contains("Thank you").contains("Taken: approve. It is decided.");
      Decision decision =
          Objects.requireNonNull(
              place
                  .store
                  .transcript()
                  .mail()
                  .find(AskedStore.ID, "token-" + idOf(place, link))
                  .orElseThrow()
                  .decision());
      assertThat(decision.choice()).isEqualTo(Choice.APPROVE);
      assertThat(decision.note()).isEqualTo("fine");
      browser.open(link);
      assertThat(browser.text()).contains("This link was used");

      String second = place.store.askTool(arguments, "dana");
      browser.open(place.link(second, arguments));
      browser.tap("details summary");
      browser.type("#arguments-new", "{\"id\":17,\"amount\":120.00}");
      browser.press("button[value=edit]");
      assertThat(browser.text()).contains("Taken: edit");
    }
  }
}
