package dev.parley.client.teamfile;

import dev.parley.agents.Names;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names of things that stand in a file, to be looked up once all of it is read. */
final class References {

  /** A name and where it stands. */
  private record Reference(Shape.Ref.Kind kind, String name, Place place) {}

  private final Report report;
  private final List<Reference> references = new ArrayList<>();

  References(Report report) {
    this.report = report;
  }

  void add(Shape.Ref.Kind kind, String name, Place place) {
    references.add(new Reference(kind, name, place));
  }

  /** What is named, in words. */
  static String what(Shape.Ref.Kind kind) {
    return switch (kind) {
      case AGENT -> "an agent";
      case MEMBER -> "an agent or a team";
      case TEAM -> "a team";
      case TARGET -> "an agent, a team or user";
      case NODE -> "an agent or end";
      case MODEL -> "a model: an entry of models, or PROVIDER:MODEL";
      case POLICY -> "an entry of policies";
    };
  }

  /** Reports every name that nothing bears. */
  void check(Declared declared) {
    for (Reference reference : references) {
      if (declared.agents().isEmpty() && reference.kind().isAgent()) {
        continue; // that there is none has been said
      }
      Set<String> known = known(reference.kind(), declared);
      boolean direct =
          reference.kind() == Shape.Ref.Kind.MODEL && Providers.isModel(reference.name());
      if (!direct && !known.contains(reference.name())) {
        report.error(
            reference.place(),
            missing(reference.kind(), Shown.quote(reference.name()), !declared.teams().isEmpty()),
            Suggestion.of(reference.name(), known));
      } else if (direct && !known.contains(reference.name())) {
        Providers.check(reference.name(), reference.place(), report);
      }
    }
  }

  /** The names that something in the file uses. */
  Set<String> used() {
    Set<String> used = new LinkedHashSet<>();
    references.forEach(reference -> used.add(reference.name()));
    return used;
  }

  private static String missing(Shape.Ref.Kind kind, String name, boolean teams) {
    return switch (kind) {
      case AGENT, NODE, TARGET -> "no agent is called " + name;
      case MEMBER -> (teams ? "no agent or team is called " : "no agent is called ") + name;
      case TEAM -> "no team is called " + name;
      case MODEL -> "%s is no entry of models and not PROVIDER:MODEL".formatted(name);
      case POLICY -> "no policy is called " + name;
    };
  }

  private static Set<String> known(Shape.Ref.Kind kind, Declared declared) {
    return switch (kind) {
      case AGENT -> declared.agents();
      case MEMBER -> both(declared, "");
      case TARGET -> both(declared, Names.USER);
      case NODE -> both(declared, "end");
      case TEAM -> declared.teams();
      case MODEL -> declared.models();
      case POLICY -> declared.policies();
    };
  }

  private static Set<String> both(Declared declared, String more) {
    Set<String> all = new LinkedHashSet<>(declared.agents());
    all.addAll(declared.teams());
    if (!more.isEmpty()) {
      all.add(more);
    }
    return all;
  }

  /** What the file defines, wrong or right. */
  record Declared(Set<String> agents, Set<String> teams, Set<String> models, Set<String> policies) {
    static Declared of(Section root) {
      return new Declared(
          names(root, "agents"),
          names(root, "teams"),
          names(root, "models"),
          names(root, "policies"));
    }

    private static Set<String> names(Section root, String key) {
      return root.section(key)
          .<Set<String>>map(section -> new LinkedHashSet<>(section.places().keySet()))
          .orElseGet(LinkedHashSet::new);
    }
  }
}
