package dev.parley.worker.people;

import dev.parley.activities.people.Hook;
import dev.parley.activities.people.People;
import dev.parley.activities.people.Person;
import dev.parley.activities.people.TokenKey;
import dev.parley.activities.people.Tokens;
import dev.parley.activities.people.WorkerPolicies;
import dev.parley.transcript.NoticeStore.Notice;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Notifiers, the people whom they tell, and how. */
final class NoticeDesk {

  static final TokenKey KEY = TokenKey.parse("11".repeat(32));

  private NoticeDesk() {}

  static PeopleSettings settings(
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
        false,
        privateHosts,
        Map.of("PATH", "/usr/bin:/bin", "OPENAI_API_KEY", "sk-secret"));
  }

  static People people(Map<String, Hook> hooks, Person... all) {
    Map<String, Person> byName = new HashMap<>();
    for (Person one : all) {
      byName.put(one.name(), one);
    }
    return new People(byName, Map.of(), hooks, Clock.systemUTC());
  }

  static Person person(String name, String email, String... notices) {
    return new Person(
        name,
        email.isEmpty() ? Optional.empty() : Optional.of(email),
        List.of(notices),
        Optional.empty());
  }

  static Notifier notifier(
      AskedStore store, People people, PeopleSettings settings, Optional<URI> address) {
    return notifier(store, people, settings, address, Clock.system(ZoneOffset.UTC), true);
  }

  static Notifier notifier(
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

  static List<Notice> due(AskedStore store) {
    return store.transcript().notices().due(10);
  }
}
