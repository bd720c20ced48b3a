package dev.parley.client.teamfile;

import dev.parley.agents.Similar;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** Holds single values against their shapes. */
record ScalarChecker(Checker checker) {

  private static final BigDecimal MOST = new BigDecimal("1E12");

  Optional<Value> text(Shape.Text shape, Tree tree, Place place) {
    if (!(tree instanceof Tree.Scalar scalar) || scalar.type() != Tree.Type.TEXT) {
      return checker.wrong(shape, tree, place);
    }
    String filled = filled(shape.rule(), scalar.raw(), place);
    boolean leaked = !filled.equals(scalar.raw()) && Secrets.inside(filled);
    Optional<String> mistake =
        leaked ? Optional.of(SecretScan.MESSAGE) : TextRules.mistake(shape, filled);
    mistake.ifPresent(
        message ->
            checker.report().error(place, message, leaked ? SecretScan.REMEDY : remedy(shape)));
    return mistake.isPresent() ? Optional.empty() : Optional.of(new Value.Text(place, filled));
  }

  Optional<Value> ref(Shape.Ref shape, Tree tree, Place place) {
    if (!(tree instanceof Tree.Scalar scalar) || scalar.type() != Tree.Type.TEXT) {
      return checker.wrong(shape, tree, place);
    }
    String name = checker.vars().fill(scalar.raw(), false, place);
    checker.references().add(shape.kind(), name, place);
    return Optional.of(new Value.Text(place, name));
  }

  Optional<Value> word(Shape.Word shape, Tree tree, Place place) {
    if (!(tree instanceof Tree.Scalar scalar) || scalar.type() != Tree.Type.TEXT) {
      return checker.wrong(shape, tree, place);
    }
    Shape.Status status = shape.words().get(scalar.raw());
    if (status == null) {
      var words = shape.words().sequencedKeySet();
      checker
          .report()
          .error(
              place,
              "expected %s, found %s".formatted(shape.expected(), Shown.quote(scalar.raw())),
              AutoGenWords.translate(scalar.raw()).isPresent()
                      || Similar.to(scalar.raw(), words).isPresent()
                  ? Suggestion.of(scalar.raw(), words)
                  : "");
      return Optional.empty();
    }
    if (status == Shape.Status.LATER && !checker.quiet()) {
      checker.refuse(
          place,
          "%s %s".formatted(Shown.quote(scalar.raw()), Checker.NOT_YET),
          "it runs " + runs(shape));
      return Optional.empty();
    }
    return Optional.of(new Value.Text(place, scalar.raw()));
  }

  Optional<Value> whole(Shape.Whole shape, Tree tree, Place place) {
    Optional<BigDecimal> number =
        number(tree).filter(n -> n.stripTrailingZeros().scale() <= 0 && isPlain(tree));
    if (number.isEmpty()) {
      return checker.wrong(shape, tree, place);
    }
    BigDecimal n = number.get();
    if (n.compareTo(BigDecimal.valueOf(shape.least())) < 0) {
      return outside(
          place, "must be at least %d, is %s".formatted(shape.least(), n.toPlainString()));
    }
    if (n.compareTo(BigDecimal.valueOf(shape.most())) > 0) {
      return outside(place, "must be at most %d, is %s".formatted(shape.most(), n.toPlainString()));
    }
    return Optional.of(new Value.Amount(place, n));
  }

  Optional<Value> decimal(Shape.Decimal shape, Tree tree, Place place) {
    Optional<BigDecimal> number = number(tree);
    if (number.isEmpty()) {
      return checker.wrong(shape, tree, place);
    }
    BigDecimal n = number.get();
    if (n.signum() < 0 || shape.positive() && n.signum() == 0) {
      return outside(
          place,
          "must %s, is %s".formatted(shape.positive() ? "be above 0" : "not be negative", n));
    }
    if (n.compareTo(MOST) > 0) {
      return outside(place, "must be at most 1000000000000, is " + n);
    }
    return Optional.of(new Value.Amount(place, n));
  }

  Optional<Value> flag(Shape.Flag shape, Tree tree, Place place) {
    return tree instanceof Tree.Scalar scalar && scalar.type() == Tree.Type.TRUTH
        ? Optional.of(new Value.Flag(place, scalar.raw().equals("true")))
        : checker.wrong(shape, tree, place);
  }

  Optional<Value> time(Shape.Time shape, Tree tree, Place place) {
    Optional<Duration> time = written(tree).flatMap(Measures::time);
    if (time.isEmpty()) {
      return checker.wrong(shape, tree, place);
    }
    return shape.positive() && time.get().isZero()
        ? outside(place, "must be longer than 0")
        : Optional.of(new Value.Time(place, time.get()));
  }

  Optional<Value> size(Shape.Size shape, Tree tree, Place place) {
    Optional<Long> size = written(tree).flatMap(Measures::size);
    if (size.isEmpty()) {
      return checker.wrong(shape, tree, place);
    }
    if (size.get() < 1 || size.get() > shape.most()) {
      return outside(place, "must be between 1B and %s".formatted(Measures.write(shape.most())));
    }
    return Optional.of(new Value.Amount(place, BigDecimal.valueOf(size.get())));
  }

  private Optional<Value> outside(Place place, String message) {
    checker.report().error(place, message);
    return Optional.empty();
  }

  private String filled(Shape.Text.Rule rule, String raw, Place place) {
    return switch (rule) {
      case RAW -> raw;
      case KEY, HEADER -> checker.vars().fill(raw, true, place);
      case ANY, WORDS, NAME, REGEX, ADDRESS -> checker.vars().fill(raw, false, place);
    };
  }

  private static String remedy(Shape.Text shape) {
    return shape.rule() == Shape.Text.Rule.KEY ? SecretScan.REMEDY : "";
  }

  private static String runs(Shape.Word shape) {
    var runs =
        shape.words().entrySet().stream()
            .filter(word -> word.getValue() == Shape.Status.RUNS)
            .map(java.util.Map.Entry::getKey)
            .toList();
    return runs.size() == 1
        ? runs.getFirst()
        : String.join(", ", runs.subList(0, runs.size() - 1)) + " and " + runs.getLast();
  }

  private static Optional<BigDecimal> number(Tree tree) {
    if (!(tree instanceof Tree.Scalar scalar) || scalar.type() != Tree.Type.NUMBER) {
      return Optional.empty();
    }
    try {
      return Optional.of(CoreSchema.number(scalar.raw()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Whether a number is written as a whole one: {@code 10.0} is none. */
  private static boolean isPlain(Tree tree) {
    return tree instanceof Tree.Scalar scalar
        && (scalar.raw().startsWith("0x")
            || scalar.raw().chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E'));
  }

  private static Optional<String> written(Tree tree) {
    return tree instanceof Tree.Scalar scalar && scalar.type() == Tree.Type.TEXT
        ? Optional.of(scalar.raw())
        : Optional.empty();
  }
}
