package dev.parley.worker.people;

import dev.parley.activities.people.People;
import dev.parley.activities.people.Person;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ways of a worker to reach people, by the names that {@code people.yaml} uses. */
final class Channels implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Channels.class);

  private final Optional<Channel> mail;
  private final Optional<Channel> command;
  private final HookChannel hooks;

  Channels(PeopleSettings settings, Clock clock) {
    this.mail = settings.smtp().map(smtp -> new MailChannel(smtp, clock));
    this.command =
        settings.command().isEmpty()
            ? Optional.empty()
            : Optional.of(new CommandChannel(settings.command(), settings.environment()));
    this.hooks = new HookChannel(settings.privateHosts(), clock);
  }

  /** The way of that name; empty: this worker has none. */
  Optional<Channel> find(String name, People people) {
    return switch (name) {
      case Person.MAIL -> mail;
      case Person.COMMAND -> command;
      default -> people.hook(name).map(hooks::to);
    };
  }

  @Override
  public void close() {
    try {
      hooks.close();
    } catch (IOException e) {
      log.debug("a connection did not close: {}", e.getClass().getSimpleName());
    }
  }
}
