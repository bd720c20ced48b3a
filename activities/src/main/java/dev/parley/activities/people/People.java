package dev.parley.activities.people;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whom the workers know: people, who belongs to which group, who stands in for whom. A name that
 * nobody here bears is a person of that name.
 *
 * @param people by name
 * @param groups names of people, by name
 * @param hooks by name
 * @param clock tells which day it is, in its zone
 */
public record People(
    Map<String, Person> people,
    Map<String, List<String>> groups,
    Map<String, Hook> hooks,
    Clock clock) {

  /** Whoever has started the conversation. */
  public static final String STARTER = "starter";

  /** Nobody is known: every name is a person. */
  public static final People NOBODY =
      new People(Map.of(), Map.of(), Map.of(), Clock.system(java.time.ZoneId.systemDefault()));

  public People {
    people = Map.copyOf(people);
    groups = Map.copyOf(groups);
    hooks = Map.copyOf(hooks);
  }

  /** What is known of a person; of a stranger only the name. */
  public Person person(String name) {
    Person known = people.get(name);
    return known == null ? Person.named(name) : known;
  }

  /**
   * Everything by which a person may be asked: the name itself, groups, and the names and groups of
   * all for whom that person stands in today. A group's name is nobody's name.
   */
  public Set<String> names(String person) {
    Set<String> all = new TreeSet<>();
    for (String one : standsInFor(person)) {
      if (!groups.containsKey(one)) {
        all.add(one);
      }
      groups.forEach(
          (group, members) -> {
            if (members.contains(one)) {
              all.add(group);
            }
          });
    }
    return all;
  }

  /**
   * The people whom these names mean today, each once: members of groups, and stand-ins instead of
   * those who are away.
   */
  public List<String> persons(Collection<String> who) {
    Set<String> all = new LinkedHashSet<>();
    for (String name : who) {
      groups.getOrDefault(name, List.of(name)).forEach(member -> all.add(present(member)));
    }
    return List.copyOf(all);
  }

  /** The hook of that name. */
  public Optional<Hook> hook(String name) {
    return Optional.ofNullable(hooks.get(name));
  }

  private Set<String> standsInFor(String person) {
    LocalDate today = LocalDate.now(clock);
    Set<String> all = new LinkedHashSet<>(List.of(person));
    Deque<String> next = new ArrayDeque<>(all);
    while (!next.isEmpty()) {
      String standIn = next.pop();
      people.values().stream()
          .filter(one -> one.isAway(today))
          .filter(one -> one.away().map(Person.Away::to).filter(standIn::equals).isPresent())
          .map(Person::name)
          .filter(all::add)
          .forEach(next::push);
    }
    return all;
  }

  /** Who is there for a person; where all are away for each other, the person itself. */
  private String present(String name) {
    LocalDate today = LocalDate.now(clock);
    Set<String> seen = new LinkedHashSet<>();
    String at = name;
    while (seen.add(at)) {
      Person person = person(at);
      if (!person.isAway(today)) {
        return at;
      }
      at = person.away().map(Person.Away::to).orElse(at);
    }
    return name;
  }
}
