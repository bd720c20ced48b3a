package dev.parley.worker.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.parley.activities.people.Hook;
import dev.parley.activities.people.People;
import dev.parley.activities.people.Tokens;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people are told by mail and by a command, and that one worker tells them. */
@Timeout(120)
class NotifierTest {

  private static final String REFUND = "{\"id\":17,\"amount\":240.00}";
  private static final ServerSetup ANY_PORT =
      new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);

  @TempDir private Path folder = Path.of("");

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
          NoticeDesk.notifier(
              store,
              NoticeDesk.people(Map.of(), NoticeDesk.person("dana", "dana@example.com")),
              NoticeDesk.settings(Optional.of(smtp), List.of(), Set.of()),
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
          new Tokens(NoticeDesk.KEY, store.transcript().storeId(), Clock.systemUTC())
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
      assertThat(NoticeDesk.due(store)).as("nothing is left to tell").isEmpty();
    } finally {
      server.stop();
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
          NoticeDesk.notifier(
              store,
              People.NOBODY,
              NoticeDesk.settings(Optional.empty(), List.of(script.toString()), Set.of()),
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
        assertThat(NoticeDesk.due(store)).hasSize(1);
        try (Notifier notifier =
            NoticeDesk.notifier(
                store,
                People.NOBODY,
                NoticeDesk.settings(Optional.empty(), List.of(command), Set.of()),
                Optional.empty())) {
          notifier.round();
        }
        assertThat(NoticeDesk.due(store)).as("later").isEmpty();
      }
      store.transcript().notices().retry(1, Duration.ZERO);
      assertThat(NoticeDesk.due(store))
          .hasSize(1)
          .first()
          .extracting(Notice::attempts)
          .isEqualTo(2);
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
          NoticeDesk.notifier(
              store,
              People.NOBODY,
              NoticeDesk.settings(Optional.empty(), List.of(), Set.of()),
              Optional.empty())) {
        notifier.round();
      }
      assertThat(NoticeDesk.due(store)).isEmpty();
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
          NoticeDesk.people(
              Map.of("chat", new Hook("chat", server.url(), Optional.empty())),
              NoticeDesk.person("omar", "", "chat"));
      try (Notifier notifier =
          NoticeDesk.notifier(
              store,
              people,
              NoticeDesk.settings(Optional.empty(), List.of(), Set.of("127.0.0.1")),
              Optional.empty())) {
        notifier.round();
      }
      assertThat(server.posts()).isEmpty();
      assertThat(NoticeDesk.due(store)).hasSize(1);
    }
  }
}
