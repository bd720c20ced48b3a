package dev.parley.worker.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.parley.activities.people.Hook;
import dev.parley.activities.people.People;
import dev.parley.activities.people.Person;
import dev.parley.activities.people.TokenKey;
import dev.parley.activities.people.Tokens;
import dev.parley.activities.people.WorkerPolicies;
import dev.parley.agents.Choice;
import dev.parley.agents.RequestKind;
import dev.parley.transcript.Json;
import dev.parley.transcript.NoticeStore.Notice;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * People are told what they are asked: by a real mail server, a real web server, a real program.
 */
@Timeout(120)
class NotifierTest {

  private static final String REFUND = "{\"id\":17,\"amount\":240.00}";
  private static final TokenKey KEY = TokenKey.parse("11".repeat(32));
  private static final ServerSetup ANY_PORT =
      new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);

  @TempDir private Path folder = Path.of("");

  private static PeopleSettings settings(
      Optional<Smtp> smtp, List<String> command, Set<String> privateHosts) {
    return new PeopleSettings(
        Path.of("people.yaml"),
        WorkerPolicies.NONE,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        smtp,
        command,
        true,
        privateHosts,
        Map.of("PATH", "/usr/bin:/bin", "OPENAI_API_KEY", "sk-secret"));
  }

  private static People people(Map<String, Hook> hooks, Person... all) {
    Map<String, Person> byName = new java.util.HashMap<>();
    for (Person one : all) {
      byName.put(one.name(), one);
    }
    return new People(byName, Map.of(), hooks, Clock.systemUTC());
  }

  private static Person person(String name, String email, String... notices) {
    return new Person(
        name,
        email.isEmpty() ? Optional.empty() : Optional.of(email),
        List.of(notices),
        Optional.empty());
  }

  private static Notifier notifier(
      AskedStore store, People people, PeopleSettings settings, Optional<URI> address) {
    return notifier(store, people, settings, address, Clock.system(ZoneOffset.UTC), true);
  }

  private static Notifier notifier(
      AskedStore store,
      People people,
      PeopleSettings settings,
      Optional<URI> address,
      Clock clock,
      boolean arguments) {
    String id = store.transcript().storeId();
    Letters letters =
        new Letters(id, () -> Optional.of(new Tokens(KEY, id, clock)), address, arguments, clock);
    return new Notifier(
        store.transcript(), "w1", () -> people, letters, new Channels(settings, clock), clock);
  }

  private static List<Notice> due(AskedStore store) {
    return store.transcript().notices().due(10);
  }

  // --- Mail

  @Test
  void mailSaysWhoAsksWhatUntilWhenAndLinksToThePage() throws Exception {
    GreenMail server = new GreenMail(ANY_PORT);
    server.start();
    try (AskedStore store = AskedStore.in(folder, "task")) {
      Instant deadline = Instant.now().plus(Duration.ofHours(6)).plusSeconds(30);
      String request = store.ask(RequestKind.TOOL, REFUND, deadline, 1, "dana");
      Smtp smtp =
          Smtp.parse(
              "smtp://127.0.0.1:%d?from=parley@example.com".formatted(server.getSmtp().getPort()));
      try (Notifier notifier =
          notifier(
              store,
              people(Map.of(), person("dana", "dana@example.com")),
              settings(Optional.of(smtp), List.of(), Set.of()),
              Optional.of(URI.create("https://parley.example.com")))) {
        notifier.round();
      }
      assertThat(server.getReceivedMessages()).hasSize(1);
      MimeMessage mail = server.getReceivedMessages()[0];
      String text = String.valueOf(mail.getContent()).replace("\r\n", "\n");
      assertThat(mail.getAllRecipients()[0].toString()).isEqualTo("dana@example.com");
      assertThat(mail.getSubject()).isEqualTo("payments asks: approve a tool (high priority)");
      assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
      assertThat(mail.getMessageID())
          .isEqualTo("<%s-1-dana@parley>".formatted(store.transcript().storeId()));
      assertThat(text)
          .contains("payments: cashier asks you to approve a tool.")
          .contains("refund(id=17, amount=240.00)")
          .contains("(in 6 h); then: escalate to cfo")
          .contains("whoever has it decides in your name, once, until ");
      String token = text.replaceAll("(?s).*https://parley.example.com/r/(\\S+).*", "$1");
      Tokens.Check check =
          new Tokens(KEY, store.transcript().storeId(), Clock.systemUTC())
              .verify(token, new Tokens.Subject(AskedStore.ID, request, AskedStore.digest(REFUND)));
      assertThat(check)
          .isInstanceOfSatisfying(
              Tokens.Check.Valid.class,
              valid -> {
                assertThat(valid.claims().person()).isEqualTo("dana");
                assertThat(valid.claims().allow()).contains(Choice.APPROVE, Choice.REJECT);
                assertThat(valid.claims().until())
                    .isBetween(deadline, deadline.plus(Duration.ofDays(2)));
              });
      assertThat(due(store)).as("nothing is left to tell").isEmpty();
    } finally {
      server.stop();
    }
  }

  // --- Hooks

  @Test
  void aHookIsSignedAndHasAnIdAndNothingIsSentToPrivateAddressesUnlessAllowed() throws Exception {
    try (HookServer server = new HookServer();
        AskedStore store = AskedStore.in(folder, "task")) {
      store.askTool(REFUND, "omar");
      People people =
          people(
              Map.of("chat", new Hook("chat", server.url(), Optional.of("s3cret"))),
              person("omar", "", "chat"));
      try (Notifier strict =
          notifier(
              store, people, settings(Optional.empty(), List.of(), Set.of()), Optional.empty())) {
        strict.round();
      }
      assertThat(server.posts()).as("not to this machine").isEmpty();
      assertThat(due(store)).as("tried again in a minute").isEmpty();
      store.askTool(REFUND, "omar");
      try (Notifier notifier =
          notifier(
              store,
              people,
              settings(Optional.empty(), List.of(), Set.of("127.0.0.1:" + server.url().getPort())),
              Optional.empty())) {
        notifier.round();
      }
      assertThat(server.posts()).hasSize(1);
      HookServer.Post post = server.posts().getFirst();
      String id = String.valueOf(post.headers().get("webhook-id"));
      String time = String.valueOf(post.headers().get("webhook-timestamp"));
      assertThat(id).isEqualTo(store.transcript().storeId() + "-2-omar");
      assertThat(Instant.ofEpochSecond(Long.parseLong(time)))
          .isBetween(Instant.now().minusSeconds(60), Instant.now());
      assertThat(post.headers().get("webhook-signature"))
          .isEqualTo("v1," + HookChannel.signature("s3cret", id + "." + time + "." + post.body()));
      JsonNode body = Json.mapper().readTree(post.body());
      assertThat(body.get("person").asText()).isEqualTo("omar");
      assertThat(body.get("why").asText()).isEqualTo("asked");
      assertThat(body.get("kind").asText()).isEqualTo("tool");
      assertThat(body.get("gist").asText()).isEqualTo("refund(id=17, amount=240.00)");
      assertThat(body.get("command").asText())
          .isEqualTo("parley decide pay-2f91/r2 approve --as omar");
      assertThat(body.has("link")).isFalse();
    }
  }

  @Test
  void theSignatureIsTheOneOfTheStandard() {
    // The example of the Standard Webhooks specification.
    assertThat(
            HookChannel.signature(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}"))
        .isEqualTo("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void whatFailsIsTriedAgainAndWhatHasArrivedIsNotSentTwice() {
    try (HookServer good = new HookServer();
        HookServer bad = new HookServer();
        AskedStore store = AskedStore.in(folder, "task")) {
      bad.answers(500);
      store.askTool(REFUND, "omar");
      Notice notice = due(store).getFirst();
      People people =
          people(
              Map.of(
                  "good", new Hook("good", good.url(), Optional.empty()),
                  "bad", new Hook("bad", bad.url(), Optional.empty())),
              person("omar", "", "good", "bad"));
      PeopleSettings settings = settings(Optional.empty(), List.of(), Set.of("127.0.0.1"));
      try (Notifier notifier = notifier(store, people, settings, Optional.empty())) {
        notifier.round();
        assertThat(due(store)).as("not at once").isEmpty();
        // A minute passes.
        store.transcript().notices().retry(notice.number(), Duration.ZERO);
        bad.answers(302);
        notifier.round();
        store.transcript().notices().retry(notice.number(), Duration.ZERO);
        bad.answers(200);
        notifier.round();
        assertThat(due(store)).isEmpty();
      }
      assertThat(good.posts()).hasSize(1);
      assertThat(bad.posts())
          .as("a redirect is a failure, and is not followed")
          .hasSize(3)
          .extracting(post -> post.headers().get("webhook-id"))
          .containsOnly(store.transcript().storeId() + "-1-omar");
    }
  }

  @Test
  void pausesGrowAndAfterADayItIsGivenUp() {
    assertThat(
            List.of(
                Notifier.pause(0),
                Notifier.pause(1),
                Notifier.pause(2),
                Notifier.pause(3),
                Notifier.pause(20)))
        .containsExactly(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(1));
    try (HookServer bad = new HookServer();
        AskedStore store = AskedStore.in(folder, "task")) {
      bad.answers(500);
      store.askTool(REFUND, "omar");
      Notice notice = due(store).getFirst();
      People people =
          people(
              Map.of("bad", new Hook("bad", bad.url(), Optional.empty())),
              person("omar", "", "bad"));
      Clock later = Clock.offset(Clock.systemUTC(), Duration.ofHours(25));
      try (Notifier notifier =
          notifier(
              store,
              people,
              settings(Optional.empty(), List.of(), Set.of("127.0.0.1")),
              Optional.empty(),
              later,
              true)) {
        notifier.round();
        store.transcript().notices().retry(notice.number(), Duration.ZERO);
        notifier.round();
      }
      assertThat(bad.posts()).hasSize(1);
    }
  }

  // --- A command

  @Test
  void aCommandGetsJsonAndSeesNoSecret() throws Exception {
    Path out = folder.resolve("out.txt");
    Path script = script("cat > '%s'; env >> '%s'".formatted(out, out));
    try (AskedStore store = AskedStore.in(folder, "task")) {
      store.askTool(REFUND, "stranger");
      try (Notifier notifier =
          notifier(
              store,
              People.NOBODY,
              settings(Optional.empty(), List.of(script.toString()), Set.of()),
              Optional.empty(),
              Clock.systemUTC(),
              false)) {
        notifier.round();
      }
      List<String> lines = Files.readAllLines(out);
      JsonNode body = Json.mapper().readTree(lines.getFirst());
      assertThat(body.get("person").asText()).isEqualTo("stranger");
      assertThat(body.has("gist")).as("arguments are not for notices here").isFalse();
      assertThat(String.join("\n", lines))
          .contains("PATH=")
          .doesNotContain("240.00")
          .doesNotContain("sk-secret");
    }
  }

  @Test
  void aCommandThatFailsOrIsNotThereIsTriedAgain() throws Exception {
    Path script = script("exit 3");
    try (AskedStore store = AskedStore.in(folder, "task")) {
      for (String command : List.of(script.toString(), folder.resolve("none").toString())) {
        store.askTool(REFUND, "dana");
        assertThat(due(store)).hasSize(1);
        try (Notifier notifier =
            notifier(
                store,
                People.NOBODY,
                settings(Optional.empty(), List.of(command), Set.of()),
                Optional.empty())) {
          notifier.round();
        }
        assertThat(due(store)).as("later").isEmpty();
      }
      store.transcript().notices().retry(1, Duration.ZERO);
      assertThat(due(store)).hasSize(1).first().extracting(Notice::attempts).isEqualTo(2);
    }
  }

  private Path script(String body) throws IOException {
    Path script = folder.resolve("notify.sh");
    Files.writeString(script, "#!/bin/sh\n" + body + "\n");
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  // --- Nobody to tell

  @Test
  void whoeverCannotBeToldAndWhatIsDecidedIsLeftAlone() {
    try (HookServer server = new HookServer();
        AskedStore store = AskedStore.in(folder, "task")) {
      store.askTool(REFUND, "stranger");
      try (Notifier notifier =
          notifier(
              store,
              People.NOBODY,
              settings(Optional.empty(), List.of(), Set.of()),
              Optional.empty())) {
        notifier.round();
      }
      assertThat(due(store)).isEmpty();
      assertThat(server.posts()).isEmpty();
    }
  }

  @Test
  void oneWorkerAtATimeTellsPeople() {
    try (HookServer server = new HookServer();
        AskedStore store = AskedStore.in(folder, "task")) {
      assertThat(store.transcript().leases().acquire("notifier", "another")).isTrue();
      store.askTool(REFUND, "omar");
      People people =
          people(
              Map.of("chat", new Hook("chat", server.url(), Optional.empty())),
              person("omar", "", "chat"));
      try (Notifier notifier =
          notifier(
              store,
              people,
              settings(Optional.empty(), List.of(), Set.of("127.0.0.1")),
              Optional.empty())) {
        notifier.round();
      }
      assertThat(server.posts()).isEmpty();
      assertThat(due(store)).hasSize(1);
    }
  }
}
