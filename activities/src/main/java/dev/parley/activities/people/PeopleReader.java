package dev.parley.activities.people;

import dev.parley.agents.Names;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes people of {@code people.yaml}. */
final class PeopleReader {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");
  private static final Pattern EMAIL =
      Pattern.compile("[^\\s@<>,;:\"()\\[\\]\\\\\\p{Cc}]{1,64}@[A-Za-z0-9.-]{1,250}");

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,63}");
  private static final List<String> RESERVED = List.of(People.STARTER, Names.PARLEY, Names.USER);

  private final Map<String, String> environment;
  private final Clock clock;
  private final Map<String, Person> people = new LinkedHashMap<>();
  private final Map<String, List<String>> groups = new LinkedHashMap<>();
  private final Map<String, Hook> hooks = new LinkedHashMap<>();

  PeopleReader(Map<String, String> environment, Clock clock) {
    this.environment = environment;
    this.clock = clock;
  }

  /**
   * People of a file's text.
   *
   * @throws PeopleException with file, line and key
   */
  People read(String file, String text) {
    Yaml root = Yaml.parse(file, text);
    root.requireKeys(List.of("people", "groups", "hooks"));
    root.get("hooks").ifPresent(all -> all.entries(this::hook));
    root.get("people").ifPresent(all -> all.entries(this::person));
    root.get("groups").ifPresent(all -> all.entries(this::group));
    root.get("people").ifPresent(all -> all.entries(this::checkStandIn));
    return new People(people, groups, hooks, clock);
  }

  private void hook(String name, Yaml hook) {
    hook.requireKeys(List.of("url", "secret"));
    Yaml url = hook.get("url").orElseThrow(() -> hook.wrong("has no url"));
    if (List.of(Person.MAIL, Person.COMMAND).contains(name)) {
      throw hook.wrong("a hook cannot be called so; give it another name");
    }
    hooks.put(name, new Hook(name, address(url), hook.get("secret").map(this::resolved)));
  }

  private URI address(Yaml url) {
    try {
      URI uri = new URI(resolved(url));
      boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (http && uri.getHost() != null && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw url.wrong("is no address", e);
    }
    throw url.wrong("must be an address such as https://chat.example.com/in");
  }

  private void person(String name, Yaml person) {
    checkName(name, person);
    person.requireKeys(List.of("email", "notify", "away"));
    Optional<String> email = person.get("email").map(PeopleReader::email);
    Optional<Yaml> notify = person.get("notify");
    notify.ifPresent(one -> one.texts().forEach(channel -> checkChannel(channel, one, email)));
    people.put(
        name,
        new Person(
            name,
            email,
            notify.map(Yaml::texts).orElse(List.of()),
            person.get("away").map(away -> away(name, away))));
  }

  private static String email(Yaml email) {
    String address = email.text();
    if (!EMAIL.matcher(address).matches()) {
      throw email.wrong(
          "must be an address such as dana@example.com, is \"%s\"".formatted(address));
    }
    return address;
  }

  private void checkChannel(String channel, Yaml notify, Optional<String> email) {
    if (channel.equals(Person.MAIL) && email.isEmpty()) {
      throw notify.wrong("names mail, but there is no email");
    }
    boolean known =
        Stream.of(Person.MAIL, Person.COMMAND).anyMatch(channel::equals)
            || hooks.containsKey(channel);
    if (!known) {
      throw notify.wrong(
          "\"%s\" is neither mail nor command nor one of the hooks %s"
              .formatted(channel, hooks.keySet()));
    }
  }

  private static Person.Away away(String name, Yaml away) {
    away.requireKeys(List.of("until", "to"));
    Yaml until = away.get("until").orElseThrow(() -> away.wrong("has no until"));
    Yaml to = away.get("to").orElseThrow(() -> away.wrong("has no to"));
    if (to.text().equals(name)) {
      throw to.wrong("nobody stands in for himself");
    }
    try {
      return new Person.Away(LocalDate.parse(until.text()), to.text());
    } catch (DateTimeParseException e) {
      throw until.wrong("must be a date such as 2026-12-01, is \"%s\"".formatted(until.text()), e);
    }
  }

  private void checkStandIn(String name, Yaml person) {
    person
        .get("away")
        .flatMap(away -> away.get("to"))
        .filter(to -> groups.containsKey(to.text()))
        .ifPresent(
            to -> {
              throw to.wrong("\"%s\" is a group; name a person".formatted(to.text()));
            });
  }

  private void group(String name, Yaml group) {
    checkName(name, group);
    if (people.containsKey(name)) {
      throw group.wrong("there is a person of this name; call the group something else");
    }
    List<String> members = group.texts();
    if (members.isEmpty()) {
      throw group.wrong("names nobody");
    }
    for (String member : members) {
      if (!people.containsKey(member)) {
        throw group.wrong(
            "\"%s\" is not in people; known are %s".formatted(member, people.keySet()));
      }
    }
    groups.put(name, members);
  }

  private static void checkName(String name, Yaml at) {
    if (!NAME.matcher(name).matches() || RESERVED.contains(name)) {
      throw at.wrong(
          "is no name; a letter, then letters, digits, _ . and -, and none of " + RESERVED);
    }
  }

  /** The text with variables of the worker in place of {@code ${env:NAME}}. */
  private String resolved(Yaml value) {
    Matcher matcher = VARIABLE.matcher(value.text());
    StringBuilder all = new StringBuilder();
    Map<String, String> missing = new HashMap<>();
    while (matcher.find()) {
      String found = environment.get(matcher.group(1));
      if (found == null || found.isBlank()) {
        missing.put(matcher.group(1), "");
      }
      matcher.appendReplacement(all, Matcher.quoteReplacement(found == null ? "" : found));
    }
    if (!missing.isEmpty()) {
      throw value.wrong("the worker has no variable " + String.join(", ", missing.keySet()));
    }
    return matcher.appendTail(all).toString();
  }
}
