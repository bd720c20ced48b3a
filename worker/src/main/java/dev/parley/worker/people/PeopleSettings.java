package dev.parley.worker.people;

import dev.parley.activities.people.PeopleFile;
import dev.parley.activities.people.TokenKey;
import dev.parley.activities.people.WorkerPolicies;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whom a worker knows, and how it reaches them.
 *
 * @param people the file that says who is who; it may be missing
 * @param policies the worker's own
 * @param singleUser whether one person uses it, so that what is said counts as proved
 * @param publicUrl where people reach the request pages; absent: notices carry no link
 * @param tokenKey signs tokens
 * @param tokenKeyFile where that key is made if none is given; absent: then there are no tokens
 * @param smtp sends mail; absent: nobody does
 * @param command is given notices; empty: there is none
 * @param arguments whether notices hold what is asked
 * @param previews whether the Temporal UI may show what requests ask about, where a team lets it
 * @param privateHosts hosts of hooks that may have private addresses
 * @param environment of the worker
 */
public record PeopleSettings(
    Path people,
    WorkerPolicies policies,
    boolean singleUser,
    Optional<URI> publicUrl,
    Optional<TokenKey> tokenKey,
    Optional<Path> tokenKeyFile,
    Optional<Smtp> smtp,
    List<String> command,
    boolean arguments,
    boolean previews,
    Set<String> privateHosts,
    Map<String, String> environment) {

  public PeopleSettings {
    command = List.copyOf(command);
    privateHosts = Set.copyOf(privateHosts);
    environment = Map.copyOf(environment);
  }

  /**
   * The people of the file.
   *
   * @throws dev.parley.activities.people.PeopleException if the file is there and wrong
   */
  public PeopleFile openPeople() {
    return PeopleFile.of(people, environment, Clock.system(java.time.ZoneId.systemDefault()));
  }

  /**
   * The key that signs tokens; on a single machine it is made with the first use.
   *
   * @throws IllegalArgumentException if its file holds none
   * @throws java.io.UncheckedIOException if its file cannot be read or made
   */
  public Optional<TokenKey> key() {
    return tokenKey.or(() -> tokenKeyFile.map(TokenKey::inFile));
  }

  /** No address, no secret. */
  @Override
  public String toString() {
    return "PeopleSettings[people=%s, singleUser=%s, publicUrl=%s, arguments=%s]"
        .formatted(people, singleUser, publicUrl.isPresent(), arguments);
  }
}
