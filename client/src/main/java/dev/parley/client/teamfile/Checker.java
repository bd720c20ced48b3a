package dev.parley.client.teamfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds a tree against a shape. What is right comes out as a {@link Value}, what is wrong goes to
 * the report, and names of things go to {@link References} to be looked up at the end.
 *
 * @param quiet below something that this version refuses as a whole: its parts are checked, but not
 *     refused once more
 */
record Checker(Report report, Vars vars, References references, boolean quiet) {

  static final String NOT_YET = "is part of the team file but not of this version of Parley";

  Checker(Report report, Vars vars, References references) {
    this(report, vars, references, false);
  }

  /** The same, for what stands below something that is refused. */
  Checker quieter() {
    return new Checker(report, vars, references, true);
  }

  /** What stands there, if it has the shape. */
  Optional<Value> read(Shape shape, Tree tree, Place place) {
    var scalars = new ScalarChecker(this);
    return switch (shape) {
      case Shape.Text text -> scalars.text(text, tree, place);
      case Shape.Ref ref -> scalars.ref(ref, tree, place);
      case Shape.Word word -> scalars.word(word, tree, place);
      case Shape.Whole whole -> scalars.whole(whole, tree, place);
      case Shape.Decimal decimal -> scalars.decimal(decimal, tree, place);
      case Shape.Flag flag -> scalars.flag(flag, tree, place);
      case Shape.Time time -> scalars.time(time, tree, place);
      case Shape.Size size -> scalars.size(size, tree, place);
      case Shape.Many many -> many(many, tree, place);
      case Shape.Named named -> new MapChecker(this).named(named, tree, place);
      case Shape.Keys keys -> new MapChecker(this).keys(keys, tree, place);
      case Shape.Typed typed -> new MapChecker(this).typed(typed, tree, place);
      case Shape.Choice choice -> new ChoiceChecker(this).choice(choice, tree, place);
      case Shape.OneOf oneOf -> oneOf(oneOf, tree, place);
      case Shape.Defined defined -> read(TeamFormat.shape(defined.name()), tree, place);
      case Shape.Free free ->
          free.fits(tree)
              ? Optional.of(new Value.Free(place, filled(tree, place)))
              : wrong(free, tree, place);
    };
  }

  /** Reports that something else was expected. */
  Optional<Value> wrong(Shape expected, Tree found, Place place) {
    report.error(
        place,
        "expected %s, found %s".formatted(expected.expected(), found.shown()),
        hint(expected, found));
    return Optional.empty();
  }

  /** Refuses something that this version does not run, unless it is part of such a thing. */
  void refuse(Place place, String message, String suggestion) {
    if (!quiet) {
      report.error(place, message, suggestion);
    }
  }

  /** The same with {@code ${NAME}} filled in its texts. */
  private Tree filled(Tree tree, Place place) {
    return switch (tree) {
      case Tree.Scalar scalar when scalar.type() == Tree.Type.TEXT ->
          new Tree.Scalar(scalar.line(), Tree.Type.TEXT, text(scalar, place.at(scalar.line())));
      case Tree.Scalar scalar -> scalar;
      case Tree.Sequence sequence ->
          new Tree.Sequence(
              sequence.line(), sequence.items().stream().map(one -> filled(one, place)).toList());
      case Tree.Mapping mapping ->
          new Tree.Mapping(
              mapping.line(),
              mapping.entries().stream()
                  .map(one -> new Tree.Entry(one.key(), one.line(), filled(one.value(), place)))
                  .toList());
    };
  }

  private String text(Tree.Scalar scalar, Place place) {
    String filled = vars.fill(scalar.raw(), false, place);
    if (!filled.equals(scalar.raw()) && Secrets.inside(filled)) {
      report.error(place, SecretScan.MESSAGE, SecretScan.REMEDY);
    }
    return filled;
  }

  private static String hint(Shape expected, Tree found) {
    boolean text = expected instanceof Shape.Text || expected instanceof Shape.Ref;
    if (!(found instanceof Tree.Scalar scalar)) {
      return "";
    }
    if (text && (scalar.type() == Tree.Type.NUMBER || scalar.type() == Tree.Type.TRUTH)) {
      return "put it in quotes";
    }
    return !text && scalar.raw().contains("${") ? "${…} is filled in text values only" : "";
  }

  private Optional<Value> oneOf(Shape.OneOf oneOf, Tree tree, Place place) {
    return oneOf.shapes().stream()
        .filter(shape -> shape.fits(tree))
        .findFirst()
        .map(shape -> read(shape, tree, place))
        .orElseGet(() -> wrong(oneOf, tree, place));
  }

  private Optional<Value> many(Shape.Many many, Tree tree, Place place) {
    List<Value> items = new ArrayList<>();
    if (tree instanceof Tree.Sequence sequence) {
      for (int i = 0; i < sequence.items().size(); i++) {
        Tree item = sequence.items().get(i);
        read(many.of(), item, place.item(i, item.line())).ifPresent(items::add);
      }
      if (sequence.items().isEmpty() && !many.empty().isEmpty()) {
        report.error(place, many.empty());
        return Optional.empty();
      }
    } else if (many.of().fits(tree)) {
      read(many.of(), tree, place).ifPresent(items::add);
    } else {
      return wrong(many, tree, place);
    }
    return Optional.of(new Value.Items(place, List.copyOf(items)));
  }
}
