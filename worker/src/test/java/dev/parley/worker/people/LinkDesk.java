package dev.parley.worker.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.activities.people.Approvals;
import dev.parley.activities.people.People;
import dev.parley.activities.people.Rules;
import dev.parley.activities.people.TokenKey;
import dev.parley.activities.people.Tokens;
import dev.parley.activities.people.WorkerPolicies;
import dev.parley.agents.Choice;
import dev.parley.transcript.MailStore.Decision;
import dev.parley.transcript.MailStore.Mail;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A desk for links of notices on a real store, and the workflow behind it. */
final class LinkDesk implements AutoCloseable {
  private static final TokenKey KEY = TokenKey.parse("11".repeat(32));
  private static final Approvals APPROVALS = new Approvals(WorkerPolicies.NONE, new Rules(), false);

  private final AskedStore store;
  private final Tokens tokens;
  private final List<String> rings = new ArrayList<>();
  private Bell workflow = (conversation, mail, by) -> {};

  LinkDesk(Path folder) {
    store = AskedStore.in(folder, "Give Ann her money back.");
    tokens = tokensOf(store.transcript().storeId());
  }

  AskedStore store() {
    return store;
  }

  /** From now on the workflow does this with what it is told of. */
  void workflow(Bell other) {
    workflow = other;
  }

  /** The conversations that were told of something, each with who has sent it. */
  List<String> rings() {
    return List.copyOf(rings);
  }

  Tokens tokens() {
    return tokens;
  }

  /** Tokens of another store, signed with the same key. */
  static Tokens tokensOf(String store) {
    return new Tokens(KEY, store, Clock.systemUTC());
  }

  RequestDesk desk() {
    return new RequestDesk(
        store.transcript(),
        tokens,
        () -> People.NOBODY,
        APPROVALS,
        (conversation, mail, by) -> {
          rings.add(conversation + " " + by);
          workflow.ring(conversation, mail, by);
        },
        Clock.systemUTC(),
        Duration.ofMillis(300));
  }

  String token(String request, String arguments, String person, Choice... allow) {
    return tokens.issue(
        new Tokens.Subject(AskedStore.ID, request, AskedStore.digest(arguments)),
        person,
        allow.length == 0 ? List.of(Choice.values()) : List.of(allow),
        Instant.now().plus(Duration.ofHours(1)));
  }

  Page decide(String token, String... form) {
    Map<String, String> fields = new HashMap<>();
    for (int i = 0; i < form.length; i += 2) {
      fields.put(form[i], form[i + 1]);
    }
    return desk().decide(token, fields);
  }

  List<Mail> mail() {
    return store.transcript().mail().open(AskedStore.ID);
  }

  static Decision decision(Mail mail) {
    Decision decision = mail.decision();
    assertThat(decision).isNotNull();
    return Objects.requireNonNull(decision);
  }

  @Override
  public void close() {
    store.close();
  }
}
