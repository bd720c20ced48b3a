package dev.parley.worker.people;

import dev.parley.activities.people.Tokens;
import dev.parley.agents.Choice;
import dev.parley.client.view.Display;
import dev.parley.transcript.NoticeStore.Notice;
import dev.parley.transcript.RequestStore.Request;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes letters: who asks what until when, and how it is decided. */
final class Letters {

  /** How long a link is good where the request has no deadline, or a later one. */
  static final Duration LONGEST = Duration.ofDays(30);

  /** A link outlives a deadline a little: what it opens then says that it is too late. */
  private static final Duration AFTER = Duration.ofDays(1);

  private static final int GIST = 200;

  private final String store;
  private final Supplier<Optional<Tokens>> tokens;
  private final Optional<URI> address;
  private final boolean arguments;
  private final Clock clock;

  /**
   * Letters of a store.
   *
   * @param tokens asked for when there is an address; absent: no links
   * @param address of the request pages; absent: no links
   * @param arguments whether a letter holds what is asked
   */
  Letters(
      String store,
      Supplier<Optional<Tokens>> tokens,
      Optional<URI> address,
      boolean arguments,
      Clock clock) {
    this.store = store;
    this.tokens = tokens;
    this.address = address;
    this.arguments = arguments;
    this.clock = clock;
  }

  /** The letter for one person about a request that is open. */
  Letter write(Notice notice, Asked asked, String person) {
    Request request = asked.request();
    Instant until = until(request.deadline());
    Optional<String> link = link(asked, person, until);
    return new Letter(
        "%s-%d-%s".formatted(store, notice.number(), person),
        notice.why(),
        person,
        request.conversation(),
        request.id(),
        request.kind(),
        request.team(),
        request.agent(),
        request.starter(),
        request.priority(),
        arguments ? gist(request.gist()) : null,
        request.askedAt(),
        request.deadline(),
        request.then(),
        link.orElse(null),
        link.isPresent() ? until : null,
        command(asked, person));
  }

  private Instant until(@Nullable Instant deadline) {
    Instant latest = clock.instant().plus(LONGEST);
    if (deadline == null) {
      return latest;
    }
    Instant end = deadline.plus(AFTER);
    return end.isBefore(latest) ? end : latest;
  }

  private Optional<String> link(Asked asked, String person, Instant until) {
    return address.flatMap(
        base ->
            tokens
                .get()
                .map(
                    all ->
                        base + "/r/" + all.issue(asked.subject(), person, asked.allow(), until)));
  }

  private static String gist(String gist) {
    String line = Display.line(gist);
    return line.length() <= GIST ? line : line.substring(0, GIST) + "…";
  }

  private static String command(Asked asked, String person) {
    String choice = asked.allow().stream().findFirst().map(Choice::wire).orElse("respond");
    return "parley decide %s/%s %s --as %s"
        .formatted(asked.request().conversation(), asked.request().id(), choice, person);
  }
}
