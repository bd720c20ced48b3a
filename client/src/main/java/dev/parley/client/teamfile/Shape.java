package dev.parley.client.teamfile;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * What may stand at a place of a team file. {@link TeamFormat} is a table of these; {@link Checker}
 * holds files against it and {@link TeamSchema} makes the JSON Schema of it.
 */
sealed interface Shape {

  /** A text; {@code ${NAME}} is filled in all of them but {@code RAW}. */
  record Text(Rule rule, int longest) implements Shape {
    /** What kind of text. */
    enum Rule {
      /** Any text, also none. */
      ANY,
      /** Any text but an empty one. */
      WORDS,
      /** A name as {@link dev.parley.agents.Names} has it. */
      NAME,
      /** A regular expression. */
      REGEX,
      /** An http or https address without user and password. */
      ADDRESS,
      /** {@code ${env:NAME}} and nothing else. */
      KEY,
      /** Any text, {@code ${env:NAME}} in it. */
      HEADER,
      /** Any text, taken as it is. */
      RAW
    }
  }

  /** The name of something that the file defines, or of a model of a provider. */
  record Ref(Kind kind) implements Shape {
    /** What is named. */
    enum Kind {
      AGENT,
      MEMBER,
      TEAM,
      TARGET,
      NODE,
      MODEL,
      POLICY;

      /** Whether an agent may be meant. */
      boolean isAgent() {
        return switch (this) {
          case AGENT, MEMBER, TARGET, NODE -> true;
          case TEAM, MODEL, POLICY -> false;
        };
      }
    }
  }

  /** One of the given words. */
  record Word(SequencedMap<String, Status> words) implements Shape {}

  /** A whole number. */
  record Whole(long least, long most) implements Shape {}

  /** A number; {@code positive}: above 0, else from 0 on. */
  record Decimal(boolean positive) implements Shape {}

  /** True or false. */
  record Flag() implements Shape {}

  /** A duration such as {@code 30s}; {@code positive}: longer than 0. */
  record Time(boolean positive) implements Shape {}

  /** A size such as {@code 512MB}. */
  record Size(long most) implements Shape {}

  /** A list, or one value in its place; {@code empty} says what is wrong with an empty one. */
  record Many(Shape of, String empty) implements Shape {}

  /** A map with keys of the file's own. */
  record Named(Keyed by, Shape of, int most) implements Shape {
    /** What the keys are. */
    enum Keyed {
      NAME,
      ANY,
      AGENT,
      SPEAKER
    }
  }

  /** A map with the given keys; {@code main}: what a value in place of the map stands for. */
  record Keys(String what, SequencedMap<String, Key> keys, String main) implements Shape {
    /** The same with a main key. */
    Keys main(String key) {
      return new Keys(what, keys, key);
    }
  }

  /** A map whose other keys depend on the value of {@code type}. */
  record Typed(String what, Word types, Map<String, Keys> keys) implements Shape {}

  /** A bare word, or a map with exactly one key. */
  record Choice(String what, SequencedMap<String, Option> options) implements Shape {}

  /** One of a {@link Choice}; {@code bare}: the word alone will do; no key: only the word. */
  record Option(String word, boolean bare, List<Key> key) {}

  /** The first of these that fits what is there. */
  record OneOf(List<Shape> shapes) implements Shape {}

  /** A shape of the table that has a name, so that it may hold itself. */
  record Defined(String name) implements Shape {}

  /** Anything; {@code map}: any map. */
  record Free(boolean map) implements Shape {}

  /** Whether this version acts on a key or word. */
  enum Status {
    /** It does. */
    RUNS,
    /** It refuses it: part of the team file, but not of this version. */
    LATER
  }

  /** A key: its name, what may stand there, whether it must, and what it is for. */
  record Key(String name, Shape shape, Status status, boolean required, String doc) {
    static Key optional(String name, Shape shape, String doc) {
      return new Key(name, shape, Status.RUNS, false, doc);
    }

    static Key required(String name, Shape shape, String doc) {
      return new Key(name, shape, Status.RUNS, true, doc);
    }

    static Key later(String name, Shape shape, String doc) {
      return new Key(name, shape, Status.LATER, false, doc);
    }
  }

  /** What is expected, in words. */
  default String expected() {
    return switch (this) {
      case Text text -> TextRules.expected(text.rule());
      case Ref ref -> "the name of " + References.what(ref.kind());
      case Word word -> "one of " + String.join(", ", word.words().sequencedKeySet());
      case Whole whole -> "a whole number";
      case Decimal decimal -> "a number";
      case Flag flag -> "true or false";
      case Time time -> "a duration such as 500ms, 30s, 10m, 8h or 3d";
      case Size size -> "a size such as 512MB";
      case Many many -> "a list, or one item: " + many.of().expected();
      case Named named -> "a map";
      case Keys keys -> "a map with " + keys.what();
      case Typed typed -> "a map with " + typed.what();
      case Choice choice -> "a " + choice.what();
      case OneOf oneOf ->
          oneOf.shapes().stream().map(Shape::expected).collect(Collectors.joining(", or "));
      case Defined defined -> TeamFormat.shape(defined.name()).expected();
      case Free free -> free.map() ? "a map" : "anything";
    };
  }

  /** Whether what stands there is of this kind at all, right or wrong. */
  default boolean fits(Tree tree) {
    return switch (this) {
      case Text text -> isScalar(tree, Tree.Type.TEXT);
      case Ref ref -> isScalar(tree, Tree.Type.TEXT);
      case Word word -> isScalar(tree, Tree.Type.TEXT);
      case Time time -> isScalar(tree, Tree.Type.TEXT);
      case Size size -> isScalar(tree, Tree.Type.TEXT);
      case Whole whole -> isScalar(tree, Tree.Type.NUMBER);
      case Decimal decimal -> isScalar(tree, Tree.Type.NUMBER);
      case Flag flag -> isScalar(tree, Tree.Type.TRUTH);
      case Many many -> tree instanceof Tree.Sequence || many.of().fits(tree);
      case Named named -> tree instanceof Tree.Mapping;
      case Keys keys ->
          tree instanceof Tree.Mapping
              || !keys.main().isEmpty() && Shapes.mainOf(keys).shape().fits(tree);
      case Typed typed -> tree instanceof Tree.Mapping;
      case Choice choice -> tree instanceof Tree.Mapping || isScalar(tree, Tree.Type.TEXT);
      case OneOf oneOf -> oneOf.shapes().stream().anyMatch(shape -> shape.fits(tree));
      case Defined defined -> TeamFormat.shape(defined.name()).fits(tree);
      case Free free -> !free.map() || tree instanceof Tree.Mapping;
    };
  }

  private static boolean isScalar(Tree tree, Tree.Type type) {
    return tree instanceof Tree.Scalar scalar && scalar.type() == type;
  }
}
