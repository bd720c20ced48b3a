package dev.parley.cli;

import dev.parley.activities.people.People;
import dev.parley.activities.people.PeopleException;
import dev.parley.activities.people.PeopleFile;
import dev.parley.client.teamfile.KnownPeople;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whom the workers know, as far as this machine does: {@code PARLEY_PEOPLE}, else {@code
 * people.yaml} in the home. Without such a file a person is asked by the own name only.
 */
final class Roster {

  private final Session session;

  Roster(Session session) {
    this.session = session;
  }

  /**
   * Everything by which a person may be asked: the name and groups, and those of people for whom
   * that person stands in.
   *
   * @throws UsageException if the file is wrong
   */
  List<String> names(String person) {
    Set<String> names = people().names(person);
    return List.copyOf(names);
  }

  /** The same in a conversation that somebody has started. */
  List<String> names(String person, String starter) {
    List<String> names = new ArrayList<>(names(person));
    if (starter.equals(person)) {
      names.add("starter");
    }
    return names;
  }

  /** Who is there, for the reader of team files; a file that is wrong only costs a warning. */
  KnownPeople known() {
    try {
      People people = people();
      return new KnownPeople(people.people().keySet(), people.groups());
    } catch (UsageException e) {
      session.console().err().println("warning: " + e.getMessage());
      return KnownPeople.NOBODY;
    }
  }

  private People people() {
    Path file = file();
    if (!Files.exists(file)) {
      return People.NOBODY;
    }
    try {
      return PeopleFile.of(file, session.environment(), Clock.system(ZoneId.systemDefault())).get();
    } catch (PeopleException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  private Path file() {
    String named = session.environment().getOrDefault("PARLEY_PEOPLE", "");
    // As workers do: what is relative is so to the home.
    return session.home().folder().resolve(named.isBlank() ? "people.yaml" : named);
  }
}
