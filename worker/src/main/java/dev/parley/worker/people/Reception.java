package dev.parley.worker.people;

import dev.parley.activities.people.Approvals;
import dev.parley.activities.people.People;
import dev.parley.activities.people.PeopleFile;
import dev.parley.activities.people.Rules;
import dev.parley.activities.people.Tokens;
import dev.parley.transcript.Transcript;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * All of a worker that has to do with people: who they are, what they are asked, how they answer.
 */
public final class Reception implements AutoCloseable {

  private final PeopleSettings settings;
  private final Transcript transcript;
  private final PeopleFile people;
  private final Approvals approvals;
  private Optional<Tokens> tokens = Optional.empty();
  private final Clock clock = Clock.system(java.time.ZoneId.systemDefault());
  private Optional<Notifier> notifier = Optional.empty();

  private Reception(PeopleSettings settings, Transcript transcript) {
    this.settings = settings;
    this.transcript = transcript;
    this.people = settings.openPeople();
    this.approvals = new Approvals(settings.policies(), new Rules(), settings.singleUser());
  }

  /**
   * Opens it.
   *
   * @throws dev.parley.activities.people.PeopleException if {@code people.yaml} is wrong
   */
  public static Reception open(PeopleSettings settings, Transcript transcript) {
    return new Reception(settings, transcript);
  }

  /** Who is who, as the file says now. */
  public Supplier<People> people() {
    return people;
  }

  /** Which policies ask about what. */
  public Approvals approvals() {
    return approvals;
  }

  /**
   * Proves who decides; empty: there is no key. On a single machine the key is made with the first
   * use.
   *
   * @throws IllegalArgumentException if the file of the key holds none
   * @throws java.io.UncheckedIOException if that file cannot be read or made
   */
  public synchronized Optional<Tokens> tokens() {
    if (tokens.isEmpty()) {
      tokens = settings.key().map(key -> new Tokens(key, transcript.storeId(), clock));
    }
    return tokens;
  }

  /**
   * The pages on which people answer; empty: there is no key, so nobody has a link.
   *
   * @throws IllegalArgumentException as {@link #tokens}
   * @throws java.io.UncheckedIOException as {@link #tokens}
   */
  public Optional<RequestDesk> desk(Bell bell) {
    return tokens().map(all -> new RequestDesk(transcript, all, people, approvals, bell, clock));
  }

  /** Begins to tell people what they are asked, whenever this owner has the role. */
  public synchronized void announce(String owner) {
    if (notifier.isEmpty()) {
      Letters letters =
          new Letters(
              transcript.storeId(),
              this::tokens,
              settings.publicUrl(),
              settings.arguments(),
              clock);
      Notifier started =
          new Notifier(transcript, owner, people, letters, new Channels(settings, clock), clock);
      started.start();
      notifier = Optional.of(started);
    }
  }

  @Override
  public synchronized void close() {
    notifier.ifPresent(Notifier::close);
    notifier = Optional.empty();
  }
}
