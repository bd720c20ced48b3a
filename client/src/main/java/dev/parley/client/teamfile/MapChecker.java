package dev.parley.client.teamfile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Holds maps against their shapes: keys of the format, keys of the file's own, maps by type. */
final class MapChecker {

  private final Checker checker;
  private final SequencedMap<String, Value> values = new LinkedHashMap<>();
  private final SequencedMap<String, Place> places = new LinkedHashMap<>();
  private final Map<String, String> elsewhere = new LinkedHashMap<>();
  private boolean broken;

  MapChecker(Checker checker) {
    this.checker = checker;
  }

  Optional<Value> named(Shape.Named shape, Tree tree, Place place) {
    if (!(tree instanceof Tree.Mapping mapping)) {
      return checker.wrong(shape, tree, place);
    }
    if (mapping.entries().size() > shape.most()) {
      checker
          .report()
          .error(
              place,
              "holds %d entries; at most %d are allowed"
                  .formatted(mapping.entries().size(), shape.most()));
    }
    for (Tree.Entry entry : mapping.entries()) {
      Place at = place.key(entry.key(), entry.line());
      switch (shape.by()) {
        case NAME -> TextRules.name(entry.key()).ifPresent(m -> checker.report().error(at, m));
        case AGENT -> checker.references().add(Shape.Ref.Kind.AGENT, entry.key(), at);
        case SPEAKER -> checker.references().add(Shape.Ref.Kind.TARGET, entry.key(), at);
        case ANY -> {}
      }
      take(checker, entry, shape.of(), at);
    }
    return section(place);
  }

  Optional<Value> keys(Shape.Keys shape, Tree tree, Place place) {
    if (tree instanceof Tree.Mapping mapping) {
      return mapping(shape, mapping, place);
    }
    if (shape.main().isEmpty()) {
      return checker.wrong(shape, tree, place);
    }
    Shape.Key main = Shapes.mainOf(shape);
    if (!main.shape().fits(tree)) {
      return checker.wrong(Shapes.oneOf(main.shape(), shape), tree, place);
    }
    take(checker, new Tree.Entry(main.name(), place.line(), tree), main.shape(), place);
    return section(place);
  }

  Optional<Value> typed(Shape.Typed shape, Tree tree, Place place) {
    if (!(tree instanceof Tree.Mapping mapping)) {
      return checker.wrong(shape, tree, place);
    }
    shape
        .keys()
        .forEach((name, keys) -> keys.keys().keySet().forEach(k -> elsewhere.putIfAbsent(k, name)));
    Optional<String> type =
        mapping.get("type").filter(t -> shape.types().fits(t)).map(t -> ((Tree.Scalar) t).raw());
    Shape.Keys keys = type.map(shape.keys()::get).orElse(null);
    if (keys != null) {
      boolean later = type.map(shape.types().words()::get).orElse(null) == Shape.Status.LATER;
      return later ? refused(shape, keys, mapping, place) : mapping(keys, mapping, place);
    }
    return mapping(everything(shape), mapping, place);
  }

  /**
   * A type that this version does not run: it is refused once, its parts are checked all the same.
   */
  private Optional<Value> refused(
      Shape.Typed shape, Shape.Keys keys, Tree.Mapping mapping, Place place) {
    for (Tree.Entry entry : mapping.entries()) {
      if (entry.key().equals("type")) {
        var unused = checker.read(shape.types(), entry.value(), place.key("type", entry.line()));
      }
    }
    var below = new MapChecker(checker.quieter());
    below.elsewhere.putAll(elsewhere);
    return below.mapping(keys, mapping, place);
  }

  /** The keys of all types together, for a map whose type is missing or wrong. */
  private static Shape.Keys everything(Shape.Typed shape) {
    SequencedMap<String, Shape.Key> all = new LinkedHashMap<>();
    for (Shape.Keys keys : shape.keys().values()) {
      keys.keys()
          .forEach(
              (name, key) ->
                  all.putIfAbsent(
                      name, new Shape.Key(name, key.shape(), Shape.Status.RUNS, false, key.doc())));
    }
    all.put("type", Shape.Key.required("type", shape.types(), "The type."));
    return new Shape.Keys(shape.what(), all, "");
  }

  private Optional<Value> mapping(Shape.Keys shape, Tree.Mapping mapping, Place place) {
    List<String> suggested = new ArrayList<>();
    for (Tree.Entry entry : mapping.entries()) {
      Place at = place.key(entry.key(), entry.line());
      Shape.Key key = shape.keys().get(entry.key());
      if (key == null) {
        suggested.add(unknown(shape, entry.key(), at));
      } else {
        known(key, entry, at);
      }
    }
    requireAll(shape, suggested, place);
    return section(place);
  }

  private void known(Shape.Key key, Tree.Entry entry, Place at) {
    switch (key.status()) {
      case RUNS -> take(checker, entry, key.shape(), at);
      case LATER -> {
        checker.refuse(at, Checker.NOT_YET, "take it out");
        take(checker.quieter(), entry, key.shape(), at);
        broken = broken || !checker.quiet();
      }
    }
  }

  private String unknown(Shape.Keys shape, String key, Place at) {
    broken = true;
    String suggestion =
        hint(key).orElseGet(() -> Suggestion.of(key, shape.keys().sequencedKeySet()));
    checker.report().error(at, "unknown key", suggestion);
    return suggestion;
  }

  private Optional<String> hint(String key) {
    return Misplaced.hint(key)
        .or(() -> Optional.ofNullable(elsewhere.get(key)).map("it belongs to "::concat));
  }

  /** Reports keys that must be there, unless an unknown key is probably the one. */
  private void requireAll(Shape.Keys shape, List<String> suggested, Place place) {
    for (Shape.Key key : shape.keys().values()) {
      if (key.required() && !places.containsKey(key.name())) {
        broken = true;
        if (suggested.stream().noneMatch(s -> s.contains("\"" + key.name() + "\""))) {
          String remedy = "expected " + key.shape().expected();
          checker.report().error(place, "has no " + key.name(), remedy);
        }
      }
    }
  }

  private void take(Checker with, Tree.Entry entry, Shape shape, Place at) {
    places.put(entry.key(), at);
    Optional<Value> value = with.read(shape, entry.value(), at);
    value.ifPresent(v -> values.put(entry.key(), v));
    broken |= value.isEmpty();
  }

  private Optional<Value> section(Place place) {
    return Optional.of(new Section(place, values, places, broken));
  }
}
