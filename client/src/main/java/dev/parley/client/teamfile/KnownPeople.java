package dev.parley.client.teamfile;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whom the workers know, as far as the reader of a file does.
 *
 * @param people by name
 * @param groups their members, by name
 */
public record KnownPeople(Set<String> people, Map<String, List<String>> groups) {

  /** The name of whoever has started a conversation. */
  static final String STARTER = "starter";

  /** Nobody is known: whoever is named may be a person or a group. */
  public static final KnownPeople NOBODY = new KnownPeople(Set.of(), Map.of());

  public KnownPeople {
    people = Set.copyOf(people);
    var copied = new LinkedHashMap<String, List<String>>();
    groups.forEach((name, members) -> copied.put(name, List.copyOf(members)));
    groups = Map.copyOf(copied);
  }

  /** Whether anything is known at all. */
  boolean isEmpty() {
    return people.isEmpty() && groups.isEmpty();
  }

  boolean has(String name) {
    return name.equals(STARTER) || people.contains(name) || groups.containsKey(name);
  }

  /** All names that there are. */
  Collection<String> names() {
    var names = new TreeSet<>(people);
    names.addAll(groups.keySet());
    names.add(STARTER);
    return names;
  }

  /** How many different people these names are; empty where that is not known. */
  Optional<Integer> count(List<String> who) {
    var different = new HashSet<String>();
    for (String name : who) {
      if (!has(name)) {
        return Optional.empty();
      }
      different.addAll(groups.getOrDefault(name, List.of(name)));
    }
    return Optional.of(different.size());
  }
}
