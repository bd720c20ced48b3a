package dev.parley.client.teamfile;

import java.util.List;
import java.util.Optional;

/** Holds a bare word, or a map with exactly one key, against the choice it is from. */
record ChoiceChecker(Checker checker) {

  Optional<Value> choice(Shape.Choice shape, Tree tree, Place place) {
    return switch (tree) {
      case Tree.Scalar scalar when scalar.type() == Tree.Type.TEXT -> bare(shape, scalar, place);
      case Tree.Mapping mapping -> mapping(shape, mapping, place);
      case Tree.Scalar scalar -> checker.wrong(shape, scalar, place);
      case Tree.Sequence sequence -> checker.wrong(shape, sequence, place);
    };
  }

  private Optional<Value> bare(Shape.Choice shape, Tree.Scalar scalar, Place place) {
    Shape.Option option = shape.options().get(scalar.raw());
    if (option != null && option.bare()) {
      return Optional.of(new Value.Chosen(place, option.word(), Optional.empty()));
    }
    String found = Shown.quote(scalar.raw());
    if (option != null) {
      checker
          .report()
          .error(place, found + " needs a value", "write %s: …".formatted(scalar.raw()));
      return Optional.empty();
    }
    List<String> words =
        shape.options().values().stream()
            .filter(Shape.Option::bare)
            .map(Shape.Option::word)
            .toList();
    checker
        .report()
        .error(
            place,
            "%s is no %s".formatted(found, shape.what()),
            words.isEmpty() ? "" : Suggestion.of(scalar.raw(), words) + forText(shape, scalar));
    return Optional.empty();
  }

  /** A text in place of a condition was most probably meant as the text to look for. */
  private static String forText(Shape.Choice shape, Tree.Scalar scalar) {
    return shape.options().containsKey("textMention")
        ? ", or textMention: " + Shown.key(scalar.raw())
        : "";
  }

  private Optional<Value> mapping(Shape.Choice shape, Tree.Mapping mapping, Place place) {
    List<String> known = List.copyOf(shape.options().sequencedKeySet());
    List<Tree.Entry> entries = mapping.entries();
    for (Tree.Entry entry : entries) {
      if (!shape.options().containsKey(entry.key())) {
        checker
            .report()
            .error(
                place.key(entry.key(), entry.line()),
                "unknown key",
                Suggestion.of(entry.key(), known));
      }
    }
    if (entries.size() != 1) {
      checker
          .report()
          .error(
              place,
              "expected one %s, found %d".formatted(shape.what(), entries.size()),
              several(shape, entries));
      return Optional.empty();
    }
    Tree.Entry entry = entries.getFirst();
    Shape.Option option = shape.options().get(entry.key());
    return option == null
        ? Optional.empty()
        : chosen(option, entry, place, place.key(entry.key(), entry.line()));
  }

  private Optional<Value> chosen(Shape.Option option, Tree.Entry entry, Place place, Place at) {
    if (option.key().isEmpty()) {
      checker.report().error(at, "stands alone", "write only %s".formatted(option.word()));
      return Optional.empty();
    }
    Shape.Key key = option.key().getFirst();
    boolean later = key.status() == Shape.Status.LATER;
    if (later) {
      checker.refuse(at, Checker.NOT_YET, "take it out");
    }
    return (later ? checker.quieter() : checker)
        .read(key.shape(), entry.value(), at)
        .map(value -> new Value.Chosen(place, option.word(), Optional.of(value)));
  }

  private static String several(Shape.Choice shape, List<Tree.Entry> entries) {
    return shape.options().containsKey("any") && !entries.isEmpty()
        ? "put them into any: […] or all: […]"
        : "";
  }
}
